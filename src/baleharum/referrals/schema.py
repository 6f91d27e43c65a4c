"""The fields of a referral letter, in groups: each group may be written at its time alone."""

from baleharum import _
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.referrals.checklist import ChecklistFieldWidget
from baleharum.referrals.policy import is_clock
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema


def clock_time(value: str) -> bool:
    """Field constraint. Raises Refused for what is no time of the day."""
    if not is_clock(value):
        raise Refused(_("error_clock", default="Write hours and minutes, for example 09:30."))
    return True


class ILetterText(model.Schema):
    """What the letter says and discloses."""

    partner = schema.Choice(
        title=_("label_referral_partner", default="Partner"),
        vocabulary="baleharum.ReferralPartners",
        required=False,
    )
    about = schema.Choice(
        title=_("label_referral_about", default="Whom it is about"),
        vocabulary="baleharum.ReferralPeople",
        required=False,
    )
    mode = schema.Choice(
        title=_("label_referral_mode", default="What is asked for"),
        vocabulary="baleharum.ReferralModes",
        default="layanan",
    )
    directives.widget("services", CheckBoxFieldWidget)
    services = schema.Tuple(
        title=_("label_referral_services", default="Services that the partner is asked for"),
        value_type=schema.Choice(vocabulary="baleharum.SimfoniServices"),
        required=False,
        missing_value=(),
        default=(),
    )
    purpose = schema.Text(
        title=_("label_referral_purpose", default="Purpose of the referral"),
        description=_(
            "help_referral_purpose", default="What the partner should do, in one or two sentences."
        ),
        max_length=2000,
        required=False,
    )
    directives.widget("data", ChecklistFieldWidget)
    data = schema.Dict(
        title=_("label_referral_data", default="Minimum data: what is disclosed, and why"),
        description=_(
            "help_referral_data",
            default="Write why the partner needs it beside each item that the letter tells. What"
            " has no reason stays out of the letter.",
        ),
        key_type=schema.Choice(vocabulary="baleharum.MinimumData"),
        value_type=schema.TextLine(max_length=300),
        required=False,
        missing_value={},
    )
    directives.widget("documents", CheckBoxFieldWidget)
    documents = schema.Tuple(
        title=_("label_referral_documents", default="Enclosures"),
        description=_(
            "help_referral_documents",
            default="Approved documents of this case. They are fixed at this version when the"
            " letter is submitted.",
        ),
        value_type=schema.Choice(vocabulary="baleharum.ReferralDocuments"),
        required=False,
        missing_value=(),
        default=(),
    )
    text = schema.Text(
        title=_("label_referral_text", default="Text of the letter"),
        description=_(
            "help_referral_text",
            default="Only what the partner needs. Greeting, data, basis and closing words are"
            " added by themselves. An empty line begins a new paragraph.",
        ),
        max_length=20000,
        required=False,
    )
    model.fieldset(
        "number",
        label=_("fieldset_letter_number", default="Number and nature"),
        fields=["code", "nature"],
    )
    code = schema.Choice(
        title=_("label_referral_code", default="Classification code"),
        vocabulary="baleharum.LetterCodes",
        default="400-9-8",
    )
    nature = schema.Choice(
        title=_("label_referral_nature", default="Nature of the letter"),
        vocabulary="baleharum.LetterNatures",
        default="rahasia",
    )


class IDispatch(model.Schema):
    """How the signed letter goes out."""

    sent_channel = schema.Choice(
        title=_("label_sent_channel", default="Channel"),
        vocabulary="baleharum.LetterChannels",
        required=False,
    )
    sent_on = schema.Date(
        title=_("label_sent_on", default="Day"), required=False, constraint=day_past
    )
    sent_time = schema.TextLine(
        title=_("label_sent_time", default="Time (WITA)"),
        description=_("help_sent_time", default="Hours and minutes, for example 09:30."),
        required=False,
        constraint=clock_time,
    )
    sent_to = schema.TextLine(
        title=_("label_sent_to", default="Who received it"),
        description=_("help_sent_to", default="Name and office of the person at the partner."),
        required=False,
        max_length=200,
    )


class IAnswer(model.Schema):
    """What the partner says to the letter."""

    answered_by = schema.TextLine(
        title=_("label_answered_by", default="Who answers for the partner"),
        description=_("help_answered_by", default="Name and office of the person who said it."),
        required=False,
        max_length=200,
    )
    answered_on = schema.Date(
        title=_("label_referral_answered_on", default="Day of the answer"),
        required=False,
        constraint=day_past,
    )


class IReply(model.Schema):
    """What the partner has done."""

    reply_document = schema.Choice(
        title=_("label_reply_document", default="The partner's reply"),
        description=_(
            "help_reply_document", default="A document of the kind 'Referral reply' of this case."
        ),
        vocabulary="baleharum.ReferralReplies",
        required=False,
    )
    replied_on = schema.Date(
        title=_("label_replied_on", default="Day of the reply"),
        required=False,
        constraint=day_past,
    )
    reply_summary = schema.Text(
        title=_("label_reply_summary", default="What the partner replies, in short"),
        required=False,
        max_length=5000,
    )


class IHandover(model.Schema):
    """The minutes by which a case is handed over, signed by both."""

    minutes = schema.Choice(
        title=_("label_minutes", default="Handover minutes"),
        description=_("help_minutes", default="An approved document of that kind in this case."),
        vocabulary="baleharum.ReferralMinutes",
        required=False,
    )
    handed_by = schema.TextLine(
        title=_("label_handed_by", default="Signed for us by"), required=False, max_length=200
    )
    handed_on = schema.Date(
        title=_("label_handed_on", default="Day on which we signed"),
        required=False,
        constraint=day_past,
    )
    taken_by = schema.TextLine(
        title=_("label_taken_by", default="Signed for the partner by"),
        required=False,
        max_length=200,
    )
    taken_on = schema.Date(
        title=_("label_taken_on", default="Day on which the partner signed"),
        required=False,
        constraint=day_past,
    )
