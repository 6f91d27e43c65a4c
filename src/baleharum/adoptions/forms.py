"""The forms of an adoption file: one for each group of its fields, at its time alone."""

from baleharum import _
from baleharum.adoptions import schema
from baleharum.adoptions.content import is_open
from baleharum.adoptions.shown import TOLD
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.cases.people.about import GroupForm
from baleharum.cases.people.about import GroupView
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


PAGE = "../cases/form_page.pt"

#: page -> its heading, on the page of the adoption and over the form.
TITLES = {
    "edit": _("fieldset_adoption_application", default="The child and the application"),
    "@@couple": _("fieldset_adoption_couple", default="The couple that applies"),
    "@@means": _("fieldset_adoption_means", default="Health, ability and criminal record"),
    "@@consents": _("fieldset_adoption_consents", default="The child: reasons and consents"),
    "@@first-visit": _("fieldset_adoption_first", default="First home visit"),
    "@@care-permit": _("fieldset_adoption_care_permit", default="Care permit"),
    "@@trial-care": _("fieldset_adoption_care", default="Trial care"),
    "@@second-visit": _("fieldset_adoption_second", default="Second home visit and panel"),
    "@@adoption-permit": _("fieldset_adoption_permit", default="Adoption permit"),
    "@@court-order": _("fieldset_adoption_order", default="Order of the court"),
    "@@registration": _("fieldset_adoption_registration", default="Civil registration"),
    "@@afterwards": _("fieldset_adoption_afterwards", default="Where the child lives afterwards"),
}


class AddAdoptionForm(DefaultAddForm):
    """Begins an adoption file; what is not known yet is written down as it comes."""

    portal_type = "AdoptionFile"
    schema = schema.IApplication
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = TITLES["edit"]
    label = _("title_add_adoption", default="Begin an adoption file")
    success_message = _(
        "message_adoption_added", default="The file is kept. Its page says what comes next."
    )

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddAdoptionView(DefaultAddView):
    """`++add++AdoptionFile` of a case, in the frame of the case."""

    tab = "adoptions"
    form = AddAdoptionForm
    index = ViewPageTemplateFile(PAGE)


class ApplicationForm(GroupForm):
    """Writes one group of fields."""

    told = TOLD

    schema = schema.IApplication
    label = default_fieldset_label = TITLES["edit"]


class ApplicationView(GroupView):
    """`edit` of an adoption file, and the mixin of its other forms. group: see `policy.WINDOWS`."""

    tab = "adoptions"
    group = "text"
    form = ApplicationForm
    index = ViewPageTemplateFile(PAGE)
    not_now = _(
        "message_adoption_not_now",
        default="This is not changed in the state in which the adoption is now.",
    )

    def is_open(self):
        """See GroupView."""
        return is_open(self.context, self.group)


class CoupleForm(ApplicationForm):
    """Writes who applies."""

    schema = schema.ICouple
    label = default_fieldset_label = TITLES["@@couple"]


class CoupleView(ApplicationView):
    """`@@couple` of an adoption file."""

    group = "couple"
    form = CoupleForm


class MeansForm(ApplicationForm):
    """Writes health, ability and the criminal record."""

    schema = schema.IMeans
    label = default_fieldset_label = TITLES["@@means"]


class MeansView(ApplicationView):
    """`@@means` of an adoption file."""

    group = "means"
    form = MeansForm


class ConsentsForm(ApplicationForm):
    """Writes why a child of this age, and who agrees."""

    schema = schema.IConsents
    label = default_fieldset_label = TITLES["@@consents"]


class ConsentsView(ApplicationView):
    """`@@consents` of an adoption file."""

    group = "consents"
    form = ConsentsForm


class FirstVisitForm(ApplicationForm):
    """Writes the first visit and its report."""

    schema = schema.IFirstVisit
    label = default_fieldset_label = TITLES["@@first-visit"]


class FirstVisitView(ApplicationView):
    """`@@first-visit` of an adoption file."""

    group = "first"
    form = FirstVisitForm


class CarePermitForm(ApplicationForm):
    """Writes the permit to care for the child."""

    schema = schema.ICarePermit
    label = default_fieldset_label = TITLES["@@care-permit"]


class CarePermitView(ApplicationView):
    """`@@care-permit` of an adoption file."""

    group = "care_permit"
    form = CarePermitForm


class TrialCareForm(ApplicationForm):
    """Writes since when the child lives with the couple."""

    schema = schema.ITrialCare
    label = default_fieldset_label = TITLES["@@trial-care"]


class TrialCareView(ApplicationView):
    """`@@trial-care` of an adoption file."""

    group = "care"
    form = TrialCareForm


class SecondVisitForm(ApplicationForm):
    """Writes the second visit, and what the panel says."""

    schema = schema.ISecondVisit
    label = default_fieldset_label = TITLES["@@second-visit"]


class SecondVisitView(ApplicationView):
    """`@@second-visit` of an adoption file."""

    group = "second"
    form = SecondVisitForm


class AdoptionPermitForm(ApplicationForm):
    """Writes the permit to adopt."""

    schema = schema.IAdoptionPermit
    label = default_fieldset_label = TITLES["@@adoption-permit"]


class AdoptionPermitView(ApplicationView):
    """`@@adoption-permit` of an adoption file."""

    group = "adoption_permit"
    form = AdoptionPermitForm


class CourtOrderForm(ApplicationForm):
    """Writes what the court has ordered."""

    schema = schema.ICourtOrder
    label = default_fieldset_label = TITLES["@@court-order"]


class CourtOrderView(ApplicationView):
    """`@@court-order` of an adoption file."""

    group = "order"
    form = CourtOrderForm


class RegistrationForm(ApplicationForm):
    """Writes that it stands in the civil register."""

    schema = schema.IRegistration
    label = default_fieldset_label = TITLES["@@registration"]


class RegistrationView(ApplicationView):
    """`@@registration` of an adoption file."""

    group = "registration"
    form = RegistrationForm


class AfterwardsForm(ApplicationForm):
    """Writes where the child lives when the adoption is given up."""

    schema = schema.IAfterwards
    label = default_fieldset_label = TITLES["@@afterwards"]


class AfterwardsView(ApplicationView):
    """`@@afterwards` of an adoption file."""

    group = "afterwards"
    form = AfterwardsForm
