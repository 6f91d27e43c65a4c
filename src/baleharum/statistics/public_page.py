"""The statistics that everybody may read: tables of quarters, as the head has published them."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.public.interfaces import IPublicPage
from baleharum.statistics.publishing import all_published
from baleharum.statistics.publishing import Published
from baleharum.statistics.quarter import KEPT_BACK
from baleharum.statistics.shown import shown
from baleharum.statistics.shown import Words
from baleharum.statistics.views import Drawn
from baleharum.terms.days import day_text
from baleharum.terms.days import MONTHS
from datetime import datetime
from functools import cached_property
from Products.Five.browser import BrowserView
from typing import Any
from zope.interface import implementer


class Statistics(Drawn, BrowserView):
    """`@@statistics` of a front page: the newest quarter, or `?quarter=2026-Q3`."""

    def __call__(self) -> Any:
        full_width(self.request)
        self.words = Words(spoken_language())
        return self.index()

    @cached_property
    def published(self) -> list[Published]:
        """All that is published."""
        return all_published()

    @cached_property
    def chosen(self) -> list[Published]:
        """What is shown: one quarter, of each centre."""
        wanted = Asked(self.request.form).get("quarter", "")
        known = [each.quarter for each in self.published]
        quarter = wanted if wanted in known else next(iter(known), "")
        return [each for each in self.published if each.quarter == quarter]

    def quarters(self) -> list[dict[str, Any]]:
        """Return the quarters that there are: text, address, whether it is shown."""
        url = self.context.absolute_url()
        shown_now = {each.quarter for each in self.chosen}
        return [
            {
                "text": quarter_text(quarter, self.words.language),
                "url": f"{url}/@@statistics?quarter={quarter}",
                "current": quarter in shown_now,
            }
            for quarter in dict.fromkeys(each.quarter for each in self.published)
        ]

    def parts(self) -> list[dict[str, Any]]:
        """Return name, day and tables of each centre; rows of which nothing is shown are left out."""
        return [
            {
                "name": each.name,
                "quarter": quarter_text(each.quarter, self.words.language),
                "day": day_text(datetime.fromisoformat(each.at).date(), self.words.language),
                "tables": [self._table(t) for t in each.sheet(self.words.language).tables],
            }
            for each in self.chosen
        ]

    def _table(self, table: Any) -> dict[str, Any]:
        found = shown(table, self.words)
        rows = [row for row in found["rows"] if any(c["text"] != KEPT_BACK for c in row["cells"])]
        return {**found, "left_out": len(found["rows"]) - len(rows), "rows": rows}


def quarter_text(quarter: str, language: str) -> str:
    """Return a quarter by its months.

    >>> quarter_text("2026-Q3", "id"), quarter_text("2026-Q3", "en")
    ('Juli–September 2026', 'July–September 2026')
    """
    year, _mark, number = quarter.partition("-Q")
    last = 3 * int(number)
    months = MONTHS[language]
    return f"{months[last - 3]}–{months[last - 1]} {year}"


@implementer(IPublicPage)
class StatisticsPage:
    """The page in the foot of the public frame, once something is published."""

    title = _("heading_statistics", default="Statistics")

    def shown(self) -> bool:
        """See IPublicPage."""
        return bool(all_published())
