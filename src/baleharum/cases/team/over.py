"""A case that is over has no team: whoever must read it is let in as reader."""

from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.team.interfaces import IAssignmentRule
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(IAssignmentRule)
@adapter(ICase)
class ReadersOnly:
    """Otherwise somebody could write documents of a case that they do not even see."""

    def __init__(self, context):
        self.context = context

    def refusal(self, function):
        """Return why this function is not given in a case that is over; see IAssignmentRule."""
        if function == "reader" or api.content.get_state(self.context) in ACTIVE_STATES:
            return None
        return _(
            "error_team_case_over",
            default="The case is over. Let the person read it, or reopen the case first.",
        )
