"""Consents that are void, because what they were given on is gone: the system says so at once."""

from AccessControl.users import system
from baleharum import _
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.content import ICase
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.consents import policy
from baleharum.consents.grounds import Grounds
from baleharum.consents.grounds import PERPETRATOR
from baleharum.consents.watch import emergency_changed
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message


#: reason of the policy -> what the timeline tells; no name, and nothing that is sealed.
WHY: dict[str, Message] = {
    "perpetrator": _(
        "reason_void_perpetrator",
        default="Somebody who gave it is an alleged perpetrator.",
    ),
    "no_guardian": _(
        "reason_void_no_guardian",
        default="Somebody who gave it for the person is no guardian.",
    ),
    "adult": _(
        "reason_void_adult",
        default="A guardian gave it alone for somebody who was grown up.",
    ),
    "needs_guardian": _(
        "reason_void_child",
        default="A child gave it alone, without parent or guardian.",
    ),
    "proof_gone": _(
        "reason_void_proof",
        default="A document that shows it, or the authority of who gave it, was withdrawn.",
    ),
}


def person_filed(person: Any, event: Any) -> None:
    """One client more: what followed an emergency response may no longer be of all of them."""
    if ICase.providedBy(person.__parent__):
        _look_at_doubles(person.__parent__, person)
        emergency_changed(person.__parent__)


def person_changed(person: Any, event: Any) -> None:
    """Look anew at the consents of somebody, and at those that they have given: when a guardian's
    ends follows from the child's birth, and an alleged perpetrator has given none."""
    place = person.__parent__
    if ICase.providedBy(place):
        _look(place, IUUID(person), ("person",), ("givers",))
        _look_at_doubles(place, person)


def _look_at_doubles(case: Any, person: Any) -> None:
    """An alleged perpetrator who is filed a second time has given nothing under the other number."""
    if person.part != PERPETRATOR or not person.nik:
        return
    for uid, other in Grounds(case).people.items():
        if uid != IUUID(person) and other.nik == person.nik:
            # Whoever has them give a consent at this moment writes them as well.
            claim(other)
            _look(case, uid, (), ("givers",))


def document_changed_state(document: Any, event: Any) -> None:
    """Look anew at the consents that a document shows, once it no longer holds."""
    place = document.__parent__
    if event.transition is None or not ICase.providedBy(place):
        return
    if event.new_state.id not in LIVE_STATES:
        _look(place, IUUID(document), ("proof", "authority_proof"), ())


def _look(case: Any, uid: str, single: tuple[str, ...], several: tuple[str, ...]) -> None:
    for consent in Grounds(case).consents:
        named = [getattr(consent, name) for name in single]
        for name in several:
            named.extend(getattr(consent, name) or ())
        if uid in named and api.content.get_state(consent) == "in_force":
            claim(consent)
            declare(consent)
            dues.changed(consent)
    emergency_changed(case)


def declare(consent: Any) -> None:
    """Say that a consent is void, if it is. Letters that rest on it stop, see IConsentEnded."""
    found = policy.void_reasons(Grounds(consent.__parent__).row(consent))
    if not found:
        return
    comment = translate(WHY[found[0]], target_language=api.portal.get_default_language())
    workflow = api.portal.get_tool("portal_workflow")
    # Nobody holds the permission of this step.
    with api.env.adopt_user(user=system):
        workflow.doActionFor(consent, "void", comment=comment, why=found[0])
