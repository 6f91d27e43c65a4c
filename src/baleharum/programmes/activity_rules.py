"""What the steps of an activity need."""

from baleharum import _
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.moments import today
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.programmes.activity import IGroupActivity
from baleharum.terms.lists import term
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(IGroupActivity)
class ActivityRules:
    """Somebody has come, or something was found, on a day that is over."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        if term("activity-transitions", transition).extra["comment"] == "required":
            return comment_missing(details)
        if transition != "conclude":
            return []
        rows = []
        if self.context.held_on > today():
            rows.append(Missing(TO_COME, "edit"))
        if self.context.outreach and not self.context.findings:
            rows.append(Missing(NOTHING_FOUND, "edit"))
        if not self.context.outreach and not self.context.attended:
            rows.append(Missing(NOBODY, "edit"))
        return rows


TO_COME = _("missing_activity_day", default="Its day is still to come.")
NOBODY = _("missing_activity_attendance", default="It is not noted who came, nor how many.")
NOTHING_FOUND = _(
    "missing_activity_findings", default="It is not noted what was found; nothing is an answer."
)
