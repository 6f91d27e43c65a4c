"""Beginning assessments, for views, services and scripts; the caller's rights hold."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.assessments.content import IAssessment
from baleharum.assessments.content import Rating
from baleharum.assessments.people import writable
from baleharum.assessments.versions import may_begin_version
from baleharum.assessments.versions import state_of
from baleharum.assessments.versions import versions
from plone import api
from plone.dexterity.utils import createContentInContainer
from typing import Any
from zExceptions import BadRequest
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


#: What a new version begins with.
CARRIED = ("kind", "risk", "ratings", "conclusion", "recommendations", "files")


def add_assessment(case: Any, kind: str, ratings=(), **fields) -> Any:
    """File a draft and return it.

    kind: token; ratings: `Rating`s; fields: assessed_on, risk, conclusion, recommendations,
    licence, files (UIDs of documents of this case).
    Raises BadRequest for a kind that the person does not write here.
    """
    rows = tuple((one.domain, one.score, one.text) for one in ratings if one != Rating(one.domain))
    return createContentInContainer(case, "Assessment", kind=kind, ratings=rows, **fields)


def refuse_to_begin(case: Any, token: str) -> None:
    """Raise BadRequest where the person does not write this kind of assessment."""
    if token not in {kind.token for kind in writable(case)}:
        message = _(
            "error_kind_not_yours",
            default="Assessments of this kind are not yours to write in this case. Ask the"
            " colleague whose profession it is, or have yourself assigned.",
        )
        raise BadRequest(translate(message, context=getRequest()))


def new_version(assessment: Any) -> Any:
    """Begin the next version of an assessment with what it says, and return the draft.

    A draft is withdrawn for it; what is endorsed stays until the new version is endorsed.
    Raises BadRequest where that cannot be.
    """
    if not may_begin_version(assessment):
        message = _(
            "error_no_new_version",
            default="No new version can be begun here: one is being worked on already, this one"
            " waits for its review, or it is not yours to write.",
        )
        raise BadRequest(translate(message, context=getRequest()))
    newest = max(one.version for one in versions(assessment))
    carried = {name: getattr(assessment, name) for name in CARRIED}
    made = createContentInContainer(
        aq_parent(assessment),
        "Assessment",
        series=assessment.series,
        version=newest + 1,
        **carried,
    )
    if state_of(assessment) == "draft":
        reason = translate(_("reason_new_version", default="A new version takes its place."))
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(assessment, "withdraw", comment=reason)
    return made


def change(assessment, fields: dict) -> None:
    """Set fields that were read, and tell of it."""
    for name, value in fields.items():
        setattr(assessment, name, value)
    notify(ObjectModifiedEvent(assessment, Attributes(IAssessment, *sorted(fields))))
