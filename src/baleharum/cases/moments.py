"""Days and moments in words, in the language of the page and the time of Mataram."""

from baleharum.cases.identity import long_date
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from plone import api


#: Waktu Indonesia Tengah: eight hours ahead of UTC, without summer time.
WITA = timezone(timedelta(hours=8), "WITA")

ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def spoken_language() -> str:
    """Return the language of the page, `id` or `en`."""
    return "id" if (api.portal.get_current_language() or "").startswith("id") else "en"


def today() -> date:
    """Return the day it is in Mataram."""
    return datetime.now(WITA).date()


def day_text(day: date | None, language: str) -> str:
    """`28 September 2025` or, in English, `28 September 2025` with English months; '' for None."""
    if day is None:
        return ""
    if language == "id":
        return long_date(day)
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def moment_text(when: datetime, language: str) -> str:
    """`22 November 2026, 14.05 WITA`; the English has a colon. when: aware."""
    local = when.astimezone(WITA)
    clock = f"{local:%H.%M}" if language == "id" else f"{local:%H:%M}"
    return f"{day_text(local.date(), language)}, {clock} WITA"
