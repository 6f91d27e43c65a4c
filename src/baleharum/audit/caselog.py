"""Who read, changed, was refused or exported a case: a line a person, and the single rows."""

from baleharum.audit.asking import Question
from baleharum.audit.kinds import GROUP_OF
from baleharum.audit.kinds import OF_A_CASE
from baleharum.audit.lines import Line
from baleharum.audit.lines import lines
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
from dataclasses import replace
from datetime import datetime
from functools import cached_property
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

    @cached_property
    def reasons(self) -> Reasons:
        """The assignments of the case and its register."""
        places = (self.case, case_and_register(self.case)[1])
        return Reasons(*(place for place in places if place is not None))

    @cached_property
    def people(self) -> list[Person]:
        """A line a person, who acted last first; all people, whoever is asked for."""
        found = trail.spans(("user", "action"), case=self.uid, **self.question.span)
        names = people_names({user for user, *_rest in found})
        people: dict[str, Person] = {}
        for user, action, number, first, last in found:
            one = people.setdefault(user, Person(unquote(user), names[user], first, last))
            one.first, one.last = min(one.first, first), max(one.last, last)
            kind = GROUP_OF.get(action, "changed")
            one.counts[kind] = one.counts.get(kind, 0) + number
            one.broke_glass = one.broke_glass or action == BREAK_GLASS
        for one in people.values():
            one.through = self.reasons.of(one.user, one.first, one.last)
            one.broke_glass = one.broke_glass or any(t.emergency for t in one.through)
        return sorted(people.values(), key=lambda one: one.last, reverse=True)

    @cached_property
    def page(self) -> tuple[list[Line], int | None]:
        """The lines of the page, and the seq to page on with (None at the end)."""
        rows = self._rows(PAGE + 1, self.question.before)
        older = rows[PAGE - 1].seq if len(rows) > PAGE else None
        shown(LIST, self.case, "rows", len(rows[:PAGE]))
        return lines(rows[:PAGE]), older

    def all(self) -> Iterator[trail.Row]:
        """Yield every row that is asked for, the newest first, in portions."""
        before = self.question.before
        while rows := self._rows(PORTION, before):
            yield from rows
            before = rows[-1].seq

    def count(self) -> int:
        """Return how many rows `all` yields."""
        own = replace(self.question, before=None)
        found = trail.counts(
            ("case",), case=self.uid, user=own.person or None, actions=own.actions, **own.span
        )
        return sum(number for _case, number in found)

    def _rows(self, limit: int, before: int | None) -> list[trail.Row]:
        asked = self.question
        return trail.rows(
            case=self.uid,
            user=asked.person or None,
            actions=asked.actions,
            before=before,
            limit=limit,
            **asked.span,
        )
