"""The clock of the law: 3 × 24 hours (UU 27/2022 art. 30-41, 46). Pure functions."""

from datetime import datetime
from datetime import timedelta


LIMIT = timedelta(hours=72)


def due(since: datetime) -> datetime:
    """Return until when something is to be answered or told."""
    return since + LIMIT


def overdue(since: datetime, done: datetime | None, now: datetime) -> bool:
    """Tell whether it was not done in time, or is late by now; the last moment is in time."""
    return (done or now) > due(since)


def hours_left(since: datetime, now: datetime) -> int:
    """Return how many whole hours are left, 0 when none is."""
    return max(0, int((due(since) - now).total_seconds() // 3600))
