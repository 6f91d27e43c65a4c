"""Before bytes of a document leave: a virus must be ruled out, and what acts is handed out knowingly.

Every way out of a document's bytes is one of these views; a new one begins with `hindrance`.
"""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files import download
from baleharum.cases.files.upload import as_json
from baleharum.cases.files.upload import require_post
from baleharum.cases.files.upload import wants_json
from baleharum.documents.cleaning import CLEANABLE
from baleharum.documents.cleaning import cleaned
from baleharum.documents.confinement import Unreadable
from baleharum.documents.filenames import split_extension
from baleharum.terms.lists import label
from plone.namedfile.utils import set_headers
from plone.protect.authenticator import createToken
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.i18n import translate


#: Both answers say that the document is there, and that it is not handed out as it was asked for.
CONFLICT = 409

CLOSED = {
    "pending": _(
        "closed_pending",
        default="The virus scanner has not looked at this file yet, so it stays closed for"
        " everybody. It is tried again by itself; come back later, or ask whoever looks after the"
        " computers to see Jobs.",
    ),
    "infected": _(
        "closed_infected",
        default="The virus scanner found a virus in this file: it is closed for everybody. Ask for"
        " a clean copy and add it as a new version.",
    ),
}
WARNED = _(
    "active_warning",
    default="This file holds something that may act when it is opened, or that could not be"
    " examined. Open it on a machine apart, without macros or scripts.",
)


def finding_labels(document) -> list:
    """Return what was found in a file, in words."""
    return [label("file-findings", token) for token in document.findings]


class Hindered(BrowserView):
    """The page that stands where bytes were asked for, and says why they do not come."""

    page = ViewPageTemplateFile("opening.pt")

    def __call__(self, message, confirm: bool):
        """Return the page, or JSON for a script; confirm: whether it offers to go on."""
        self.message, self.confirm = message, confirm
        self.found = finding_labels(self.context)
        self.address = self.request["ACTUAL_URL"]
        self.request.response.setStatus(CONFLICT)
        if not wants_json(self.request) and not IAPIRequest.providedBy(self.request):
            return self.page()
        answer = {
            "error": {"type": "Conflict", "message": translate(message, context=self.request)},
            "scan": self.context.scan,
            "findings": list(self.context.findings),
        }
        if confirm:
            form = {"confirmed": "1", "_authenticator": createToken()}
            answer["confirm"] = {"method": "POST", "@id": self.address, "form": form}
        return as_json(self.request, answer)


def hindrance(document, request, original: bool = True) -> str:
    """Return the answer to give in place of bytes, '' if they may leave.

    original: the file as it was received, which may act; pages and pictures drawn anew cannot.
    """
    if not document.openable:
        return Hindered(document, request)(CLOSED[document.scan], confirm=False)
    if not original or not document.active:
        return ""
    if request.method == "POST" and Asked(request.form).get("confirmed", "") == "1":
        require_post(request)
        return ""
    return Hindered(document, request)(WARNED, confirm=True)


class Download(download.Download):
    """`@@download` and `@@display-file` of what may be opened; what acts after one more question."""

    def __call__(self):
        """Return the bytes, or why they do not come."""
        self._getFile()
        return hindrance(self.context, self.request) or super().__call__()


class PageImage(download.PageImage):
    """`@@page-image` of what may be opened."""

    def __call__(self):
        """Return the picture, or why it does not come."""
        return hindrance(self.context, self.request, original=False) or super().__call__()


class DownloadClean(BrowserView):
    """`@@download-clean`: a photo drawn anew, upright, without place, time and camera."""

    def __call__(self):
        """Return the picture as an attachment. Raises NotFound for what is no picture."""
        document = self.context
        if document.media_type not in CLEANABLE or document.file is None:
            raise NotFound(self.request["URL"])
        refused = hindrance(document, self.request, original=False)
        if refused:
            return refused
        try:
            with document.file.open() as stream:
                image = cleaned(stream, document.media_type)
        except Unreadable as broken:
            raise NotFound(self.request["URL"]) from broken
        stem, extension = split_extension(document.filename)
        set_headers(document.file, self.request.response, filename=f"{stem} (bersih){extension}")
        for name, value in download.SAFE.items():
            self.request.response.setHeader(name, value)
        self.request.response.setHeader("Content-Length", str(len(image)))
        return image
