"""Rows of what is due in words, in somebody's language and the time of Mataram."""

from baleharum import _
from baleharum.cases.moments import WITA
from baleharum.cases.register.staff import full_names
from baleharum.deadlines.rows import days_until
from baleharum.deadlines.rows import group_of
from baleharum.deadlines.rows import GROUPS
from baleharum.deadlines.rows import LATER
from baleharum.deadlines.rows import OVERDUE
from baleharum.deadlines.rows import Row
from baleharum.deadlines.rows import TODAY
from baleharum.deadlines.rows import WEEK
from baleharum.team.records import team_index
from baleharum.terms.days import day_text
from baleharum.terms.days import moment_text
from baleharum.terms.lists import label
from baleharum.terms.lists import UnknownTerm
from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from typing import Any
from zope.i18n import translate


LABELS = {
    OVERDUE: _("deadlines_overdue", default="Overdue"),
    TODAY: _("deadlines_today", default="Today"),
    WEEK: _("deadlines_week", default="Within 7 days"),
    LATER: _("deadlines_later", default="Later"),
}
#: The last second of a day: what is due then is due on that day.
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Line:
    """A row as a page shows it; all texts are translated. leads: names of who leads the case."""

    row: Row
    group: str
    what: str
    near: str
    when: str
    leads: tuple[str, ...]
    who: str


@dataclass(frozen=True)
class Section:
    """A group of lines. total: how many there are, of which some are shown."""

    name: str
    label: str
    lines: tuple[Line, ...]
    total: int


def what_text(what: str, language: str) -> str:
    """Return what is due, in words; the token itself if the list does not have it."""
    try:
        return str(translate(label("deadlines", what), target_language=language))
    except UnknownTerm:
        return what


def when_text(at: datetime, language: str) -> str:
    """Return '2 December 2026', with the hour unless it is the end of a day."""
    local = at.astimezone(WITA)
    if local.time().replace(microsecond=0) == END_OF_DAY:
        return day_text(local.date(), language)
    return moment_text(local, language)


def near_text(at: datetime, now: datetime, language: str) -> str:
    """Return how near a moment is: 'tomorrow', 'in 3 days', '2 days late'."""
    return str(translate(_near(at, now), target_language=language))


def _near(at: datetime, now: datetime) -> Any:
    days = days_until(at, now)
    if days == 0:
        return (
            _("deadline_passed_today", default="today, its time has passed")
            if at < now
            else _("deadline_today", default="today")
        )
    if abs(days) == 1:
        return (
            _("deadline_tomorrow", default="tomorrow")
            if days > 0
            else _("deadline_yesterday", default="since yesterday")
        )
    if days > 0:
        return _("deadline_in_days", default="in ${days} days", mapping={"days": days})
    return _("deadline_days_late", default="${days} days late", mapping={"days": -days})


def lines(rows: Sequence[Row], now: datetime, language: str) -> list[Line]:
    """Return rows in words. Names are looked up for all of them at once."""
    leads = team_index().holders({row.uid for row in rows if row.uid}, now, ("lead",))
    people = {each for names in leads.values() for each in names} | {row.who for row in rows}
    names = full_names(people - {""})
    return [
        Line(
            row,
            group_of(row.at, now),
            what_text(row.what, language),
            near_text(row.at, now, language),
            when_text(row.at, language),
            tuple(names[each] for each in leads.get(row.uid, ())),
            names.get(row.who, ""),
        )
        for row in rows
    ]


def sections(rows: Iterable[Row], now: datetime, language: str, most: int) -> list[Section]:
    """Return the groups that have rows, the most urgent first; most: lines in all."""
    found = sorted(rows)
    totals = Counter(group_of(row.at, now) for row in found)
    shown = lines(found[:most], now, language)
    return [
        Section(
            name,
            str(translate(LABELS[name], target_language=language)),
            tuple(line for line in shown if line.group == name),
            totals[name],
        )
        for name in GROUPS
        if totals[name]
    ]
