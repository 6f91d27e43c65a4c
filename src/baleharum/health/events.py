"""What is asked of a health record on every path."""

from baleharum import _
from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.cases.policy import ACTIVE_STATES
from plone import api
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate


NO_CLINICIAN = _(
    "refused_health_clinician",
    default="Psychologists and doctors of the team keep this record. Ask the head to confirm your"
    " profession with your appointment.",
)
CASE_ENDED = _(
    "refused_health_ended",
    default="The work on this case has ended. Have it opened again before something is added.",
)
NOBODY = _("refused_health_about", default="Choose whose health it is: somebody of this case.")


def filed(context: Any, event: Any) -> None:
    """Who adds a record has to be able to read it, and the case goes on. Raises BadRequest."""
    if event.newParent is None:
        return
    if not api.user.has_permission("View", obj=context):
        raise BadRequest(translate(NO_CLINICIAN, context=getRequest()))
    if api.content.get_state(case_of(context)) not in ACTIVE_STATES:
        raise BadRequest(translate(CASE_ENDED, context=getRequest()))
    check(context)


def changed(context: Any, event: Any) -> None:
    """Look at whom it is about. Raises BadRequest."""
    if not IContainerModifiedEvent.providedBy(event):
        check(context)


def check(context: Any) -> None:
    """Raise BadRequest for a record of somebody who is not in the case."""
    if context.about and filed_with(case_of(context), context.about, "CaseSubject") is None:
        raise BadRequest(translate(NOBODY, context=getRequest()))
