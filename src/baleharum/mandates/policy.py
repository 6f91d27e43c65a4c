"""The days on which reports of a mandate are due.

Pure functions.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date


#: Days before its own on which a report may be handed over.
EARLY_DAYS = 7


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, its last one where there is no such day.

    >>> months_later(date(2026, 8, 31), 1), months_later(date(2026, 11, 15), 3)
    (datetime.date(2026, 9, 30), datetime.date(2027, 2, 15))
    """
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def report_days(first: date | None, every: int | None, last: date | None) -> Iterator[date]:
    """Yield the days on which reports are due; one alone without an interval or a last day."""
    if first is None:
        return
    yield first
    number = 1
    while every and last and months_later(first, every * number) <= last:
        yield months_later(first, every * number)
        number += 1


def next_report(
    first: date | None, every: int | None, last: date | None, reported: date | None
) -> date | None:
    """Return the first of these days after the last report, None where all was reported.

    A report answers what was due until a week after it: nobody reports to the day.

    >>> days = date(2026, 1, 15), 1, date(2026, 3, 31)
    >>> next_report(*days, None), next_report(*days, date(2026, 1, 20))
    (datetime.date(2026, 1, 15), datetime.date(2026, 2, 15))
    >>> next_report(*days, date(2026, 2, 12)), next_report(*days, date(2026, 3, 15))
    (datetime.date(2026, 3, 15), None)
    """
    for day in report_days(first, every, last):
        if reported is None or (day - reported).days > EARLY_DAYS:
            return day
    return None
