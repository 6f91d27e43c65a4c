"""Measuring in pairs: the same moment of a shared machine for the one and for the other."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from server import Answer
from statistics import median

import gc


WARM_UP = 2


@dataclass
class Series:
    """Times of one side of a pair, in milliseconds: wall and CPU of each round."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        """Take down what one request took."""
        self.wall.append(answer.wall * 1000)
        self.cpu.append(answer.cpu * 1000)


@dataclass
class Pair:
    """What was measured side by side: ours against `against`."""

    name: str
    against: str
    ours: Series = field(default_factory=Series)
    theirs: Series = field(default_factory=Series)

    @property
    def ratio(self) -> float:
        """Return median by median, of wall time."""
        return median(self.ours.wall) / median(self.theirs.wall)

    @property
    def ratios(self) -> tuple[float, float]:
        """Return the least and the greatest ratio of one round."""
        found = [a / b for a, b in zip(self.ours.wall, self.theirs.wall, strict=True)]
        return min(found), max(found)

    @property
    def ms(self) -> float:
        """Return the median of our wall time."""
        return median(self.ours.wall)


def pair(
    name: str,
    ours: Callable[[], Answer],
    against: str,
    theirs: Callable[[], Answer],
    rounds: int,
    before: Callable[[], object] = lambda: None,
) -> Pair:
    """Call both in turn, after a warm-up that does not count.

    The order changes every round, so that neither always follows the other. before: what
    happens untimed before each call.
    """
    measured = Pair(name, against)
    for _number in range(WARM_UP):
        ours(), theirs()
    for number in range(rounds):
        sides = [(measured.ours, ours), (measured.theirs, theirs)]
        for series, call in sides if number % 2 == 0 else reversed(sides):
            gc.collect()
            before()
            series.add(call())
    return measured
