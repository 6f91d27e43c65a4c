"""Reports that wait, on the desk of who takes them up; emergencies stand out."""

from baleharum.intake import listing
from baleharum.intake import policy
from baleharum.intake import words
from baleharum.intake.unheard import unheard
from baleharum.team.api import utcnow
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


class WaitingReports(ViewletBase):
    """One line a box of which somebody sees the reports, none where nobody waits."""

    def update(self) -> None:
        """Count them."""
        super().update()
        boxes = api.portal.get_tool("portal_catalog")(portal_type="IntakeBox", sort_on="path")
        self.lines = [line for brain in boxes if (line := self._line(brain))]

    def _line(self, brain: Any) -> dict[str, Any] | None:
        box = brain._unrestrictedGetObject()
        waiting, written = listing.reports(box), unheard(box)
        if not (waiting or written):
            return None
        urgent = [row for row in waiting if row.risk == policy.EMERGENCY]
        return {
            "url": brain.getURL(),
            "title": brain.Title,
            "number": len(waiting),
            "new": sum(1 for row in waiting if row.state == "received"),
            "unheard": len(written),
            "emergencies": len(urgent),
            "waited": words.waited(urgent[0].received, utcnow()) if urgent else "",
        }
