"""What the page of a document says before its file is opened: what was found, what the scanner said."""

from baleharum.cases.files.opening import CLOSED
from baleharum.cases.files.opening import finding_labels
from baleharum.cases.files.opening import WARNED
from baleharum.documents.cleaning import CLEANABLE
from baleharum.terms.lists import label
from Products.Five.browser import BrowserView


class Notices(BrowserView):
    """`@@document-notices`: warnings about a file, for the pages that show it."""

    def closed(self):
        """Return why nobody may open the file, '' if it is open."""
        return CLOSED.get(self.context.scan, "")

    def warning(self):
        """Return what is said of a file that may act, '' for any other."""
        return WARNED if self.context.active else ""

    def found(self):
        """Return what was found in the file, in words."""
        return finding_labels(self.context)

    def scan(self):
        """Return what the scanner said, '' where there is none."""
        state = self.context.scan
        return "" if state == "off" else label("scan-states", state)

    def cleanable(self):
        """Tell whether there is a copy without place and time to download."""
        return self.context.media_type in CLEANABLE and self.context.openable
