"""Flags with which an exhibit is withheld: they go with its document, from one file of a case to another.

They are lifted by themselves, see `lifting`.
"""

from baleharum.cases.files.versions import versions
from baleharum.litigation.content import files_of
from baleharum.litigation.policy import Entry
from baleharum.litigation.policy import WITHHELD
from typing import NamedTuple


class Lifted(NamedTuple):
    """A flag that was taken from an exhibit. number: of the exhibit; document: UID; flag: token of
    `exhibit-flags`; at: ISO moment."""

    number: int
    document: str
    flag: str
    who: str
    at: str
    reason: str


def lifted(context) -> tuple[Lifted, ...]:
    """Return what was lifted in a file, the oldest first."""
    return tuple(Lifted(*row) for row in context.lifted)


def same(document) -> frozenset[str]:
    """Return the UIDs of a document in all its versions."""
    return frozenset(brain.UID for brain in versions(document))


def carried(case, document) -> tuple[str, ...]:
    """Return the flags with which a document, in whatever version, is withheld in a file of its case,
    or was when it was taken out of one: it brings them along."""
    found, known = set(), same(document)
    for context in files_of(case):
        found.update(flag for uid, flag in context.withheld if uid in known)
        found.update(f for e in context.entries if e.document in known for f in e.flags)
    return tuple(flag for flag in WITHHELD if flag in found)


def taken_out(context, entry: Entry) -> None:
    """Keep with which flags an exhibit was withheld that is taken out of a draft."""
    rows = {(entry.document, flag) for flag in WITHHELD if flag in entry.flags}
    context.withheld = tuple(sorted({*map(tuple, context.withheld), *rows}))
