"""What happens with stays and houses on every path: what is refused, noted, and due."""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum import _
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.content import ICaseRegister
from baleharum.cases.facts import filed_with
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.guard.traces import uid
from baleharum.stays.content import Extension
from baleharum.stays.fitting import room_problems
from baleharum.stays.houses import house_with
from baleharum.stays.messages import MISSING
from baleharum.stays.occupancy import lacks_beds
from baleharum.stays.policy import INSIDE
from baleharum.stays.policy import limit_of
from baleharum.stays.settings import settings
from baleharum.trail.actions import ADD
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from baleharum.vault.objects import seal_to
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate


#: field -> kinds of document of which it names one.
PROOFS = {"rules_proof": "kontrak-layanan", "minutes": "ba-serah-terima"}


def filed(stay: Any, event: Any) -> None:
    """Refuse a stay in a case that has ended, and one that refers to what is not there."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(stay)) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: no stay is added to it.")
    check(stay)


def changed(stay: Any, event: Any) -> None:
    """Refuse a reference that no step would let pass, and a room that somebody cannot move into."""
    if IContainerModifiedEvent.providedBy(event):
        return
    check(stay)
    # A house may be changed around who lives in it; it is a move that is looked at.
    if state_of(stay) in INSIDE and (stay.room or "") != stay.placed:
        found = list(room_problems(stay))
        if found:
            raise BadRequest(" ".join(translate(each) for each in found))
        _claim_house(stay)
        stay._keep("placed", stay.room)
    dues.changed(stay)


def check(stay: Any) -> None:
    """Raise BadRequest for a person, house or document that is not what it should be."""
    case, found = case_of(stay), []
    if stay.about and filed_with(case, stay.about, "CaseSubject") is None:
        found.append(MISSING["person"])
    if stay.house and house_with(stay.house, case.__parent__) is None:
        found.append(_("refused_stay_house", default="Choose a house of this register."))
    for name, kind in PROOFS.items():
        proof = getattr(stay, name)
        document = filed_with(case, proof, "CaseFile") if proof else None
        if proof and (document is None or document.kind != kind):
            found.append(
                _(
                    "refused_stay_proof",
                    default="Choose a document of this case, of the right kind.",
                )
            )
    if found:
        raise BadRequest(" ".join(dict.fromkeys(translate(each) for each in found)))


def before_step(stay: Any, event: Any) -> None:
    """Note what a step decides; all that it needs was there, see `rules`."""
    step = NOTED.get(event.transition.id) if event.transition is not None else None
    if step is not None:
        step(stay)


def _admit(stay: Any) -> None:
    house = _claim_house(stay)
    stay._keep("arrived_on", stay.arrived_on or today())
    stay._keep("house", IUUID(house))
    stay._keep("placed", stay.room)
    stay._keep("kind", house.kind)
    stay._keep("limit", limit_of(stay.arrived_on, settings().of_kind(house.kind)))


def _extend(stay: Any) -> None:
    row = Extension(today(), stay.limit, stay.ask_until, stay.ask_reason)
    stay._keep("given", (*stay.given, tuple(row)))
    stay._keep("limit", stay.ask_until)
    stay._keep("ask_until", None)
    stay._keep("ask_reason", None)


NOTED = {"admit": _admit, "extend": _extend}


def _claim_house(stay: Any) -> Any:
    """Meet whoever gives a bed of the same house away at this moment: one of the two is begun again,
    and sees who has it."""
    uid, _number = stay.place
    house = house_with(uid, case_of(stay).__parent__)
    claim(house)
    return house


def after_step(stay: Any, event: Any) -> None:
    """Meet whoever does something with the same stay, and look anew at what is due."""
    if event.transition is not None:
        claim(stay)
        dues.changed(stay)
        stay.reindexObject(idxs=INDEXED)


#: What follows from steps.
INDEXED = ["stay_house", "stay_kind", "stay_admitted", "stay_left", "stay_limit"]


def house_added(house: Any, event: Any) -> None:
    """Seal what a house keeps by the key of its register, and tell the record."""
    register = aq_parent(house)
    if not ICaseRegister.providedBy(register):
        raise BadRequest("A house is added to a register of cases. Open it, and add it there.")
    seal_to(house, IUUID(register))
    change(ADD, "", uid(house), "shelter")


def house_edited(house: Any, event: Any) -> None:
    """Refuse to take beds away in which somebody sleeps; tell the record."""
    if lacks_beds(IUUID(house), aq_parent(house), house.room_list):
        raise BadRequest(translate(MISSING["beds"], context=getRequest()))
    change(EDIT, "", uid(house), "shelter")


def house_stays(house: Any, event: Any) -> None:
    """A house keeps its number and its place. Raises BadRequest; a site goes as a whole."""
    if aq_base(event.object) is aq_base(house) and event.oldParent is not None:
        raise BadRequest("A house keeps its place in the register. Say that it takes nobody in.")
