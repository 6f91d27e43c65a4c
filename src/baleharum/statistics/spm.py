"""The minimum service standard (SPM) of social affairs: who was served, of how many who are entitled."""

from baleharum import _
from baleharum.statistics.figures import Figures
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.tables import TOTAL_LABEL
from baleharum.statistics.targets import target
from baleharum.terms.lists import terms
from typing import Any


KINDS = "spm-kinds"
TITLE = _("report_spm", default="Minimum service standard (SPM)")
NOTE = _(
    "note_spm",
    default="Served: people of cases to whom something was given in the period (a service, a place"
    " in a shelter, the way home, accompaniment). The target is that of the whole year.",
)
SERVED = Line("served", _("spm_served", default="Served"))
TARGET = Line("target", _("spm_target", default="Target of the year"))
SHARE = Line("share", _("spm_share", default="Reached, %"))
SOURCE = Line("source", _("spm_source", default="Source of the target"))
COLUMNS = (SERVED, TARGET, SHARE, SOURCE)

#: Facts of a case that are help which somebody got.
HELP = ("service", "simfoni", "accompanied", "repatriated", "stayed")


def kind_of(category: str) -> str:
    """Return the kind of the standard that a category belongs to, '' for none.

    >>> kind_of("lansia-telantar"), kind_of("odgj")
    ('lanjut-usia-telantar', '')
    """
    found = (each.token for each in terms(KINDS) if category in each.extra["categories"].split())
    return next(found, "")


def spm(figures: Figures, wanted: Any = None) -> Sheet:
    """Return by kind: people served in the period, the target of its year, how much is reached."""
    tally = Tally(wanted)
    for uid, row in figures.rows():
        kind = kind_of(row.category)
        if kind and served(figures, row):
            tally.add("spm", kind, SERVED.key, uid, row.persons)
    rows, counts = lines(KINDS), tally.of("spm")
    cells: dict[tuple[str, str], Any] = dict(counts)
    for row in rows:
        number, source = goal(figures, row.key)
        cells |= {(row.key, TARGET.key): number, (row.key, SOURCE.key): source or None}
    for name in (SERVED.key, TARGET.key):
        known = [cells.get((row.key, name)) for row in rows]
        # A total of some kinds alone would be taken for that of all.
        cells[TOTAL, name] = None if name == TARGET.key and None in known else _sum(known)
    total = Line(TOTAL, TOTAL_LABEL, whole=True)
    cells |= {(row.key, SHARE.key): share(cells, row.key) for row in (*rows, total)}
    table = Table(
        "spm",
        TITLE,
        (*rows, total),
        COLUMNS,
        cells,
        drawn=(SERVED.key, TARGET.key),
        notes=(NOTE,),
        cases=frozenset((SERVED.key,)),
        empty=frozenset((TARGET.key, SHARE.key, SOURCE.key)),
    )
    return Sheet((table,), (), tuple(dict.fromkeys(tally.cases)))


def _sum(numbers: list[Any]) -> int:
    return sum(each or 0 for each in numbers)


def served(figures: Figures, row: Any) -> bool:
    """Tell whether somebody of a case got help in the period."""
    return any(what in HELP and figures.here(on) for on, what, _token, _number in row.facts)


def goal(figures: Figures, kind: str) -> tuple[int | None, str]:
    """Return the target of a kind with its source, of all registers together; None where one of
    them has none, or the period lies in more than one year."""
    first, last = figures.period.first, figures.period.last
    found = [target(each, first.year, kind) for each in figures.registers]
    if first.year != last.year or not found or None in found:
        return None, ""
    known = [each for each in found if each is not None]
    return sum(each.number for each in known), "; ".join(dict.fromkeys(e.source for e in known))


def share(cells: dict[tuple[str, str], Any], row: str) -> float | None:
    """Return how much of a target is reached, in per cent with one decimal; None without one.

    >>> share({("a", "served"): 1, ("a", "target"): 3}, "a")
    33.3
    """
    number = cells.get((row, TARGET.key))
    return round(100 * (cells.get((row, SERVED.key)) or 0) / number, 1) if number else None
