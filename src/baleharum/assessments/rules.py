"""What a step of an assessment needs."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.assessments.content import IAssessment
from baleharum.assessments.files import not_of_case
from baleharum.assessments.policy import LICENSED
from baleharum.assessments.policy import review_due
from baleharum.assessments.policy import rework_due
from baleharum.cases.dues import Due
from baleharum.cases.interfaces import IDues
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.team.api import current_user_id
from baleharum.team.api import profession_of
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from plone import api
from zope.component import adapter
from zope.interface import implementer


CASE_OVER = _(
    "missing_open_case_assessment",
    default="The case is closed: its assessments stay as they are. Reopen it first.",
)
NOT_AUTHOR = _(
    "missing_author",
    default="Only its author submits an assessment. If they have left, begin a new version of it.",
)
OTHER_PROFESSION = _(
    "missing_profession",
    default="An assessment of this kind is submitted by somebody of that profession alone:"
    " ${profession}.",
)
NO_RISK = _("missing_risk", default="The risk is not chosen yet.")
NO_CONCLUSION = _("missing_conclusion", default="The conclusion is not written yet.")
NO_LICENCE = _("missing_licence", default="The licence number (STR) of the author is missing.")
OWN_WORK = _(
    "missing_other_endorser",
    default="Nobody endorses their own assessment. Ask another colleague, who may have to be"
    " assigned to the case for it.",
)


@implementer(IRequirement)
@adapter(IAssessment)
class AssessmentRules:
    """Reasons, an open case, all that has to be filled in, and a second pair of eyes."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        rows = []
        if term("assessment-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        if api.content.get_state(aq_parent(self.context)) not in ACTIVE_STATES:
            rows.append(Missing(CASE_OVER))
        more = getattr(self, f"_for_{transition}", None)
        return [*rows, *(more() if more else ())]

    def _for_submit(self):
        one, rules = self.context, self.context.rules
        if current_user_id() != one.Creator():
            yield Missing(NOT_AUTHOR, "assessments")
        if rules.author and profession_of(one.Creator()) != rules.author:
            words = {"profession": label("professions", rules.author)}
            yield Missing(_(OTHER_PROFESSION, default=OTHER_PROFESSION.default, mapping=words))
        if rules.risk and not one.risk:
            yield Missing(NO_RISK, self._place("risk"))
        yield from self._domains()
        if not (one.conclusion or "").strip():
            yield Missing(NO_CONCLUSION, self._place("conclusion"))
        if profession_of(one.Creator()) in LICENSED and not (one.licence or "").strip():
            yield Missing(NO_LICENCE, self._place("licence"))
        if not_of_case(aq_parent(one), one.files):
            yield Missing(GONE_FILES, self._place("files"))

    def _domains(self):
        rated = self.context.rated()
        for domain in self.context.rules.mandatory:
            if domain not in rated or not rated[domain].is_full:
                words = {"domain": label("assessment-domains", domain)}
                yield Missing(
                    _(
                        "missing_domain",
                        default="The domain '${domain}' needs a score and a text.",
                        mapping=words,
                    ),
                    self._place(f"score-{domain}"),
                )

    def _for_endorse(self):
        if current_user_id() in (self.context.Creator(), self._submitter()):
            yield Missing(OWN_WORK, "team")

    def _submitter(self):
        workflow = api.portal.get_tool("portal_workflow")
        history = workflow.getInfoFor(self.context, "review_history", default=())
        found = [row["actor"] for row in history if row["action"] == "submit"]
        return found[-1] if found else ""

    def _place(self, field):
        return f"{self.context.getId()}/edit#{field}"


GONE_FILES = _(
    "missing_assessment_files",
    default="A document that belongs to the assessment is not of this case, or was withdrawn."
    " Take it off.",
)


@implementer(IDues)
@adapter(IAssessment)
class Review:
    """What is submitted is reviewed within a week, and what is sent back mended within another."""

    def __init__(self, context):
        self.context = context

    def dues(self):
        """Return what waits; see IDues."""
        rows = (self.context.workflow_history or {}).get("assessment_workflow", ())
        waiting = {"assessment-review": review_due(rows), "assessment-returned": rework_due(rows)}
        return [Due(until, what) for what, until in waiting.items() if until]
