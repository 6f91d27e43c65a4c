"""What a step of a report needs."""

from baleharum import _
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.intake.content import IIntakeReport
from baleharum.intake.messages import ERASED
from baleharum.terms.lists import term
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(IIntakeReport)
class ReportRules:
    """A reason where the list of the steps says so; and what the step itself brings about."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if self.context.erased_at is not None:
            return [Missing(ERASED, "#erased")]
        rows = []
        if term("intake-transitions", transition).extra["comment"] == "required":
            rows += comment_missing(details)
        if transition == "convert" and not self.context.case:
            rows.append(Missing(NO_CASE, "#convert"))
        if transition == "redirect" and not details.get("partner"):
            rows.append(Missing(NO_PARTNER, "#partner"))
        return rows


NO_CASE = _(
    "missing_report_case",
    default="There is no case yet. Convert the report on its page, which opens one.",
)
NO_PARTNER = _(
    "missing_report_partner", default="Choose the partner to whom the report is redirected."
)
