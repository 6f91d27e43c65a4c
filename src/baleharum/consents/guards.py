"""Guards of the workflow of consents."""

from baleharum.consents.events import newer_in_force
from Products.Five.browser import BrowserView


class HasNewerConsent(BrowserView):
    """Guard of the transition that puts a consent aside: only a newer one does that."""

    def __call__(self):
        """Return whether there is one in force for the same purpose, recipient and person."""
        return newer_in_force(self.context) is not None
