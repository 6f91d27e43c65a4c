"""The fields of a court procedure, in groups: each has a form of its own."""

from baleharum import _
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.litigation.court.clocks import is_time
from plone.autoform import directives
from plone.supermodel import model
from zope import schema


def time_of_day(value: str) -> bool:
    """Field constraint. Raises Refused for what is no time of the day."""
    if not is_time(value):
        raise Refused(_("error_clock", default="Write hours and minutes, for example 09:30."))
    return True


def _day(title, description=None):
    return schema.Date(title=title, description=description, required=False, constraint=day_past)


#: What is said of a day on which a clock begins.
COUNTED = _(
    "help_court_time",
    default="Write the hour as well: without it a clock counts from the beginning of the day, and what"
    " was done counts from its end.",
)


def _time(title):
    return schema.TextLine(title=title, required=False, constraint=time_of_day)


def _line(title, description=None, required=False):
    return schema.TextLine(title=title, description=description, required=required, max_length=200)


def _proof(title, vocabulary):
    return schema.Choice(
        title=title,
        description=_(
            "help_court_proof",
            default="A document that is filed in this case. Its day counts where none is written.",
        ),
        vocabulary=vocabulary,
        required=False,
    )


#: A list begins with nothing chosen: what is first in it is not what is meant.
ASKED = {"prompt": True, "promptMessage": _("label_not_chosen", default="– not chosen –")}


class IMatter(model.Schema):
    """What it is about, whose it is, and that the client wants it."""

    matter = _line(
        _("label_court_matter", default="What it is about"),
        _("help_court_matter", default="The offence or claim in a few words. Name nobody."),
        required=True,
    )
    directives.widget("about", **ASKED)
    about = schema.Choice(
        title=_("label_court_about", default="Whose procedure it is"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    directives.widget("role", **ASKED)
    role = schema.Choice(
        title=_("label_court_role", default="As what they take part"),
        vocabulary="baleharum.CourtRoles",
    )
    directives.widget("offence", **ASKED)
    offence = schema.Choice(
        title=_("label_court_offence", default="Kind of offence"),
        vocabulary="baleharum.CourtOffences",
    )
    regime = schema.Choice(
        title=_("label_court_regime", default="Which criminal code applies"),
        description=_(
            "help_court_regime",
            default="New codes hold since 2 January 2026. You decide this, nobody works it out.",
        ),
        vocabulary="baleharum.LawRegimes",
        required=False,
    )
    max_years = schema.Int(
        title=_("label_court_max_years", default="Highest penalty in years"),
        description=_(
            "help_court_max_years",
            default="For a child of whom the offence is alleged: below seven years it is diverted.",
        ),
        required=False,
        min=0,
        max=99,
    )
    repetition = schema.Bool(
        title=_("label_court_repetition", default="The child has done this before"),
        required=False,
        default=False,
    )
    decided_on = _day(_("label_court_decided_on", default="Day of the client's decision"))
    decision = schema.Text(
        title=_("label_court_decision", default="What the client has decided"),
        description=_("help_court_decision", default="In their own words, if you can."),
        required=False,
        max_length=4000,
    )


class IAttorney(model.Schema):
    """The special power of attorney."""

    represented = schema.Bool(
        title=_("label_court_represented", default="The client is represented"),
        required=False,
        default=False,
    )
    attorney_to = _line(_("label_court_attorney_to", default="To whom the power is given"))
    attorney_on = _day(_("label_lf_attorney", default="Day of the special power of attorney"))
    attorney_scope = schema.Text(
        title=_("label_court_attorney_scope", default="For what"), required=False, max_length=2000
    )
    attorney_proof = _proof(
        _("label_court_attorney_proof", default="The power of attorney"),
        "baleharum.PowersOfAttorney",
    )


class IPolice(model.Schema):
    """The report, the investigation, and the social report that it asks for."""

    police = _line(_("label_court_police", default="Police office"))
    report_no = _line(_("label_court_report_no", default="Number of the police report"))
    reported_on = _day(_("label_court_reported_on", default="Day of the report"))
    report_proof = _proof(
        _("label_court_report_proof", default="The receipt of the report"),
        "baleharum.PoliceReports",
    )
    started_on = _day(_("label_court_started_on", default="The investigation began on"), COUNTED)
    started_time = _time(_("label_court_started_time", default="The investigation began at (WITA)"))
    asked_on = _day(_("label_court_asked_on", default="Social report asked for on"))
    asked_time = _time(_("label_court_asked_time", default="The request came in at (WITA)"))
    given_on = _day(_("label_court_given_on", default="Social report handed over on"))
    given_time = _time(_("label_court_given_time", default="Handed over at (WITA)"))
    given_proof = _proof(
        _("label_court_given_proof", default="The social report"), "baleharum.SocialReports"
    )


class IDiversion(model.Schema):
    """A diversion: of a child of whom an offence is alleged, at every level."""

    offered_on = _day(_("label_court_offered_on", default="Diversion offered on"), COUNTED)
    offered_time = _time(_("label_court_offered_time", default="Offered at (WITA)"))
    told_on = _day(_("label_court_told_on", default="Prosecutor told on"))
    told_time = _time(_("label_court_told_time", default="Told at (WITA)"))
    diversion_on = _day(_("label_court_diversion_on", default="The diversion began on"))
    agreed_on = _day(_("label_court_agreed_on", default="Agreement of"))
    agreement = _proof(
        _("label_court_agreement", default="Agreement and order"), "baleharum.DiversionAgreements"
    )
    failed_on = _day(_("label_court_failed_on", default="Failed on"))
    minutes = _proof(
        _("label_court_minutes", default="Minutes of the failure"), "baleharum.CourtDocuments"
    )


class IProsecution(model.Schema):
    """The transfer of the file, the court, and the summons."""

    transfer_no = _line(_("label_court_transfer_no", default="Number of the transfer letter"))
    transferred_on = _day(_("label_court_transferred_on", default="The prosecutor got the file on"))
    transfer_proof = _proof(
        _("label_court_transfer_proof", default="The transfer letter"), "baleharum.CourtDocuments"
    )
    court = _line(_("label_court_name", default="Court"))
    court_no = _line(_("label_lf_case_no", default="Number of the case at the court"))
    judge_on = _day(_("label_court_judge_on", default="The judge was named on"))
    summoned_on = _day(_("label_court_summoned_on", default="Day of the summons"))


class IJudgment(model.Schema):
    """The judgment, the appeal, and the decision that is final."""

    judgment_no = _line(_("label_court_judgment_no", default="Number of the judgment"))
    judged_on = _day(_("label_court_judged_on", default="Day of the judgment"))
    verdict = schema.Choice(
        title=_("label_court_verdict", default="What was decided"),
        vocabulary="baleharum.Verdicts",
        required=False,
    )
    judgment_proof = _proof(
        _("label_court_judgment_proof", default="The judgment"), "baleharum.Judgments"
    )
    appealed_on = _day(_("label_court_appealed_on", default="Appeal of"))
    appeal_no = _line(_("label_court_appeal_no", default="Number of the appeal"))
    final_on = _day(_("label_court_final_on", default="The decision is final since"))
    final_proof = _proof(
        _("label_court_final_proof", default="The decision that is final"), "baleharum.Judgments"
    )


class IExecution(model.Schema):
    """What is carried out, and what becomes of the restitution."""

    executed_on = _day(_("label_court_executed_on", default="Carried out on"))
    restitution = schema.Choice(
        title=_("label_court_restitution", default="Restitution"),
        vocabulary="baleharum.Restitutions",
        required=False,
    )
    restitution_on = _day(_("label_court_restitution_on", default="Day of the restitution"))
    restitution_note = schema.Text(
        title=_("label_court_restitution_note", default="What was granted, paid or refused"),
        required=False,
        max_length=2000,
    )


class IStop(model.Schema):
    """That it ends before its end."""

    stopped_on = _day(_("label_court_stopped_on", default="Discontinued on"))
    stop_no = _line(_("label_court_stop_no", default="Number of the order (SP3)"))
    stop_proof = _proof(
        _("label_court_stop_proof", default="The order, the client's note or the settlement"),
        "baleharum.CourtDocuments",
    )


#: page below the procedure -> its fields, in the order of the way.
GROUPS = {
    "edit": IMatter,
    "@@attorney": IAttorney,
    "@@police": IPolice,
    "@@diversion": IDiversion,
    "@@prosecution": IProsecution,
    "@@judgment": IJudgment,
    "@@execution": IExecution,
    "@@stop": IStop,
}
