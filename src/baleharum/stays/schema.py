"""The fields of a stay, in groups: each has a form and a time of its own, see `policy.WINDOWS`."""

from baleharum import _
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.plans.rows import Rows
from baleharum.stays.columns import BELONGING
from baleharum.stays.columns import VISIT
from plone.autoform import directives
from plone.supermodel import model
from zope import schema

import re


#: A list begins with nothing chosen: what is first in it is not what is meant.
ASKED = {"prompt": True, "promptMessage": _("label_not_chosen", default="– not chosen –")}
#: Longest text.
LONG = 4000


def _day(title, description=None):
    return schema.Date(title=title, description=description, required=False, constraint=day_past)


def _line(title, description=None):
    return schema.TextLine(title=title, description=description, required=False, max_length=200)


def _text(title, description=None):
    return schema.Text(title=title, description=description, required=False, max_length=LONG)


def _proof(title, vocabulary, description=None):
    return schema.Choice(
        title=title, description=description, vocabulary=vocabulary, required=False
    )


def time_of_day(value: str) -> bool:
    """Field constraint. Raises Refused for what is no time of the day."""
    if not re.fullmatch("(?:[01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise Refused(_("error_clock", default="Write hours and minutes, for example 09:30."))
    return True


class IProposal(model.Schema):
    """Who needs a place, where, and why."""

    directives.widget("about", **ASKED)
    about = schema.Choice(
        title=_("label_stay_about", default="Who needs a place"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    house = schema.Choice(
        title=_("label_stay_house", default="House"),
        description=_(
            "help_stay_house",
            default="The house on whose waiting list the person stands. Leave it open if any will"
            " do.",
        ),
        vocabulary="baleharum.Shelters",
        required=False,
    )
    why = _text(_("label_stay_why", default="Why they need it"))
    needs = _text(
        _("label_stay_needs", default="What has to be considered"),
        _(
            "help_stay_needs",
            default="Medicine, food, worship, school, whom they must not meet. Only what the house"
            " has to know.",
        ),
    )


class IRoomChoice(model.Schema):
    """The room, and how it suits the person."""

    directives.widget("room", **ASKED)
    room = schema.Choice(
        title=_("label_stay_room", default="Room"),
        vocabulary="baleharum.ShelterRooms",
        required=False,
    )
    adapted = _text(
        _("label_stay_adapted", default="How the room suits a disability"),
        _("help_stay_adapted", default="Needed where the room is not marked as accessible."),
    )


class IArrival(model.Schema):
    """The arrival, and the house rules with their signatures."""

    arrived_on = _day(
        _("label_stay_arrived", default="Arrived on"),
        _("help_stay_arrived", default="Left empty, it is the day on which they are admitted."),
    )
    rules_on = _day(_("label_stay_rules_on", default="House rules accepted on"))
    rules_by = _line(
        _("label_stay_rules_by", default="Signed by"),
        _("help_stay_rules_by", default="The person, or who signs for them."),
    )
    rules_witness = _line(_("label_stay_rules_witness", default="Signed for the house by"))
    rules_proof = _proof(
        _("label_stay_rules_proof", default="The signed house rules"),
        "baleharum.StayAgreements",
        _(
            "help_stay_rules_proof",
            default="A service agreement that is filed among the documents of this case.",
        ),
    )


class IBelongings(model.Schema):
    """What the person brings, and who has signed for it."""

    nothing_brought = schema.Bool(
        title=_("label_stay_nothing", default="Nothing was brought"), required=False, default=False
    )
    belongings = Rows(
        BELONGING, title=_("label_stay_belongings", default="Belongings"), required=False
    )
    listed_on = _day(_("label_stay_listed_on", default="List signed on"))
    listed_by = _line(_("label_stay_listed_by", default="List signed by"))
    listed_witness = _line(_("label_stay_listed_witness", default="List signed for the house by"))


class IExtension(model.Schema):
    """What is asked of the head before the limit."""

    ask_until = schema.Date(
        title=_("label_stay_ask_until", default="Asked until"),
        description=_(
            "help_stay_ask_until", default="The head decides before the last day has passed."
        ),
        required=False,
    )
    ask_reason = _text(_("label_stay_ask_reason", default="Why it has to last longer"))


class IExit(model.Schema):
    """How they leave, or where they are taken."""

    left_on = _day(_("label_stay_left", default="Left on"))
    exit_note = _text(
        _("label_stay_exit_note", default="Exit note"),
        _("help_stay_exit_note", default="How they leave, to whom, and what follows."),
    )
    handed_to = _line(_("label_stay_handed_to", default="Handed over to"))
    moved_to = _line(
        _("label_stay_moved_to", default="Taken to"),
        _("help_stay_moved_to", default="For a transfer: the house or institution."),
    )
    minutes = _proof(_("label_stay_minutes", default="Handover minutes"), "baleharum.StayMinutes")
    returned = schema.Bool(
        title=_("label_stay_returned", default="The belongings were handed back"),
        required=False,
        default=False,
    )


class IAbsence(model.Schema):
    """That somebody is missing: an incident."""

    missing_on = _day(_("label_stay_missing_on", default="Missing since"))
    missing_time = schema.TextLine(
        title=_("label_stay_missing_time", default="At (WITA)"),
        required=False,
        constraint=time_of_day,
    )
    incident = _text(_("label_stay_incident", default="What happened, and what was done"))
    police_no = _line(
        _("label_stay_police_no", default="Number of the police receipt"),
        _("help_stay_police_no", default="Needed for a child."),
    )
    police_on = _day(_("label_stay_police_on", default="Police told on"))


class IVisits(model.Schema):
    """The visits in the family with which somebody lives."""

    visits = Rows(
        VISIT,
        title=_("label_stay_visits", default="Visits"),
        description=_(
            "help_stay_visits",
            default="Speak with the child alone as well. What is worrying does not wait for the next"
            " visit: tell the supervisor today.",
        ),
        required=False,
    )


#: page below the stay -> its group and fields, in the order of the way.
GROUPS = {
    "edit": ("text", IProposal),
    "@@room": ("room", IRoomChoice),
    "@@arrival": ("admission", IArrival),
    "@@belongings": ("belongings", IBelongings),
    "@@visits": ("visits", IVisits),
    "@@extension": ("extension", IExtension),
    "@@exit": ("exit", IExit),
    "@@absence": ("absence", IAbsence),
}
