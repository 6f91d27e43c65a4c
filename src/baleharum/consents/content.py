"""A consent: one purpose, one recipient; a draft until it is given or refused, then fixed."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.cases.values import day_received
from baleharum.consents.interfaces import IGround
from baleharum.consents.settings import version_now
from baleharum.consents.values import day_of_end
from baleharum.vault.objects import SealedObject
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer


class IConsentForm(model.Schema, ISteps, IGround):
    """What somebody agrees to. A draft may be incomplete; giving it says what is missing."""

    purpose = schema.Choice(
        title=_("label_consent_purpose", default="Purpose"),
        description=_("help_consent_purpose", default="One purpose; another one is another form."),
        vocabulary="baleharum.ConsentPurposes",
    )
    recipient = schema.Choice(
        title=_("label_consent_recipient", default="Recipient"),
        description=_(
            "help_consent_recipient",
            default="Who gets the data. Nothing chosen: the centre itself.",
        ),
        vocabulary="baleharum.PartnersInUse",
        required=False,
        missing_value="",
        default="",
    )
    person = schema.Choice(
        title=_("label_consent_person", default="Whose data it is about"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    valid_until = schema.Date(
        title=_("label_consent_until", default="Valid until"),
        description=_(
            "help_consent_until",
            default="Empty: as long as the centre has set. A guardian's consent ends when the child"
            " turns 18.",
        ),
        required=False,
        constraint=day_of_end,
    )
    model.fieldset(
        "giving",
        label=_("fieldset_giving", default="Who gives it"),
        fields=["givers", "authority", "authority_proof", "assent", "assent_words"],
    )
    directives.widget("givers", CheckBoxFieldWidget)
    givers = schema.Tuple(
        title=_("label_consent_givers", default="Given by"),
        description=_(
            "help_consent_givers",
            default="The person, or for a child the guardian. Never an alleged perpetrator: record"
            " another lawful basis instead.",
        ),
        value_type=schema.Choice(vocabulary="baleharum.WhoMayConsent"),
        required=False,
        missing_value=(),
        default=(),
    )
    authority = schema.Text(
        title=_("label_consent_authority", default="Kinship or authority of the guardian"),
        required=False,
        max_length=2000,
    )
    authority_proof = schema.Choice(
        title=_("label_consent_authority_proof", default="Proof of that authority"),
        vocabulary="baleharum.ProofsOfAuthority",
        required=False,
    )
    assent = schema.Choice(
        title=_("label_consent_assent", default="Does the child agree?"),
        vocabulary="baleharum.Assents",
        required=False,
    )
    assent_words = schema.Text(
        title=_("label_consent_assent_words", default="In the child's own words"),
        required=False,
        max_length=2000,
    )
    model.fieldset(
        "how",
        label=_("fieldset_how_given", default="How it is given"),
        fields=[
            "signed_version",
            "signed_on",
            "explained",
            "method",
            "witnesses",
            "script_version",
            "proof",
        ],
    )
    signed_version = schema.Choice(
        title=_("label_consent_version", default="Version of the notice on the form"),
        vocabulary="baleharum.NoticeVersions",
        required=False,
        defaultFactory=version_now,
    )
    signed_on = schema.Date(
        title=_("label_consent_signed", default="Signed or recorded on"),
        description=_("help_consent_signed", default="Empty: the day on which it is given here."),
        required=False,
        constraint=day_received,
    )
    explained = schema.Bool(
        title=_(
            "label_consent_explained",
            default="The notice was explained in plain language, and questions were answered",
        ),
        required=False,
        default=False,
    )
    method = schema.Choice(
        title=_("label_consent_method", default="Method"),
        vocabulary="baleharum.ConsentMethods",
        default="tertulis",
    )
    witnesses = schema.Tuple(
        title=_("label_consent_witnesses", default="Witnesses, one a line"),
        description=_(
            "help_consent_witnesses",
            default="Two for a thumbprint, at least one for a recording.",
        ),
        value_type=schema.TextLine(max_length=200),
        max_length=10,
        required=False,
        missing_value=(),
        default=(),
    )
    script_version = schema.TextLine(
        title=_("label_consent_script", default="Version of the script that was read out"),
        required=False,
        max_length=40,
    )
    proof = schema.Choice(
        title=_("label_consent_proof", default="Proof: the signed form or the recording"),
        description=_(
            "help_consent_proof", default="File it under Documents as 'Informed consent' first."
        ),
        vocabulary="baleharum.ProofsOfConsent",
        required=False,
    )
    model.fieldset(
        "support",
        label=_("fieldset_support", default="Support"),
        fields=["support_format", "support_people", "remarks"],
    )
    support_format = schema.Text(
        title=_("label_consent_support_format", default="Format that was used"),
        description=_(
            "help_consent_support_format",
            default="For a person with a disability: sign language, pictures, easy reading…",
        ),
        required=False,
        max_length=2000,
    )
    support_people = schema.Text(
        title=_("label_consent_support_people", default="Who assisted"),
        required=False,
        max_length=2000,
    )
    remarks = schema.Text(
        title=_("label_remarks", default="Remarks"), required=False, max_length=5000
    )


#: Fields that are readable without a key: tokens and UIDs.
PLAIN = {
    "purpose": None,
    "recipient": "",
    "person": "",
    "givers": (),
    "authority_proof": None,
    "assent": None,
    "explained": False,
    "method": "tertulis",
    "proof": None,
    "signed_version": None,
    "signed_on": None,
}
SEALED = {
    "valid_until": None,
    "authority": None,
    "assent_words": None,
    "witnesses": (),
    "script_version": None,
    "support_format": None,
    "support_people": None,
    "remarks": None,
}

#: What a decision notes down; nobody types it.
NOTED = {
    "given_on": None,
    "recipient_name": None,
    "proof_version": None,
    "notice_version": None,
    "withdrawn_on": None,
    "withdrawn_at": None,
    "withdrawn_through": None,
    "voided_at": None,
    "voided_why": None,
    "told": (),
}
NOTED_SEALED = {"proof_sha256": "", "notice_id": "", "notice_en": ""}


@implementer(IConsentForm)
class ConsentForm(Bare, Staying, SealedObject, Item):
    """A consent of one person for one purpose and one recipient.

    given_on: day; recipient_name: of the partner then; proof_version, proof_sha256: of the proof
    as it was recorded; notice_version, notice_id, notice_en: of what was explained; withdrawn_on:
    day, withdrawn_at: aware moment of recording (ISO), withdrawn_through: of `withdrawal-channels`;
    voided_at: aware moment (ISO) from which on it is void, voided_why: reason of the policy;
    told: (partner, user id, day ISO, channel) of each partner who was told, see `telling`.
    """

    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    open_states = ("draft",)
    instead = (
        "A consent is not changed once it is given or refused. Withdraw it, or ask for a new one."
    )


for _name, _missing in PLAIN.items():
    setattr(ConsentForm, _name, Plain(_name, _missing, stored=_name))
for _name, _missing in SEALED.items():
    setattr(ConsentForm, _name, Sealed(_name, _missing))
for _name, _missing in NOTED.items():
    setattr(ConsentForm, _name, Plain(_name, _missing, stored=_name, noted=True))
for _name, _missing in NOTED_SEALED.items():
    setattr(ConsentForm, _name, Sealed(_name, _missing, noted=True))
