"""Moments as people in the office write and read them: in the time zone of the site."""

from baleharum import _
from baleharum.team.refusals import TeamRefused
from baleharum.terms.days import moment_text
from baleharum.terms.days import zone
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from plone import api


def spelled(moment: datetime | None, language: str = "") -> str:
    """Return for example '25 November 2026, 14.30 WITA', in English '14:30'; '' for None.

    language: of whom it is written to, if not that of the page.
    """
    if moment is None:
        return ""
    return moment_text(moment.astimezone(zone()), language or api.portal.get_current_language())


def end_of(day: str, hour: str = "") -> datetime | None:
    """Return the moment that a form means by a day and perhaps a time; None for no day.

    day: '2026-11-25'; hour: '14:30'. A day without a time lasts until midnight.
    Raises TeamRefused for what is no date or time.
    """
    if not day.strip():
        return None
    if hour.strip():
        return _moment(day, hour)
    return _moment(day, "00:00") + timedelta(days=1)


def start_of(day: str) -> datetime | None:
    """Return the first moment of a day of a form; None for no day. Raises TeamRefused."""
    return _moment(day, "00:00") if day.strip() else None


def from_iso(text: str | None) -> datetime | None:
    """Return the moment of an ISO 8601 text, in the site's time zone if it names none.

    Raises TeamRefused.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise _unreadable() from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone())).astimezone(UTC)


def _moment(day: str, hour: str) -> datetime:
    try:
        parsed = datetime.combine(
            datetime.strptime(day.strip(), "%Y-%m-%d").date(),
            time.fromisoformat(hour.strip()),
            zone(),
        )
    except ValueError:
        raise _unreadable() from None
    return parsed.astimezone(UTC)


def _unreadable() -> TeamRefused:
    return TeamRefused(
        _(
            "error_team_moment",
            default="This is no date or time. Write them like 2026-11-25 and 14:30.",
        )
    )
