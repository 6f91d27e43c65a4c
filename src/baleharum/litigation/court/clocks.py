"""The clocks of the law: from when to when something has to be done, and whether it was.

Pure functions; the clock is an argument. Days are those of Mataram.
"""

from baleharum.cases.dues import end_of
from baleharum.cases.moments import WITA
from baleharum.litigation.court.stages import CHILD
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta

import re


TIME = re.compile(r"([01][0-9]|2[0-3])[:.][0-5][0-9]")
START, END = time(0, 0), time(23, 59, 59)

#: What a clock says of itself at a moment.
RUNNING, LATE, MET, MET_LATE, LAPSED = "running", "late", "met", "met-late", "lapsed"

REPORT, OFFER, NOTICE, ENDS, APPEAL = (
    "social-report",
    "diversion-offer",
    "diversion-notice",
    "diversion-end",
    "appeal-period",
)
#: Stage -> tokens of the list `court-laws`: until when a diversion is offered, and ends.
LAWS = {
    "investigation": ("pp65-14-1", "uu11-29-2"),
    "prosecution": ("uu11-42-1", "uu11-42-2"),
    "trial": ("uu11-52-2", "uu11-52-3"),
}


@dataclass(frozen=True)
class Periods:
    """How long the law allows; each is a setting of the centre."""

    report_hours: int = 72
    offer_hours: int = 168
    notice_hours: int = 24
    diversion_days: int = 30
    appeal_days: int = 14


@dataclass(frozen=True)
class Known:
    """What is known of a procedure. stage: the state, of a diversion the one that it interrupts;
    began: when that stage began for the diversion; offered, offered_from: the last and first moment that
    can be meant; the days and moments as they are named there."""

    state: str
    stage: str
    role: str = ""
    asked: datetime | None = None
    given: datetime | None = None
    began: datetime | None = None
    offered: datetime | None = None
    offered_from: datetime | None = None
    told: datetime | None = None
    diversion_on: date | None = None
    diversion_ended: date | None = None
    judged_on: date | None = None
    appealed_on: date | None = None
    final_on: date | None = None


@dataclass(frozen=True)
class Clock:
    """One clock. what: token of the list `deadlines`; law: of `court-laws`; met: when it was done."""

    what: str
    law: str
    begun: datetime
    until: datetime
    met: datetime | None = None

    def state(self, now: datetime) -> str:
        """Return what it says at a moment."""
        if self.met is None and now > self.until:
            # Nobody has to appeal: the time for it is over, and nobody is late.
            return LAPSED if self.what == APPEAL else LATE
        if self.met is None:
            return RUNNING
        return MET_LATE if self.met > self.until else MET


def is_time(value: str) -> bool:
    """Tell whether a text is a time of the day.

    >>> is_time("09:30"), is_time("9.30")
    (True, False)
    """
    return bool(TIME.fullmatch(value))


def moment(day: date | None, clock: str | None, missing: time = START) -> datetime | None:
    """Return a moment in Mataram, None for no day; missing: what stands for an hour not noted.

    >>> moment(date(2026, 9, 28), "09.30").isoformat()
    '2026-09-28T09:30:00+08:00'
    """
    if day is None:
        return None
    at = time(int(clock[:2]), int(clock[3:])) if clock and is_time(clock) else missing
    return datetime.combine(day, at, WITA)


def clocks(known: Known, periods: Periods) -> list[Clock]:
    """Return the clocks that run or have run, the first to end first."""
    found = [*_report(known, periods), *_diversion(known, periods), *_appeal(known, periods)]
    return sorted(found, key=lambda clock: clock.until)


def due(known: Known, periods: Periods) -> list[Clock]:
    """Return the clocks of which somebody has to be reminded: not met, and of a stage that is not
    over."""
    now = {
        REPORT: known.stage == "investigation",
        OFFER: known.state != "diversion",
        NOTICE: True,
        ENDS: known.state == "diversion",
        APPEAL: known.state == "judgment",
    }
    return [each for each in clocks(known, periods) if each.met is None and now[each.what]]


def _report(known: Known, periods: Periods) -> list[Clock]:
    if known.asked is None:
        return []
    until = known.asked + timedelta(hours=periods.report_hours)
    return [Clock(REPORT, "pp65-13-2", known.asked, until, known.given)]


def _diversion(known: Known, periods: Periods) -> list[Clock]:
    if known.role != CHILD or known.stage not in LAWS:
        return []
    offer, ends = LAWS[known.stage]
    found = []
    if known.began is not None:
        until = known.began + timedelta(hours=periods.offer_hours)
        if known.stage != "investigation":
            # The law counts hours for the police, days for prosecutor and judge.
            until = end_of(until.date())
        found.append(Clock(OFFER, offer, known.began, until, known.offered))
    if known.offered_from is not None and known.stage == "investigation":
        until = known.offered_from + timedelta(hours=periods.notice_hours)
        found.append(Clock(NOTICE, "pp65-12-3", known.offered_from, until, known.told))
    if known.diversion_on is not None:
        begun = datetime.combine(known.diversion_on, START, WITA)
        until = end_of(known.diversion_on + timedelta(days=periods.diversion_days))
        ended = known.diversion_ended
        met = None if ended is None else datetime.combine(ended, START, WITA)
        found.append(Clock(ENDS, ends, begun, until, met))
    return found


def _appeal(known: Known, periods: Periods) -> list[Clock]:
    if known.judged_on is None:
        return []
    begun = datetime.combine(known.judged_on, START, WITA)
    until = end_of(known.judged_on + timedelta(days=periods.appeal_days))
    # A decision that is final without an appeal has let the time pass on purpose.
    ended = known.appealed_on or known.final_on
    met = None if ended is None else datetime.combine(ended, START, WITA)
    if known.appealed_on is None and met is not None:
        met = min(met, until)
    return [Clock(APPEAL, "kuhap-upaya-hukum", begun, until, met)]
