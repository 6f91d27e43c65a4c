"""The boxes of an exhibit: where something is made unreadable, in which editions, and who drew it."""

from baleharum import _
from baleharum.bundles.spec import OWN
from baleharum.bundles.spec import SEALED
from baleharum.litigation import exhibits
from baleharum.litigation.policy import Entry
from baleharum.litigation.policy import place_of
from baleharum.renditions import boxes
from baleharum.renditions.boxes import Box
from baleharum.renditions.boxes import EXACT
from baleharum.terms.lists import terms
from collections.abc import Iterable

import hashlib


#: The most boxes of one exhibit.
MOST = 5000
#: The flag with which boxes hold in the sealed edition as well.
ALSO_SEALED = "redacted-sealed"


def holds(edition: str, flags: Iterable[str]) -> bool:
    """Tell whether the boxes of an exhibit hold in an edition: with names replaced always, in the
    sealed one where the exhibit says so, in that of our own counsel never."""
    if edition == OWN:
        return False
    return edition != SEALED or ALSO_SEALED in flags


def boxes_of(context, number: int) -> tuple[Box, ...]:
    """Return the boxes of an exhibit, in order."""
    return boxes.from_json(dict(context.redactions).get(number, "[]"))


def held(context, entry: Entry) -> tuple[Box, ...]:
    """Return the boxes of an exhibit that hold in the edition of its file."""
    holding = holds(context.edition or SEALED, entry.flags)
    return boxes_of(context, entry.number) if holding else ()


def name_of(box: Box) -> str:
    """Return how a box is called in forms and services: it has no number, for it has no order."""
    return hashlib.sha256(boxes.as_json([box]).encode()).hexdigest()[:16]


def drawn(page: int, edges: Iterable[float], reason: str) -> Box:
    """Return a box of parts of a page: left, top, width, height. Raises ExhibitRefused."""
    if reason not in {term.token for term in terms("redaction-reasons")}:
        raise exhibits.ExhibitRefused(
            _("error_box_reason", default="Choose from the list why this is made unreadable.")
        )
    try:
        left, top, width, height = (round(edge, EXACT) for edge in edges)
        return Box(page, left, top, width, height, reason)
    except ValueError as error:
        raise exhibits.ExhibitRefused(
            _(
                "error_box_place",
                default="A box lies on the page: left, top, width and height are percents from 0 to"
                " 100, and it has a width and a height.",
            )
        ) from error


def add(context, number: int, found: Iterable[Box], pages: int) -> int:
    """Draw boxes on an exhibit; returns how many were new. pages: of its PDF.

    Raises ExhibitRefused for a page that is none, or too many.
    """
    known = set(boxes_of(context, number))
    new = set(found) - known
    if any(box.page > pages for box in new):
        raise exhibits.ExhibitRefused(
            _(
                "error_box_page",
                default="This exhibit has the pages 1 to ${pages}. Choose one of these.",
                mapping={"pages": pages},
            )
        )
    if len(known) + len(new) > MOST:
        raise exhibits.ExhibitRefused(
            _(
                "error_box_many",
                default="An exhibit has ${most} boxes at most. Draw larger ones, or leave its pages"
                " out.",
                mapping={"most": MOST},
            )
        )
    if new:
        write(context, number, known | new)
    return len(new)


def remove(context, number: int, names: Iterable[str]) -> int:
    """Take boxes away by their names; returns how many. Raises ExhibitRefused for one that is gone."""
    known, gone = boxes_of(context, number), set(names)
    kept = [box for box in known if name_of(box) not in gone]
    if not gone or len(known) - len(kept) < len(gone):
        raise exhibits.ExhibitRefused(
            _("error_box_gone", default="This box is not there any more. Look at the page again.")
        )
    write(context, number, kept)
    return len(known) - len(kept)


def write(context, number: int, found: Iterable[Box]) -> None:
    """Write the boxes of an exhibit of a draft. Raises ExhibitRefused."""
    exhibits.check_open(context)
    there = {entry.number for entry in context.entries}
    rows = {n: text for n, text in context.redactions if n in there}
    rows[number] = boxes.as_json(found)
    context.redactions = tuple((n, rows[n]) for n in sorted(rows))
    # Whoever draws on an exhibit writes in the file: they do not approve it.
    exhibits.write(context, context.entries)


def entry_of(context, number: int) -> Entry:
    """Return an exhibit. Raises KeyError."""
    return context.entries[place_of(context.entries, number)]
