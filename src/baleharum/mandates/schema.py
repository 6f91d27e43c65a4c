"""The fields of a mandate."""

from baleharum import _
from baleharum.cases.values import day_past
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant


ASKED = {"prompt": True, "promptMessage": _("label_not_chosen", default="– not chosen –")}

ENDS_BEFORE = _("error_mandate_ends", default="The last day is before the first. Mend one of them.")
REPORTS_OUTSIDE = _(
    "error_mandate_reports",
    default="The first report is due before the first day or after the last. Mend the day.",
)
REPORTS_WHEN = _(
    "error_mandate_first",
    default="Write the day of the first report: the others are counted from it.",
)


def _line(title, description=None):
    return schema.TextLine(title=title, description=description, required=False, max_length=200)


def wrong(data) -> list:
    """Return what contradicts itself in the days of a mandate; data: with its fields."""
    begins, ends = getattr(data, "begins_on", None), getattr(data, "ends_on", None)
    first, every = getattr(data, "report_on", None), getattr(data, "report_months", None)
    found = []
    if begins and ends and ends < begins:
        found.append(ENDS_BEFORE)
    if first and ((begins and first < begins) or (ends and first > ends)):
        found.append(REPORTS_OUTSIDE)
    if every and not first:
        found.append(REPORTS_WHEN)
    return found


class IMandateFields(model.Schema):
    """What was laid down, by whom, for whom, until when."""

    directives.widget("kind", **ASKED)
    kind = schema.Choice(
        title=_("label_mandate_kind", default="What it is"), vocabulary="baleharum.MandateKinds"
    )
    directives.widget("about", **ASKED)
    about = schema.Choice(
        title=_("label_mandate_about", default="Whom it is about"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    number = _line(_("label_mandate_number", default="Number of the ruling or letter"))
    issuer = _line(
        _("label_mandate_issuer", default="Court or office that has decided"),
        _("help_mandate_issuer", default="For example: Pengadilan Negeri, or the prison."),
    )
    decided_on = schema.Date(
        title=_("label_mandate_decided_on", default="Decided on"),
        required=False,
        constraint=day_past,
    )
    begins_on = schema.Date(title=_("label_mandate_begins_on", default="First day"), required=False)
    ends_on = schema.Date(
        title=_("label_mandate_ends_on", default="Last day"),
        description=_(
            "help_mandate_ends_on", default="It is due on the case and on the desk of its team."
        ),
        required=False,
    )
    approach = schema.Choice(
        title=_("label_mandate_approach", default="In a residence, or in the family"),
        vocabulary="baleharum.CareApproaches",
        required=False,
    )
    worker = _line(
        _("label_mandate_worker", default="Addiction worker or companion"),
        _("help_mandate_worker", default="Who accompanies the person, and from which institution."),
    )
    office = schema.Choice(
        title=_("label_mandate_office", default="Office that carries it out or guides"),
        description=_(
            "help_mandate_office",
            default="The probation office (Bapas) or the rehabilitation home, from the directory.",
        ),
        vocabulary="baleharum.PartnersInUse",
        required=False,
    )
    officer = _line(_("label_mandate_officer", default="Officer there"))
    directives.widget("demanded", CheckBoxFieldWidget)
    demanded = schema.Tuple(
        title=_("label_mandate_demanded", default="Documents that are demanded"),
        value_type=schema.Choice(vocabulary="baleharum.DocumentKinds"),
        required=False,
        missing_value=(),
        default=(),
    )
    report_on = schema.Date(
        title=_("label_mandate_report_on", default="First report due on"), required=False
    )
    report_months = schema.Int(
        title=_("label_mandate_report_months", default="Then a report every … months"),
        required=False,
        min=1,
        max=12,
    )
    reported_on = schema.Date(
        title=_("label_mandate_reported_on", default="Last reported on"),
        description=_(
            "help_mandate_reported_on",
            default="Write the day of each report here: the next one is then due.",
        ),
        required=False,
        constraint=day_past,
    )
    remarks = schema.Text(
        title=_("label_mandate_remarks", default="Conditions and remarks"),
        required=False,
        max_length=5000,
    )

    @invariant
    def days_fit(data):
        """The days do not contradict each other."""
        for message in wrong(data):
            raise Invalid(message)
