"""The names of a case and what stands in their place: one map a case, for every edition of it.

It lies in an annotation of the case, sealed with the key of the case itself: whoever destroys the key
destroys the map, in every backup. What names a person (name, alias, numbers, address) is read from
their record at the moment at which it is asked for, so that a name that is corrected is looked for
from then on, beside what it was before, see `spellings`; the map keeps the pseudonym, and further ways
in which somebody is called.
"""

from baleharum import _
from baleharum.bundles.names import needles
from baleharum.bundles.spans import replaced
from baleharum.bundles.spec import PSEUDONYMOUS
from baleharum.cases.content import numbered
from baleharum.cases.layout import case_of
from baleharum.cases.sealing import key_of
from baleharum.guard.traces import uid
from baleharum.litigation import addresses
from baleharum.litigation import spellings
from baleharum.team.refusals import TeamRefused
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import sealed_with
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.litigation.pseudonyms"
PLACE = "pseudonyms"
#: Field of a person -> reason of the boxes that hide it.
NAMED = {
    "name": "name",
    "alias": "name",
    "nik": "number",
    "family_card": "number",
    "phone": "number",
    "address": "address",
}
#: The longest pseudonym and the longest name; the most names of a row, and the most rows.
LENGTH, NAME_LENGTH, NAMES, ROWS = 40, 200, 40, 200
#: What stands for numbers and addresses, and for who has no pseudonym.
BLOCKED = "[...]"


class Row(NamedTuple):
    """Somebody, or something, of a case. pseudonym: '' where none is chosen yet; person: UID, '' for
    who has no record; names: further ways of writing or calling them."""

    pseudonym: str
    person: str = ""
    names: tuple[str, ...] = ()


class Named(NamedTuple):
    """What must not be said. name: a name, number or address; reason: token of `redaction-reasons`;
    pseudonym: what stands in its place."""

    name: str
    reason: str
    pseudonym: str


class PseudonymsRefused(TeamRefused):
    """A map that is none; its message says the remedy."""


def rows_of(case) -> tuple[Row, ...]:
    """Return the map of a case, in order."""
    sealed = IAnnotations(case).get(KEY)
    return tuple(Row(*row) for row in opened_with(case, sealed, PLACE)) if sealed else ()


def write(case, rows: Iterable[Row], unsought: Iterable[str] | None = None) -> None:
    """Write the map of a case. unsought: earlier spellings that name nobody, and are not looked for;
    None leaves them as they are. Raises PseudonymsRefused; `whole` then takes all of it back."""
    out = None if unsought is None else spellings.leave_out(case, unsought)
    found = checked(case, rows)
    IAnnotations(case)[KEY] = sealed_with(case, tuple(map(tuple, found)), PLACE)
    seal_to(case, key_of(case))
    told = "" if out is None else f",unsought={out}"
    change(EDIT, uid(case), uid(case), f"pseudonyms={len(found)}{told}")


def checked(case, rows: Iterable[Row]) -> list[Row]:
    """Return what is kept of rows: those that say something. Raises PseudonymsRefused."""
    people = {uid(person) for person in numbered(case, "p")}
    found = [row for row in rows if row.pseudonym or row.names]
    _check_sizes(found)
    if any(row.person and row.person not in people for row in found):
        raise PseudonymsRefused(
            _("error_pseudonym_person", default="Choose people of this case. Open the page anew.")
        )
    chosen = [row.pseudonym.casefold() for row in found if row.pseudonym]
    persons = [row.person for row in found if row.person]
    if any(not row.pseudonym for row in found if not row.person):
        raise PseudonymsRefused(
            _("error_pseudonym_none", default="Write a pseudonym for each name that you add.")
        )
    if len(set(chosen)) < len(chosen) or len(set(persons)) < len(persons):
        raise PseudonymsRefused(
            _(
                "error_pseudonym_twice",
                default="Two people have the same pseudonym. Give each their own: Anak A, Anak B.",
            )
        )
    _check_silent(case, found)
    return found


def _check_sizes(rows: Sequence[Row]) -> None:
    names = [name for row in rows for name in row.names]
    long_ = any(len(row.pseudonym) > LENGTH or len(row.names) > NAMES for row in rows)
    if long_ or len(rows) > ROWS or any(len(name) > NAME_LENGTH for name in names):
        raise PseudonymsRefused(
            _(
                "error_pseudonym_long",
                default="A pseudonym has ${length} characters at most, a name ${name}; a row has"
                " ${names} names, and there are ${rows} rows.",
                mapping={"length": LENGTH, "name": NAME_LENGTH, "names": NAMES, "rows": ROWS},
            )
        )
    short = next((name for name in names if not needles([name])), "")
    if short:
        raise PseudonymsRefused(
            _(
                "error_pseudonym_short",
                default="'${name}' is too short to be looked for: it stands in every text. Write it"
                " with another word, or draw a box where it stands.",
                mapping={"name": short},
            )
        )


def _check_silent(case, rows: Sequence[Row]) -> None:
    """Refuse a pseudonym that says a name itself: it would stand in each edition."""
    told = [Named(name, "name", "") for row in rows for name in row.names]
    wanted = needles(each.name for each in (*_of_people(case, {}), *told, *_before(case, {})))
    for row in rows:
        if replaced(row.pseudonym, wanted, lambda _needle: "") != row.pseudonym:
            raise PseudonymsRefused(
                _(
                    "error_pseudonym_tells",
                    default="The pseudonym '${name}' says a name of this case. Choose another; if it is"
                    " but an earlier spelling that names nobody, tick that.",
                    mapping={"name": row.pseudonym},
                )
            )


def named(case) -> list[Named]:
    """Return all that must not be said of a case, whoever asks."""
    rows = rows_of(case)
    chosen = {row.person: row.pseudonym for row in rows if row.person}
    told = (Named(name, _reason(name), row.pseudonym) for row in rows for name in row.names)
    # What names somebody now comes first: it may be what was once written of another by mistake.
    found = (*_of_people(case, chosen), *told, *_before(case, chosen))
    return list({each.name: each for each in reversed(found)}.values())[::-1]


def _of_people(case, chosen: dict[str, str]) -> Iterator[Named]:
    for person in numbered(case, "p"):
        for field in NAMED:
            yield from _said(field, getattr(person, field) or "", chosen.get(uid(person), ""))


def _before(case, chosen: dict[str, str]) -> Iterator[Named]:
    for each in spellings.sought(case):
        yield from _said(each.field, each.name, chosen.get(each.person, ""))


def _said(field: str, text: str, pseudonym: str) -> Iterator[Named]:
    """Yield what to look for, for what stands in a field."""
    value, reason = " ".join(text.split()), NAMED[field]
    ways = addresses.ways(value) if reason == "address" else (value,)
    yield from (Named(way, reason, pseudonym) for way in ways if way)


def _reason(name: str) -> str:
    """Return why a name of the map is hidden: what is mostly digits is a number."""
    digits = sum(sign.isdecimal() for sign in name)
    return "number" if digits > len(name) / 2 else "name"


def replacing(case) -> Callable[[str], str]:
    """Return what replaces the names of a case in a text: names by `[pseudonym]`, numbers, addresses
    and who has no pseudonym by `[...]`."""
    found = {each.name: each for each in named(case)}
    wanted = needles(found)

    def by(needle) -> str:
        each = found[needle.name]
        named_ = each.reason == "name" and each.pseudonym
        return f"[{each.pseudonym}]" if named_ else BLOCKED

    return lambda text: replaced(text, wanted, by)


def in_edition(context) -> Callable[[str], str]:
    """Return what a text that somebody typed says in the edition of a litigation file: with names
    replaced where it is that one."""
    return replacing(case_of(context)) if context.edition == PSEUDONYMOUS else str
