"""Tables of figures: what was counted, with words for rows and columns, and the cases behind a cell."""

from baleharum import _
from baleharum.terms.areas import home_places
from baleharum.terms.areas import SUB_DISTRICTS
from baleharum.terms.lists import label
from baleharum.terms.lists import names
from baleharum.terms.lists import terms
from baleharum.terms.lists import UnknownTerm
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any


TOTAL = "total"
TOTAL_LABEL = _("figures_total", default="Total")
UNKNOWN = "unknown"
UNKNOWN_LABEL = _("figures_unknown", default="Not known")


@dataclass(frozen=True)
class Line:
    """A row or a column. level: how deep it stands below another one; whole: whether it is a total
    of others."""

    key: str
    label: Any
    level: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Table:
    """cells: (row, column) -> number; what is not in it is 0, unless `empty` names its column, then
    there is nothing to say. drawn: keys of the columns that the chart draws, () for no chart; cases:
    keys of the columns of which the cases can be listed; notes: what has to be known to read it."""

    key: str
    title: Any
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Any]
    drawn: tuple[str, ...] = ()
    notes: tuple[Any, ...] = ()
    cases: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()

    def cell(self, row: str, column: str) -> Any:
        """Return what stands in a cell, None for nothing."""
        return self.cells.get((row, column), None if column in self.empty else 0)

    def numbers(self) -> list[list[Any]]:
        """Return all cells, row by row."""
        return [[self.cell(row.key, column.key) for column in self.columns] for row in self.rows]


@dataclass
class Tally:
    """Counts, and keeps the cases of one cell. wanted: (table, row, column), None for none."""

    wanted: tuple[str, str, str] | None = None
    counts: dict[str, Counter] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)

    def add(self, table: str, row: str, column: str, uid: str, number: int = 1) -> None:
        """Count something of a case."""
        self.counts.setdefault(table, Counter())[row, column] += number
        self.behind(table, (row, TOTAL), (column, TOTAL), uid)

    def behind(self, table: str, rows: Sequence[str], columns: Sequence[str], uid: str) -> None:
        """Keep a case if it is behind the cell that is asked for."""
        wanted = self.wanted
        if wanted and wanted[0] == table and wanted[1] in rows and wanted[2] in columns:
            self.cases.append(uid)

    def of(self, table: str) -> Counter:
        """Return the counts of a table."""
        return self.counts.get(table, Counter())


@dataclass
class Sheet:
    """A report. problems: what is wrong with it, in words; cases: UIDs behind the cell that was
    asked for; doubted: of those with which something is wrong."""

    tables: tuple[Table, ...]
    problems: tuple[Any, ...] = ()
    cases: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()


def lines(list_name: str) -> tuple[Line, ...]:
    """Return the terms of a code list as rows or columns; () for a list that there is not (yet)."""
    return tuple(Line(term.token, label(list_name, term.token)) for term in known_terms(list_name))


def place_lines(*counts: Counter, axis: int = 0) -> tuple[Line, ...]:
    """Return the sub-districts of the centre's own area, and of others those that were counted.

    axis: 0 where they are rows, 1 for columns.
    """
    home = {each.token for each in home_places()}
    found = {key[axis] for each in counts for key, number in each.items() if number}
    return tuple(line for line in lines(SUB_DISTRICTS) if line.key in home | found)


def known_terms(list_name: str) -> tuple:
    """Return the terms of a list, () for a list that there is not (yet)."""
    return terms(list_name) if list_name in names() else ()


def word(list_name: str, token: str) -> Any:
    """Return the label of a token, the token itself where there is none, 'not known' for ''."""
    if not token:
        return UNKNOWN_LABEL
    try:
        return label(list_name, token)
    except UnknownTerm:
        return token


def with_unknown(found: Iterable[Line], counts: Counter, axis: int) -> tuple[Line, ...]:
    """Return lines with those behind them that were counted and are not among them.

    axis: 0 for rows, 1 for columns.
    """
    found = tuple(found)
    known = {line.key for line in found}
    more = sorted({key[axis] for key, number in counts.items() if number} - known - {TOTAL})
    labels = {UNKNOWN: UNKNOWN_LABEL, "": UNKNOWN_LABEL}
    return (*found, *(Line(key, labels.get(key, key)) for key in more))


def categories() -> tuple[Line, ...]:
    """Return the 26 categories in their order, each with its extensions behind it."""
    every = terms("categories")
    found = []
    for term in every:
        if not term.extra["parent"]:
            found.append(Line(term.token, label("categories", term.token)))
            found += [
                Line(each.token, label("categories", each.token), level=1)
                for each in every
                if each.extra["parent"] == term.token
            ]
    return tuple(found)


def totalled(
    key: str,
    title: Any,
    rows: Sequence[Line],
    columns: Sequence[Line],
    counts: Counter,
    *,
    across: bool = False,
    down: bool = True,
    **more: Any,
) -> Table:
    """Return a table with totals. down: a last row adds up; across: a last column does."""
    rows, columns = with_unknown(rows, counts, 0), with_unknown(columns, counts, 1)
    cells = dict(counts)
    if across:
        for row in rows:
            cells[row.key, TOTAL] = sum(counts[row.key, column.key] for column in columns)
        columns = (*columns, Line(TOTAL, TOTAL_LABEL, whole=True))
    if down:
        for column in columns:
            cells[TOTAL, column.key] = sum(cells.get((row.key, column.key), 0) for row in rows)
        rows = (*rows, Line(TOTAL, TOTAL_LABEL, whole=True))
    return Table(key, title, tuple(rows), tuple(columns), cells, **more)
