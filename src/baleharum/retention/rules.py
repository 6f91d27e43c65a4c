"""A case is destroyed only by a signed list, and never while it is on hold."""

from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.requirements import Missing
from baleharum.retention import policy
from baleharum.retention.lists import REQUEST
from baleharum.retention.lists import signed_list
from baleharum.retention.records import class_of
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from zope.component import adapter
from zope.interface import implementer


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
            rows.append(
                Missing(
                    _("missing_no_hold", default="The case is on legal hold: it stays."),
                    "retention",
                )
            )
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
