"""The file of an adoption: one child of a case, and the couple that asks for it."""

from baleharum.adoptions import schema
from baleharum.adoptions.policy import OPEN
from baleharum.adoptions.policy import WINDOWS
from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.vault.objects import SealedObject
from datetime import date
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from typing import NamedTuple
from zope.interface import implementer


class IAdoptionFile(
    schema.IApplication,
    schema.ICouple,
    schema.IMeans,
    schema.IConsents,
    schema.IFirstVisit,
    schema.ICarePermit,
    schema.ITrialCare,
    schema.ISecondVisit,
    schema.IAdoptionPermit,
    schema.ICourtOrder,
    schema.IRegistration,
    schema.IAfterwards,
    model.Schema,
    ICaseChild,
    ISteps,
):
    """An adoption file. Its title is its number; who it names or describes is sealed."""


class Decision(NamedTuple):
    """What the head has decided. transition, day, user; reason: their comment; findings: (check,
    result) of the checklist as it stood then."""

    transition: str
    on: date
    by: str
    reason: str
    findings: tuple[tuple[str, str], ...]


def _plain(name: str, group: str) -> Plain:
    return Plain(name, None, stored=f"_{name}", default=False, group=group)


def _sealed(name: str, group: str) -> Sealed:
    return Sealed(name, None, group=group)


@implementer(IAdoptionFile)
class AdoptionFile(Bare, Staying, SealedObject, Item):
    """An adoption file. Days of the procedure, tokens of its offices and references lie in the
    clear, all else is sealed.

    decisions: rows of Decision as tuples, noted with each permit.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    open_states = OPEN
    instead = "This is not changed in the state in which the adoption is now."

    about, applied_on = _plain("about", "text"), _plain("applied_on", "text")
    application, why = _plain("application", "text"), _sealed("why", "text")

    husband_name, wife_name = _sealed("husband_name", "couple"), _sealed("wife_name", "couple")
    husband_born, wife_born = _sealed("husband_born", "couple"), _sealed("wife_born", "couple")
    husband_religion = _sealed("husband_religion", "couple")
    wife_religion = _sealed("wife_religion", "couple")
    address, couple = _sealed("address", "couple"), _sealed("couple", "couple")
    married_on = _sealed("married_on", "couple")
    marriage_proof = _plain("marriage_proof", "couple")
    children, earlier = _sealed("children", "couple"), _sealed("earlier", "couple")
    earlier_on = _sealed("earlier_on", "couple")

    healthy, health_proof = _sealed("healthy", "means"), _plain("health_proof", "means")
    able, means_proof = _sealed("able", "means"), _plain("means_proof", "means")
    clean, record_proof = _sealed("clean", "means"), _plain("record_proof", "means")

    urgent, protection = _sealed("urgent", "consents"), _sealed("protection", "consents")
    child_said = _sealed("child_said", "consents")
    child_consent = _plain("child_consent", "consents")
    guardian, guardian_on = _sealed("guardian", "consents"), _plain("guardian_on", "consents")
    guardian_consent = _plain("guardian_consent", "consents")

    visit1_on, visit1_by = _plain("visit1_on", "first"), _sealed("visit1_by", "first")
    visit1_note, visit1_report = _sealed("visit1_note", "first"), _plain("visit1_report", "first")

    care_number, care_on = _sealed("care_number", "care_permit"), _plain("care_on", "care_permit")
    care_proof = _plain("care_proof", "care_permit")
    care_begun = _plain("care_begun", "care")

    visit2_on, visit2_by = _plain("visit2_on", "second"), _sealed("visit2_by", "second")
    visit2_note = _sealed("visit2_note", "second")
    visit2_report = _plain("visit2_report", "second")
    panel_on, panel = _plain("panel_on", "second"), _plain("panel", "second")
    panel_note = _sealed("panel_note", "second")

    permit_number = _sealed("permit_number", "adoption_permit")
    permit_on, permit_by = (
        _plain("permit_on", "adoption_permit"),
        _plain("permit_by", "adoption_permit"),
    )
    permit_proof = _plain("permit_proof", "adoption_permit")

    court, order_number = _sealed("court", "order"), _sealed("order_number", "order")
    order_on, order_proof = _plain("order_on", "order"), _plain("order_proof", "order")

    registered_on = _plain("registered_on", "registration")
    register_number = _sealed("register_number", "registration")
    register_proof = _plain("register_proof", "registration")

    afterwards = _sealed("afterwards", "afterwards")

    decisions = Sealed("decisions", (), noted=True)

    def refusal(self, field: Any) -> str:
        """Return why a field is not written now; see Staying."""
        if not field.group or is_open(self, field.group):
            return ""
        return str(self.instead)

    def decided(self) -> list[Decision]:
        """Return what the head has decided, the first one first."""
        return [Decision(*row) for row in self.decisions]


def is_open(context: Any, group: str) -> bool:
    """Tell whether a group of fields may be written now."""
    return state_of(context) in WINDOWS[group]


def adoptions_of(case: Any) -> list[AdoptionFile]:
    """Return the adoption files of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "o") if IAdoptionFile.providedBy(each)]
