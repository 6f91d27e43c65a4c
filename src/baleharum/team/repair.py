"""Recompute what is derived from the books of assignments, compare, and mend.

The books are found by walking the site, not through the catalog: it may be what is wrong.
"""

from baleharum.team.departed import end_orphans
from baleharum.team.groups import is_principal
from baleharum.team.interfaces import IAppointing
from baleharum.team.interfaces import IAssignable
from baleharum.team.records import book
from baleharum.team.records import INDEX_KEY
from baleharum.team.records import TeamIndex
from baleharum.team.records import uid_of
from baleharum.team.records import writable_index
from collections.abc import Iterable
from collections.abc import Iterator
from functools import cache
from Products.CMFCore.interfaces import IFolderish
from zope.annotation.interfaces import IAnnotations


#: (principal, (UID, number), entry of the index)
Row = tuple[str, tuple[str, int], tuple]


def assignables(folder) -> Iterator:
    """Yield every register below a folder and what is assigned in it."""
    for child in folder.objectValues():
        if IAssignable.providedBy(child):
            yield child
            if not IAppointing.providedBy(child):
                continue
        if IFolderish.providedBy(child):
            yield from assignables(child)


def expected_index(found: Iterable) -> TeamIndex:
    """Return the index as the books of these cases and registers demand it.

    Who is no account and no group of the site any more has nothing in it.
    """
    index = TeamIndex()
    there = cache(is_principal)
    for context in found:
        for record in book(context).values():
            if record.ended_at is None and there(record.principal):
                index.add(uid_of(context), record)
    return index


def by_person(index: TeamIndex) -> set[Row]:
    """Return an index as a set of rows, as it is looked up for a person."""
    return {
        (principal, key, tuple(entry))
        for principal, rows in index.people.items()
        for key, entry in rows.items()
    }


def by_case(index: TeamIndex) -> set[Row]:
    """Return an index as a set of rows, as it is looked up for a case."""
    return {
        (principal, (uid, number), tuple(entry))
        for uid, rows in index.cases.items()
        for principal, number, entry in rows
    }


def differences(site, found: Iterable) -> tuple[set[Row], set[Row]]:
    """Return (rows that are missing in the site's index, rows that are there too many)."""
    kept = IAnnotations(site).get(INDEX_KEY) or TeamIndex()
    wanted, people, cases = by_person(expected_index(found)), by_person(kept), by_case(kept)
    return wanted - (people & cases), (people | cases) - wanted


def rebuild(site) -> tuple[int, int]:
    """Make the site's index what the books demand; returns how many rows (came, went).

    Only what differs is touched, in the index that is there: who assigns or revokes in the
    same moment meets a conflict and is tried again, instead of writing into an index of before.
    What is open for an account or group that is gone ends.
    """
    ended = end_orphans(assignables(site))
    books = {uid_of(context): book(context) for context in assignables(site)}
    missing, surplus = differences(site, assignables(site))
    index = writable_index()
    for principal, key, _entry in missing | surplus:
        drop(index, principal, key)
    for _principal, (uid, number), _entry in missing:
        record = books[uid][number]
        if record._p_jar is not None:
            record._p_activate()
            record._p_jar.readCurrent(record)
        index.add(uid, record)
    return len(missing), len(surplus) + ended


def drop(index: TeamIndex, principal: str, key: tuple[str, int]) -> None:
    """Take an entry out of both sides of an index, also if it is on one of them only."""
    uid, number = key
    index.people.get(principal, {}).pop(key, None)
    left = tuple(row for row in index.cases.get(uid, ()) if row[:2] != (principal, number))
    if left:
        index.cases[uid] = left
    else:
        index.cases.pop(uid, None)
