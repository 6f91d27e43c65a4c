"""A sealed pass to one report, for a quarter of an hour; it tells nothing to who sees it."""

from baleharum.login import secrets
from baleharum.login.unavailable import LoginUnavailable

import base64
import binascii


#: Seconds: long enough to read and write an answer, short on a computer that others use.
LASTS = 15 * 60
_KIND = "report pass"


def made(box: str, number: str, now: float) -> str:
    """Return a pass. box: UID, for numbers are given in each box anew; number: of the report; now:
    seconds since 1970."""
    sealed = secrets.seal(f"{_KIND}\n{int(now)}\n{box}\n{number}")
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def read(box: str, text: str, now: float) -> str:
    """Return the number of the report, '' for what is no pass to this box, or not any more."""
    try:
        opened = secrets.open(base64.urlsafe_b64decode(text[:400].encode("ascii", "replace")))
        kind, issued, where, number = opened.split("\n")
    except (LoginUnavailable, binascii.Error, ValueError):
        return ""
    good = kind == _KIND and where == box and -60 <= now - int(issued) <= LASTS
    return number if good else ""
