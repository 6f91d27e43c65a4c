"""Days as the office writes them: 3 Mar 2026, in the language of the page."""

from baleharum.cases.moments import WITA
from datetime import date
from functools import cache
from zope.i18n.locales import locales


@cache
def _months(language: str) -> dict[int, str]:
    months = locales.getLocale(language).dates.calendars["gregorian"].months
    return {number: names[1] for number, names in months.items()}


def short_day(day: date | None, language: str) -> str:
    """Return for example '3 Mar 2026', '' for none. language: a code such as 'id'."""
    return "" if day is None else f"{day.day} {_months(language)[day.month]} {day.year}"


def plain_day(value) -> date | None:
    """Return the day that a catalog DateTime stands for, of an index of days.

    A record that was never given a day has the catalog's false `Missing.Value` there.
    """
    return date(value.year(), value.month(), value.day()) if value else None


def local_day(value) -> date | None:
    """Return the day of a moment (catalog DateTime) in Mataram."""
    return value.asdatetime().astimezone(WITA).date() if value else None
