"""The reports of a box about which something is to be known of their keeping."""

from baleharum.intake import policy
from baleharum.intake.erasing import ends_soon
from baleharum.intake.keeping import holds
from baleharum.intake.keeping import records
from baleharum.intake.settings import kept_days
from baleharum.intake.settings import open_days
from baleharum.team.api import utcnow
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from plone import api
from typing import Any


def kept(box: Any) -> list[dict[str, Any]]:
    """Return the reports that end soon, are held or restricted: number, ends (moment or None), held
    (Hold or None), restricted (moment or None); the first to end first. Whoever asks."""
    now, rows = utcnow(), []
    for number in sorted(records.watched(box) | old(box, now)):
        report = box[number]
        if report.erased_at is not None:
            continue
        held, until = holds.hold_of(report), ends_soon(report, now)
        if until is not None or held is not None or report.restricted_at is not None:
            rows.append(
                {
                    "report": report,
                    "number": report.getId(),
                    "ends": until,
                    "held": held,
                    "restricted": report.restricted_at,
                }
            )
    return sorted(rows, key=lambda row: (row["ends"] is None, row["ends"] or now, row["number"]))


def old(box: Any, now: datetime) -> set[str]:
    """Return the numbers of the reports that came in long enough ago to end soon, for what the catalog
    knows; those that became cases end with them."""
    days = min(kept_days(), open_days()) - policy.REMINDED_BEFORE
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="IntakeReport",
        path="/".join(box.getPhysicalPath()),
        review_state=[*policy.OPEN, "redirected", "dismissed"],
        report_received={"query": DateTime(now - timedelta(days=days)), "range": "max"},
    )
    return {brain.getId for brain in found}
