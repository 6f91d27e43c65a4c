"""Days of the catalog, which keeps moments of its own kind."""

from baleharum.cases.moments import WITA
from datetime import date


def plain_day(value) -> date | None:
    """Return the day that a catalog DateTime stands for, of an index of days.

    A record that was never given a day has the catalog's false `Missing.Value` there.
    """
    return date(value.year(), value.month(), value.day()) if value else None


def local_day(value) -> date | None:
    """Return the day of a moment (catalog DateTime) in Mataram."""
    return value.asdatetime().astimezone(WITA).date() if value else None
