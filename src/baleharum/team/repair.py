"""Recompute what is derived from the books of assignments, and compare."""

from baleharum.team.records import book
from baleharum.team.records import INDEX_KEY
from baleharum.team.records import TeamIndex
from baleharum.team.records import uid_of
from collections.abc import Iterable
from zope.annotation.interfaces import IAnnotations


def expected_index(assignables: Iterable) -> TeamIndex:
    """Return the index as the books of these cases and registers demand it."""
    index = TeamIndex()
    for context in assignables:
        for record in book(context).values():
            if record.ended_at is None:
                index.add(uid_of(context), record)
    return index


def entries(index: TeamIndex) -> set[tuple]:
    """Return an index as a set of rows (principal, (UID, number), entry)."""
    return {
        (principal, key, entry)
        for principal, rows in index.people.items()
        for key, entry in rows.items()
    }


def differences(site, assignables: Iterable) -> tuple[set, set]:
    """Return (rows that are missing in the site's index, rows that are there too many)."""
    kept = IAnnotations(site).get(INDEX_KEY) or TeamIndex()
    wanted, found = entries(expected_index(assignables)), entries(kept)
    return wanted - found, found - wanted


def rebuild(site, assignables: Iterable) -> None:
    """Replace the site's index by the recomputed one."""
    IAnnotations(site)[INDEX_KEY] = expected_index(assignables)
