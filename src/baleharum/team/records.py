"""Assignments as they are kept on a case, and the index of them that the site keeps a person.

The book on the case is the record; the index is derived and can be rebuilt (`@@team-repair`).
"""

from baleharum.team.policy import in_force
from baleharum.team.policy import token
from baleharum.team.policy import words_of
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from datetime import datetime
from persistent import Persistent
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


BOOK_KEY = "baleharum.team.book"
INDEX_KEY = "baleharum.team.index"


class Assignment(SealedObject, Persistent):
    """One person (or staff group) with one function in one case or register.

    principal: user or group id; function, cause: tokens of the lists of these names;
    profession: token or ""; granted_at, starts, expires, ended_at: aware UTC datetimes,
    None where there is none; reason, end_reason: text that the person gave; standing: an
    appointment to a register; stands_for: number of the assignment that a deputy fills.

    The reasons are sealed: who stores a record calls `vault.objects.seal_to`.
    """

    reason = SealedValue("reason", missing="")
    end_reason = SealedValue("end_reason", missing="")

    def __init__(
        self,
        *,
        number: int,
        principal: str,
        function: str,
        cause: str,
        profession: str,
        granted_by: str,
        granted_at: datetime,
        starts: datetime,
        expires: datetime | None,
        reason: str,
        standing: bool = False,
        stands_for: int | None = None,
    ):
        self.number = number
        self.principal = principal
        self.function = function
        self.cause = cause
        self.profession = profession
        self.granted_by = granted_by
        self.granted_at = granted_at
        self.starts = starts
        self.expires = expires
        self.reason = reason
        self.standing = standing
        self.stands_for = stands_for
        self.ended_at: datetime | None = None
        self.ended_by = ""

    def holds(self, now: datetime) -> bool:
        """Tell whether it is in force now."""
        return self.ended_at is None and in_force(self.starts, self.expires, now)


def book(context) -> IOBTree:
    """Return the assignments of a case or register, number -> Assignment, oldest first.

    Reading an object without assignments writes nothing.
    """
    return IAnnotations(context).get(BOOK_KEY) or IOBTree()


def writable_book(context) -> IOBTree:
    """Return the book, made if it is missing."""
    annotations = IAnnotations(context)
    if BOOK_KEY not in annotations:
        annotations[BOOK_KEY] = IOBTree()
    return annotations[BOOK_KEY]


def current(context, now: datetime) -> list[Assignment]:
    """Return the assignments in force now, oldest first."""
    return [record for record in book(context).values() if record.holds(now)]


def open_alike(context, principal, function, starts, expires, now):
    """Return an open assignment that gives the same for the same time, None if there is none."""
    wanted = (principal, function, expires)
    for record in book(context).values():
        alike = (record.principal, record.function, record.expires) == wanted
        covers = record.starts == starts or (record.holds(now) and starts >= now)
        if record.ended_at is None and alike and covers:
            return record
    return None


class Holding(NamedTuple):
    """An open assignment as the index knows it; starts, expires: aware UTC datetimes."""

    function: str
    profession: str
    starts: datetime
    expires: datetime | None
    standing: bool = False

    def holds(self, now: datetime) -> bool:
        """Tell whether it is in force now."""
        return in_force(self.starts, self.expires, now)


class TeamIndex(Persistent):
    """The assignments that are not ended, by whom and by where; a Holding is kept as a tuple.

    people: principal -> {(UID, number): Holding}; cases: UID -> ((principal, number, Holding), …).
    """

    def __init__(self):
        self.people = OOBTree()
        self.cases = OOBTree()

    def add(self, uid: str, record: Assignment) -> None:
        """Remember an open assignment."""
        self.discard(record.principal, (uid, record.number))
        entries = self.people.get(record.principal)
        if entries is None:
            entries = self.people[record.principal] = OOBTree()
        entry = tuple(getattr(record, name) for name in Holding._fields)
        entries[(uid, record.number)] = entry
        self.cases[uid] = (*self.cases.get(uid, ()), (record.principal, record.number, entry))

    def remove(self, uid: str, record: Assignment) -> None:
        """Forget an assignment that has ended."""
        self.discard(record.principal, (uid, record.number))

    def discard(self, principal: str, key: tuple[str, int]) -> None:
        """Forget what a principal holds under (UID, number), if anything."""
        entries = self.people.get(principal)
        if entries is None or entries.pop(key, None) is None:
            return
        uid, number = key
        rows = self.cases.get(uid, ())
        left = tuple(row for row in rows if row[:2] != (principal, number))
        if left:
            self.cases[uid] = left
        else:
            self.cases.pop(uid, None)

    def open(self, principals: Iterable[str]) -> Iterable[tuple[str, int, Holding]]:
        """Yield (UID, number, holding) of what is not ended: in force, upcoming or run out."""
        for principal in principals:
            for (uid, number), entry in self.people.get(principal, {}).items():
                yield uid, number, Holding(*entry)

    def holdings(
        self, principals: Iterable[str], now: datetime
    ) -> Iterable[tuple[str, int, Holding]]:
        """Yield (UID, number, holding) of what these principals hold now."""
        return (row for row in self.open(principals) if row[2].holds(now))

    def in_force(self, principals: Iterable[str], now: datetime) -> Iterable[tuple[str, str, str]]:
        """Yield (function, profession, UID) of what these principals hold now."""
        for uid, _number, holding in self.holdings(principals, now):
            yield holding.function, holding.profession, uid

    def appointed(self, principal: str, now: datetime, uid: str = "") -> list[Holding]:
        """Return a person's standing appointments now (to the register with this UID)."""
        return [
            holding
            for found, _number, holding in self.holdings([principal], now)
            if holding.standing and uid in ("", found)
        ]

    def principals(self, person: str, groups: Iterable[str], now: datetime) -> tuple[str, ...]:
        """Return in whose names a person acts: their own, and those of their staff groups.

        A group counts only for members with a standing appointment in their own name: who
        manages the groups of the site cannot let themselves into a case.
        """
        return (person, *groups) if self.appointed(person, now) else (person,)

    def groups(self, principals: Iterable[str], now: datetime) -> tuple[str, ...]:
        """Return the group ids that these principals are in now."""
        found = set()
        for function, profession, uid in self.in_force(principals, now):
            found.update(token(word, uid) for word in words_of(function, profession))
        return tuple(sorted(found))

    def uids(self, principals: Iterable[str], now: datetime, functions=()) -> set[str]:
        """Return the UIDs of what these principals are assigned to (with one of functions)."""
        return {
            uid
            for function, _profession, uid in self.in_force(principals, now)
            if not functions or function in functions
        }

    def holders(self, uids: Iterable[str], now: datetime, functions=()) -> dict[str, list[str]]:
        """Return UID -> who holds (one of) these functions there now, in the order of their ids."""
        found: dict[str, list[str]] = {}
        for uid in uids:
            for principal, _number, entry in self.cases.get(uid, ()):
                holding = Holding(*entry)
                if holding.holds(now) and (not functions or holding.function in functions):
                    found.setdefault(uid, []).append(principal)
        return {uid: sorted(set(principals)) for uid, principals in found.items()}


def team_index(site=None) -> TeamIndex:
    """Return the index of the site; an empty one while the product is not installed."""
    site = site if site is not None else api.portal.get()
    return IAnnotations(site).get(INDEX_KEY) or TeamIndex()


def writable_index() -> TeamIndex:
    """Return the index of the site, made if it is missing."""
    annotations = IAnnotations(api.portal.get())
    if INDEX_KEY not in annotations:
        annotations[INDEX_KEY] = TeamIndex()
    return annotations[INDEX_KEY]


def forget_book(context) -> None:
    """Take the book of a case away, and what the index knows of it.

    For sample content that tells a past of its own, and for a case that is destroyed; a record of
    other real work is never taken away.
    """
    for record in book(context).values():
        writable_index().remove(uid_of(context), record)
    IAnnotations(context).pop(BOOK_KEY, None)


def uid_of(context) -> str:
    """Return the UID under which assignments of this object are indexed."""
    return IUUID(context)
