"""What is done with the boxes of an exhibit, on its page and over REST alike; and the search for names.

Whoever does it reads the document: an exhibit that is not open to them is not there.
"""

from baleharum import _
from baleharum.bundles import places
from baleharum.cases.layout import case_of
from baleharum.documents.confinement import Unreadable
from baleharum.guard.traces import uid
from baleharum.litigation import pseudonyms
from baleharum.litigation import redacted
from baleharum.litigation import redactions
from baleharum.litigation import renditions
from baleharum.litigation.choices import document_of
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import found_in
from baleharum.renditions.boxes import Box
from baleharum.trail.actions import OPEN
from baleharum.trail.api import read
from collections.abc import Iterable
from plone import api
from zExceptions import NotFound


class Exhibit:
    """An exhibit of a file that the person may read. Raises NotFound for any other."""

    def __init__(self, context, number: int) -> None:
        try:
            entry = redactions.entry_of(context, number)
        except KeyError as error:
            raise NotFound(f"exhibit {number}") from error
        document = document_of(context, entry)
        if document is None or not api.user.has_permission("View", obj=document):
            raise NotFound(f"exhibit {number}")
        self.context, self.entry, self.document = context, entry, document

    @property
    def pages(self) -> int:
        """How many pages its PDF has, 0 while there is none."""
        found = renditions.rendered(self.document)
        return 0 if found is None or found.reason else found.pages

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Its boxes, in order."""
        return redactions.boxes_of(self.context, self.entry.number)

    @property
    def covered(self) -> tuple[int, ...]:
        """The pages whose text is covered, and which no box touches."""
        found = renditions.rendered(self.document)
        touched = {box.page for box in self.boxes}
        return tuple(page for page in found.covered if page not in touched) if found else ()

    @property
    def told(self) -> tuple[int, ...]:
        """The pages on which something stood that must not, when the file was last bound."""
        rows = found_in(self.context)
        return tuple(sorted({row.sheet for row in rows if row.number == self.entry.number}))

    @property
    def holds(self) -> bool:
        """Whether its boxes hold in the edition of the file."""
        return redactions.holds(self.context.edition or "sealed", self.entry.flags)

    @property
    def state(self) -> str:
        """How far the PDF without what lies in the boxes is: none, waiting, made or failed."""
        if not self.boxes:
            return "none"
        found = redacted.made(self.context, self.entry.number, self.document, self.boxes)
        if found is None:
            return "waiting"
        return "failed" if found.reason or found.legible or found.loose else "made"

    def opened(self, *, bound: bool = False):
        """Return its PDF as an open file; bound: the one without what lies in its boxes. Raises
        NotFound where there is none. A reading of the document, and noted as one."""
        number = self.entry.number
        if not self.pages or (bound and self.state != "made"):
            raise NotFound(f"exhibit {number}")
        read(OPEN, uid(case_of(self.context)), uid(self.document), f"exhibit={number}")
        if bound:
            return getattr(self.context, redacted.place(number)).open()
        return renditions.opened(self.document)

    def draw(self, found: Iterable[Box]) -> int:
        """Draw boxes; returns how many were new. Raises ExhibitRefused."""
        count = redactions.add(self.context, self.entry.number, found, self.pages)
        redacted.ask(self.context, self.entry.number)
        return count

    def erase(self, names: Iterable[str]) -> int:
        """Take boxes away by their names; returns how many. Raises ExhibitRefused."""
        count = redactions.remove(self.context, self.entry.number, names)
        redacted.ask(self.context, self.entry.number)
        return count

    def named(self) -> list[places.Place]:
        """Return where it names somebody of the case and no box lies yet. Raises ExhibitRefused."""
        wanted = pseudonyms.named(case_of(self.context))
        with self.opened() as stream:
            data = stream.read()
        try:
            found = places.asked(
                data,
                self.pages,
                [each.name for each in wanted],
                [each.reason for each in wanted],
            )
        except Unreadable as refused:
            raise ExhibitRefused(
                _(
                    "error_names_unread",
                    default="The pages can't be searched: ${why} Draw the boxes by hand.",
                    mapping={"why": refused.message},
                )
            ) from refused
        return [each for each in found if not any(_within(each.box, box) for box in self.boxes)]


def _within(inner: Box, outer: Box) -> bool:
    """Tell whether a box lies in another one."""
    if inner.page != outer.page:
        return False
    left, top, right, bottom = inner.of(1, 1)
    others = outer.of(1, 1)
    return left >= others[0] and top >= others[1] and right <= others[2] and bottom <= others[3]
