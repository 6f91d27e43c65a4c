"""The scores of the domains over the versions that were endorsed, as numbers and as a drawing."""

from baleharum.assessments.policy import STOOD
from baleharum.assessments.versions import state_of
from baleharum.assessments.versions import visible_versions
from dataclasses import dataclass
from datetime import date
from typing import Any


#: Sizes of the drawing, in units of its viewBox: as wide as a telephone shows it unscaled.
WIDTH, MARGIN, ROW, HEAD, LABEL = 340, 24, 84, 24, 28
STEP = 10


@dataclass(frozen=True)
class Column:
    """A version that was endorsed."""

    version: int
    number: str
    url: str
    day: date


@dataclass(frozen=True)
class Point:
    """A score in the drawing."""

    x: int
    y: int
    score: int


@dataclass(frozen=True)
class Line:
    """The scores of one domain, a None for a version without; points: where they are drawn."""

    domain: str
    scores: tuple[int | None, ...]
    y: int
    points: tuple[Point, ...] = ()

    @property
    def path(self) -> str:
        """The points for a polyline of SVG."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def base(self) -> int:
        """Where the score 0 is drawn."""
        return self.y + LABEL + 4 * STEP


@dataclass(frozen=True)
class Chart:
    """Columns from the oldest version to the newest, and a line for each domain with a score."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        """Width of the drawing."""
        return WIDTH

    @property
    def height(self) -> int:
        """Height of the drawing."""
        return HEAD + ROW * len(self.lines)

    @property
    def places(self) -> tuple[tuple[int, Column], ...]:
        """(x, column) of every version."""
        return tuple((place(n, len(self.columns)), c) for n, c in enumerate(self.columns))


def place(number: int, count: int) -> int:
    """Return the x of a version, of so many."""
    if count == 1:
        return WIDTH // 2
    return MARGIN + round(number * (WIDTH - 2 * MARGIN) / (count - 1))


def lines(domains: list[str], rated: list[dict]) -> tuple[Line, ...]:
    """Return the lines of domains with a score in one of the versions, the oldest first."""
    made = []
    for domain in domains:
        found = [version[domain].score if domain in version else None for version in rated]
        if all(score is None for score in found):
            continue
        y = HEAD + ROW * len(made)
        points = tuple(
            Point(place(n, len(found)), y + LABEL + (4 - score) * STEP, score)
            for n, score in enumerate(found)
            if score is not None
        )
        made.append(Line(domain, tuple(found), y, points))
    return tuple(made)


def chart_of(assessment: Any) -> Chart:
    """Return the chart of a series, of the versions that the person may see."""
    found = [one for one in reversed(visible_versions(assessment)) if state_of(one) in STOOD]
    columns = tuple(
        Column(one.version, one.getId().upper(), one.absolute_url(), one.assessed_on)
        for one in found
    )
    domains = [term.token for term in assessment.rules.domains]
    return Chart(columns, lines(domains, [one.rated() for one in found]))
