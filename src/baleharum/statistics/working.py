"""How the work goes: services by maltreatment, answers of partners, times, caseload, withdrawals."""

from baleharum import _
from baleharum.cases.register.staff import full_names
from baleharum.statistics.figures import Figures
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import totalled
from baleharum.statistics.tables import UNKNOWN
from baleharum.statistics.tables import word
from baleharum.team.api import utcnow
from baleharum.team.records import team_index
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any


#: Days in which a partner answers, and in which everybody knows of a withdrawal (3 x 24 hours).
ANSWER_DAYS, WITHDRAWAL_DAYS = 7, 3

SERVICES_TITLE = _("report_services", default="Services by maltreatment")
NOTE_SERVICES = _(
    "note_services",
    default="Services that were given in the period. One for a case with two kinds of maltreatment"
    " stands under both: the last column counts each service once.",
)
EACH_ONCE = Line("services", _("services_once", default="Services"))


def services(figures: Figures, wanted: Any = None) -> Sheet:
    """Return services given by the kinds of maltreatment of their cases (domain.md 1b, 6)."""
    tally = Tally(wanted)
    for uid, row, (_on, _what, token, _number) in figures.facts("service"):
        tally.add("services", token or UNKNOWN, "services", uid)
        for kind in row.maltreatment or (UNKNOWN,):
            tally.add("services", token or UNKNOWN, kind, uid)
    columns = lines("maltreatment-kinds")
    counts = tally.of("services")
    table = totalled(
        "services",
        SERVICES_TITLE,
        lines("services"),
        (*columns, EACH_ONCE),
        counts,
        drawn=("services",),
        notes=(NOTE_SERVICES,),
        cases=frozenset((*(c.key for c in columns), UNKNOWN, "services")),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))


REFERRAL_COLUMNS = (
    Line("sent", _("answers_sent", default="Letters sent")),
    Line("in_time", _("answers_in_time", default="Answered within 7 days")),
    Line("late", _("answers_late", default="Answered later")),
    Line("waiting", _("answers_waiting", default="Not answered, 7 days not over")),
    Line("overdue", _("answers_overdue", default="Not answered after 7 days")),
)
ANSWERS_TITLE = _("report_answers", default="Answers to referrals")


def answers(figures: Figures, wanted: Any = None) -> Sheet:
    """Return letters that went out in the period by kind of partner, and when they were answered."""
    tally = Tally(wanted)
    for uid, _row, (on, _what, kind, days) in figures.facts("referred"):
        for column in ("sent", standing(on, days, figures.today.toordinal())):
            tally.add("answers", kind or UNKNOWN, column, uid)
    counts = tally.of("answers")
    kinds = sorted({row for row, _column in counts} - {UNKNOWN})
    rows = [Line(kind, word("partner-kinds", kind)) for kind in kinds]
    table = totalled(
        "answers",
        ANSWERS_TITLE,
        rows,
        REFERRAL_COLUMNS,
        counts,
        drawn=("in_time", "late"),
        cases=frozenset(column.key for column in REFERRAL_COLUMNS),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))


def standing(on: int, days: int | None, today: int) -> str:
    """Return how a letter stands that went out on a day and was answered after so many days.

    >>> standing(100, 7, 200), standing(100, 8, 200), standing(100, None, 107)
    ('in_time', 'late', 'waiting')
    """
    if days is not None:
        return "in_time" if days <= ANSWER_DAYS else "late"
    return "waiting" if today - on <= ANSWER_DAYS else "overdue"


TIME_COLUMNS = (
    Line("cases", _("times_cases", default="Cases")),
    Line("median", _("times_median", default="Median, days")),
    Line("longest", _("times_longest", default="Longest, days")),
)
TIMES_TITLE = _("report_times", default="Times to assessment, plan and end")
TIME_ROWS = (
    Line("assessed", _("times_assessed", default="From receipt to the endorsed assessment")),
    Line("planned", _("times_planned", default="From receipt to the approved plan")),
    Line("closed", _("times_closed", default="From receipt to the end")),
)
NOTE_TIMES = _(
    "note_times",
    default="Cases that took the step in the period. Half of them took no longer than the median.",
)


def times(figures: Figures, wanted: Any = None) -> Sheet:
    """Return medians of the days until a case was assessed, planned and closed."""
    tally = Tally(wanted)
    days: dict[str, list[int]] = {row.key: [] for row in TIME_ROWS}
    for what in ("assessed", "planned"):
        for uid, _row, fact in figures.facts(what):
            days[what].append(fact[3] or 0)
            tally.add("times", what, "cases", uid)
    for uid, row in figures.rows():
        for entered, left, why in row.spells:
            if figures.here(left) and why != "decline":
                days["closed"].append(max(left - entered, 0))
                tally.add("times", "closed", "cases", uid)
    cells: dict[tuple[str, str], Any] = dict(tally.of("times"))
    for key, found in days.items():
        cells[key, "median"] = middle(found)
        cells[key, "longest"] = max(found, default=None)
    table = Table(
        "times",
        TIMES_TITLE,
        TIME_ROWS,
        TIME_COLUMNS,
        cells,
        drawn=("median",),
        notes=(NOTE_TIMES,),
        cases=frozenset(("cases",)),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))


def middle(days: Sequence[int]) -> float | int | None:
    """Return the median, whole where it is; None of nothing.

    >>> middle([3, 1, 2]), middle([1, 2]), middle([])
    (2, 1.5, None)
    """
    found = median(days) if days else None
    return int(found) if found is not None and found == int(found) else found


LOAD_TITLE = _("report_caseload", default="Caseload")
NOTE_LOAD = _(
    "note_caseload",
    default="Cases that are worked on today, by who leads them. A case with two leads stands with"
    " both.",
)
LOAD = Line("cases", _("caseload_cases", default="Cases"))
NOBODY = _("caseload_nobody", default="Nobody leads them yet")


def caseload(figures: Figures, wanted: Any = None) -> Sheet:
    """Return how many open cases each person leads today, whatever the period."""
    tally = Tally(wanted)
    uids = [uid for uid, row in figures.rows() if not row.spells[-1][1]]
    holders = team_index().holders(uids, utcnow(), ("lead",))
    for uid in uids:
        for person in holders.get(uid) or (UNKNOWN,):
            tally.add("caseload", person, "cases", uid)
    counts: Counter = tally.of("caseload")
    known = full_names(sorted({row for row, _column in counts} - {UNKNOWN}))
    people = sorted(known.items(), key=lambda each: each[1].casefold())
    rows = [Line(person, name) for person, name in people]
    if counts[UNKNOWN, "cases"]:
        rows.append(Line(UNKNOWN, NOBODY))
    table = Table(
        "caseload",
        LOAD_TITLE,
        tuple(rows),
        (LOAD,),
        dict(counts),
        drawn=("cases",),
        notes=(NOTE_LOAD,),
        cases=frozenset(("cases",)),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))


WITHDRAWAL_COLUMNS = (
    Line("withdrawn", _("withdrawals_all", default="Consents withdrawn or void")),
    Line("in_time", _("withdrawals_in_time", default="Everybody told within 3 days")),
    Line("late", _("withdrawals_late", default="Told later")),
    Line("open", _("withdrawals_open", default="Somebody still to be told")),
)
WITHDRAWALS_TITLE = _("report_withdrawals", default="Consents withdrawn")
ALL = Line("all", _("withdrawals_row", default="All consents"))


def withdrawals(figures: Figures, wanted: Any = None) -> Sheet:
    """Return consents withdrawn in the period and how soon everybody knew (art. 40, Law 27/2022)."""
    tally = Tally(wanted)
    for uid, _row, (_on, _what, _token, days) in figures.facts("withdrawn"):
        column = "open" if days is None else "in_time" if days <= WITHDRAWAL_DAYS else "late"
        for each in ("withdrawn", column):
            tally.add("withdrawals", "all", each, uid)
    table = Table(
        "withdrawals",
        WITHDRAWALS_TITLE,
        (ALL,),
        WITHDRAWAL_COLUMNS,
        dict(tally.of("withdrawals")),
        cases=frozenset(column.key for column in WITHDRAWAL_COLUMNS),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))
