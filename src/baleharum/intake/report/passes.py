"""A sealed pass to one report, for a quarter of an hour; it tells nothing to who sees it."""

from baleharum.login import secrets
from baleharum.login.unavailable import LoginUnavailable

import base64
import binascii


#: Seconds: long enough to read and write an answer, short on a computer that others use.
LASTS = 15 * 60
_KIND = "report pass"


def made(number: str, now: float) -> str:
    """Return a pass. number: of the report; now: seconds since 1970."""
    return base64.urlsafe_b64encode(secrets.seal(f"{_KIND}\n{int(now)}\n{number}")).decode("ascii")


def read(text: str, now: float) -> str:
    """Return the number of the report, '' for what is no pass, or not any more."""
    try:
        opened = secrets.open(base64.urlsafe_b64decode(text[:400].encode("ascii", "replace")))
        kind, issued, number = opened.split("\n")
    except (LoginUnavailable, binascii.Error, ValueError):
        return ""
    good = kind == _KIND and -60 <= now - int(issued) <= LASTS
    return number if good else ""
