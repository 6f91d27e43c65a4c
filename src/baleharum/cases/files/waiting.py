"""A document that was handed in waits for its review, a week at most."""

from baleharum.cases.content import children_path
from baleharum.cases.dues import changed
from baleharum.cases.dues import Due
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.interfaces import IDues
from baleharum.cases.moments import WITA
from baleharum.cases.policy import ACTIVE_STATES
from datetime import timedelta
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


WITHIN = timedelta(days=7)
SUBMITTED = "submitted"


@implementer(IDues)
@adapter(ICaseFile)
class Waiting:
    """See IDues; the week begins when the document was handed in."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the review of a document that waits for one."""
        workflow = api.portal.get_tool("portal_workflow")
        if workflow.getInfoFor(self.context, "review_state", "") != SUBMITTED:
            return []
        since = workflow.getInfoFor(self.context, "time").asdatetime().astimezone(WITA)
        return [Due(since + WITHIN, "document-review")]


def decided(document: Any, event: Any) -> None:
    """What is due follows the state of a document."""
    states = {getattr(state, "id", "") for state in (event.old_state, event.new_state)}
    if event.transition is not None and SUBMITTED in states:
        changed(document)


def case_decided(case: Any, event: Any) -> None:
    """Nothing waits in a case that has ended: look anew at what was handed in, and at that alone."""
    states = (event.old_state, event.new_state)
    if event.transition is None or len({s.id in ACTIVE_STATES for s in states}) == 1:
        return
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(
        path=children_path(case), portal_type="CaseFile", review_state=SUBMITTED
    ):
        changed(brain._unrestrictedGetObject())
