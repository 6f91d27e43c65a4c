"""A person in a case and the part they play in it."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.people.checks import possible_family_card
from baleharum.cases.people.checks import possible_nik
from baleharum.cases.people.checks import possible_phone
from baleharum.cases.people.checks import reason_missing
from baleharum.cases.people.earlier import BEFORE
from baleharum.cases.people.earlier import NAMING
from baleharum.cases.people.earlier import Naming
from baleharum.cases.values import day_past
from baleharum.cases.values import year_of_birth
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant
from zope.schema import getFieldNamesInOrder


class ICaseSubject(model.Schema, ICaseChild, ISteps):
    """A person in a case. Many people have one name only, so there is one field for it."""

    part = schema.Choice(
        title=_("label_part", default="Part in the case"),
        vocabulary="baleharum.Parts",
        default="client",
    )
    name = schema.TextLine(
        title=_("label_name", default="Name"),
        description=_("help_name", default="As on the identity card; one name is enough."),
        max_length=200,
    )
    alias = schema.TextLine(
        title=_("label_alias", default="Also called"), required=False, max_length=200
    )
    sex = schema.Choice(
        title=_("label_sex", default="Sex"), vocabulary="baleharum.Sexes", required=False
    )
    birth_date = schema.Date(
        title=_("label_birth_date", default="Date of birth"),
        required=False,
        constraint=day_past,
    )
    birth_year = schema.Int(
        title=_("label_birth_year", default="Year of birth, if only that is known"),
        required=False,
        min=1900,
        constraint=year_of_birth,
    )
    nik_state = schema.Choice(
        title=_("label_nik_state", default="NIK: is there one?"),
        vocabulary="baleharum.NikStates",
        default="tidak-diketahui",
    )
    nik = schema.TextLine(
        title=_("label_nik", default="NIK"),
        description=_("help_nik", default="16 digits. Leave empty if there is none."),
        required=False,
        constraint=possible_nik,
    )
    family_card = schema.TextLine(
        title=_("label_family_card", default="Family card number (KK)"),
        required=False,
        constraint=possible_family_card,
    )
    model.fieldset(
        "contact",
        label=_("fieldset_contact", default="Contact"),
        fields=["safe_contact", "phone", "address", "kelurahan"],
    )
    safe_contact = schema.Text(
        title=_("label_safe_contact", default="How and when is it safe to make contact?"),
        description=_(
            "help_safe_contact",
            default="For example: only by text message, on weekday mornings, never to the house.",
        ),
        required=False,
    )
    phone = schema.TextLine(
        title=_("label_phone", default="Telephone"),
        description=_("help_phone", default="0812…, 0370…, or + and the country."),
        required=False,
        constraint=possible_phone,
    )
    address = schema.Text(
        title=_("label_address", default="Address"),
        description=_("help_address", default="Street, RT/RW, lingkungan."),
        required=False,
    )
    kelurahan = schema.Choice(
        title=_("label_kelurahan", default="Kelurahan (Mataram)"),
        vocabulary="baleharum.Kelurahan",
        required=False,
    )
    model.fieldset(
        "more",
        label=_("fieldset_more", default="About the person"),
        fields=[
            "nationality",
            "religion",
            "marital_state",
            "education",
            "disability",
            "relation",
            "remarks",
        ],
    )
    nationality = schema.TextLine(
        title=_("label_nationality", default="Nationality"), default="WNI", required=False
    )
    religion = schema.Choice(
        title=_("label_religion", default="Religion"),
        vocabulary="baleharum.Religions",
        required=False,
    )
    marital_state = schema.Choice(
        title=_("label_marital_state", default="Marital state"),
        vocabulary="baleharum.MaritalStates",
        required=False,
    )
    education = schema.Choice(
        title=_("label_education", default="Education"),
        vocabulary="baleharum.Education",
        required=False,
    )
    disability = schema.Choice(
        title=_("label_disability", default="Disability"),
        vocabulary="baleharum.Disabilities",
        required=False,
    )
    relation = schema.Choice(
        title=_("label_relation", default="Relation of the alleged perpetrator to the victim"),
        vocabulary="baleharum.Relations",
        required=False,
    )
    remarks = schema.Text(title=_("label_remarks", default="Remarks"), required=False)

    @invariant
    def nik_or_reason(data):
        """Where there is no NIK, the record says why."""
        if reason_missing(getattr(data, "nik", None), getattr(data, "nik_state", None)):
            raise Invalid(
                _(
                    "error_nik_or_reason",
                    default="Write the NIK, or choose why there is none.",
                )
            )


@implementer(ICaseSubject)
class CaseSubject(Bare, SealedObject, Item):
    """A person in a case: read and written by those who read the case's confidential records."""

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"


#: What is readable without a key: the part a person plays, and whether there is a NIK.
PLAIN = ("part", "nik_state")

for _name in getFieldNamesInOrder(ICaseSubject):
    if _name not in PLAIN:
        setattr(CaseSubject, _name, Naming(_name) if _name in NAMING else SealedValue(_name))
setattr(CaseSubject, BEFORE, SealedValue(BEFORE, missing=()))
