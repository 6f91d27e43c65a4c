"""The hearings that come next: on the overview of a case, and on the desks of its team.

Moments lie in the catalog: nothing is opened.
"""

from baleharum.cases.content import children_path
from baleharum.cases.layout import case_of
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.team.api import utcnow
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from plone import api
from plone.app.layout.viewlets import ViewletBase
from typing import Any


HEARING = "hearing"
#: Hearings that are shown at most, and how far the desk looks ahead.
MOST, AHEAD = 5, timedelta(days=14)


def coming(brains: Any, now: datetime, limit: datetime | None = None) -> list[dict[str, str]]:
    """Return the hearings of procedures between two moments, the next one first: title and number of
    the procedure, when, url."""
    found = [
        (moment, brain)
        for brain in brains
        for at, what in brain.dues or ()
        if what == HEARING
        and (moment := datetime.fromisoformat(at)) >= now
        and (limit is None or moment <= limit)
    ]
    language = spoken_language()
    return [
        {
            "title": brain.Title.replace("/", " "),
            "number": brain.getId.upper(),
            "when": moment_text(moment, language),
            "url": brain.getURL(),
        }
        for moment, brain in sorted(found, key=lambda pair: pair[0])
    ]


class OnTheCase(ViewletBase):
    """The next hearing, on the overview of a case."""

    rows: list[dict[str, str]] = []

    def update(self) -> None:
        """Look what comes."""
        super().update()
        if getattr(self.view, "tab", "") == "view":
            path = children_path(case_of(self.context))
            found = api.portal.get_tool("portal_catalog")(path=path, portal_type="CourtProceeding")
            self.rows = coming(found, utcnow())[:1]


class OnTheDesk(ViewletBase):
    """The hearings of two weeks, on somebody's desk."""

    rows: list[dict[str, str]] = []

    def update(self) -> None:
        """Look what comes in the cases that the person sees."""
        super().update()
        now = utcnow()
        limit = now + AHEAD
        due = {"query": DateTime(limit.isoformat()), "range": "max"}
        found = api.portal.get_tool("portal_catalog")(portal_type="CourtProceeding", due_at=due)
        self.rows = coming(found, now, limit)[:MOST]
