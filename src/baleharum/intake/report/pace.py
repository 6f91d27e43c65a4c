"""How fast reports and codes may come from one network: never not at all, never longer than a minute.

No address is kept. What counts is a hash of the network and of a value of the day, which follows from
the key of the logins and is the same on all instances: who is sent to another one by a balancer has
no second budget. The count itself goes after an hour.
"""

from baleharum.login.secrets import fingerprint
from baleharum.login.throttle import Attempt
from baleharum.login.unavailable import LoginUnavailable
from functools import cached_property
from typing import Any

import logging


logger = logging.getLogger(__name__)

#: Reports of one network within the hour that wait for nothing: a family's, a village office's.
#: A browser that has worked for its token may send more.
FREE, FREE_WORKED = 5, 20
#: Wrong codes of one network that wait for nothing.
FREE_CODES = 3


def value_of_day(now: float) -> str:
    """Return a value that changes at midnight UTC, alike on all instances. now: seconds since 1970.

    Raises LoginUnavailable.
    """
    return fingerprint(f"pace of reports\n{int(now // 86400)}")


class Pace:
    """The pace of a request's network. kind: 'report' or 'report-code'."""

    def __init__(self, kind: str, request: Any, now: float, free: int):
        self._asked = kind, request, now, free

    @cached_property
    def _attempt(self) -> Attempt:
        kind, request, now, free = self._asked
        return Attempt(kind, value_of_day(now), request, free)

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
