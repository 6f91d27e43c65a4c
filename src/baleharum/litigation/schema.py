"""The fields of a litigation file, in groups: each group may be written at its time alone."""

from baleharum import _
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.litigation.policy import PREFIX
from baleharum.litigation.policy import SECTIONS
from baleharum.litigation.policy import sections
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema


def are_sections(value) -> bool:
    """Field constraint. Raises Refused for a line that is no section, or two with one letter."""
    try:
        sections(value)
    except ValueError:
        raise Refused(
            _(
                "error_sections",
                default="Begin each line with its own letter: 'A Application', 'B Exhibits'.",
            )
        ) from None
    return True


def is_prefix(value: str) -> bool:
    """Field constraint. Raises Refused for what is no beginning of a code."""
    if not PREFIX.fullmatch(value):
        raise Refused(_("error_lf_prefix", default="Write capital letters and a hyphen, like P-."))
    return True


class IFileText(model.Schema):
    """For whom the bundle is, and how it is laid out."""

    subject = schema.TextLine(
        title=_("label_lf_subject", default="Title on the cover"),
        description=_(
            "help_lf_subject", default="What is asked for. Name nobody: the cover is seen first."
        ),
        max_length=200,
        required=False,
    )
    about = schema.Choice(
        title=_("label_lf_about", default="Whose case it is"),
        vocabulary="baleharum.PeopleOfTheCase",
        required=False,
    )
    recipient = schema.Choice(
        title=_("label_lf_recipient", default="Recipient"),
        description=_(
            "help_lf_recipient",
            default="The court or authority, as an entry of the directory of partners.",
        ),
        vocabulary="baleharum.PartnersInUse",
        required=False,
    )
    court = schema.TextLine(
        title=_("label_lf_court", default="Court, as it is written on the cover"),
        max_length=200,
        required=False,
    )
    case_no = schema.TextLine(
        title=_("label_lf_case_no", default="Number of the case at the court"),
        max_length=120,
        required=False,
    )
    party = schema.TextLine(
        title=_("label_lf_party", default="Handed in by"),
        default="Pendamping hukum Bale Harum",
        max_length=200,
    )
    profile = schema.Choice(
        title=_("label_lf_profile", default="Rules that it follows"),
        vocabulary="baleharum.ForumProfiles",
        default="id-perdata",
    )
    edition = schema.Choice(
        title=_("label_lf_edition", default="Edition"),
        description=_(
            "help_lf_edition",
            default="With real names for the court alone, with names replaced for everybody else.",
        ),
        vocabulary="baleharum.BundleEditions",
        default="sealed",
    )
    language = schema.Choice(
        title=_("label_lf_language", default="Language of cover and index"),
        vocabulary="baleharum.BundleLanguages",
        default="id",
    )
    proceeding = schema.Choice(
        title=_("label_lf_proceeding", default="Court procedure"),
        description=_(
            "help_lf_proceeding",
            default="To which the file belongs. The day of the power of attorney is the one that is"
            " written there.",
        ),
        vocabulary="baleharum.CourtProceedings",
        required=False,
    )
    hearing_on = schema.Date(
        title=_("label_lf_hearing", default="Day of the hearing"), required=False
    )
    attorney_on = schema.Date(
        title=_("label_lf_attorney", default="Day of the special power of attorney"),
        required=False,
        constraint=day_past,
    )
    directives.widget("sections", TextLinesFieldWidget, klass="form-control", rows=4)
    sections = schema.Tuple(
        title=_("label_lf_sections", default="Sections"),
        description=_("help_lf_sections", default="One a line: its letter and its title."),
        value_type=schema.TextLine(max_length=130),
        default=SECTIONS,
        min_length=1,
        max_length=26,
        constraint=are_sections,
    )
    prefix = schema.TextLine(
        title=_("label_lf_prefix", default="Beginning of the codes of the exhibits"),
        default="P-",
        max_length=5,
        constraint=is_prefix,
    )
    with_chronology = schema.Bool(
        title=_("label_lf_chronology", default="Bind the chronology in"),
        description=_("help_lf_chronology", default="It then stands behind the index."),
        required=False,
        default=False,
    )
    supersedes = schema.Choice(
        title=_("label_lf_supersedes", default="Addendum to"),
        description=_(
            "help_lf_supersedes",
            default="A bundle that was made already. Pages and exhibits go on where it ended;"
            " nothing of it is numbered anew.",
        ),
        vocabulary="baleharum.BoundFiles",
        required=False,
    )


class IReceipt(model.Schema):
    """That the court has got it."""

    receipt = schema.TextLine(
        title=_("label_lf_receipt", default="Number of the receipt"), required=False, max_length=120
    )
    filed_on = schema.Date(
        title=_("label_lf_filed_on", default="Handed in on"), required=False, constraint=day_past
    )


class IService(model.Schema):
    """That the other side has got it."""

    served_to = schema.TextLine(
        title=_("label_lf_served_to", default="Served on"), required=False, max_length=200
    )
    served_on = schema.Date(
        title=_("label_lf_served_on", default="Day of the service"),
        required=False,
        constraint=day_past,
    )
