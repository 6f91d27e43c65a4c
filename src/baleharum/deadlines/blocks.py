"""What is due on other pages: on the overview of a case, on the desk, in the head of a register."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.deadlines.rows import LATER
from baleharum.deadlines.views import Board
from baleharum.deadlines.views import tell
from baleharum.deadlines.words import Section
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


#: Lines of a block before it says where the rest is.
LINES = 6


@implementer(ICaseTab)
class DeadlinesTab:
    """See ICaseTab."""

    label = _("heading_deadlines", default="Deadlines")
    permission = "View"
    place = 80


class Block(ViewletBase):
    """The most urgent lines of a board, and how many there are of each group."""

    _lists = ViewPageTemplateFile("lists.pt")
    near_alone = False
    of_case = False
    sections: list[Section] = []

    def update(self) -> None:
        """Ask what is due."""
        super().update()
        board = Board(self.place(), {})
        found = board.sections(LINES)
        self.counts = [section for section in found if section.name != LATER]
        kept = self.counts if self.near_alone else found
        self.sections = [section for section in kept if section.lines]
        tell(self.place(), self.sections)
        self.total = sum(section.total for section in found)
        self.url = f"{self.place().absolute_url()}/@@deadlines"

    def place(self) -> Any:
        """Return of what the block tells."""
        return self.context

    @property
    def parts(self) -> Any:
        """The macro of the lines."""
        return self._lists.macros

    def render(self) -> str:
        """Return the block, nothing where nothing is due."""
        return str(self.index()) if self.sections else ""


class OnTheCase(Block):
    """On the overview of a case."""

    of_case = True


class OnTheDesk(Block):
    """On somebody's desk: what is overdue, and what comes within a week."""

    near_alone = True

    def place(self) -> Any:
        """Return the site."""
        return api.portal.get()
