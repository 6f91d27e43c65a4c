"""A stay of one person of a case in a house."""

from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.plans.kept import KeptRows
from baleharum.stays import schema
from baleharum.stays.columns import BELONGING
from baleharum.stays.columns import VISIT
from baleharum.stays.policy import FAMILY_CARE
from baleharum.stays.policy import OPEN
from baleharum.stays.policy import place_of
from baleharum.stays.policy import WINDOWS
from baleharum.vault.objects import SealedObject
from datetime import date
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from typing import NamedTuple
from zope.interface import implementer


class IShelterStay(
    schema.IProposal,
    schema.IRoomChoice,
    schema.IArrival,
    schema.IBelongings,
    schema.IVisits,
    schema.IExtension,
    schema.IExit,
    schema.IAbsence,
    model.Schema,
    ICaseChild,
    ISteps,
):
    """A stay. Its title is its number; who it is about and what is written is sealed."""


class Extension(NamedTuple):
    """An extension that was given. on: day of the decision; before, until: last day of before and
    of now; reason: why it was asked for."""

    on: date
    before: date
    until: date
    reason: str


def _kept(name: str, group: str, missing: Any = None, *, sealed: bool = False) -> Any:
    if sealed:
        return Sealed(name, missing, group=group)
    return Plain(name, missing, stored=f"_{name}", default=False, group=group)


def _noted(name: str, missing: Any = None) -> Plain:
    return Plain(name, missing, stored=f"_{name}", default=False, noted=True)


@implementer(IShelterStay)
class ShelterStay(Bare, Staying, SealedObject, Item):
    """A stay. Days, tokens and references lie in the clear, all that is told is sealed.

    kind: kind of the house, noted with the admission; limit: the last day, noted with it and with
    each extension; extensions: rows of Extension; highest: last number given to a belonging or
    visit; due_days: number and day of each visit.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    open_states = OPEN
    instead = "This is not changed in the state in which the stay is now."
    highest = 0
    due_days = ()

    about, house = _kept("about", "text"), _kept("house", "text")
    why, needs = _kept("why", "text", sealed=True), _kept("needs", "text", sealed=True)

    room = _kept("room", "room")
    adapted = _kept("adapted", "room", sealed=True)

    arrived_on = _kept("arrived_on", "admission")
    rules_on, rules_proof = _kept("rules_on", "admission"), _kept("rules_proof", "admission")
    rules_by = _kept("rules_by", "admission", sealed=True)
    rules_witness = _kept("rules_witness", "admission", sealed=True)

    nothing_brought = _kept("nothing_brought", "belongings", False)
    belongings = KeptRows("belongings", BELONGING, group="belongings")
    listed_on = _kept("listed_on", "belongings")
    listed_by = _kept("listed_by", "belongings", sealed=True)
    listed_witness = _kept("listed_witness", "belongings", sealed=True)

    visits = KeptRows("visits", VISIT, "day", group="visits")

    ask_until = _kept("ask_until", "extension")
    ask_reason = _kept("ask_reason", "extension", sealed=True)

    left_on, minutes = _kept("left_on", "exit"), _kept("minutes", "exit")
    exit_note = _kept("exit_note", "exit", sealed=True)
    handed_to = _kept("handed_to", "exit", sealed=True)
    moved_to = _kept("moved_to", "exit", sealed=True)
    returned = _kept("returned", "exit", False)

    missing_on, missing_time = _kept("missing_on", "absence"), _kept("missing_time", "absence")
    incident = _kept("incident", "absence", sealed=True)
    police_no = _kept("police_no", "absence", sealed=True)
    police_on = _kept("police_on", "absence")

    kind, limit = _noted("kind", ""), _noted("limit")
    #: The room in which they sleep: one that was looked at, see `events`.
    placed = _noted("placed", "")
    given = Sealed("given", (), noted=True)

    def refusal(self, field: Any) -> str:
        """Return why a field is not written now; see Staying."""
        if not field.group or is_open(self, field.group):
            return ""
        return str(self.instead)

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """The extensions that were given, the first one first."""
        return tuple(Extension(*row) for row in self.given or ())

    @property
    def place(self) -> tuple[str, int]:
        """UID of the house and number of the room; ('', 0) while none is chosen."""
        return place_of(self.room)

    @property
    def ended_on(self) -> date | None:
        """The day on which they left, were taken elsewhere, or were missed; None before."""
        state = state_of(self)
        days = {"left": self.left_on, "transferred": self.left_on, "absconded": self.missing_on}
        found: date | None = days.get(state)
        return found


def is_open(stay: Any, group: str) -> bool:
    """Tell whether a group of fields may be written now. Visits are made in families alone."""
    if group == "visits" and stay.kind != FAMILY_CARE:
        return False
    return state_of(stay) in WINDOWS[group]


def stays_of(case: Any) -> list[ShelterStay]:
    """Return the stays of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "t") if IShelterStay.providedBy(each)]
