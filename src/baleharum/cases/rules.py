"""The requirements that a case itself has, see `policy`."""

from baleharum import _
from baleharum.cases import facts
from baleharum.cases import policy
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.moments import today
from baleharum.cases.requirements import code_missing
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.team.api import people
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from plone import api
from zope.component import adapter
from zope.interface import implementer


NOTES = "notes#add-note"


@implementer(IRequirement)
@adapter(ICase)
class CaseRules:
    """Reasons, facts and documents that a transition of a case needs."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        token = policy.label_token(transition)
        asked = term("case-transitions", token).extra
        rows = []
        if asked["codes"]:
            rows.extend(code_missing(details, asked["codes"]))
        if asked["comment"] == "required":
            rows.extend(comment_missing(details))
        facts_of = getattr(self, f"_facts_{token}", None)
        if facts_of is not None:
            rows.extend(facts_of())
        state = api.content.get_state(self.context)
        rows.extend(self._documents(policy.documents(token, state)))
        return rows

    def _facts_start_triage(self):
        yield from self._lawful_basis()
        if not facts.has_report(self.context):
            yield Missing(
                _(
                    "missing_report",
                    default="Nothing says what was reported. Add the letter or the outreach"
                    " minutes, or write in short what was told.",
                ),
                "edit",
            )
        if not people(self.context, ("lead",)):
            yield Missing(_("missing_lead", default="No social worker leads the case yet."), "team")

    def _facts_start_assessment(self):
        yield from self._lawful_basis()

    def _facts_refer(self):
        yield from self._lawful_basis()

    def _facts_start_monitoring(self):
        if not facts.has_note(self.context, policy.ANY):
            yield Missing(
                _("missing_note", default="No progress note tells of the work yet."), NOTES
            )

    def _facts_revise_plan(self):
        reported = facts.has_document(self.context, "laporan-monev", policy.ANY)
        if not reported and not facts.has_note(self.context, policy.ANY):
            yield Missing(
                _(
                    "missing_report_or_note",
                    default="Neither a monitoring report nor a note says why the plan changes.",
                ),
                NOTES,
            )

    def _facts_hold(self):
        review = self.context.review_on
        if review is None:
            yield Missing(
                _("missing_review_date", default="Set the day on which the case is reviewed."),
                "edit",
            )
        elif not policy.review_fits(review, today()):
            yield Missing(
                _(
                    "missing_review_near",
                    default="The day of the review has passed or is too far away: choose one within"
                    " the next ${days} days.",
                    mapping={"days": str(policy.HOLD_DAYS)},
                ),
                "edit",
            )

    def _lawful_basis(self):
        if not self.context.lawful_basis:
            yield Missing(
                _("missing_lawful_basis", default="The lawful basis of processing is not set."),
                "edit",
            )

    def _documents(self, needed):
        return documents_missing(self.context, needed)


def documents_missing(case, needed):
    """Yield the rows of the documents that a case lacks; needed: see `policy.Documents`."""
    for kind, states in needed:
        if not facts.has_document(case, kind, states):
            yield Missing(_document_message(kind, states), facts.filed_under(case, kind))


def _document_message(kind, states):
    mapping = {"kind": label("document-kinds", kind)}
    if states == policy.HANDED_IN:
        return _(
            "missing_submitted_document",
            default="A document '${kind}' is missing that is complete: submit it.",
            mapping=mapping,
        )
    if states == policy.FINAL:
        return _(
            "missing_approved_document",
            default="An approved document '${kind}' is missing.",
            mapping=mapping,
        )
    return _("missing_document", default="A document '${kind}' is missing.", mapping=mapping)
