"""When nobody's session can be looked up: HTTP 503, and a sentence that says so."""

from baleharum.trail import unavailable
from zExceptions import HTTPException


PAGE = unavailable.page(
    "Sesi Anda sedang tidak dapat diperiksa. Coba lagi sebentar lagi, Anda tidak perlu masuk "
    "kembali; bila tetap begini, beri tahu pengelola situs.",
    "Your session cannot be looked up at the moment. Try again shortly, there is no need to log "
    "in again; if it stays so, tell the administrator of the site.",
)


class LoginUnavailable(HTTPException):
    """What logins need can't be found, made or opened; the message says what to do.

    Visitors see the page of this module and nothing of the message.
    """

    status = 503
    errmsg = "Service Unavailable"
    title = "Logins are not available."
    body = PAGE


class Unavailable(unavailable.Unavailable):
    """The page of an error that is a `LoginUnavailable`, also for programs (REST)."""

    page = PAGE
