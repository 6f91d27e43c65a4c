"""Taking a list of partners in: every line is looked at first, and all or none is taken."""

from baleharum import _
from baleharum.partners.events import PUBLIC
from baleharum.partners.kinds import is_shelter
from baleharum.partners.table import Cells
from baleharum.partners.values import CLEAR
from baleharum.partners.values import values_of
from dataclasses import dataclass
from plone import api
from plone.dexterity.utils import createContentInContainer
from typing import Any
from zope.event import notify
from zope.i18nmessageid import Message
from zope.lifecycleevent import ObjectModifiedEvent


NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
#: Characters of a name that the report repeats of a line that is wrong.
SHOWN = 80
#: Fields whose column has another name.
COLUMN_OF = {"title": "name"}


@dataclass(frozen=True)
class Line:
    """What becomes of a line. number: in the file, its first row being 1; outcome: NEW, CHANGED,
    SAME or WRONG; errors: what is wrong with it, with the remedy; columns: those in which the
    partner changes."""

    number: int
    name: str
    outcome: str
    errors: tuple[Message, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What became of a file; taken: whether it was taken in."""

    lines: tuple[Line, ...]
    taken: bool = False

    def count(self, outcome: str) -> int:
        """Return how many lines had an outcome."""
        return sum(1 for line in self.lines if line.outcome == outcome)


def look(directory, rows: list[Cells], *, take: bool) -> Report:
    """Look at every row, and take all of them in if none is wrong and `take` says so.

    A row with an `id` of the directory changes that partner, one without changes the partner of
    the same name and kind, or is a new one. What the file does not say is left alone: a column that
    it does not have, and an empty cell, for lists are often made with a few columns filled. CLEAR in
    a cell takes away what was there; `sheltering` is answered yes or no.
    The column `state` only tells: what the public reads is decided partner by partner. A row
    without anything, not even a column, is passed over.
    """
    known = {partner.getId(): partner for partner in directory.objectValues()}
    by_name: dict[Any, list[Any]] = {}
    for each in known.values():
        by_name.setdefault((each.title.casefold(), each.kind), []).append(each)
    seen: set[Any] = set()
    lines, work = [], []
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        line, partner, values = _line(number, row, known, by_name, seen)
        lines.append(line)
        work.append((line, partner, values))
    fits = not any(line.outcome == WRONG for line in lines)
    if take and fits:
        for line, partner, values in work:
            _take(directory, line, partner, values)
    return Report(tuple(lines), taken=take and fits)


def _line(number, row, known, by_name, seen):
    values, errors = values_of(row)
    name, kind = values.get("title", ""), values.get("kind", "")
    given = row.get("id", "")
    alike = by_name.get((name.casefold(), kind), [])
    partner = known.get(given) if given else next(iter(alike), None)
    if not given and len(alike) > 1:
        errors.append(
            _(
                "error_partner_ambiguous",
                default="Several partners have this name and kind. Write the `id` of the one that"
                " is meant; an export has it.",
            )
        )
    if given and partner is None:
        errors.append(
            _(
                "error_partner_id",
                default="No partner '${id}' is in this directory: leave `id` empty for a new one.",
                mapping={"id": given},
            )
        )
    key = partner.getId() if partner is not None else (name.casefold(), kind)
    if key in seen:
        errors.append(_("error_partner_twice", default="The list has this partner twice."))
    seen.add(key)
    if partner is not None and not errors and _bares(partner, values):
        errors.append(
            _(
                "error_partner_bared",
                default="The public reads of this partner, and its address is kept from them"
                " because people are sheltered there. A list does not change that: do it on the"
                " partner's own page.",
            )
        )
    if errors:
        return Line(number, name[:SHOWN], WRONG, tuple(errors)), partner, values
    if partner is None:
        return Line(number, name, NEW), None, values
    changed = tuple(COLUMN_OF.get(field, field) for field in _differences(partner, values))
    return Line(number, name, CHANGED if changed else SAME, columns=changed), partner, values


def _bares(partner, values) -> bool:
    """Tell whether the address of a partner that the public reads of would be shown from now on."""
    if api.content.get_state(partner) != PUBLIC or not partner.is_shelter:
        return False
    return not (values.get("sheltering", partner.sheltering) or is_shelter(values["kind"]))


def _differences(partner, values) -> dict[str, Any]:
    return {
        name: value for name, value in values.items() if (value or None) != _kept(partner, name)
    }


def _kept(partner, name: str) -> Any:
    """Return what a partner has; a lone hyphen of theirs says as little as nothing, see CLEAR."""
    value = getattr(partner, name)
    return None if value == CLEAR else value or None


def _take(directory, line: Line, partner, values: dict[str, Any]) -> None:
    if line.outcome == NEW:
        createContentInContainer(directory, "Partner", **values)
    elif line.outcome == CHANGED:
        for name, value in _differences(partner, values).items():
            setattr(partner, name, value)
        partner.reindexObject()
        notify(ObjectModifiedEvent(partner))


def may_import(directory) -> bool:
    """Tell whether the person may take a list in."""
    return bool(api.user.has_permission("baleharum: Manage partners", obj=directory))
