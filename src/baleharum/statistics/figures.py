"""The figures of a register under the filters of a report."""

from baleharum.cases.moments import today
from baleharum.statistics import ledger
from baleharum.statistics.periods import Period
from baleharum.statistics.rows import Client
from baleharum.statistics.rows import everybody
from baleharum.statistics.rows import People
from baleharum.statistics.rows import Row
from baleharum.statistics.sealed import opened
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any


#: How a recap can be split.
SPLITS = ("", "sex", "age", "sub_district")


@dataclass(frozen=True)
class Question:
    """What is asked of the figures. sub_district: token, '' for all; split: one of SPLITS."""

    period: Period
    sub_district: str = ""
    split: str = ""


class Figures:
    """The rows of a register, narrowed by a question; opens the people of a case only if asked."""

    def __init__(self, register: Any, question: Question, day: date | None = None) -> None:
        self.register, self.question = register, question
        self.registers: tuple[Any, ...] = (register,)
        self.period = question.period
        self.today = day or today()

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield (UID, row) of the cases of a sub-district, or of all."""
        wanted = self.question.sub_district
        for uid, row in self.kept():
            if not wanted or row.sub_district == wanted:
                yield uid, row

    def kept(self) -> Iterable[tuple[str, Row]]:
        """Return all rows of the register."""
        return ledger.rows(self.register)

    @cached_property
    def _opens(self) -> Any:
        return opened(uid for uid, row in self.rows() if row.people)

    def people(self, uid: str, row: Row) -> People:
        """Return what is kept of the people of a case."""
        found: People = self._opens(uid, row) if row.people else People()
        return found

    def persons(self, uid: str, row: Row) -> tuple[Client, ...]:
        """Return its clients; one of whom nothing is known where none is on record."""
        return everybody(row, self.people(uid, row))

    def here(self, on: int) -> bool:
        """Tell whether a day (an ordinal) is in the period."""
        return self.period.start <= on <= self.period.end

    def entered(self) -> Iterator[tuple[str, Row]]:
        """Yield the cases that were received, or opened again, in the period."""
        for uid, row in self.rows():
            if any(self.here(entered) for entered, _left, _why in row.spells):
                yield uid, row

    def worked_on(self) -> Iterator[tuple[str, Row]]:
        """Yield the cases that were worked on on at least one day of the period."""
        start, end = self.period.start, self.period.end
        for uid, row in self.rows():
            if any(e <= end and (not left or left >= start) for e, left, _why in row.spells):
                yield uid, row

    def facts(self, what: str) -> Iterator[tuple[str, Row, tuple]]:
        """Yield (UID, row, fact) of the facts of a kind in the period."""
        for uid, row in self.rows():
            for fact in row.facts:
                if fact[1] == what and self.here(fact[0]):
                    yield uid, row, fact


class Several(Figures):
    """The figures of several registers as of one: what is counted of each is added up."""

    def __init__(
        self, registers: Iterable[Any], question: Question, day: date | None = None
    ) -> None:
        super().__init__(None, question, day)
        self.registers = tuple(registers)
        self._place: dict[str, int] = {}

    def kept(self) -> Iterator[tuple[str, Row]]:
        """Yield the rows of all of them."""
        for place, register in enumerate(self.registers):
            for uid, row in ledger.rows(register):
                self._place[uid] = place
                yield uid, row

    @cached_property
    def _all_open(self) -> list[Any]:
        return [opened(register) for register in self.registers]

    def people(self, uid: str, row: Row) -> People:
        """Return what is kept of the people of a case, by the key of its own register."""
        if not row.people:
            return People()
        found: People = self._all_open[self._place[uid]](uid, row)
        return found
