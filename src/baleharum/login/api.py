"""Step-up: what matters most asks once more who sits there. For the slices above.

    require_step_up(request)   # raises: a redirect to `@@step-up`, or 401 for REST

The login itself is the first proof; a request with Basic auth brings its proof along, because an
account that has a second factor, or needs one, cannot use it.
"""

from baleharum.login import factors
from baleharum.login import sessions
from baleharum.login.events import LoginFailed
from baleharum.login.events import RecoveryCodeUsed
from baleharum.login.events import StepUp
from baleharum.login.throttle import Attempt
from baleharum.login.visitors import account_of
from baleharum.login.visitors import moment
from baleharum.login.visitors import network_of
from baleharum.login.visitors import noted
from plone import api
from plone.rest.interfaces import IAPIRequest
from typing import Any
from urllib.parse import quote
from zExceptions import Redirect
from zExceptions import Unauthorized
from zope.event import notify


MINUTES = 10


#: RFC 9470: what a program must have to ask for, and not older than this.
CHALLENGE = 'Bearer error="insufficient_user_authentication", max_age={seconds}'


def stepped_up(request: Any, minutes: float = MINUTES) -> bool:
    """Tell whether the person has shown who they are within the last minutes."""
    session = noted(request, "session")
    if session is None:
        return bool(getattr(request, "_auth", None)) and not api.user.is_anonymous()
    return moment() - noted(request, "proved", session.proved) < minutes * 60


def require_step_up(request: Any, minutes: float = MINUTES, back: str = "") -> None:
    """Let a request pass whose person has shown who they are within the last minutes.

    back: address to return to, by default that of the request. Raises Redirect to the page that
    asks, and Unauthorized (401) with the remedy for REST.
    """
    if stepped_up(request, minutes):
        return
    if IAPIRequest.providedBy(request):
        challenge = CHALLENGE.format(seconds=int(minutes * 60))
        request.response.setHeader("WWW-Authenticate", challenge)
        # The class has to be this one: plone.rest makes the status of its name.
        raise Unauthorized(
            'Show once more who you are: POST @step-up with {"otp": "a code"}, or {"password":'
            ' "…"} for an account without a second factor; then send this request again.'
        )
    back = back or _address(request)
    raise Redirect(f"{api.portal.get().absolute_url()}/@@step-up?back={quote(back, safe='')}")


def step_up(request: Any, proof: str) -> tuple[bool, int]:
    """Take a code, or a password of who has no factor; returns (whether it is right, wait).

    wait: seconds for which nothing is tried, after too many failures.
    """
    session = noted(request, "session")
    user = api.user.get_current()
    if session is None or user.getId() != session.user_id:
        return False, 0
    with_code = factors.enrolled(session.account)
    if with_code:
        right, wait = check_code(request, session.user_id, proof)
    else:
        pas = api.portal.get_tool("acl_users")
        right = pas.authenticate(user.getUserName(), proof, request) is not None
        wait = 0 if right else noted(request, "wait", 0)
    if right:
        sessions.prove(request, session)
        detail = "code" if with_code else "password"
        notify(StepUp(session.user_id, network_of(request), detail))
    return right, wait


def check_code(request: Any, user_id: str, code: str) -> tuple[bool, int]:
    """Check a code or recovery code of an account; returns (whether it is right, wait)."""
    attempt = Attempt("code", user_id, request)
    wait = attempt.wait()
    if wait:
        notify(LoginFailed(user_id, network_of(request), "wait"))
        return False, wait
    found = factors.verify(account_of(user_id), code)
    if not found:
        attempt.failed()
        notify(LoginFailed(user_id, network_of(request), "code"))
        return False, attempt.wait()
    attempt.passed()
    if found == "recovery":
        left = str(factors.codes_left(account_of(user_id)))
        notify(RecoveryCodeUsed(user_id, network_of(request), left))
    return True, 0


def _address(request: Any) -> str:
    query = request.get("QUERY_STRING", "")
    address = request.get("ACTUAL_URL", "")
    return f"{address}?{query}" if query and request.get("REQUEST_METHOD") == "GET" else address
