"""Handing out files: always as an attachment, so that no browser opens them within the site."""

from baleharum.asked import Asked
from baleharum.documents.confinement import Unreadable
from baleharum.documents.pages import render
from plone.namedfile.browser import Download as StockDownload
from plone.namedfile.utils import set_headers
from Products.Five.browser import BrowserView
from zExceptions import NotFound


#: What every answer with bytes of a document says: this is what it says it is, and if a
#: browser shows it all the same, nothing in it may run, load or send.
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}

#: Widths of page images, in pixels; few, so that nobody makes the server draw all of them.
WIDTHS = (480, 900, 1600)


class Download(StockDownload):
    """`@@download[/file[/any name]]` and `@@display-file`: the file as it was received."""

    def __call__(self):
        """Return the file or the range that is asked for, opened while it is sent."""
        file = self._getFile()
        self.set_headers(file)
        return file.stream(**self.handle_request_range(file))

    def _getFile(self):
        if self.fieldname not in (None, "file") or self.context.file is None:
            raise NotFound(self.request["URL"])
        return self.context.file

    def set_headers(self, file):
        """Name it as its sender did, whatever name the address ends in."""
        set_headers(file, self.request.response, filename=file.filename or "dokumen")
        for name, value in SAFE.items():
            self.request.response.setHeader(name, value)


class Withheld(BrowserView):
    """Stands where Plone has a page that would hand out the file in its own way."""

    def __call__(self):
        """Raise NotFound."""
        raise NotFound(self.request["URL"])


class NoImages(Withheld):
    """`@@images` of a document: none, for pages of Plone that list what they found with pictures."""

    def scale(self, *args, **kwargs):
        """Return None, as the stock view does for what has no picture."""

    def tag(self, *args, **kwargs):
        """Return None."""


class PageImage(BrowserView):
    """`@@page-image?n=1&w=900`: one page of a PDF, or a picture, drawn anew as PNG."""

    def __call__(self):
        """Return the PNG. Raises NotFound for a page that is not there or cannot be drawn."""
        form = Asked(self.request.form)
        try:
            page, width = int(form.get("n", 1)), int(form.get("w", 900))
            with self.context.file.open() as stream:
                image = render(stream, page, fitting(width))
        except (ValueError, Unreadable) as refused:
            raise NotFound(self.request["URL"]) from refused
        for name, value in SAFE.items():
            self.request.response.setHeader(name, value)
        self.request.response.setHeader("Content-Type", "image/png")
        self.request.response.setHeader("Content-Disposition", "inline")
        return image


def fitting(width: int) -> int:
    """Return the smallest of WIDTHS that is wide enough."""
    return next((w for w in WIDTHS if w >= width), WIDTHS[-1])
