"""When the record can't be written nothing is shown: HTTP 503, and a sentence that says so."""

from Products.Five.browser import BrowserView
from zExceptions import HTTPException


LAYOUT = (
    "<!DOCTYPE html>\n"
    '<html lang="id"><head><meta charset="utf-8"><title>503</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    '<body><h1>503</h1><p>{}</p><p lang="en">{}</p></body></html>\n'
)
PAGE = LAYOUT.format(
    "Catatan akses sedang tidak dapat ditulis, karena itu tidak ada yang dibuka. "
    "Coba lagi sebentar lagi; bila tetap begini, beri tahu pengelola situs.",
    "The record of access cannot be written at the moment, so nothing is opened. "
    "Try again shortly; if it stays so, tell the administrator of the site.",
)

HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "private, no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Retry-After", "30"),
)


class TrailUnavailable(HTTPException):
    """The record can't be written or read; the message says what an operator has to do.

    Visitors see the page of this module and nothing of the message.
    """

    status = 503
    errmsg = "Service Unavailable"
    title = "The record of access is not available."
    body = PAGE


class Unavailable(BrowserView):
    """The page of an error that is a `TrailUnavailable`, or like it, also for programs (REST)."""

    def __call__(self):
        """Return the page; status and headers are settled and stay so."""
        response = self.request.response
        for name, value in HEADERS:
            response.setHeader(name, value)
        # Zope would take the status from the name of the class, and does not know ours.
        response.setStatus(503, lock=1)
        return self.context.body
