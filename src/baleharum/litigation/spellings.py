"""Earlier spellings of what names people of a case: documents of before the correction hold them.

They are looked for like those of now. One that names nobody ('Ibu', written before the name was
known) can be left out: who did, and when, is kept sealed beside the map, and the check of an edition
with names replaced tells the second person of it.
"""

from baleharum.bundles.names import needles
from baleharum.cases.content import numbered
from baleharum.cases.people.earlier import earlier
from baleharum.guard.traces import uid
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from collections.abc import Iterable
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.litigation.unsought"
PLACE = "unsought"


class Spelling(NamedTuple):
    """What named a person before. person: UID; field: of the person; name: what stood in it."""

    person: str
    field: str
    name: str


class Unsought(NamedTuple):
    """An earlier spelling that is not looked for. at: ISO moment."""

    name: str
    who: str
    at: str


def spellings(case) -> list[Spelling]:
    """Return all earlier spellings of people of a case that say something else than those of now."""
    return [
        Spelling(uid(person), field, name)
        for person in numbered(case, "p")
        for field, name in earlier(person)
        if _ways(name) - _ways(getattr(person, field) or "")
    ]


def _ways(name: str) -> set[tuple]:
    return {(needle.words, needle.digits) for needle in needles([name])}


def sought(case) -> list[Spelling]:
    """Return those that are looked for."""
    out = {row.name for row in unsought(case)}
    return [each for each in spellings(case) if each.name not in out]


def unsought(case) -> tuple[Unsought, ...]:
    """Return what is left out of what is looked for."""
    sealed = IAnnotations(case).get(KEY)
    return tuple(Unsought(*row) for row in opened_with(case, sealed, PLACE)) if sealed else ()


def leave_out(case, names: Iterable[str]) -> int:
    """Look for these earlier spellings no more, and for the others again; returns how many that are.

    What is no earlier spelling is passed over: what names people now is always looked for.
    """
    known = {row.name: row for row in unsought(case)}
    there = {each.name for each in spellings(case)} & set(names)
    who, at = current_user_id(), utcnow().isoformat(timespec="seconds")
    rows = [known.get(name) or Unsought(name, who, at) for name in sorted(there)]
    if rows or known:
        IAnnotations(case)[KEY] = sealed_with(case, tuple(map(tuple, rows)), PLACE)
    return len(rows)
