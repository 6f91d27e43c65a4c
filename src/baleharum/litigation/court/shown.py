"""What pages and services say of a procedure: its clocks and hearings, in words."""

from baleharum import _
from baleharum.cases.history import day_of
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import WITA
from baleharum.cases.steps import state_label
from baleharum.litigation.court.clocks import Clock
from baleharum.litigation.court.clocks import clocks
from baleharum.litigation.court.clocks import END
from baleharum.litigation.court.clocks import LAPSED
from baleharum.litigation.court.clocks import LATE
from baleharum.litigation.court.clocks import MET
from baleharum.litigation.court.clocks import MET_LATE
from baleharum.litigation.court.clocks import RUNNING
from baleharum.litigation.court.clocks import START
from baleharum.litigation.court.content import CourtProceeding
from baleharum.litigation.court.dues import periods
from baleharum.litigation.court.hearings import Hearing
from baleharum.litigation.court.hearings import PLANNED
from baleharum.litigation.court.hearings import upcoming
from baleharum.terms.days import clock_text
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from datetime import datetime
from datetime import time
from typing import Any
from zope.i18n import translate


STATES = {
    RUNNING: _("clock_running", default="Running"),
    LATE: _("clock_late", default="Late"),
    MET: _("clock_met", default="Met in time"),
    MET_LATE: _("clock_met_late", default="Met, but late"),
    LAPSED: _("clock_lapsed", default="Over"),
}
#: What a clock says -> colour of its badge.
COLOURS = {
    RUNNING: "info",
    LATE: "danger",
    MET: "success",
    MET_LATE: "warning",
    LAPSED: "secondary",
}


def edge_text(at: datetime, edge: time, language: str) -> str:
    """Return '2 December 2026', with the hour unless it is that edge of the day."""
    local = at.astimezone(WITA)
    if local.time().replace(microsecond=0) == edge:
        return day_text(local.date(), language)
    return moment_text(at, language)


def met_text(at: datetime | None, language: str) -> str:
    """Return when something was done; '' where it was not."""
    if at is None:
        return ""
    return edge_text(at, END if at.astimezone(WITA).time() == END else START, language)


def clock_row(clock: Clock, now: datetime) -> dict[str, Any]:
    """Return one clock in words. state, what: tokens."""
    language, state = spoken_language(), clock.state(now)
    return {
        "what": clock.what,
        "title": label("deadlines", clock.what),
        "law": label("court-laws", clock.law),
        "begun": edge_text(clock.begun, START, language),
        "until": edge_text(clock.until, END, language),
        "met": met_text(clock.met, language),
        "state": state,
        "state_text": STATES[state],
        "colour": COLOURS[state],
    }


def clock_rows(context: CourtProceeding, now: datetime) -> list[dict[str, Any]]:
    """Return the clocks of a procedure in words."""
    return [clock_row(clock, now) for clock in clocks(context.known(), periods())]


def hearing_row(row: Hearing, now: datetime) -> dict[str, Any]:
    """Return one hearing in words. open: whether somebody has to say what came of it."""
    language, local = spoken_language(), row.moment.astimezone(WITA)
    return {
        "number": row.number,
        "day": day_text(local.date(), language, weekday=True),
        "time": clock_text(local, language),
        "room": row.room,
        "what": label("hearing-kinds", row.what),
        "who": ", ".join(
            translate(label("hearing-roles", t), target_language=language) for t in row.who
        ),
        "state": row.state,
        "state_text": label("hearing-states", row.state),
        "note": row.note,
        "open": row.state == PLANNED and row.moment < now,
    }


def way(context: CourtProceeding) -> list[dict[str, Any]]:
    """Return the stages that a procedure has gone through: state in words, and the day."""
    language = spoken_language()
    return [
        {
            "state": label("litigation-states", row["review_state"]),
            "day": day_text(day_of(row), language),
        }
        for row in rows_of(context)
    ]


def described(contents: list, now: datetime) -> list[dict[str, Any]]:
    """Return the procedures of a case as its tab lists them."""
    rows = []
    for each in contents:
        coming = upcoming(each.rows, now)
        found = clock_rows(each, now)
        rows.append(
            {
                "id": each.getId().upper(),
                "url": each.absolute_url(),
                "matter": each.matter,
                "role": label("court-roles", each.role) if each.role else "",
                "state": state_label(each),
                "token": state_of(each),
                "late": sum(row["state"] == LATE for row in found),
                "hearing": hearing_row(coming, now) if coming else None,
            }
        )
    return rows
