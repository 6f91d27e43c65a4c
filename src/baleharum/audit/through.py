"""Through which assignment somebody could act: their own, a staff group's, or an appointment."""

from baleharum.cases.storyline import SYSTEM
from baleharum.cases.team.candidates import names_of
from baleharum.cases.team.candidates import shown
from baleharum.jobs.running import WORKER_USER
from baleharum.team.groups import members
from baleharum.team.policy import EMERGENCY
from baleharum.team.records import Assignment
from baleharum.team.records import book
from baleharum.terms.lists import label
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote


#: The ids under which the product itself acts.
THE_PRODUCT = ("system", "System Processes", WORKER_USER)


@dataclass(frozen=True)
class Through:
    """One reason why somebody was let in. function, cause: tokens; standing: an appointment to
    the register; group: title of the staff group that holds it, '' for the person."""

    function: str
    cause: str
    standing: bool
    group: str = ""

    @property
    def emergency(self) -> bool:
        """Whether it is an emergency access."""
        return self.cause == EMERGENCY

    @property
    def function_label(self) -> str:
        """The label of the function."""
        return label("functions", self.function)

    @property
    def cause_label(self) -> str:
        """The label of the cause, '' for a standing appointment."""
        return "" if self.standing else label("causes", self.cause)


class Reasons:
    """The assignments of a case and its register, read once for a whole page or file."""

    def __init__(self, *places: Any) -> None:
        self.records = [record for place in places for record in book(place).values()]
        self.groups = {r.principal: members(r.principal) for r in self.records}
        self.titles = names_of(group for group, found in self.groups.items() if found)

    def of(self, person: str, first: datetime, last: datetime) -> list[Through]:
        """Return through what a person could act in a span of time, each reason once."""
        found = [
            Through(r.function, r.cause, r.standing, self._group(r, person))
            for r in self.records
            if overlaps(r, first, last)
            and (r.principal == person or person in self.groups[r.principal])
        ]
        return list(dict.fromkeys(found))

    def _group(self, record: Assignment, person: str) -> str:
        return "" if record.principal == person else self.titles.get(record.principal, "")

    def people(self) -> list[str]:
        """Return the ids of everybody who has, or had, an assignment, members included."""
        found = {m for r in self.records for m in (self.groups[r.principal] or [r.principal])}
        return sorted(found)


def overlaps(record: Assignment, first: datetime, last: datetime) -> bool:
    """Tell whether an assignment was in force at some moment of a span."""
    ends = [end for end in (record.expires, record.ended_at) if end is not None]
    return record.starts <= last and all(first < end for end in ends)


def people_names(users: Iterable[str]) -> dict[str, str]:
    """Return user as a row spells it -> how the person is shown; '' stays ''."""
    ids = {user: unquote(user) for user in users}
    names = names_of({user_id for user_id in ids.values() if user_id})
    return {user: _name(i, names) for user, i in ids.items()}


def _name(user_id: str, names: dict[str, str]) -> str:
    if user_id in THE_PRODUCT:
        return SYSTEM
    return shown(user_id, names[user_id]) if user_id else ""
