"""Who read, changed, was refused or exported a case or report: a line a person, and the rows."""

from baleharum.audit.asking import Question
from baleharum.audit.kinds import GROUP_OF
from baleharum.audit.kinds import LISTED
from baleharum.audit.kinds import OF_A_CASE
from baleharum.audit.kinds import shown_in
from baleharum.audit.lines import Line
from baleharum.audit.lines import lines
from baleharum.audit.places import words_of
from baleharum.audit.through import people_names
from baleharum.audit.through import Reasons
from baleharum.audit.through import Through
from baleharum.cases.traces import shown
from baleharum.team.roles import case_and_register
from baleharum.trail import api as trail
from baleharum.trail.actions import BREAK_GLASS
from baleharum.trail.actions import LIST
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from functools import cached_property
from heapq import merge
from itertools import islice
from operator import attrgetter
from plone.uuid.interfaces import IUUID
from typing import Any
from urllib.parse import unquote


#: Rows a page, and rows that an export asks the record for at a time.
PAGE = 100
PORTION = 5000


@dataclass
class Person:
    """What one person did in a case. user: id, '' for who was not logged in;
    counts: group of actions -> rows; through: why they were let in."""

    user: str
    name: str
    first: datetime
    last: datetime
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OF_A_CASE, 0))
    through: list[Through] = field(default_factory=list)
    broke_glass: bool = False


class CaseLog:
    """The record of one case, as a question asks for it. Raises TrailUnavailable."""

    def __init__(self, case: Any, question: Question) -> None:
        self.case, self.question, self.uid = case, question, IUUID(case)

    @property
    def register(self) -> Any:
        """The register of the case, or the box of the report."""
        return case_and_register(self.case)[1]

    @cached_property
    def reasons(self) -> Reasons:
        """The assignments of the case and its register."""
        return Reasons(*(place for place in (self.case, self.register) if place is not None))

    @cached_property
    def people(self) -> list[Person]:
        """A line a person, who acted last first; all people, whoever is asked for."""
        found = [
            (groups.get(action, "changed"), action, *rest)
            for listed, groups in ((False, GROUP_OF), (True, LISTED))
            for *rest, action in self._spans(listed)
        ]
        names = people_names({user for _kind, _action, user, *_rest in found})
        people: dict[str, Person] = {}
        for kind, action, user, number, first, last in found:
            one = people.setdefault(user, Person(unquote(user), names[user], first, last))
            one.first, one.last = min(one.first, first), max(one.last, last)
            one.counts[kind] = one.counts.get(kind, 0) + number
            one.broke_glass = one.broke_glass or action == BREAK_GLASS
        for one in people.values():
            one.through = self.reasons.of(one.user, one.first, one.last)
            one.broke_glass = one.broke_glass or any(t.emergency for t in one.through)
        return sorted(people.values(), key=lambda one: one.last, reverse=True)

    def _spans(self, listed: bool) -> Iterator[tuple[Any, ...]]:
        """Yield (user, number, first, last, action) of rows about the case, or of lists."""
        by, span = ("user", "action"), self.question.span
        for user, action, *rest in trail.spans(by, case=self.uid, shown=listed, **span):
            yield user, *rest, action

    @cached_property
    def page(self) -> tuple[list[Line], int | None]:
        """The lines of the page, and the seq to page on with (None at the end)."""
        rows = self._rows(PAGE + 1, self.question.before)
        older = rows[PAGE - 1].seq if len(rows) > PAGE else None
        shown(LIST, self.case, "rows", len(rows[:PAGE]))
        words = words_of(self.register)
        return lines(rows[:PAGE], self._register_uid, case_uid=self.uid, words=words), older

    @property
    def _register_uid(self) -> str:
        return "" if self.register is None else IUUID(self.register)

    def all(self) -> Iterator[trail.Row]:
        """Yield every row that is asked for, the newest first, in portions."""
        before = self.question.before
        while rows := self._rows(PORTION, before):
            yield from rows
            before = rows[-1].seq

    def count(self) -> int:
        """Return how many rows `all` yields."""
        asked, found = self.question, 0
        for listed, actions in self._sides():
            found += sum(
                number
                for _case, number in trail.counts(
                    ("case",),
                    case=self.uid,
                    user=asked.person or None,
                    actions=actions,
                    shown=listed,
                    **asked.span,
                )
            )
        return found

    def _sides(self) -> Iterator[tuple[bool, frozenset[str] | None]]:
        """Yield (False, actions) of the rows about the case that are asked for, and (True, actions)
        of those of lists that have shown it; None stands for all actions."""
        kind = self.question.kind
        if kind != "listed":
            yield False, self.question.actions
        if actions := shown_in(kind):
            yield True, actions

    def _rows(self, limit: int, before: int | None) -> list[trail.Row]:
        asked = self.question
        sides = [
            trail.rows(
                case=self.uid,
                user=asked.person or None,
                actions=actions,
                before=before,
                limit=limit,
                shown=listed,
                **asked.span,
            )
            for listed, actions in self._sides()
        ]
        return list(islice(merge(*sides, key=attrgetter("seq"), reverse=True), limit))
