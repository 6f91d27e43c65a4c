"""A report of an outreach visit: the page that enters reports takes over what the activity says.

The slice of programmes knows nothing of reports; it shows what is registered as `IActivityLinks`.
"""

from baleharum import _
from baleharum.intake import deciding
from baleharum.intake.content import IntakeReport
from baleharum.programmes.activity import IGroupActivity
from baleharum.programmes.interfaces import IActivityLinks
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.interface import Interface


#: The source of such a report, of the list `intake-sources`.
OUTREACH = "penjangkauan"
LINK = _("link_report_finding", default="Enter a report of it (${box})")


@implementer(IActivityLinks)
@adapter(IGroupActivity, Interface)
class OutreachLinks:
    """The intake boxes into which the person may enter reports."""

    def __init__(self, activity: Any, request: Any) -> None:
        self.activity = activity

    def links(self) -> list[tuple[Message, str]]:
        """Return a link for each box; none for what is no outreach."""
        if not self.activity.outreach:
            return []
        found = (brain.getObject() for brain in api.content.find(portal_type="IntakeBox"))
        boxes = [each for each in found if api.user.has_permission(deciding.ADD, obj=each)]
        query = f"@@enter-report?activity={IUUID(self.activity)}"
        return [
            (Message(LINK, mapping={"box": each.title}), f"{each.absolute_url()}/{query}")
            for each in boxes
        ]


def activity_with(uid: str) -> Any:
    """Return an outreach visit that the person may read, None for none."""
    found = api.content.find(UID=uid, portal_type="GroupActivity") if uid else ()
    activity = found[0].getObject() if found else None
    return activity if activity is not None and activity.outreach else None


def filled(activity: Any) -> dict[str, str]:
    """Return what a report takes over: fields of `schema.ISubmission`, as a form sends them."""
    return {
        "source": OUTREACH,
        "outreach": activity.outreach,
        "narrative": activity.findings or "",
        "happened_on": activity.held_on.isoformat(),
        "sub_district": activity.sub_district or "",
        "place_text": activity.place,
        "reference": activity.getId(),
    }


def note(activity: Any, report: IntakeReport) -> None:
    """Have an activity remember the report, once; None for none."""
    if activity is not None and IUUID(report) not in activity.reports:
        activity._note_report(IUUID(report))
