"""The requirements that a case itself has, see `policy`."""

from baleharum import _
from baleharum.cases import policy
from baleharum.cases.content import children_path
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.team.api import people
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(ICase)
class CaseRules:
    """Reasons, facts and documents that a transition of a case needs."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        token = policy.label_token(transition)
        rows = []
        if term("case-transitions", token).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        facts = getattr(self, f"_facts_{token}", None)
        if facts is not None:
            rows.extend(facts())
        rows.extend(self._documents(token))
        return rows

    def _facts_start_triage(self):
        if not self.context.lawful_basis:
            yield Missing(
                _("missing_lawful_basis", default="The lawful basis of processing is not set."),
                "edit",
            )
        if not people(self.context, ("lead",)):
            yield Missing(_("missing_lead", default="No social worker leads the case yet."), "team")

    def _facts_emergency(self):
        if self.context.risk not in policy.URGENT:
            yield Missing(
                _(
                    "missing_urgent_risk",
                    default="An emergency response needs the risk 'high' or 'emergency'.",
                ),
                "edit",
            )

    def _facts_hold(self):
        if self.context.review_on is None:
            yield Missing(
                _("missing_review_date", default="Set the day on which the case is reviewed."),
                "edit",
            )

    def _documents(self, token):
        for kind, states in policy.DOCUMENTS.get(token, ()):
            if not self._has(kind, states):
                yield Missing(self._document_message(kind, states), "documents")

    def _document_message(self, kind, states):
        mapping = {"kind": label("document-kinds", kind)}
        if states == policy.FINAL:
            return _(
                "missing_approved_document",
                default="An approved document '${kind}' is missing.",
                mapping=mapping,
            )
        return _("missing_document", default="A document '${kind}' is missing.", mapping=mapping)

    def _has(self, kind, states):
        """Tell whether the case holds such a document, also one that the person may not see."""
        found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            path=children_path(self.context),
            document_kind=kind,
            review_state=list(states),
            sort_limit=1,
        )
        return bool(found)
