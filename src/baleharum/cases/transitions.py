"""Changing the state of a case, document or person, with what is missing said in full."""

from baleharum.cases.policy import leads_back
from Products.Five.browser import BrowserView


class LeadsBack(BrowserView):
    """Guard of the transitions that bring a case back to where it was."""

    def __call__(self, transition):
        """Return whether this transition leads to the state before the last interruption."""
        history = self.context.workflow_history.get("case_workflow", ())
        return leads_back(transition, history)
