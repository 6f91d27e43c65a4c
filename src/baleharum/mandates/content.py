"""A mandate: what a court or a probation office has laid down for one person of a case."""

from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.mandates.schema import IMandateFields
from baleharum.vault.objects import SealedObject
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope.interface import implementer


class IMandate(IMandateFields, model.Schema, ICaseChild, ISteps):
    """A rehabilitation ruling, or the guidance of somebody who was released. Its title is its number."""


def _plain(name):
    return Plain(name, stored=f"_{name}", default=False)


@implementer(IMandate)
class Mandate(Bare, Staying, SealedObject, Item):
    """A mandate. Days and references lie in the clear, what tells of somebody is sealed.

    demanded: tokens of `document-kinds`; report_on, report_months, reported_on: see `policy`.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    open_states = ("in_force",)
    instead = "This has ended and stays as it is. Add another one for what follows."

    kind, number, issuer = Sealed("kind"), Sealed("number", ""), Sealed("issuer", "")
    about, office = _plain("about"), _plain("office")
    decided_on, begins_on, ends_on = _plain("decided_on"), _plain("begins_on"), _plain("ends_on")
    approach, worker, officer = Sealed("approach"), Sealed("worker", ""), Sealed("officer", "")
    demanded = Sealed("demanded", ())
    report_on, report_months = _plain("report_on"), _plain("report_months")
    reported_on = _plain("reported_on")
    remarks = Sealed("remarks", "")


def mandates_of(case) -> list[Mandate]:
    """Return the mandates of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "j") if IMandate.providedBy(each)]
