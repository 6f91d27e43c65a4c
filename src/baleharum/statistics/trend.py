"""Twelve months in one look: what came in, what went out, what is worked on at the end of each."""

from baleharum import _
from baleharum.statistics.figures import Figures
from baleharum.statistics.periods import before
from baleharum.statistics.periods import month_of
from baleharum.statistics.periods import Period
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from bisect import bisect_left
from itertools import accumulate
from typing import Any


MONTHS = 12

TITLE = _("report_trend", default="Twelve months")
COLUMNS = (
    Line("new", _("recap_new", default="New")),
    Line("closed", _("recap_closed", default="Closed")),
    Line("forward", _("recap_forward", default="Carried forward")),
)


def months(last: Period) -> tuple[Period, ...]:
    """Return the twelve months up to that in which a period ends, the oldest first."""
    found = [month_of(last.last)]
    while len(found) < MONTHS:
        found.append(before(found[-1]))
    return tuple(reversed(found))


def trend(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the movements of twelve months; one pass over the rows, whatever their number."""
    shown = months(figures.period)
    ends, tally, open_before = [each.end for each in shown], Tally(wanted), 0
    first = shown[0].start
    for uid, row in figures.rows():
        for entered, left, _why in row.spells:
            open_before += entered < first and (not left or left >= first)
            for column, day in (("new", entered), ("closed", left)):
                if first <= day <= ends[-1]:
                    place = bisect_left(ends, day)
                    tally.add("trend", shown[place].token, column, uid)
    counts = tally.of("trend")
    moved = [counts[each.token, "new"] - counts[each.token, "closed"] for each in shown]
    cells: dict[tuple[str, str], Any] = dict(counts)
    for each, number in zip(shown, list(accumulate(moved, initial=open_before))[1:], strict=True):
        cells[each.token, "forward"] = number
    table = Table(
        "trend",
        TITLE,
        tuple(Line(each.token, each.token) for each in shown),
        COLUMNS,
        cells,
        drawn=("new", "closed"),
        cases=frozenset(("new", "closed")),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))
