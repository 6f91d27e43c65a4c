"""What follows when a consent is given or ends, on every path."""

from Acquisition import aq_base
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.moments import today
from baleharum.consents.basis import whole
from baleharum.consents.fixing import fix
from baleharum.consents.fixing import note_withdrawal
from baleharum.consents.grounds import Grounds
from baleharum.consents.interfaces import IConsentEnded
from baleharum.consents.proof import document_of
from baleharum.consents.settings import version_now
from baleharum.team.api import utcnow
from plone import api
from zExceptions import BadRequest
from zope.event import notify
from zope.interface import implementer
from zope.interface.interfaces import ObjectEvent


#: transition -> why it ended, see IConsentEnded.
ENDS = {
    "withdraw": "withdrawn",
    "refuse": "refused",
    "expire": "expired",
    "replace": "replaced",
    "void": "void",
    "end": "ended",
}


@implementer(IConsentEnded)
class ConsentEnded(ObjectEvent):
    """See IConsentEnded."""

    def __init__(self, object, why):
        super().__init__(object)
        self.why = why


def consent_changed_state(consent, event) -> None:
    """Fix what was given, put the older one aside, tell of the end, and of what is due now."""
    if event.transition is None:
        return
    transition, given = event.transition.id, event.kwargs or {}
    claim(consent)
    if transition == "give":
        meet(consent)
        fix(consent, today())
        replace_older(consent)
    elif transition == "withdraw":
        on = given.get("withdrawn_on") or today()
        note_withdrawal(consent, on, utcnow().isoformat(), given.get("reason_code"))
    elif transition == "void":
        consent._keep("voided_at", utcnow().isoformat())
        consent._keep("voided_why", given.get("why"))
    told_and_due(consent, transition)


def meet(consent) -> None:
    """Meet whoever decides at this moment on what a consent is given on: another consent of the
    same person, the part that a guardian plays, a document that shows it."""
    grounds = Grounds(consent.__parent__)
    people = {consent.person, *(consent.givers or ())}
    claim(*(grounds.people[uid] for uid in people if uid in grounds.people))
    for uid in (consent.proof, consent.authority_proof):
        document = document_of(consent.__parent__, uid)
        if document is not None:
            # A document is not written anew for this, its history is.
            claim(document.workflow_history)


def same_scope(one, other) -> bool:
    """Tell whether two consents are of one person for one purpose and one recipient."""
    return all(
        (getattr(one, name) or "") == (getattr(other, name) or "")
        for name in ("purpose", "recipient", "person")
    )


def decided_at(consent):
    """Return when the last step of a consent was taken."""
    return consent.workflow_history["consent_workflow"][-1]["time"]


def newer_in_force(consent):
    """Return the consent in force that takes the place of one, None where there is none."""
    for other in Grounds(consent.__parent__).consents:
        if other.getId() == consent.getId() or not same_scope(other, consent):
            continue
        if api.content.get_state(other) == "in_force" and decided_at(other) >= decided_at(consent):
            return other
    return None


def replace_older(consent) -> None:
    """A consent that is given takes the place of those for the same."""
    workflow = api.portal.get_tool("portal_workflow")
    for other in Grounds(consent.__parent__).consents:
        if other.getId() == consent.getId() or not same_scope(other, consent):
            continue
        if api.content.get_state(other) == "in_force":
            workflow.doActionFor(other, "replace")


def basis_changed_state(basis, event) -> None:
    """Keep why a basis was ended, and tell of it."""
    if event.transition is None:
        return
    basis._keep("ended_on", today())
    basis._keep("end_reason", str((event.kwargs or {}).get("comment") or "").strip())
    told_and_due(basis, event.transition.id)


def told_and_due(ground, transition) -> None:
    """Tell the slices above of an end, and have the catalog look anew at what is due."""
    if transition in ENDS:
        notify(ConsentEnded(ground, ENDS[transition]))
    for content in (ground, ground.__parent__):
        dues.changed(content)


def consent_filed(consent, event) -> None:
    """A form bears the notice of the day on which it was begun, unless somebody says otherwise."""
    if event.newParent is not None:
        form = aq_base(consent)
        type(form).signed_version.fill(form, version_now())


def basis_filed(basis, event) -> None:
    """A basis without a reason would stay for ever: scripts ask no field. Raises BadRequest."""
    if event.newParent is None:
        return
    if not whole(basis):
        raise BadRequest("A basis is recorded with its purpose, the basis, and the reason.")
    dues.changed(basis.__parent__)
