"""Flags with which an exhibit is withheld: they go with its document, from one file of a case to another.

They are lifted by themselves, see `lifting`.
"""

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


def carried(case, document: str) -> tuple[str, ...]:
    """Return the flags with which a document is withheld in a file of its case, or was when it was
    taken out of one: it brings them along."""
    found = set()
    for context in files_of(case):
        found.update(flag for uid, flag in context.withheld if uid == document)
        found.update(f for e in context.entries if e.document == document for f in e.flags)
    return tuple(flag for flag in WITHHELD if flag in found)


def taken_out(context, entry: Entry) -> None:
    """Keep with which flags an exhibit was withheld that is taken out of a draft."""
    rows = {(entry.document, flag) for flag in WITHHELD if flag in entry.flags}
    context.withheld = tuple(sorted({*map(tuple, context.withheld), *rows}))
