"""What one person read in a register: their cases, how much on each day, and the single rows."""

from baleharum.audit.asking import Question
from baleharum.audit.lines import Line
from baleharum.audit.lines import lines
from baleharum.audit.lines import visible
from baleharum.audit.places import cases_of
from baleharum.audit.places import is_box
from baleharum.audit.places import words_of
from baleharum.audit.through import Reasons
from baleharum.cases.traces import shown
from baleharum.team.groups import is_account
from baleharum.team.times import zone
from baleharum.trail import api as trail
from baleharum.trail.actions import LIST
from baleharum.trail.actions import READS
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from plone.uuid.interfaces import IUUID
from typing import Any


PAGE = 100
#: Days that are shown when nobody says which.
DAYS = 30


@dataclass(frozen=True)
class Day:
    """How much a person read on a day: rows, different cases, and different cases that were shown
    to them in lists."""

    day: date
    rows: int
    cases: int
    listed: int


@dataclass(frozen=True)
class ReadCase:
    """A case that a person read, or that a list has shown to them. rows: how often it was read;
    listed: how many lists; last: when for the last time."""

    uid: str
    number: str
    url: str
    rows: int
    listed: int
    last: datetime


class ReaderLog:
    """The record of one person in one register, as a question asks for it.

    Only what is in the register counts: a case of another one is not even counted.
    Raises TrailUnavailable.
    """

    def __init__(self, register: Any, asked: Question, today: date) -> None:
        if asked.since is None and asked.until is None:
            asked = replace(asked, since=today - timedelta(days=DAYS - 1))
        self.register, self.question, self.uid = register, asked, IUUID(register)

    @cached_property
    def _spans(self) -> list[tuple[Any, ...]]:
        """(UTC hour, case, rows, first, last) of what was read."""
        return trail.spans(
            ("hour", "case"),
            user=self.question.person,
            actions=READS,
            **self.question.span,
        )

    @cached_property
    def _listed(self) -> list[tuple[Any, ...]]:
        """(UTC hour, case, lists, first, last) of what lists have shown."""
        asked = self.question
        return trail.spans(("hour", "case"), user=asked.person, shown=True, **asked.span)

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """UID -> (number, address) of the cases of this register that the person touched."""
        found = trail.counts(("case",), user=self.question.person, **self.question.span)
        uids = {uid for uid, _number in found if uid} | {uid for _hour, uid, *_rest in self._listed}
        return within(self.register, sorted(uids))

    @cached_property
    def _seen(self) -> list[tuple[str, date, int, int, datetime]]:
        """(case, day, rows, lists, last) of what was read and shown in this register."""
        both = ((self._spans, True), (self._listed, False))
        return [
            (uid, hour.astimezone(zone()).date(), number * read, number * (not read), last)
            for spans, read in both
            for hour, uid, number, _first, last in spans
            if uid in self.places
        ]

    @cached_property
    def cases(self) -> list[ReadCase]:
        """The cases, the one read or shown last first."""
        times: dict[str, tuple[int, int, datetime]] = {}
        for uid, _day, rows, listed, last in self._seen:
            before, shown_before, latest = times.get(uid, (0, 0, last))
            times[uid] = (before + rows, shown_before + listed, max(latest, last))
        found = [
            ReadCase(uid, *self.places[uid], rows, listed, last)
            for uid, (rows, listed, last) in times.items()
        ]
        return sorted(found, key=lambda case: case.last, reverse=True)

    @cached_property
    def days(self) -> list[Day]:
        """The days on which something of a case was read or shown, the last one first."""
        rows: Counter[date] = Counter()
        cases: dict[date, set[str]] = {}
        shown_cases: dict[date, set[str]] = {}
        for uid, day, read, listed, _last in self._seen:
            rows[day] += read
            (shown_cases if listed else cases).setdefault(day, set()).add(uid)
        return [
            Day(day, rows[day], len(cases.get(day, ())), len(shown_cases.get(day, ())))
            for day in sorted(rows, reverse=True)
        ]

    @cached_property
    def page(self) -> tuple[list[Line], int | None]:
        """The lines of the page, and the seq to page on with (None at the end)."""
        rows = []
        for row in self._ours():
            rows.append(row)
            if len(rows) > PAGE:
                break
        older = rows[PAGE - 1].seq if len(rows) > PAGE else None
        # Beside the rows the page names every case that the person touched.
        shown(LIST, self.register, "rows", len(rows[:PAGE]), self.places)
        told = lines(rows[:PAGE], self.uid, listed=self.places, words=words_of(self.register))
        return told, older

    def _ours(self) -> Iterator[trail.Row]:
        """Yield the rows of this register and of the site, the newest first."""
        asked, before = self.question, self.question.before
        while True:
            rows = trail.rows(
                case={"", self.uid, *self.places},
                user=asked.person,
                actions=asked.actions,
                before=before,
                limit=10 * PAGE,
                **asked.span,
            )
            # A row without a case may be one of another register: its subject tells.
            yield from (r for r in rows if self._is_ours(r))
            if len(rows) < 10 * PAGE:
                return
            before = rows[-1].seq

    def _is_ours(self, row: trail.Row) -> bool:
        """Tell whether a row, which may have no case, is one of this register or of the site.

        Of a row without a case its subject tells, or what its list has shown.
        """
        shown_here = any(uid in self.places for uid in row.cases)
        if self.question.kind == "listed":
            return shown_here
        return bool(row.case) or shown_here or row.subject in ("", self.uid)


def within(register: Any, uids: list[str]) -> dict[str, tuple[str, str]]:
    """Return UID -> (number, address) of those that are cases of a register which one sees.

    Of a box everybody who reads the record is told the numbers of reports; the address is '' for who
    does not see them.
    """
    seen = visible([uid for uid in uids if uid != IUUID(register)], register)
    if not is_box(register):
        return seen
    return {uid: seen.get(uid, (b.getId, "")) for uid, b in cases_of(register, uids).items()}


def known(register: Any, person: str) -> bool:
    """Tell whether a person has an account, or ever had an assignment to the register."""
    return is_account(person) or person in Reasons(register).people()


def readers(register: Any) -> list[str]:
    """Return the ids of everybody who has, or had, an appointment to the register."""
    return Reasons(register).people()
