"""The directory of partners and a partner."""

from baleharum import _
from baleharum.cases.interfaces import ISteps
from baleharum.cases.numbering import NumberedContainer
from baleharum.cases.ordered import OrderedTermsFieldWidget
from baleharum.cases.people.checks import possible_phone
from baleharum.guard.realm import Realm
from baleharum.partners.interfaces import IPartners
from baleharum.partners.kinds import is_person
from baleharum.partners.kinds import is_shelter
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.schema.email import Email
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer


#: How to reach a partner, and what colleagues have to know for it.
WAYS = ("contact", "phone", "email", "address", "hours", "remarks")


class IPartnerDirectory(model.Schema, IPartners):
    """All partners of the centre."""

    title = schema.TextLine(title=_("label_directory_title", default="Name of the directory"))


class IPartner(model.Schema, ISteps):
    """An institution, or somebody of the community, that helps with a case."""

    title = schema.TextLine(
        title=_("label_partner_name", default="Name"),
        description=_("help_partner_name", default="The full name, as it stands on a letter."),
        max_length=200,
    )
    kind = schema.Choice(
        title=_("label_partner_kind", default="Kind"), vocabulary="baleharum.KindsOfPartners"
    )
    directives.widget("services", CheckBoxFieldWidget)
    services = schema.Tuple(
        title=_("label_partner_services", default="Services"),
        value_type=schema.Choice(vocabulary="baleharum.SimfoniServices"),
        required=False,
        missing_value=(),
        default=(),
    )
    directives.widget("areas", CheckBoxFieldWidget)
    areas = schema.Tuple(
        title=_("label_partner_areas", default="Area"),
        value_type=schema.Choice(vocabulary="baleharum.ProvincesNtb"),
        required=False,
        missing_value=(),
        default=(),
    )
    # There are too many of them for boxes.
    directives.widget("sub_districts", OrderedTermsFieldWidget)
    sub_districts = schema.Tuple(
        title=_("label_partner_sub_districts", default="Sub-districts"),
        description=_(
            "help_partner_sub_districts",
            default="Of those who help in some of them alone, as most of the community (PSKS) do.",
        ),
        value_type=schema.Choice(vocabulary="baleharum.SubDistricts"),
        required=False,
        missing_value=(),
        default=(),
    )
    directives.widget("skills", CheckBoxFieldWidget)
    skills = schema.Tuple(
        title=_("label_partner_skills", default="Skills"),
        description=_(
            "help_partner_skills", default="What they can do for a case; who needs it finds them."
        ),
        value_type=schema.Choice(vocabulary="baleharum.PartnerSkills"),
        required=False,
        missing_value=(),
        default=(),
    )
    availability = schema.Choice(
        title=_("label_partner_availability", default="When they can help"),
        vocabulary="baleharum.PartnerAvailability",
        required=False,
    )
    away_until = schema.Date(
        title=_("label_partner_away_until", default="Cannot help until"),
        description=_(
            "help_partner_away_until",
            default="The last day of an absence; from the next one on they are proposed again.",
        ),
        required=False,
    )
    sheltering = schema.Bool(
        title=_("label_partner_sheltering", default="People are sheltered here"),
        description=_(
            "help_partner_sheltering", default="Its address is never shown to the public."
        ),
        default=False,
        required=False,
    )
    model.fieldset(
        "contact",
        label=_("fieldset_contact", default="Contact"),
        fields=list(WAYS),
    )
    contact = schema.TextLine(
        title=_("label_partner_contact", default="Whom to ask for"), required=False, max_length=200
    )
    phone = schema.TextLine(
        title=_("label_phone", default="Telephone"),
        description=_("help_phone", default="0812…, 0370…, or + and the country."),
        required=False,
        constraint=possible_phone,
    )
    email = Email(title=_("label_partner_email", default="E-mail"), required=False)
    address = schema.Text(title=_("label_partner_address", default="Address"), required=False)
    hours = schema.TextLine(
        title=_("label_partner_hours", default="Hours"), required=False, max_length=200
    )
    remarks = schema.Text(
        title=_("label_partner_remarks", default="Remarks for colleagues"), required=False
    )


#: What the public reads of a partner that is published; what of it where people are sheltered; and
#: of a volunteer or companion, whose telephone, mail and address are their own.
SHOWN = ("phone", "email", "address", "hours")
SHOWN_OF_A_SHELTER = ("phone", "email", "hours")
SHOWN_OF_A_PERSON = ("hours",)


@implementer(IPartnerDirectory)
class PartnerDirectory(SealedObject, NumberedContainer, Realm, Container):
    """All partners of the centre, named M1, M2… so that no address tells of a shelter."""

    __providedBy__ = FTIAwareSpecification()
    _ordering = "unordered"

    def name_for(self, content):
        """Return the next number, and the name that the partner has."""
        return f"m{self.next_number('m')}", content.title


@implementer(IPartner)
class Partner(SealedObject, Item):
    """A partner. How to reach it is sealed; what the public may read of that lies beside it."""

    __providedBy__ = FTIAwareSpecification()

    #: Code lists of its steps and states, see `cases.steps`.
    step_lists = ("partner-transitions", "partner-states")

    #: What the public reads: field -> text; empty unless it is published.
    shown = {}  # noqa: RUF012 (replaced as a whole, never changed)

    skills = ()
    availability = away_until = None

    contact = SealedValue("contact")
    phone = SealedValue("phone")
    email = SealedValue("email")
    address = SealedValue("address")
    remarks = SealedValue("remarks")
    #: Why it is no longer active.
    inactive_reason = SealedValue("inactive_reason")

    @property
    def is_shelter(self) -> bool:
        """Whether people are sheltered here: by its kind, or because somebody has said so."""
        return bool(self.sheltering) or is_shelter(self.kind)

    def show(self) -> None:
        """Put what the public may read beside what is sealed."""
        names = SHOWN_OF_A_SHELTER if self.is_shelter else SHOWN
        if is_person(self.kind):
            names = SHOWN_OF_A_PERSON
        self.shown = {name: getattr(self, name) for name in names if getattr(self, name)}

    def hide(self) -> None:
        """Take away what the public could read."""
        self.shown = {}
