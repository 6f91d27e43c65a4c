"""Another lawful basis than consent, recorded for one purpose by who answers for the case."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.cases.values import Refused
from baleharum.consents.interfaces import IGround
from baleharum.consents.policy import CONSENT
from baleharum.consents.values import not_blank
from baleharum.terms.lists import terms
from baleharum.vault.objects import SealedObject
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class ILawfulBasis(model.Schema, ISteps, IGround):
    """Why data may be used for a purpose without a consent: art. 20(2)b-f of Law 27/2022."""

    purpose = schema.Choice(
        title=_("label_consent_purpose", default="Purpose"),
        vocabulary="baleharum.ConsentPurposes",
    )
    basis = schema.Choice(
        title=_("label_basis", default="Lawful basis"), vocabulary="baleharum.OtherBases"
    )
    recipient = schema.Choice(
        title=_("label_consent_recipient", default="Recipient"),
        description=_(
            "help_basis_recipient",
            default="For this partner alone. Nothing chosen: for everybody whom the purpose needs.",
        ),
        vocabulary="baleharum.PartnersInUse",
        required=False,
        missing_value="",
        default="",
    )
    reason = schema.Text(
        title=_("label_basis_reason", default="Reason"),
        description=_(
            "help_basis_reason",
            default="Which duty, danger or task it is, and why no consent is asked for.",
        ),
        max_length=5000,
        constraint=not_blank,
    )


@implementer(ILawfulBasis)
class LawfulBasis(Bare, Staying, SealedObject, Item):
    """A recorded basis; what it says is fixed as soon as it is filed. It is ended with a reason.

    ended_on: day, end_reason: text, of its end.
    """

    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    instead = "A recorded basis is not changed. End it, with the reason, and record another one."

    purpose = Plain("purpose", stored="purpose")
    basis = Plain("basis", stored="basis")
    recipient = Plain("recipient", "", stored="recipient")
    reason = Sealed("reason", "")
    ended_on = Plain("ended_on", noted=True, stored="ended_on")
    end_reason = Sealed("end_reason", "", noted=True)


def whole(basis) -> bool:
    """Tell whether a basis says all that it has to: scripts ask no field."""
    try:
        known = (basis.purpose, "consent-purposes"), (basis.basis, "lawful-bases")
        listed = all(token in {t.token for t in terms(name)} for token, name in known)
        return listed and basis.basis != CONSENT and bool(not_blank(basis.reason or ""))
    except Refused:
        return False
