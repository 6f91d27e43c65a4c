"""What is due as a calendar (RFC 5545): case numbers and kinds, and not a word more."""

from baleharum import _
from baleharum.deadlines.rows import Row
from baleharum.deadlines.words import what_text
from baleharum.login.secrets import fingerprint
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Alarm
from icalendar import Calendar
from icalendar import Event
from icalendar import Timezone
from icalendar import TimezoneStandard
from zoneinfo import ZoneInfo
from zope.i18n import translate


#: Where Mataram is; WITA, without summer time.
MAKASSAR = ZoneInfo("Asia/Makassar")
NAME = _("calendar_name", default="Deadlines")

#: How often a calendar may ask again.
REFRESH = timedelta(hours=1)
#: How long before a moment the calendar reminds.
REMINDS = timedelta(days=1)


def calendar(rows: Sequence[Row], now: datetime, language: str) -> bytes:
    """Return the calendar of some rows."""
    made = Calendar()
    made.add("prodid", "-//baleharum//deadlines//ID")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    name = translate(NAME, target_language=language)
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Asia/Makassar")
    made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    made.add_component(_zone())
    numbers: Counter[str] = Counter()
    for row in sorted(rows):
        numbers[row.key] += 1
        made.add_component(_event(row, numbers[row.key], now, language))
    return bytes(made.to_ical())


def _event(row: Row, number: int, now: datetime, language: str) -> Event:
    """Return one event. number: which one it is of the rows with the same key."""
    event = Event()
    summary = " – ".join(filter(None, (row.case, what_text(row.what, language))))
    local = row.at.astimezone(MAKASSAR)
    event.add("uid", f"{fingerprint(f'deadline{row.key}{number}')[:32]}@baleharum")
    event.add("dtstamp", now.astimezone(UTC))
    # Without an end it is over at once; an end that is not later than the begin is none (RFC 5545).
    event.add("dtstart", local)
    event.add("summary", summary)
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", summary)
    reminder.add("trigger", -REMINDS)
    event.add_component(reminder)
    return event


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", "Asia/Makassar")
    standard = TimezoneStandard()
    standard.add("tzname", "WITA")
    # Since Indonesia has these three zones.
    standard.add("dtstart", datetime(1988, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    zone.add_component(standard)
    return zone
