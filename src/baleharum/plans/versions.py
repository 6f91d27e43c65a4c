"""Versions of a plan: each is a plan of its own; the approved one counts until the next is."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.plans.facts import plans
from baleharum.plans.policy import APPROVED
from baleharum.plans.policy import IN_THE_MAKING
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate
from zope.schema import getFieldNamesInOrder


#: Title of the permission to file a plan.
ADD = "baleharum: Add plan"

BEGUN = _(
    "error_plan_begun",
    default="A version of the plan is in the making already (${number}). Go on with that one.",
)
NO_VERSION = _(
    "error_plan_version",
    default="The case has a plan already (${number}). File a new version of it instead.",
)


def add_version(plan: Any) -> Any:
    """File a new version of an approved plan, as a draft with the same content; returns it.

    The goals keep their numbers. Raises BadRequest while another version is in the making.
    """
    case = aq_parent(plan)
    newest = plans(case)[-1]
    copy = createContent("CarePlan", series=newest.series, version=newest.version + 1)
    copy.highest = newest.highest
    source = plan if plan.goals else newest
    for name in getFieldNamesInOrder(_schema(plan)):
        setattr(copy, name, getattr(source, name))
    return addContentToContainer(case, copy)


def _schema(plan):
    return api.portal.get_tool("portal_types")[plan.portal_type].lookupSchema()


def check_series(plan: Any, case: Any) -> None:
    """A case has one series, and one version in the making. Raises BadRequest.

    plan: about to be filed.
    """
    others = plans(case)
    begun = [other for other in others if api.content.get_state(other) in IN_THE_MAKING]
    if begun:
        raise BadRequest(_text(BEGUN, begun[-1]))
    if not others:
        plan.series, plan.version = IUUID(plan), 1
    elif (plan.series, plan.version) != (others[-1].series, others[-1].version + 1):
        raise BadRequest(_text(NO_VERSION, others[-1]))


def _text(message, plan) -> str:
    mapping = {"number": plan.getId().upper()}
    return translate(_(message, default=message.default, mapping=mapping))


def may_add_version(plan: Any) -> bool:
    """Tell whether the person may file a new version of this plan now."""
    case = aq_parent(plan)
    return (
        api.content.get_state(plan) == APPROVED
        and bool(api.user.has_permission(ADD, obj=case))
        and not any(api.content.get_state(other) in IN_THE_MAKING for other in plans(case))
    )


class HasSuccessor(BrowserView):
    """Guard of the transition that puts an approved plan aside: only a newer one does that."""

    def __call__(self):
        """Return whether a newer version is approved."""
        plan = self.context
        return any(
            other.version > plan.version and api.content.get_state(other) == APPROVED
            for other in plans(aq_parent(plan))
        )


def plan_decided(plan: Any, event: Any) -> None:
    """An approved version takes the place of the approved one before it."""
    if event.transition is None or event.transition.id != "approve":
        return
    workflow = api.portal.get_tool("portal_workflow")
    for other in plans(aq_parent(plan)):
        if other.version < plan.version and api.content.get_state(other) == APPROVED:
            workflow.doActionFor(other, "supersede")
