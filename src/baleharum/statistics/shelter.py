"""Shelter: who was let in and left, the nights that beds were slept in, and what went on too long."""

from baleharum import _
from baleharum.statistics.figures import Figures
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import totalled
from baleharum.statistics.tables import UNKNOWN
from baleharum.statistics.tables import with_unknown
from collections.abc import Iterator
from statistics import fmean
from typing import Any


TITLE = _("report_shelter", default="Stays in shelters")
NIGHTS_TITLE = _("report_shelter_nights", default="Length of stays")
NOTE = _(
    "note_shelter",
    default="Each person has a stay of their own. Nights of who sleeps there still are counted until"
    " today.",
)
COLUMNS = (
    Line("admitted", _("shelter_admitted", default="Admitted")),
    Line("nights", _("shelter_nights", default="Bed-nights")),
    Line("left", _("shelter_left", default="Left")),
    Line("inside", _("shelter_inside", default="There at the end of the period")),
    Line("overdue", _("shelter_overdue", default="Longer than their limit")),
)
LENGTHS = (
    Line("mean", _("shelter_mean", default="Mean, nights")),
    Line("longest", _("shelter_longest", default="Longest, nights")),
)


def shelter(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the stays of the period by kind of house, and how long those were that ended in it."""
    tally, ended = Tally(wanted), {}
    for uid, kind, since, nights in stays(figures, "stayed"):
        for column, number in counted(figures, since, nights).items():
            tally.add("shelter", kind, column, uid, number)
        if nights is not None and figures.here(since + nights):
            ended.setdefault(kind, []).append(nights)
    for uid, kind, limit, days in stays(figures, "limit"):
        if figures.here(limit) and is_over(figures, limit, days):
            tally.add("shelter", kind, "overdue", uid)
    kinds, counts = lines("shelter-kinds"), tally.of("shelter")
    table = totalled(
        "shelter",
        TITLE,
        kinds,
        COLUMNS,
        counts,
        drawn=("admitted", "left"),
        notes=(NOTE,),
        cases=frozenset(column.key for column in COLUMNS),
    )
    lengths = Table(
        "lengths",
        NIGHTS_TITLE,
        with_unknown(kinds, counts, 0),
        LENGTHS,
        dict(middles(ended)),
        empty=frozenset(column.key for column in LENGTHS),
    )
    return Sheet((table, lengths), (), tuple(dict.fromkeys(tally.cases)))


def stays(figures: Figures, what: str) -> Iterator[tuple[str, str, int, int | None]]:
    """Yield (UID of the case, kind of house, day, days until the end) of every stay, whenever."""
    for uid, row in figures.rows():
        for on, fact, kind, number in row.facts:
            if fact == what:
                yield uid, kind or UNKNOWN, on, number


def counted(figures: Figures, since: int, nights: int | None) -> dict[str, int]:
    """Return column -> what one stay adds to it. since: day as an ordinal; nights: None for still."""
    start, end = figures.period.start, figures.period.end
    until = figures.today.toordinal() if nights is None else since + nights
    found = {
        "admitted": int(figures.here(since)),
        "nights": max(min(until, end + 1) - max(since, start), 0),
        "left": int(nights is not None and figures.here(until)),
        "inside": int(since <= end and (nights is None or until > end)),
    }
    return {column: number for column, number in found.items() if number}


def is_over(figures: Figures, limit: int, days: int | None) -> bool:
    """Tell whether a stay went on after its last day, or still does."""
    return days > 0 if days is not None else limit < figures.today.toordinal()


def middles(ended: dict[str, list[int]]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield the mean and the greatest number of nights of each kind of house.

    >>> dict(middles({"rptc": [1, 2]}))
    {('rptc', 'mean'): 1.5, ('rptc', 'longest'): 2}
    """
    for kind, nights in ended.items():
        yield (kind, "mean"), round(fmean(nights), 1)
        yield (kind, "longest"), max(nights)
