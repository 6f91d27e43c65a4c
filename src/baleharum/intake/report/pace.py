"""How fast reports and codes may come from one network: never not at all, never longer than a minute.

No address is kept. What counts is a hash, keyed by a value that this process makes each day in its
memory and forgets; the count itself goes after an hour.
"""

from baleharum.login.throttle import Attempt
from baleharum.login.unavailable import LoginUnavailable
from typing import Any

import logging
import secrets
import threading


logger = logging.getLogger(__name__)

#: Reports of one network within the hour that wait for nothing: a family's, a village office's.
#: A browser that has worked for its token may send more.
FREE, FREE_WORKED = 5, 20
#: Wrong codes of one network that wait for nothing.
FREE_CODES = 3


class _Daily:
    """A value that changes at midnight UTC, and with each start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = -1
        self._value = ""

    def value(self, now: float) -> str:
        """Return the value of the day. now: seconds since 1970."""
        day = int(now // 86400)
        with self._lock:
            if day != self._day:
                self._day, self._value = day, secrets.token_hex(32)
            return self._value


DAILY = _Daily()


class Pace:
    """The pace of a request's network. kind: 'report' or 'report-code'."""

    def __init__(self, kind: str, request: Any, now: float, free: int):
        self._attempt = Attempt(kind, DAILY.value(now), request, free)

    def wait(self) -> int:
        """Return for how many seconds nothing is taken; 0 too where the counts cannot be read: a
        store that is down holds nobody off."""
        try:
            return self._attempt.wait()
        except LoginUnavailable as error:
            logger.error("%s", error)
            return 0

    def count(self) -> None:
        """Count one."""
        try:
            self._attempt.failed()
        except LoginUnavailable as error:
            logger.error("%s", error)


def of_reports(request: Any, now: float, worked: bool) -> Pace:
    """Return the pace of reports. worked: the browser has brought a proof of work."""
    return Pace("report", request, now, FREE_WORKED if worked else FREE)


def of_codes(request: Any, now: float) -> Pace:
    """Return the pace of wrong codes."""
    return Pace("report-code", request, now, FREE_CODES)
