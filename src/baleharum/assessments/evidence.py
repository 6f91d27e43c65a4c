"""What assessments say to the rules of a case: papers that are there, what is due, what is open."""

from baleharum import _
from baleharum.assessments import policy
from baleharum.assessments.kinds import ASSESSMENT
from baleharum.assessments.kinds import kinds
from baleharum.assessments.versions import assessments_of
from baleharum.assessments.versions import state_of
from baleharum.cases import facts
from baleharum.cases.content import ICase
from baleharum.cases.dues import Due
from baleharum.cases.history import begun
from baleharum.cases.history import emergency_since
from baleharum.cases.history import holds_since
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IDues
from baleharum.cases.interfaces import IEvidence
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.policy import FINAL
from baleharum.cases.policy import URGENT
from baleharum.cases.requirements import Missing
from zope.component import adapter
from zope.interface import implementer


@implementer(IEvidence)
@adapter(ICase)
class Assessed:
    """An assessment says what a paper of its kind would say."""

    def __init__(self, context):
        self.context = context

    def holds(self, kind, states, since=None):
        """Tell whether there is one; see IEvidence."""
        wanted = {policy.AS_DOCUMENT[state] for state in states if state in policy.AS_DOCUMENT}
        return any(
            one.rules is not None
            and one.rules.evidence
            and one.rules.document == kind
            and state_of(one) in wanted
            and holds_since(one, since)
            for one in assessments_of(self.context)
        )

    def filed_under(self, kind):
        """Return the tab of the case where such a record is begun; see IEvidence."""
        known = {one.document for one in kinds() if one.evidence}
        return ASSESSMENT.tab if kind in known else ""


def triage_risks(case) -> list[str]:
    """Return the risks that rapid triages tell of, since the case was reopened; [] where there is
    none, or it is on paper: then the case itself tells."""
    since = begun(case)
    return [
        one.risk
        for one in assessments_of(case)
        if one.rules is not None
        and one.rules.risk
        and state_of(one) in policy.LIVE_STATES
        and holds_since(one, since)
    ]


def emergency_until(case):
    """Return until when the assessment after an emergency is made, None where nothing is open.

    What was endorsed before it says nothing of what the emergency has found.
    """
    history = rows_of(case)
    row = emergency_since(history)
    if row is None:
        return None
    kinds_after = policy.AFTER_EMERGENCY
    if any(facts.has_since(case, kind, FINAL, row["time"]) for kind in kinds_after):
        return None
    return policy.emergency_due(history)


@implementer(IDues)
@adapter(ICase)
class EmergencyAssessment:
    """After an emergency response the case is assessed within three days."""

    def __init__(self, context):
        self.context = context

    def dues(self):
        """Return the assessment that is open; see IDues."""
        until = emergency_until(self.context)
        return [Due(until, "emergency-assessment")] if until else []


@implementer(IRequirement)
@adapter(ICase)
class CaseRules:
    """What a step of a case needs of its assessments, beside those that stand for a paper."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if transition == "emergency":
            return self._emergency()
        if transition == "propose_termination" and emergency_until(self.context):
            return [
                Missing(
                    _(
                        "missing_emergency_assessment",
                        default="The emergency response has put the assessment off: a rapid or a"
                        " biopsychosocial one still has to be endorsed.",
                    ),
                    "assessments",
                )
            ]
        return []

    def _emergency(self):
        told = triage_risks(self.context)
        if any(risk in URGENT for risk in told or (self.context.risk,)):
            return []
        if told:
            message = _(
                "missing_urgent_triage",
                default="The rapid assessment tells of a lower risk than 'high'. Mend it, or write"
                " a new version, with what you know now.",
            )
            return [Missing(message, "assessments")]
        message = _(
            "missing_urgent_risk",
            default="An emergency response needs the risk 'high' or 'emergency'.",
        )
        return [Missing(message, "edit")]
