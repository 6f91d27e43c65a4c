"""When others changed the same things at the same moment, and every try is used up: HTTP 503.

Nothing of the request was kept then, so nothing of what it was about to say may leave: no 201, no
address of what was made, no message for the next page.
"""

from baleharum import _
from baleharum.trail.unavailable import page
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from zope.i18n import translate

import json


#: Seconds after which it is worth trying again.
RETRY_AFTER = 5

NOTHING_KEPT = _(
    "error_collision",
    default="Others were changing the same things at this moment, so nothing was filed or changed."
    " Try again.",
)

PAGE = page(
    "Orang lain sedang mengubah hal yang sama, karena itu tidak ada yang disimpan atau diubah. "
    "Kembali ke halaman sebelumnya, lalu coba lagi.",
    "Others were changing the same things at this moment, so nothing was filed or "
    "changed. Go back to the page before this one and try again.",
)


class Collision(BrowserView):
    """The answer to an error that is a `TransientError`, as a page or, for programs, as JSON."""

    def __call__(self):
        """Return the answer, and take back what the request has promised."""
        response = self.request.response
        response.headers.clear()
        response.accumulated_headers.clear()
        response.cookies.clear()
        response.setHeader("Retry-After", str(RETRY_AFTER))
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        # Zope would take the status from the name of the class, and does not know it.
        response.setStatus(503, lock=1)
        if not self._asked_by_a_program():
            response.setHeader("Content-Type", "text/html; charset=utf-8")
            return PAGE
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        message = translate(NOTHING_KEPT, context=self.request)
        return json.dumps({"type": "ServiceUnavailable", "message": message})

    def _asked_by_a_program(self) -> bool:
        accepted = self.request.getHeader("Accept") or ""
        return "application/json" in accepted or IAPIRequest.providedBy(self.request)
