"""What a report says: the fields that any door may fill, see `submission.checked`."""

from baleharum import _
from baleharum.cases.people.checks import possible_nik
from baleharum.cases.values import day_past
from plone.supermodel import model
from zope import schema


#: Characters of a text that somebody writes, and of a line.
TEXT = 20_000
LINE = 300


class ISubmission(model.Schema):
    """A report as it was sent. Only the narrative is asked of everybody."""

    source = schema.Choice(
        title=_("label_report_source", default="How the report came in"),
        vocabulary="baleharum.IntakeSources",
        default="langsung",
    )
    channel = schema.Choice(
        title=_("label_report_channel", default="Channel of the monthly recap"),
        description=_("help_report_channel", default="Left empty it follows from the above."),
        vocabulary="baleharum.IntakeChannels",
        required=False,
    )
    danger_now = schema.Bool(
        title=_("label_report_danger", default="Somebody is in danger right now"),
        default=False,
        required=False,
    )
    narrative = schema.Text(
        title=_("label_report_narrative", default="What happened"), max_length=TEXT
    )
    happened = schema.TextLine(
        title=_("label_report_happened", default="When it happened, in words"),
        required=False,
        max_length=LINE,
    )
    happened_on = schema.Date(
        title=_("label_report_happened_on", default="The day, if it is known"),
        required=False,
        constraint=day_past,
    )
    disaster = schema.Choice(
        title=_("label_report_disaster", default="Kind of disaster"),
        vocabulary="baleharum.DisasterKinds",
        required=False,
    )
    language = schema.TextLine(
        title=_("label_report_language", default="Language of the reporter"),
        required=False,
        max_length=60,
    )
    anonymous = schema.Bool(
        title=_("label_report_anonymous", default="The reporter does not give a name"),
        default=False,
        required=False,
    )
    reporter_name = schema.TextLine(
        title=_("label_report_reporter", default="Name of the reporter"),
        required=False,
        max_length=200,
    )
    reporter_relation = schema.Choice(
        title=_("label_report_relation", default="Who the reporter is to the person"),
        vocabulary="baleharum.ReporterRelations",
        required=False,
    )
    reporter_phone = schema.TextLine(
        title=_("label_report_phone", default="Telephone of the reporter"),
        required=False,
        max_length=60,
    )
    reporter_contact = schema.TextLine(
        title=_("label_report_contact", default="Another way to reach the reporter"),
        required=False,
        max_length=LINE,
    )
    contact_way = schema.Text(
        title=_("label_report_contact_way", default="Safe way to make contact"),
        required=False,
        max_length=2000,
    )
    contact_time = schema.TextLine(
        title=_("label_report_contact_time", default="Safe time to make contact"),
        required=False,
        max_length=LINE,
    )
    call_dangerous = schema.Bool(
        title=_("label_report_call_dangerous", default="A call would be dangerous"),
        default=False,
        required=False,
    )
    no_message = schema.Bool(
        title=_("label_report_no_message", default="Leave no message: others read or hear it"),
        default=False,
        required=False,
    )
    no_police = schema.Bool(
        title=_("label_report_no_police", default="Do not tell the police without asking me"),
        default=False,
        required=False,
    )
    endangered = schema.Choice(
        title=_("label_report_endangered", default="It is about"),
        vocabulary="baleharum.Endangered",
        required=False,
    )
    person_name = schema.TextLine(
        title=_("label_report_person", default="Name of the person"),
        required=False,
        max_length=200,
    )
    person_nik = schema.TextLine(
        title=_("label_nik", default="NIK"), required=False, constraint=possible_nik
    )
    person_sex = schema.Choice(
        title=_("label_sex", default="Sex"), vocabulary="baleharum.Sexes", required=False
    )
    person_age = schema.Int(
        title=_("label_report_age", default="Age in years, about"),
        required=False,
        min=0,
        max=120,
    )
    child = schema.Bool(
        title=_("label_report_child", default="A child is concerned"),
        default=False,
        required=False,
    )
    people = schema.Int(
        title=_("label_report_people", default="How many people are concerned"),
        required=False,
        min=1,
        max=9999,
    )
    maltreatment = schema.Tuple(
        title=_("label_maltreatment", default="Kinds of maltreatment"),
        value_type=schema.Choice(vocabulary="baleharum.MaltreatmentKinds"),
        required=False,
        missing_value=(),
        default=(),
    )
    harm = schema.Tuple(
        title=_("label_harm", default="Kinds of violence"),
        value_type=schema.Choice(vocabulary="baleharum.HarmKinds"),
        required=False,
        missing_value=(),
        default=(),
    )
    place = schema.Choice(
        title=_("label_harm_place", default="Place"),
        vocabulary="baleharum.HarmPlaces",
        required=False,
    )
    sub_district = schema.Choice(
        title=_("label_sub_district", default="Sub-district"),
        vocabulary="baleharum.SubDistricts",
        required=False,
    )
    kelurahan = schema.Choice(
        title=_("label_kelurahan", default="Kelurahan (Mataram)"),
        vocabulary="baleharum.Kelurahan",
        required=False,
    )
    place_text = schema.Text(
        title=_("label_report_place", default="Where exactly"), required=False, max_length=2000
    )
    outreach = schema.Choice(
        title=_("label_report_outreach", default="Kind of outreach"),
        vocabulary="baleharum.OutreachKinds",
        required=False,
    )
    institution = schema.TextLine(
        title=_("label_report_institution", default="Institution that hands the report in"),
        required=False,
        max_length=200,
    )
    reference = schema.TextLine(
        title=_("label_report_reference", default="Number of its letter, report or ruling"),
        required=False,
        max_length=120,
    )
