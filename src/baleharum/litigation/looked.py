"""Who has looked at what no program finds names in: pages that were read badly, pictures, changes in
office files. Whoever approves a file ticks for each exhibit that they did; it holds for the very PDF.
"""

from baleharum import _
from baleharum.cases.collisions import claim
from baleharum.cases.layout import case_of
from baleharum.guard.traces import uid
from baleharum.litigation.choices import document_of
from baleharum.litigation.gates import Finding
from baleharum.litigation.keeping import is_open
from baleharum.litigation.redacted import sha256_of
from baleharum.litigation.redactions import entry_of
from baleharum.litigation.refusals import ExhibitRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from collections.abc import Iterable
from typing import NamedTuple


class Looked(NamedTuple):
    """That somebody has looked. number: of the exhibit; sha256: of the PDF that is bound; what: they
    looked at, see `wanted`; at: ISO moment."""

    number: int
    sha256: str
    what: str
    who: str
    at: str


def wanted(findings: Iterable[Finding]) -> dict[int, str]:
    """Return number of an exhibit -> what a person has to look at, for those of which there is any."""
    found: dict[int, list[str]] = {}
    for each in findings:
        if each.look:
            found.setdefault(each.number, []).append(each.look)
    return {number: " ".join(sorted(what)) for number, what in found.items()}


def rows(context) -> tuple[Looked, ...]:
    """Return who has looked at what, the oldest first."""
    return tuple(Looked(*row) for row in context.looked)


def holding(context, number: int, what: str) -> list[Looked]:
    """Return the rows that hold for an exhibit as it would be bound now."""
    found = [row for row in rows(context) if (row.number, row.what) == (number, what)]
    known = _sha256(context, number) if found else ""
    return [row for row in found if row.sha256 == known]


def unseen(context, findings: Iterable[Finding], who: str) -> list[int]:
    """Return the numbers of the exhibits at which somebody still has to look."""
    return [
        number
        for number, what in wanted(findings).items()
        if who not in {row.who for row in holding(context, number, what)}
    ]


def look(context, number: int, findings: Iterable[Finding]) -> None:
    """Note that who acts now has looked at an exhibit. Raises ExhibitRefused."""
    what = wanted(findings).get(number)
    if not is_open(context, "looking") or what is None:
        raise ExhibitRefused(
            _(
                "error_looked",
                default="There is nothing of this exhibit at which somebody has to look now. It is"
                " noted while the file is checked.",
            )
        )
    known, who = _sha256(context, number), current_user_id()
    row = Looked(number, known, what, who, utcnow().isoformat(timespec="seconds"))
    others = [each for each in rows(context) if (each.number, each.who) != (number, who)]
    context.looked = tuple(map(tuple, (*others, row)))
    claim(context)
    told = f"looked,exhibit={number},sha256={known[:32]}"
    change(EDIT, uid(case_of(context)), uid(context), told)


def _sha256(context, number: int) -> str:
    entry = entry_of(context, number)
    return sha256_of(context, entry, document_of(context, entry))
