"""Days and hours in words, spelled in one place for the whole product: Plone's own Indonesian
catalogue says "Febuari", and others write the hour with a colon."""

from datetime import date
from datetime import datetime
from datetime import tzinfo
from datetime import UTC
from plone import api
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError


MONTHS = {
    "id": (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    ).split(),
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
}
WEEKDAYS = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}


def zone() -> tzinfo:
    """Return the time zone of the site, UTC where none is set."""
    name = api.portal.get_registry_record("plone.portal_timezone", default="") or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def spoken(language: str | None) -> str:
    """Return `id` for Indonesian in whatever country, `en` for all else."""
    return "id" if (language or "").lower().startswith("id") else "en"


def day_text(day: date | None, language: str, *, weekday: bool = False) -> str:
    """Return '28 September 2025', with the weekday 'Minggu, 28 September 2025'; '' for None."""
    if day is None:
        return ""
    language = spoken(language)
    written = f"{day.day} {MONTHS[language][day.month - 1]} {day.year:04d}"
    return f"{WEEKDAYS[language][day.weekday()]}, {written}" if weekday else written


def short_day(day: date | None, language: str) -> str:
    """Return '3 Mar 2026', where there is little room; '' for None."""
    if day is None:
        return ""
    return f"{day.day} {MONTHS[spoken(language)][day.month - 1][:3]} {day.year:04d}"


def clock_text(local: datetime, language: str) -> str:
    """Return '14.05 WITA', in English '14:05 WITA'. local: in the zone to be named."""
    mark = "." if spoken(language) == "id" else ":"
    return f"{local:%H}{mark}{local:%M} {local:%Z}"


def moment_text(local: datetime, language: str) -> str:
    """Return '22 November 2026, 14.05 WITA'. local: in the zone to be named."""
    return f"{day_text(local.date(), language)}, {clock_text(local, language)}"
