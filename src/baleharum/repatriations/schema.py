"""The fields of a repatriation, in groups: each has a form and a time, see `policy.WINDOWS`."""

from baleharum import _
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.repatriations.policy import is_regency
from baleharum.repatriations.regency import RegencyFieldWidget
from plone.autoform import directives
from plone.supermodel import model
from zope import schema


ASKED = {"prompt": True, "promptMessage": _("label_not_chosen", default="– not chosen –")}
LONG = 4000


def regency_code(value: str) -> bool:
    """Field constraint. Raises Refused for what is no code of a regency or city."""
    if not is_regency(value):
        raise Refused(
            _(
                "error_regency_code",
                default="Choose the regency or city from the list, or write its code as the Ministry"
                " of Home Affairs has it: 35.78.",
            )
        )
    return True


def _day(title, description=None):
    return schema.Date(title=title, description=description, required=False, constraint=day_past)


def _line(title, description=None):
    return schema.TextLine(title=title, description=description, required=False, max_length=200)


def _text(title, description=None):
    return schema.Text(title=title, description=description, required=False, max_length=LONG)


def _choice(title, vocabulary, description=None):
    return schema.Choice(
        title=title, description=description, vocabulary=vocabulary, required=False
    )


class IProposal(model.Schema):
    """Who is brought home, and why."""

    directives.widget("about", **ASKED)
    about = schema.Choice(
        title=_("label_home_about", default="Who is brought home"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    direction = schema.Choice(
        title=_("label_home_direction", default="Direction"),
        vocabulary="baleharum.RepatriationDirections",
        default="keluar",
    )
    why = _text(_("label_home_why", default="How they came here, and why they go home"))


class IChecks(model.Schema):
    """Origin, will, health, and the risk."""

    origin_proof = _choice(
        _("label_home_origin_proof", default="Proof of identity or origin"),
        "baleharum.RepatriationProofs",
        _("help_home_origin_proof", default="A document that is filed in this case."),
    )
    origin_note = _text(
        _("label_home_origin_note", default="What is known of the origin"),
        _("help_home_origin_note", default="What the document shows, whom you have asked."),
    )
    will_on = _day(_("label_home_will_on", default="Asked on"))
    will = _text(_("label_home_will", default="What they say to it, in their own words"))
    fit_on = _day(_("label_home_fit_on", default="Fit to travel since"))
    fit_by = _line(_("label_home_fit_by", default="Found fit by"))
    risk_on = _day(_("label_home_risk_on", default="Risk checked on"))
    risk = _choice(_("label_home_risk", default="Result of the risk check"), "baleharum.HomeRisks")
    risk_note = _text(
        _("label_home_risk_note", default="Risks on the way and at home"),
        _("help_home_risk_note", default="Needed for victims of trafficking."),
    )


class IDestination(model.Schema):
    """Where to, and who has answered from there."""

    province = _choice(_("label_home_province", default="Province"), "baleharum.Provinces")
    directives.widget("regency", RegencyFieldWidget)
    regency = schema.TextLine(
        title=_("label_home_regency", default="Regency or city"),
        description=_(
            "help_home_regency",
            default="Type a part of the name and choose it, or write the code of the Ministry of"
            " Home Affairs: 35.78 for Surabaya.",
        ),
        required=False,
        constraint=regency_code,
    )
    address = _text(_("label_home_address", default="Address, and who lives there"))
    office = _choice(
        _("label_home_office", default="Social office of the origin"), "baleharum.PartnersInUse"
    )
    reply_on = _day(_("label_home_reply_on", default="Reply of"))
    reply_proof = _choice(
        _("label_home_reply_proof", default="The reply"), "baleharum.RepatriationReplies"
    )
    reply_note = _text(_("label_home_reply_note", default="What they reply"))


class IOrder(model.Schema):
    """What the assignment letter says."""

    escort = _line(
        _("label_home_escort", default="Who is sent with them"),
        _("help_home_escort", default="Name and office, as the assignment letter says it."),
    )
    companion = _line(
        _("label_home_companion", default="Companion"),
        _("help_home_companion", default="Needed for a child and for a mental disorder."),
    )
    means = _choice(_("label_home_means", default="How they travel"), "baleharum.TravelMeans")
    planned_on = schema.Date(
        title=_("label_home_planned_on", default="Planned for"), required=False
    )


class IDeparture(model.Schema):
    """That they have left."""

    departed_on = _day(_("label_home_departed_on", default="Departed on"))


class IHandover(model.Schema):
    """Who has taken them over."""

    handed_on = _day(_("label_home_handed_on", default="Handed over on"))
    handed_to = _line(_("label_home_handed_to", default="Taken over by"))
    handed_office = _line(_("label_home_handed_office", default="For the family or office"))
    minutes = _choice(
        _("label_home_minutes", default="Signed handover minutes"),
        "baleharum.RepatriationMinutes",
    )


class ICosts(model.Schema):
    """What it has cost."""

    cost = schema.Int(
        title=_("label_home_cost", default="Costs in rupiah"),
        required=False,
        min=0,
        max=1_000_000_000,
    )
    payer = _choice(_("label_home_payer", default="Paid by"), "baleharum.RepatriationPayers")
    cost_proof = _choice(
        _("label_home_cost_proof", default="The receipt"), "baleharum.RepatriationReceipts"
    )


#: page below the repatriation -> its group and fields, in the order of the way.
GROUPS = {
    "edit": ("text", IProposal),
    "@@checks": ("checks", IChecks),
    "@@destination": ("destination", IDestination),
    "@@order": ("order", IOrder),
    "@@departure": ("departure", IDeparture),
    "@@handover": ("handover", IHandover),
    "@@costs": ("costs", ICosts),
}
