"""A repatriation of one person of a case."""

from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.repatriations import schema
from baleharum.repatriations.policy import OPEN
from baleharum.repatriations.policy import WINDOWS
from baleharum.vault.objects import SealedObject
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from typing import NamedTuple
from zope.interface import implementer


class IRepatriation(
    schema.IProposal,
    schema.IChecks,
    schema.IDestination,
    schema.IOrder,
    schema.IDeparture,
    schema.IHandover,
    schema.ICosts,
    model.Schema,
    ICaseChild,
    ISteps,
):
    """A repatriation. Its title is its number; who it is about and what is written is sealed."""


class Rest(NamedTuple):
    """What it rests on. kind: consent or law; uid, title: of the record; basis: token of the list
    `lawful-bases`."""

    kind: str = ""
    uid: str = ""
    title: str = ""
    basis: str = ""


def _kept(name: str, group: str, missing: Any = None, *, sealed: bool = False) -> Any:
    if sealed:
        return Sealed(name, missing, group=group)
    return Plain(name, missing, stored=f"_{name}", default=False, group=group)


def _once(name: str, missing: Any = None) -> Plain:
    return Plain(name, missing, stored=f"_{name}", default=False, once=True)


@implementer(IRepatriation)
class Repatriation(Bare, Staying, SealedObject, Item):
    """A repatriation. Days, tokens, codes and references lie in the clear, all else is sealed.

    number: of the assignment letter, '' before it is signed; signed_on: day; signed_by: user id;
    pdf: SealedFile; sha256: of the PDF, hexadecimal; rests_on: see `rest`.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    open_states = OPEN
    instead = "This is not changed in the state in which the repatriation is now."

    about, direction = _kept("about", "text"), _kept("direction", "text", "keluar")
    why = _kept("why", "text", sealed=True)

    origin_proof = _kept("origin_proof", "checks")
    origin_note = _kept("origin_note", "checks", sealed=True)
    will_on, will = _kept("will_on", "checks"), _kept("will", "checks", sealed=True)
    fit_on, fit_by = _kept("fit_on", "checks"), _kept("fit_by", "checks", sealed=True)
    risk_on, risk = _kept("risk_on", "checks"), _kept("risk", "checks", sealed=True)
    risk_note = _kept("risk_note", "checks", sealed=True)

    province, regency = _kept("province", "destination"), _kept("regency", "destination")
    address = _kept("address", "destination", sealed=True)
    office, reply_on = _kept("office", "destination"), _kept("reply_on", "destination")
    reply_proof = _kept("reply_proof", "destination")
    reply_note = _kept("reply_note", "destination", sealed=True)

    escort = _kept("escort", "order", sealed=True)
    companion = _kept("companion", "order", sealed=True)
    means, planned_on = _kept("means", "order"), _kept("planned_on", "order")

    departed_on = _kept("departed_on", "departure")

    handed_on, minutes = _kept("handed_on", "handover"), _kept("minutes", "handover")
    handed_to = _kept("handed_to", "handover", sealed=True)
    handed_office = _kept("handed_office", "handover", sealed=True)

    cost, payer = _kept("cost", "costs"), _kept("payer", "costs")
    cost_proof = _kept("cost_proof", "costs")

    number, signed_on, signed_by = _once("number", ""), _once("signed_on"), _once("signed_by", "")
    pdf = _once("pdf")
    sha256 = Sealed("sha256", "", once=True)
    rests_on = _once("rests_on", ())

    @property
    def rest(self) -> Rest:
        """What it rests on, noted with the approval; empty before."""
        return Rest(*self.rests_on)

    def refusal(self, field: Any) -> str:
        """Return why a field is not written now; see Staying."""
        if not field.group or is_open(self, field.group):
            return ""
        return str(self.instead)


def is_open(context: Any, group: str) -> bool:
    """Tell whether a group of fields may be written now."""
    return state_of(context) in WINDOWS[group]


def repatriations_of(case) -> list[Repatriation]:
    """Return the repatriations of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "u") if IRepatriation.providedBy(each)]
