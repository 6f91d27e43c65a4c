"""Recompute what is derived from the books of assignments, compare, and mend.

The books are found by walking the site, not through the catalog: it may be what is wrong.
"""

from baleharum.team.interfaces import IAppointing
from baleharum.team.interfaces import IAssignable
from baleharum.team.records import book
from baleharum.team.records import INDEX_KEY
from baleharum.team.records import TeamIndex
from baleharum.team.records import uid_of
from baleharum.team.records import writable_index
from collections.abc import Iterable
from collections.abc import Iterator
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
    """Return the index as the books of these cases and registers demand it."""
    index = TeamIndex()
    for context in found:
        for record in book(context).values():
            if record.ended_at is None:
                index.add(uid_of(context), record)
    return index


def entries(index: TeamIndex) -> set[Row]:
    """Return an index as a set of rows."""
    return {
        (principal, key, tuple(entry))
        for principal, rows in index.people.items()
        for key, entry in rows.items()
    }


def differences(site, found: Iterable) -> tuple[set[Row], set[Row]]:
    """Return (rows that are missing in the site's index, rows that are there too many)."""
    kept = IAnnotations(site).get(INDEX_KEY) or TeamIndex()
    wanted, present = entries(expected_index(found)), entries(kept)
    return wanted - present, present - wanted


def rebuild(site) -> tuple[int, int]:
    """Make the site's index what the books demand; returns how many rows (came, went).

    Only what differs is touched, in the index that is there: who assigns or revokes in the
    same moment meets a conflict and is tried again, instead of writing into an index of before.
    """
    books = {uid_of(context): book(context) for context in assignables(site)}
    missing, surplus = differences(site, assignables(site))
    index = writable_index()
    for principal, key, _entry in surplus:
        index.discard(principal, key)
    for _principal, (uid, number), _entry in missing:
        record = books[uid][number]
        if record._p_jar is not None:
            record._p_jar.readCurrent(record)
        index.add(uid, record)
    return len(missing), len(surplus)
