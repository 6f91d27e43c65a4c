"""The fields of an adoption file, in groups: each has a form and a time, see `policy.WINDOWS`."""

from baleharum import _
from baleharum.cases.values import day_past
from plone.autoform import directives
from plone.supermodel import model
from zope import schema


ASKED = {"prompt": True, "promptMessage": _("label_not_chosen", default="– not chosen –")}
LONG = 4000
ANSWERS = "baleharum.AdoptionAnswers"
RELIGIONS = "baleharum.Religions"


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


def _paper(title, name, description=None):
    return _choice(title, f"baleharum.AdoptionPaper{name}", description)


def _count(title, description=None):
    return schema.Int(title=title, description=description, required=False, min=0, max=30)


class IApplication(model.Schema):
    """Which child, and what was applied for."""

    directives.widget("about", **ASKED)
    about = schema.Choice(
        title=_("label_adoption_about", default="Which child is to be adopted"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    applied_on = _day(
        _("label_adoption_applied_on", default="Application of"),
        _("help_adoption_applied_on", default="The couple is judged as of this day."),
    )
    application = _paper(_("label_adoption_application", default="The application"), "Application")
    why = _text(_("label_adoption_why", default="Why adoption is best for this child"))


class ICouple(model.Schema):
    """Who applies."""

    husband_name = _line(_("label_adoption_husband", default="Name of the husband"))
    husband_born = _day(_("label_adoption_husband_born", default="Husband born on"))
    husband_religion = _choice(
        _("label_adoption_husband_religion", default="Religion of the husband"), RELIGIONS
    )
    wife_name = _line(_("label_adoption_wife", default="Name of the wife"))
    wife_born = _day(_("label_adoption_wife_born", default="Wife born on"))
    wife_religion = _choice(
        _("label_adoption_wife_religion", default="Religion of the wife"), RELIGIONS
    )
    address = _text(_("label_adoption_address", default="Where they live, and telephone"))
    couple = _choice(
        _("label_adoption_couple", default="Are the applicants husband and wife?"), ANSWERS
    )
    married_on = _day(_("label_adoption_married_on", default="Married on"))
    marriage_proof = _paper(_("label_adoption_marriage", default="Marriage book"), "MarriageProof")
    children = _count(_("label_adoption_children", default="How many children they have"))
    earlier = _count(
        _("label_adoption_earlier", default="How often they have adopted before"),
        _("help_adoption_earlier", default="0 for never. This application does not count."),
    )
    earlier_on = _day(_("label_adoption_earlier_on", default="Day of the last adoption"))


class IMeans(model.Schema):
    """Health, ability, and the criminal record."""

    healthy = _choice(
        _("label_adoption_healthy", default="Are both in good physical and mental health?"), ANSWERS
    )
    health_proof = _paper(
        _("label_adoption_health_proof", default="Certificates of health"), "HealthProof"
    )
    able = _choice(
        _("label_adoption_able", default="Are they able to care for a child?"),
        ANSWERS,
        _("help_adoption_able", default="Economically and socially."),
    )
    means_proof = _paper(
        _("label_adoption_means_proof", default="Certificate of income"), "MeansProof"
    )
    clean = _choice(
        _("label_adoption_clean", default="Are both without a criminal record?"), ANSWERS
    )
    record_proof = _paper(
        _("label_adoption_record_proof", default="Certificates of the police (SKCK)"), "RecordProof"
    )


class IConsents(model.Schema):
    """Why a child of this age, and who agrees."""

    urgent = _text(
        _("label_adoption_urgent", default="Urgent reason"),
        _("help_adoption_urgent", default="Needed for a child from 6 to under 12."),
    )
    protection = _text(
        _("label_adoption_protection", default="Need of special protection"),
        _("help_adoption_protection", default="Needed for a child from 12 to under 18."),
    )
    child_said = _text(
        _("label_adoption_child_said", default="What the child says to it"),
        _(
            "help_adoption_child_said",
            default="In its own words; of a child under six also what it shows. It stands for the"
            " written consent of a child under six alone.",
        ),
    )
    child_consent = _paper(
        _("label_adoption_child_consent", default="Written consent of the child"), "ChildConsent"
    )
    guardian = _line(_("label_adoption_guardian", default="Parents or guardian who agree"))
    guardian_on = _day(_("label_adoption_guardian_on", default="They agreed on"))
    guardian_consent = _paper(
        _("label_adoption_guardian_consent", default="Written consent of parents or guardian"),
        "GuardianConsent",
        _(
            "help_adoption_guardian_consent",
            default="If it is withdrawn, take it away here: no permit is noted without it.",
        ),
    )


class IFirstVisit(model.Schema):
    """The first home visit and the social report."""

    visit1_on = _day(_("label_adoption_visit1_on", default="First home visit on"))
    visit1_by = _line(_("label_adoption_visit_by", default="Made by"))
    visit1_note = _text(_("label_adoption_visit_note", default="What was seen and said"))
    visit1_report = _paper(
        _("label_adoption_visit1_report", default="Social report"), "FirstReport"
    )


class ICarePermit(model.Schema):
    """The permit to care for the child."""

    care_number = _line(_("label_adoption_care_number", default="Number of the care permit"))
    care_on = _day(_("label_adoption_care_on", default="Care permit of"))
    care_proof = _paper(_("label_adoption_care_proof", default="The care permit"), "CarePermit")


class ITrialCare(model.Schema):
    """Since when the child lives with the couple."""

    care_begun = _day(_("label_adoption_care_begun", default="The child lives with them since"))


class ISecondVisit(model.Schema):
    """The second home visit, and what the panel says."""

    visit2_on = _day(_("label_adoption_visit2_on", default="Second home visit on"))
    visit2_by = _line(_("label_adoption_visit2_by", default="Second visit made by"))
    visit2_note = _text(_("label_adoption_visit2_note", default="How the child fares with them"))
    visit2_report = _paper(
        _("label_adoption_visit2_report", default="Report of the second visit"), "SecondReport"
    )
    panel_on = _day(_("label_adoption_panel_on", default="Adoption panel (Tim PIPA) met on"))
    panel = _choice(
        _("label_adoption_panel", default="Result of the panel"), "baleharum.AdoptionPanels"
    )
    panel_note = _text(_("label_adoption_panel_note", default="Reasons of the panel"))


class IAdoptionPermit(model.Schema):
    """The permit to adopt."""

    permit_number = _line(_("label_adoption_permit_number", default="Number of the permit"))
    permit_on = _day(_("label_adoption_permit_on", default="Adoption permit of"))
    permit_by = _choice(
        _("label_adoption_permit_by", default="Given by"), "baleharum.AdoptionIssuers"
    )
    permit_proof = _paper(
        _("label_adoption_permit_proof", default="The adoption permit"), "AdoptionPermit"
    )


class ICourtOrder(model.Schema):
    """What the court has ordered."""

    court = _line(_("label_adoption_court", default="Court"))
    order_number = _line(_("label_adoption_order_number", default="Number of the order"))
    order_on = _day(_("label_adoption_order_on", default="Order of"))
    order_proof = _paper(_("label_adoption_order_proof", default="The order"), "CourtOrder")


class IRegistration(model.Schema):
    """That it stands in the civil register."""

    registered_on = _day(_("label_adoption_registered_on", default="Registered on"))
    register_number = _line(_("label_adoption_register_number", default="Number of the entry"))
    register_proof = _paper(
        _("label_adoption_register_proof", default="Birth certificate with the note"),
        "Registration",
    )


class IAfterwards(model.Schema):
    """Where the child lives when the adoption is given up."""

    afterwards = _text(
        _("label_adoption_afterwards", default="Where the child lives now, and who cares for it"),
        _(
            "help_adoption_afterwards",
            default="Needed where the application ends after the trial care has begun.",
        ),
    )


#: page below the file -> its group and fields, in the order of the way.
GROUPS = {
    "edit": ("text", IApplication),
    "@@couple": ("couple", ICouple),
    "@@means": ("means", IMeans),
    "@@consents": ("consents", IConsents),
    "@@first-visit": ("first", IFirstVisit),
    "@@care-permit": ("care_permit", ICarePermit),
    "@@trial-care": ("care", ITrialCare),
    "@@second-visit": ("second", ISecondVisit),
    "@@adoption-permit": ("adoption_permit", IAdoptionPermit),
    "@@court-order": ("order", ICourtOrder),
    "@@registration": ("registration", IRegistration),
    "@@afterwards": ("afterwards", IAfterwards),
}
