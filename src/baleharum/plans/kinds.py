"""What plans, records, conferences and mediations are called, and which of them wait."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from zope.interface import implementer


TAB = "plan"

PLAN = CaseKind(
    word="plan",
    letter="r",
    label=_("kind_plan", default="Care plan"),
    added=_("story_plan_added", default="${who} wrote the care plan ${subject}"),
    decided=_("story_plan", default="${who} – care plan ${subject}: ${step}"),
    tab=TAB,
    transitions="plan-transitions",
    states="plan-states",
    timed=True,
)
RECORD = CaseKind(
    word="service",
    letter="s",
    label=_("kind_service", default="Service record"),
    added=_("story_service_added", default="${who} recorded the service ${subject}"),
    tab=TAB,
)
CONFERENCE = CaseKind(
    word="conference",
    letter="k",
    label=_("kind_conference", default="Case conference"),
    added=_("story_conference_added", default="${who} filed the case conference ${subject}"),
    decided=_("story_conference", default="${who} – case conference ${subject}: ${step}"),
    tab=TAB,
    transitions="conference-transitions",
    states="conference-states",
    timed=True,
)
MEDIATION = CaseKind(
    word="mediation",
    letter="m",
    label=_("kind_mediation", default="Mediation"),
    added=_("story_mediation_added", default="${who} prepared the mediation ${subject}"),
    decided=_("story_mediation", default="${who} – mediation ${subject}: ${step}"),
    tab=TAB,
    transitions="mediation-transitions",
    states="mediation-states",
)

WAITING_PLANS = Waiting()
WAITING_CONFERENCES = Waiting("draft")


@implementer(ICaseTab)
class PlanTab:
    """See ICaseTab."""

    label = _("tab_plan", default="Plan")
    permission = "View"
    place = 50


PLAN_TAB = PlanTab()
