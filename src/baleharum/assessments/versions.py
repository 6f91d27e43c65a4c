"""Versions: each is an assessment of its own; the endorsed one stands for the series."""

from Acquisition import aq_parent
from baleharum.assessments.people import decides
from baleharum.assessments.people import writes
from baleharum.assessments.policy import LIVE_STATES
from baleharum.cases.content import numbered
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


def assessments_of(case: Any) -> list:
    """Return all assessments of a case by number, whoever may see them."""
    return [one for one in numbered(case, "a") if one.portal_type == "Assessment"]


def state_of(assessment: Any) -> str:
    """Return the state of an assessment."""
    return api.content.get_state(assessment)


def versions(assessment: Any) -> list:
    """Return all versions of an assessment, the newest first, whoever may see them."""
    found = [
        one for one in assessments_of(aq_parent(assessment)) if one.series == assessment.series
    ]
    return sorted(found, key=lambda one: one.version, reverse=True)


def visible_versions(assessment: Any) -> list:
    """Return the versions that the person may see, the newest first."""
    return [one for one in versions(assessment) if api.user.has_permission("View", obj=one)]


def live_successor(assessment: Any) -> Any:
    """Return the newest later version that holds, None for none."""
    later = [one for one in versions(assessment) if one.version > assessment.version]
    return next((one for one in later if state_of(one) in LIVE_STATES), None)


def may_begin_version(assessment: Any) -> bool:
    """Tell whether the person may begin a new version: of what is endorsed, or of a draft.

    What waits for a review is decided on first; what has a later version goes on with that one.
    """
    case = aq_parent(assessment)
    if assessment.rules is None or state_of(assessment) not in ("draft", "endorsed"):
        return False
    if not api.user.has_permission("baleharum: Add document", obj=case):
        return False
    return writes(case, assessment.rules) and live_successor(assessment) is None


class MayDecide(BrowserView):
    """Guard of the steps of those who review."""

    def __call__(self, step):
        """Return whether the person may take the step."""
        if step == "supersede":
            successor = live_successor(self.context)
            return successor is not None and state_of(successor) == "endorsed"
        return decides(self.context, step)


def put_aside(assessment: Any) -> None:
    """Supersede the endorsed versions before this one."""
    workflow = api.portal.get_tool("portal_workflow")
    for older in versions(assessment):
        if older.version < assessment.version and state_of(older) == "endorsed":
            workflow.doActionFor(older, "supersede")
