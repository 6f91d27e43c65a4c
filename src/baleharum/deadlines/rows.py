"""A row of what is due, and how rows are grouped. Pure functions; the clock is an argument."""

from baleharum.cases.moments import WITA
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta


#: Groups in the order of the page.
OVERDUE, TODAY, WEEK, LATER = "overdue", "today", "week", "later"
GROUPS = (OVERDUE, TODAY, WEEK, LATER)

#: Days that `WEEK` reaches.
SOON = 7


@dataclass(frozen=True, order=True)
class Row:
    """Something to be done. at: aware moment; what: token of the list `deadlines`; case: number
    of the case, '' for none; thing: number of what it is about in it, or of a request or breach,
    '' for the case itself; url: where it is done; uid: UID of the case, '' for none; key: tells
    what it is about, and stays; who: user id of whose assignment ends, else ''."""

    at: datetime
    what: str
    case: str
    thing: str
    url: str
    uid: str
    key: str
    who: str = ""


def group_of(at: datetime, now: datetime) -> str:
    """Return the group of a moment; the days are those of Mataram.

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 29, 4, tzinfo=UTC)
    >>> [group_of(now + timedelta(hours=h), now) for h in (-1, 11, 12, 7 * 24 + 11, 7 * 24 + 12)]
    ['overdue', 'today', 'week', 'week', 'later']
    """
    if at < now:
        return OVERDUE
    days = days_until(at, now)
    if days == 0:
        return TODAY
    return WEEK if days <= SOON else LATER


def days_until(at: datetime, now: datetime) -> int:
    """Return how many days of the calendar lie between, negative for a day that has passed."""
    return (at.astimezone(WITA).date() - now.astimezone(WITA).date()).days


def grouped(rows: Iterable[Row], now: datetime) -> dict[str, list[Row]]:
    """Return group -> its rows, the first one first; every group is there."""
    found: dict[str, list[Row]] = {name: [] for name in GROUPS}
    for row in sorted(rows):
        found[group_of(row.at, now)].append(row)
    return found


def end_of_soon(now: datetime) -> datetime:
    """Return the first moment that is `LATER`."""
    local = now.astimezone(WITA)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=SOON + 1)
