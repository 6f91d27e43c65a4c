"""What a transition of a document needs."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.policy import may_approve
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(ICaseFile)
class DocumentRules:
    """Reasons, an open case, and a second pair of eyes."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        rows = []
        if term("document-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        if api.content.get_state(self.context.__parent__) not in ACTIVE_STATES:
            rows.append(
                Missing(
                    _(
                        "missing_open_case",
                        default="The case is closed: its documents stay as they are. Reopen it first.",
                    )
                )
            )
        if transition == "approve" and not self._second_pair_of_eyes():
            rows.append(
                Missing(
                    _(
                        "missing_other_reviewer",
                        default="Nobody approves their own document. Ask another reviewer.",
                    )
                )
            )
        return rows

    def _second_pair_of_eyes(self):
        return may_approve(self.context.Creator(), submitter(self.context), current_user_id())


def submitter(document) -> str:
    """Return who handed a document in last, '' before that."""
    workflow = api.portal.get_tool("portal_workflow")
    history = workflow.getInfoFor(document, "review_history", default=())
    handed_in = [row["actor"] for row in history if row["action"] == "submit"]
    return handed_in[-1] if handed_in else ""
