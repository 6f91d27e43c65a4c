"""`@@deadlines` of the site, of a register and of a case: what is due, the most urgent first."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.content import ICase
from baleharum.cases.content import ICaseRegister
from baleharum.cases.layout import full_width
from baleharum.deadlines.finding import CENTRE
from baleharum.deadlines.finding import MINE
from baleharum.deadlines.finding import of_case
from baleharum.deadlines.finding import of_centre
from baleharum.deadlines.finding import of_person
from baleharum.deadlines.places import Holder
from baleharum.deadlines.rows import Row
from baleharum.deadlines.words import Section
from baleharum.deadlines.words import sections
from baleharum.deadlines.words import what_text
from baleharum.team.api import utcnow
from baleharum.trail.api import showing
from collections import Counter
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


#: Lines of a page; the most urgent are always among them.
MOST = 200

SCOPES = {
    MINE: _("deadlines_mine", default="My cases"),
    CENTRE: _("deadlines_centre", default="The whole centre"),
}


class Board:
    """What is due at a place, as an address asks for it; for the pages and for REST.

    context: a case, a register or the site; form: `scope` (mine or centre) and `kind`.
    """

    def __init__(self, context: Any, form: Any) -> None:
        self.context = context
        self.asked = Asked(form)
        self.now = utcnow()
        self.language = api.portal.get_current_language()

    @cached_property
    def register(self) -> Any:
        """The register to keep to, None for all."""
        return self.context if ICaseRegister.providedBy(self.context) else None

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """What the person may ask for; a case has no choice."""
        if ICase.providedBy(self.context):
            return ()
        overseen = Holder(self.now).overseen
        if self.register is not None:
            overseen = [each for each in overseen if each.getId() == self.register.getId()]
        return (MINE, CENTRE) if overseen else (MINE,)

    @cached_property
    def scope(self) -> str:
        """What is asked for: at first the cases of who has some, else the centre."""
        wanted = self.asked.get("scope", "")
        if wanted in self.scopes:
            return wanted
        return CENTRE if CENTRE in self.scopes and not Holder(self.now).cases else MINE

    @cached_property
    def all(self) -> list[Row]:
        """Every row of the scope, the first one first."""
        if ICase.providedBy(self.context):
            return of_case(self.context, self.now)
        find = of_centre if self.scope == CENTRE else of_person
        return find(self.now, self.register)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Token -> how many rows of the scope have it, the most frequent first."""
        return dict(Counter(row.what for row in self.all).most_common())

    @cached_property
    def kind(self) -> str:
        """The kind that is asked for, '' for all."""
        wanted = self.asked.get("kind", "")
        return wanted if wanted in self.kinds else ""

    @cached_property
    def rows(self) -> list[Row]:
        """The rows that are asked for."""
        return [row for row in self.all if self.kind in ("", row.what)]

    def sections(self, most: int = MOST) -> list[Section]:
        """Return the groups that have rows, in words."""
        return sections(self.rows, self.now, self.language, most)


def tell(context: Any, shown: list[Section]) -> None:
    """Say in the record which cases are shown; in a case its own page tells."""
    if not ICase.providedBy(context):
        showing({line.row.uid for section in shown for line in section.lines})


class Deadlines(BrowserView):
    """The page of the site and of a register."""

    browser_title = _("heading_deadlines", default="Deadlines")
    _lists = ViewPageTemplateFile("lists.pt")
    of_case = False

    def __call__(self) -> str:
        full_width(self.request)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return str(self.index())

    @property
    def parts(self) -> Any:
        """The macro of the lines."""
        return self._lists.macros

    @cached_property
    def board(self) -> Board:
        """What is due."""
        return Board(self.context, self.request.form)

    @cached_property
    def sections(self) -> list[Section]:
        """The groups."""
        found = self.board.sections()
        tell(self.context, found)
        return found

    def left_out(self) -> int:
        """Return how many rows are not shown."""
        return len(self.board.rows) - sum(len(each.lines) for each in self.sections)

    def scopes(self) -> list[dict[str, Any]]:
        """Return the links to what the person may ask for."""
        return [
            {
                "label": SCOPES[name],
                "url": self._address(scope=name),
                "current": name == self.board.scope,
            }
            for name in self.board.scopes
        ]

    def kinds(self) -> list[dict[str, Any]]:
        """Return the links to the kinds that there are."""
        board = self.board
        return [
            {
                "label": what_text(kind, board.language),
                "count": count,
                "url": self._address(scope=board.scope, kind=kind),
                "current": kind == board.kind,
            }
            for kind, count in board.kinds.items()
        ]

    def everything(self) -> dict[str, Any]:
        """Return the link to all kinds."""
        board = self.board
        return {
            "count": len(board.all),
            "url": self._address(scope=board.scope),
            "current": not board.kind,
        }

    def settings_url(self) -> str:
        """Return where the calendar and the daily mail are set."""
        return f"{api.portal.get().absolute_url()}/@@deadline-settings"

    def _address(self, **asked: str) -> str:
        return f"{self.context.absolute_url()}/@@deadlines?{urlencode(asked)}"


class CaseDeadlines(Deadlines):
    """The tab of a case."""

    tab = "deadlines"
    of_case = True
