"""The password of a ZIP that goes out: it waits, sealed, and is shown once, to whoever made the ZIP."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.guard.traces import uid
from baleharum.team.api import current_user_id
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from baleharum.vault.values import is_stored
from baleharum.vault.values import SealedValue
from typing import Any


NO_PASSWORD = _(
    "error_parcel_password",
    default="No password waits for you. It is shown once, to whoever made the ZIP: make it anew.",
)


class NoPassword(Exception):
    """No password waits for this person."""


class Parcelled:
    """Mixin for content of which a ZIP with a password is made, before `SealedObject`."""

    parcel_password = SealedValue("parcel_password", missing="")
    parcel_by = ""


def keep_password(content: Any, password: str) -> None:
    """Keep a password until it is shown; one of before is forgotten."""
    content.parcel_password, content.parcel_by = password, current_user_id()


def password_waits(content: Any) -> bool:
    """Tell whether a password waits for the person."""
    return is_stored(content, "parcel_password") and content.parcel_by == current_user_id()


def take_password(content: Any) -> str:
    """Return the password; from then on it is kept nowhere. Raises NoPassword."""
    if not password_waits(content):
        raise NoPassword
    password = content.parcel_password
    del content.parcel_password
    content.parcel_by = ""
    change(EXPORT, uid(case_of(content)), uid(content), "password")
    return password
