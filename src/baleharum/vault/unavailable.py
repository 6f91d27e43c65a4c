"""While no key can be opened nothing sealed is shown: HTTP 503, and a sentence that says so."""

from baleharum.trail.unavailable import HEADERS
from Products.Five.browser import BrowserView

import logging


logger = logging.getLogger(__name__)

PAGE = (
    "<!DOCTYPE html>\n"
    '<html lang="id"><head><meta charset="utf-8"><title>503</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><h1>503</h1>"
    "<p>Kunci kasus sedang tidak dapat dibuka, karena itu tidak ada yang ditampilkan. "
    "Coba lagi sebentar lagi; bila tetap begini, beri tahu pengelola situs.</p>"
    '<p lang="en">The keys of cases cannot be opened at the moment, so nothing is shown. '
    "Try again shortly; if it stays so, tell the administrator of the site.</p>"
    "</body></html>\n"
)


class Unavailable(BrowserView):
    """The page of an error that is a `VaultUnavailable`, also for programs (REST).

    The message of the error names files and check values: it is for who runs the server, and
    stands in the log alone.
    """

    def __call__(self):
        """Return the page; status and headers are settled and stay so."""
        # Not the error as a template tells it: that names what people have typed.
        logger.error("%s", *self.context.args[:1] or ("",))
        response = self.request.response
        for name, value in HEADERS:
            response.setHeader(name, value)
        # Zope would take the status from the name of the class, and does not know ours.
        response.setStatus(503, lock=1)
        return PAGE
