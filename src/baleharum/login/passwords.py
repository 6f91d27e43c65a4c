"""What is no password: too short, among the common ones, or the account's own name.

As NIST SP 800-63B has it: length and a deny-list, no rules of composition, no expiry.
"""

from baleharum import _
from collections.abc import Iterable
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from plone import api
from typing import Any
from zope.i18n import translate

import re


SHORTEST = 12
LIST = "common-passwords.txt"
#: How people write letters in passwords.
WRITTEN = str.maketrans("0134578@$!", "oieastbasi")
EDGES = re.compile(r"^[^a-z]+|[^a-z]+$")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")
#: Names shorter than this are found in too many good passwords.
NAME_LENGTH = 4

TOO_SHORT = _(
    "error_password_short",
    default="A password has at least ${length} characters. Three or four words that do not"
    " belong together are easy to remember.",
    mapping={"length": SHORTEST},
)
TOO_COMMON = _(
    "error_password_common",
    default="This password is one of the first that somebody would try. Choose another one.",
)
OWN_NAME = _(
    "error_password_name",
    default="This password is made of the name of the account. Choose another one.",
)


@cache
def common() -> frozenset[str]:
    """Return the deny-list, in small letters."""
    text = files("baleharum.login").joinpath("data", LIST).read_text("utf-8")
    lines = (line.strip().lower() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def verdict(password: str, names: Iterable[str] = ()) -> Any:
    """Return a message about what is wrong with a password, None if it is good."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    plain = password.lower()
    if is_common(plain):
        return TOO_COMMON
    if any(made_of(plain, name.lower()) for name in names):
        return OWN_NAME
    return None


def is_common(plain: str) -> bool:
    """Tell whether a password is listed, or what is listed said twice, with a year, or spelled."""
    for text in {plain, plain.translate(WRITTEN)}:
        core = EDGES.sub("", text)
        if {text, core, unit(text), unit(core)} & common():
            return True
    return len(set(plain)) < 4 or in_a_row(plain)


def unit(text: str) -> str:
    """Return the part that a text repeats, the text itself if it repeats nothing."""
    length = (text + text).find(text, 1)
    return text[:length] if text else text


def in_a_row(plain: str) -> bool:
    """Tell whether a password follows the alphabet, the digits or the keyboard."""
    return any(unit(plain) in row or unit(plain)[::-1] in row for row in ROWS)


def made_of(plain: str, name: str) -> bool:
    """Tell whether a name and a few other characters make a password."""
    if len(name) < NAME_LENGTH:
        return False
    rest = plain.replace(name, "")
    return rest != plain and len(EDGES.sub("", rest)) < NAME_LENGTH


def refusal(password: Any, info: Mapping[str, Any], user: Any, request: Any) -> str:
    """Return what to tell of a new password in the language of a request, '' if it is good."""
    text = password.decode("utf-8", "replace") if isinstance(password, bytes) else str(password)
    found = verdict(text, names_of(info, user, request))
    return translate(found, context=request) if found else ""


def names_of(info: Mapping[str, Any], user: Any, request: Any) -> set[str]:
    """Return the names of the account that a password is for, as far as a request says them."""
    form = getattr(request, "form", {})
    fields = ("username", "userid", "form.widgets.username", "form.widgets.email", "email")
    found = {str(source.get(name) or "") for source in (info, form) for name in fields}
    acting = user if user is not None else api.user.get_current()
    found.update(str(name()) for name in (acting.getId, acting.getUserName) if name())
    found.update({name.partition("@")[0] for name in found})
    return {name for name in found if name}
