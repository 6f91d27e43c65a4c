"""The folder of programmes, and a programme."""

from baleharum import _
from baleharum.cases.numbering import NumberedContainer
from baleharum.guard.realm import Realm
from baleharum.programmes.interfaces import IProgrammes
from baleharum.team.policy import PROGRAMME_FUNCTIONS
from baleharum.terms.lists import term
from baleharum.vault.objects import SealedObject
from BTrees.IOBTree import IOBTree
from plone.dexterity.content import Container
from plone.dexterity.content import FTIAwareSpecification
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IProgrammeFolder(model.Schema, IProgrammes):
    """All programmes of one centre."""

    title = schema.TextLine(title=_("label_programmes_title", default="Name of the folder"))


class IProgramme(model.Schema):
    """A programme of assistance, with its batches."""

    title = schema.TextLine(
        title=_("label_programme_name", default="Name"),
        description=_(
            "help_programme_name", default="As it stands in the decree, never a person's name."
        ),
        max_length=200,
    )
    programme = schema.Choice(
        title=_("label_programme_kind", default="Programme"), vocabulary="baleharum.Programmes"
    )
    repeat = schema.Choice(
        title=_("label_programme_repeat", default="How often somebody may receive it"),
        description=_(
            "help_programme_repeat",
            default="A NIK that is in another batch of the same time is refused.",
        ),
        vocabulary="baleharum.RepeatRules",
        default="period",
    )


@implementer(IProgrammeFolder)
class ProgrammeFolder(SealedObject, NumberedContainer, Realm, Container):
    """All programmes of a centre, named P1, P2…; NIKs are hashed by a key of the folder."""

    __providedBy__ = FTIAwareSpecification()
    _ordering = "unordered"
    functions = PROGRAMME_FUNCTIONS

    def name_for(self, content):
        """Return the next number, and the name that the programme has."""
        return f"p{self.next_number('p')}", content.title


@implementer(IProgramme)
class Programme(SealedObject, NumberedContainer, Container):
    """A programme; its batches are named JSLU-2026-001, its activities JSLU-K2026-001.

    takings: how many lists its batches have taken in. Who takes one in writes it, so that the
    database refuses one of two that meet, which know nothing of each other's recipients.
    equipment_rows: number -> sealed row, see `equipment`.
    """

    __providedBy__ = FTIAwareSpecification()
    _ordering = "unordered"

    repeat = "period"
    takings = 0
    _equipment = None

    #: What was never written; nobody changes it.
    _nothing = IOBTree()

    @property
    def equipment_rows(self) -> IOBTree:
        """The rows of equipment; to change them see `_own_equipment`."""
        return self._equipment if self._equipment is not None else self._nothing

    def _own_equipment(self) -> IOBTree:
        """Return the rows of equipment to change them."""
        if self._equipment is None:
            self._equipment = IOBTree()
        return self._equipment

    @property
    def unit(self) -> str:
        """Unit of the list `programmes`."""
        return term("programmes", self.programme).extra["unit"]

    def name_for(self, content):
        """Return the next number of the year."""
        letter = "K" if content.portal_type == "GroupActivity" else ""
        series = f"{self.programme.upper()}-{letter}{content.year}"
        number = f"{series}-{self.next_number(series):03d}"
        return number, number
