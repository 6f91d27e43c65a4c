"""Coming and going: log-ins, log-outs, and credentials that were wrong."""

from baleharum.trail import facts
from baleharum.trail.actions import LOGIN
from baleharum.trail.actions import LOGIN_FAILED
from baleharum.trail.actions import LOGOUT
from baleharum.trail.api import read
from baleharum.trail.row import identifier
from plone.restapi.services.auth.login import Login
from typing import Any

import base64
import binascii
import json


def logged_in(event) -> None:
    """Note a log-in, through the form or the service."""
    read(LOGIN, "", user=identifier(event.principal.getId() or ""))


def logged_out(event) -> None:
    """Note a log-out."""
    read(LOGOUT, "", user=identifier(event.principal.getId() or ""))


def note_failed_login(request: Any) -> None:
    """Note that a request carried credentials and nobody was logged in by them.

    The row names the account that was tried, if there is one: what else was typed may be a
    password in the wrong field.
    """
    kind, login = offered(request)
    if kind and not facts.sender(request):
        read(LOGIN_FAILED, "", detail=kind, user=_account(login))


def offered(request: Any) -> tuple[str, str]:
    """Return how credentials were sent ('form', 'service', 'basic') and the login name.

    ('', '') for none.
    """
    form = request.form
    if form.get("__ac_name") and form.get("__ac_password"):
        return "form", str(form["__ac_name"])
    published = getattr(request.get("PUBLISHED"), "__self__", request.get("PUBLISHED"))
    if isinstance(published, Login):
        return ("service", _in_json(request)) if request.response.getStatus() == 401 else ("", "")
    authorization = getattr(request, "_auth", None) or ""
    if authorization.lower().startswith("basic "):
        return "basic", _in_basic(authorization)
    return "", ""


def _in_json(request: Any) -> str:
    try:
        return str(json.loads(request.get("BODY") or b"{}").get("login", ""))
    except (ValueError, AttributeError):
        return ""


def _in_basic(authorization: str) -> str:
    try:
        pair = base64.b64decode(authorization.split(" ", 1)[1]).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return pair.partition(":")[0]


def _account(login: str) -> str:
    """Return the user id of a login name, '' if nobody has it."""
    for folder in facts.user_folders():
        user = folder.getUser(login) if login else None
        if user is not None:
            return identifier(user.getId() or "")
    return ""
