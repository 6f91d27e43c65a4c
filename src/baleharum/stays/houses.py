"""A house of a register: its rooms, beds and zones. Its address is sealed, and never public."""

from baleharum import _
from baleharum.cases.admission import Admission
from baleharum.cases.admission import viewers
from baleharum.cases.bare import Bare
from baleharum.cases.people.checks import possible_phone
from baleharum.cases.staying import Staying
from baleharum.cases.values import day_past
from baleharum.plans.kept import KeptRows
from baleharum.plans.rows import Rows
from baleharum.stays.columns import ROOM
from baleharum.stays.policy import Room
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone import api
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.indexer import indexer
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.component import adapter
from zope.interface import implementer


class IShelter(model.Schema):
    """A house in which people are sheltered."""

    name = schema.TextLine(
        title=_("label_shelter_name", default="What colleagues call the house"), max_length=200
    )
    kind = schema.Choice(
        title=_("label_shelter_kind", default="Kind"), vocabulary="baleharum.ShelterKinds"
    )
    in_use = schema.Bool(
        title=_("label_shelter_in_use", default="Takes people in"), default=True, required=False
    )
    rooms = Rows(
        ROOM,
        title=_("label_shelter_rooms", default="Rooms"),
        description=_(
            "help_shelter_rooms",
            default="A room for a family is one case's: there neither sex nor age keeps people"
            " apart.",
        ),
        required=False,
    )
    assessed_on = schema.Date(
        title=_("label_shelter_assessed", default="Family assessed and selected on"),
        description=_("help_shelter_assessed", default="Needed for family-based care."),
        required=False,
        constraint=day_past,
    )
    declared_on = schema.Date(
        title=_("label_shelter_declared", default="Declaration against violence signed on"),
        description=_(
            "help_shelter_declared",
            default="Needed for family-based care: neither violence, exploitation nor neglect, and"
            " no beating for whatever reason.",
        ),
        required=False,
        constraint=day_past,
    )
    religion = schema.Choice(
        title=_("label_shelter_religion", default="Religion of the family"),
        description=_(
            "help_shelter_religion", default="A child lives with a family of its own religion."
        ),
        vocabulary="baleharum.Religions",
        required=False,
    )
    # Who keeps the house knows where it is; the team of a stay reads it on the stay.
    directives.read_permission(address="cmf.ModifyPortalContent")
    address = schema.Text(
        title=_("label_shelter_address", default="Address"),
        description=_(
            "help_shelter_address",
            default="Sealed. It is shown to who keeps the house, and to the team of somebody who"
            " lives in it.",
        ),
        required=False,
        max_length=500,
    )
    directives.read_permission(phone="cmf.ModifyPortalContent")
    phone = schema.TextLine(
        title=_("label_phone", default="Telephone"),
        description=_("help_phone", default="0812…, 0370…, or + and the country."),
        required=False,
        constraint=possible_phone,
    )
    directives.read_permission(remarks="cmf.ModifyPortalContent")
    remarks = schema.Text(
        title=_("label_shelter_remarks", default="Remarks for who keeps the house"),
        required=False,
        max_length=2000,
    )


@implementer(IShelter)
class Shelter(Bare, Staying, SealedObject, Item):
    """A house, named S1, S2… so that no address of a page tells where it is."""

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    #: What stands before its number in the register.
    register_letter = "s"
    open_states = ("open",)
    highest = 0

    name = SealedValue("name")
    rooms = KeptRows("rooms", ROOM)
    address = SealedValue("address")
    phone = SealedValue("phone")
    remarks = SealedValue("remarks")
    assessed_on = declared_on = None
    religion = SealedValue("religion")

    @property
    def room_list(self) -> list[Room]:
        """The rooms, in the order in which they were written down."""
        return [Room(*row) for row in self.rooms or ()]

    def room_with(self, number: int) -> Room | None:
        """Return a room, None where there is none (any more)."""
        return next((room for room in self.room_list if room.number == number), None)


@adapter(IShelter)
class ShelterAdmission(Admission):
    """Whoever is appointed to the register."""

    roles = frozenset(("Case Staff",))


@indexer(IShelter)
def shelter_viewers(shelter: Any) -> list[str]:
    """Team groups that see a house."""
    return viewers(shelter)


def houses_of(register: Any) -> list[Shelter]:
    """Return the houses of a register, whoever asks, the first one first."""
    names = (f"s{n}" for n in range(1, 1 + register.highest_number("s")))
    found = (register._getOb(name, None) for name in names)
    return [each for each in found if IShelter.providedBy(each)]


def house_with(uid: str, register: Any) -> Shelter | None:
    """Return a house of a register, whoever asks; None for anything else."""
    return next((one for one in houses_of(register) if api.content.get_uuid(one) == uid), None)
