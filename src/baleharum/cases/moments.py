"""Days and moments in words, in the language of the page and the time of Mataram."""

from baleharum.terms import days
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from plone import api
from zope.globalrequest import getRequest


#: Waktu Indonesia Tengah: eight hours ahead of UTC, without summer time.
WITA = timezone(timedelta(hours=8), "WITA")


def spoken_language() -> str:
    """Return the language of the page, `id` or `en`; in a script that of the site."""
    if getRequest() is None:
        return days.spoken(api.portal.get_default_language())
    return days.spoken(api.portal.get_current_language())


def spoken_day(value: date | None) -> str:
    """Return '2 December 2026' in the language of the page, '' for none."""
    return days.day_text(value, spoken_language()) if value is not None else ""


def today() -> date:
    """Return the day it is in Mataram."""
    return datetime.now(WITA).date()


def moment_text(when: datetime, language: str) -> str:
    """`22 November 2026, 14.05 WITA`; the English has a colon. when: aware."""
    return days.moment_text(when.astimezone(WITA), language)
