"""Days and moments as the pages show them."""

from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.terms.days import day_text


def spoken_day(day) -> str:
    """Return a day in words, '' for none."""
    return day_text(day, spoken_language())


def spoken_moment(moment) -> str:
    """Return a moment in words, '' for none."""
    return "" if moment is None else moment_text(moment, spoken_language())
