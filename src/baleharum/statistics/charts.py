"""Drawings of tables: plain shapes with classes, so that the content policy of pages allows them.

Nothing is said by a drawing alone: the table with the same numbers stands beside it.
"""

from baleharum.statistics.tables import Table
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


#: Sizes in units of the viewBox: as wide as a telephone shows it unscaled.
WIDTH, NUMBER, LABEL, BAR, GAP, EDGE = 340, 46, 15, 14, 12, 4
#: Rows that are drawn at most, and characters of a label.
MOST, LETTERS = 12, 50
#: Height of a drawing of lines, and the room around it.
HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 190, 34, 10, 14, 26


@dataclass(frozen=True)
class Bar:
    """series: which one, from 1; text: the number beside it, or what stands in its place."""

    y: int
    length: int
    series: int
    text: str

    @property
    def after(self) -> int:
        """Where the number stands."""
        return self.length + EDGE

    @property
    def base(self) -> int:
        """The line on which the number is written."""
        return self.y + BAR - 3


@dataclass(frozen=True)
class Strip:
    """A row of the table: its label, and a bar for each series."""

    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Series:
    """points: for a drawing of lines."""

    number: int
    label: str
    points: tuple[tuple[int, int, str], ...] = ()

    @property
    def path(self) -> str:
        """The points for a polyline."""
        return " ".join(f"{x},{y}" for x, y, _text in self.points)


@dataclass(frozen=True)
class Chart:
    """kind: bars or lines; marks: (x, label) below a drawing of lines; left_out: rows that are not
    drawn; most: the greatest number, for a drawing of lines."""

    kind: str
    width: int
    height: int
    series: tuple[Series, ...]
    strips: tuple[Strip, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    left_out: int = 0
    most: str = ""

    @property
    def ceiling(self) -> int:
        """Where the greatest number lies in a drawing of lines."""
        return TOP

    @property
    def floor(self) -> int:
        """Where 0 lies in a drawing of lines."""
        return self.height - BOTTOM


def shortened(text: str) -> str:
    """Return a label that fits into the drawing."""
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"


def chart_of(table: Table, spoken: Callable[[Any], str], written: Callable[[Any], str]):
    """Return the drawing of a table, None where there is nothing to draw.

    spoken: words of a label; written: words of a number, also of one that is kept back (a text).
    """
    if not table.drawn:
        return None
    if table.key == "trend":
        return lines_of(table, spoken, written)
    return bars_of(table, spoken, written)


def bars_of(table: Table, spoken: Callable, written: Callable) -> Chart | None:
    """Return bars: rows that are no totals and hold something, the greatest ones if there are many."""
    found = [row for row in table.rows if not row.whole and _values(table, row.key, any)]
    if not found:
        return None
    drawn = sorted(found, key=lambda row: -_values(table, row.key, sum))[:MOST]
    kept = [row for row in found if row in drawn]
    most = max((_values(table, row.key, max) for row in kept), default=0) or 1
    strips, y = [], 0
    for row in kept:
        bars = []
        for place, column in enumerate(table.drawn):
            value = table.cell(row.key, column)
            length = round(number(value) / most * (WIDTH - NUMBER))
            at = y + LABEL + place * (BAR + 2)
            bars.append(Bar(at, max(length, 1), place + 1, written(value)))
        strips.append(Strip(shortened(spoken(row.label)), y + LABEL - 4, tuple(bars)))
        y += LABEL + len(table.drawn) * (BAR + 2) + GAP
    return Chart(
        "bars", WIDTH, y, _series(table, spoken), tuple(strips), (), len(found) - len(kept)
    )


def lines_of(table: Table, spoken: Callable, written: Callable) -> Chart | None:
    """Return a line for each series, over the rows as they stand."""
    values = [number(table.cell(row.key, c)) for row in table.rows for c in table.drawn]
    most = max(values, default=0)
    if not most:
        return None
    step = (WIDTH - LEFT - RIGHT) / max(len(table.rows) - 1, 1)
    places = [round(LEFT + place * step) for place in range(len(table.rows))]
    room = HEIGHT - TOP - BOTTOM
    series = tuple(
        Series(
            each.number,
            each.label,
            tuple(
                (
                    x,
                    HEIGHT - BOTTOM - round(number(table.cell(row.key, column)) / most * room),
                    written(table.cell(row.key, column)),
                )
                for x, row in zip(places, table.rows, strict=True)
            ),
        )
        for each, column in zip(_series(table, spoken), table.drawn, strict=True)
    )
    marks = tuple((x, spoken(row.label)) for x, row in zip(places, table.rows, strict=True))
    # Every third month has its name: more would run into each other on a telephone.
    shown = marks[::-3][::-1]
    return Chart("lines", WIDTH, HEIGHT, series, (), shown, most=written(int(most)))


def number(value: Any) -> float:
    """Return the length that stands for a value; nothing for what is kept back or not there."""
    return value if isinstance(value, int | float) else 0


def _values(table: Table, row: str, together: Callable) -> Any:
    return together(number(table.cell(row, column)) for column in table.drawn)


def _series(table: Table, spoken: Callable) -> tuple[Series, ...]:
    labels = {column.key: spoken(column.label) for column in table.columns}
    return tuple(Series(n + 1, labels[column]) for n, column in enumerate(table.drawn))
