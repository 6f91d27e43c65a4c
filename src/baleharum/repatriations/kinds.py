"""A repatriation among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from zope.interface import implementer


REPATRIATION = CaseKind(
    word="repatriation",
    letter="u",
    label=_("kind_repatriation", default="Repatriation"),
    added=_("story_repatriation_added", default="${who} proposed the repatriation ${subject}"),
    decided=_("story_repatriation", default="${who} – repatriation ${subject}: ${step}"),
    tab="repatriations",
    transitions="repatriation-transitions",
    states="repatriation-states",
    timed=True,
)


@implementer(ICaseTab)
class RepatriationsTab:
    """See ICaseTab."""

    label = _("tab_repatriations", default="Repatriation")
    permission = "View"
    place = 77


TAB = RepatriationsTab()

#: The head approves, and signs the order.
VERIFIED = Waiting(
    "verification", ("head",), _("asks_repatriation", default="Approve the repatriation")
)
