"""A case is archived when its active years are over, destroyed only by a signed
list, and neither on hold; it closes when every request about its data is answered."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.moments import today
from baleharum.cases.requirements import Missing
from baleharum.retention import policy
from baleharum.retention.dates import closed_on
from baleharum.retention.lists import REQUEST
from baleharum.retention.lists import signed_list
from baleharum.retention.records import class_of
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from baleharum.retention.requests import is_unanswered
from baleharum.retention.requests import requests_of
from baleharum.retention.spoken import spoken_day
from zope.component import adapter
from zope.interface import implementer


ON_HOLD = Missing(_("missing_no_hold", default="The case is on legal hold: it stays."), "retention")

UNANSWERED = _(
    "missing_request_answer",
    default="A person's request about their data is not answered yet.",
)


@implementer(IRequirement)
@adapter(ICase)
class ArchivingRules:
    """What the transition `archive` needs, on every path."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if transition != "archive":
            return []
        rows = [ON_HOLD] if retention_of(self.context).hold is not None else []
        closed = closed_on(self.context)
        until = policy.active_until(closed, schedule_of(class_of(self.context))) if closed else None
        if until is not None and today() < until:
            message = _(
                "missing_active_years",
                default="The active years of the case last until ${day}. Archive it from then on,"
                " or choose another retention class.",
                mapping={"day": spoken_day(until)},
            )
            rows.append(Missing(message, "retention"))
        return rows


@implementer(IRequirement)
@adapter(ICase)
class ClosingRules:
    """A case does not close while somebody waits for an answer about their data (domain.md 2a)."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if transition != "close":
            return []
        found = requests_of(aq_parent(self.context), self.context)
        return [Missing(UNANSWERED, "retention")] if any(map(is_unanswered, found)) else []


@implementer(IRequirement)
@adapter(ICase)
class DestructionRules:
    """What the transition `destroy` needs, on every path."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if transition != "destroy":
            return []
        rows = []
        found = signed_list(self.context)
        if retention_of(self.context).hold is not None:
            rows.append(ON_HOLD)
        if found is None:
            rows.append(
                Missing(
                    _(
                        "missing_signed_list",
                        default="No disposal list with three approvals names this case.",
                    )
                )
            )
        elif found.cause != REQUEST and self._kept_by_class():
            rows.append(
                Missing(
                    _("missing_fate", default="The retention class says that the case is kept."),
                    "retention",
                )
            )
        return rows

    def _kept_by_class(self):
        return schedule_of(class_of(self.context)).fate != policy.DESTROY
