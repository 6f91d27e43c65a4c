"""Folders and events as visitors read them: with days in words, which Plone has no Indonesian for."""

from baleharum.cases.layout import full_width
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.public.listing import moment
from baleharum.terms.days import clock_text
from baleharum.terms.days import day_text
from plone import api
from Products.Five.browser import BrowserView


#: Entries of a folder at most; the newest news are what is read.
MOST = 100


class Entries(BrowserView):
    """`@@entries` of a folder: what is published in it; news by day, all else as it is put."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    def entries(self) -> list[dict]:
        """Return title, summary, url, and the day of news and events ('' for others)."""
        found = api.portal.get_tool("portal_catalog")(
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
            sort_on="getObjPositionInParent",
        )
        rows = [self._row(brain) for brain in found[:MOST]]
        return sorted(rows, key=lambda row: row["order"])

    def _row(self, brain) -> dict:
        when = {"News Item": brain.effective, "Event": brain.start}.get(brain.portal_type)
        at = moment(when) if when else None
        order = at.timestamp() if at else 0.0
        return {
            "title": brain.Title,
            "summary": brain.Description,
            "url": brain.getURL(),
            "day": day_text(at.date(), spoken_language()) if at else "",
            "order": -order if brain.portal_type == "News Item" else order,
        }


class EventPage(BrowserView):
    """`event_view`: when, where, and the text."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    def when(self) -> str:
        """Return the day and the hours in words."""
        language = spoken_language()
        begins, ends = moment(self.context.start), moment(self.context.end)
        if getattr(self.context, "whole_day", False):
            return day_text(begins.date(), language, weekday=True)
        if begins.date() == ends.date():
            day = day_text(begins.date(), language, weekday=True)
            return f"{day}, {begins:%H.%M}–{clock_text(ends, language)}"
        return f"{moment_text(begins, language)} – {moment_text(ends, language)}"

    def text(self) -> str:
        """Return the text of the event."""
        text = getattr(self.context, "text", None)
        return text.output_relative_to(self.context) if text else ""
