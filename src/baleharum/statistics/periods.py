"""Periods of a report: a month, a quarter, a year, or from one day to another."""

from baleharum import _
from baleharum.team.refusals import TeamRefused
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

import re


MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
YEAR = re.compile(r"(\d{4})")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


class PeriodRefused(TeamRefused):
    """A period that nobody can count; its only argument says what to write."""


@dataclass(frozen=True)
class Period:
    """token: `2026-11`, `2026-Q4`, `2026`, or `2026-11-02..2026-11-20`; both days count."""

    token: str
    first: date
    last: date

    @property
    def start(self) -> int:
        """Ordinal of the first day."""
        return self.first.toordinal()

    @property
    def end(self) -> int:
        """Ordinal of the last day."""
        return self.last.toordinal()

    @property
    def is_quarter(self) -> bool:
        """Whether it is a quarter of a year."""
        return bool(QUARTER.fullmatch(self.token))


def period(token: str) -> Period:
    """Return the period of a token. Raises PeriodRefused.

    >>> period("2026-Q1").last, period("2024-02").last
    (datetime.date(2026, 3, 31), datetime.date(2024, 2, 29))
    """
    token = token.strip()
    found = _months(token)
    try:
        if found is not None:
            year, month, many = found
            return Period(token, date(year, month, 1), _last(year, month + many - 1))
        span = SPAN.fullmatch(token)
        if span:
            first, last = (date.fromisoformat(day) for day in span.groups())
            if first <= last:
                return Period(token, first, last)
    except ValueError:
        pass
    raise PeriodRefused(
        _(
            "error_period",
            default="This is no period. Write a month as 2026-11, a quarter as 2026-Q4, a year as"
            " 2026, or two days as 2026-11-02..2026-11-20, the earlier one first.",
        )
    )


def _months(token: str) -> tuple[int, int, int] | None:
    """Return (year, first month, number of months), None for what does not consist of months."""
    if found := MONTH.fullmatch(token):
        return int(found[1]), int(found[2]), 1
    if found := QUARTER.fullmatch(token):
        return int(found[1]), int(found[2]) * 3 - 2, 3
    if found := YEAR.fullmatch(token):
        return int(found[1]), 1, 12
    return None


def _last(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def month_of(day: date) -> Period:
    """Return the month that a day is in."""
    return period(f"{day.year:04d}-{day.month:02d}")


def before(found: Period) -> Period:
    """Return the period of the same kind before one; of two days, as many days before."""
    day = found.first - timedelta(days=1)
    if MONTH.fullmatch(found.token):
        return month_of(day)
    if QUARTER.fullmatch(found.token):
        return period(f"{day.year:04d}-Q{(day.month + 2) // 3}")
    if YEAR.fullmatch(found.token):
        return period(f"{day.year:04d}")
    first = day - (found.last - found.first)
    return period(f"{first.isoformat()}..{day.isoformat()}")


def quarter_of(day: date) -> Period:
    """Return the quarter that a day is in."""
    return period(f"{day.year:04d}-Q{(day.month + 2) // 3}")
