"""The forms that add and edit plans, records, conferences and mediations."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.adding import CaseAddForm
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.layout import case_of
from baleharum.plans.content import ICarePlan
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import plan_of
from baleharum.plans.facts import plans
from baleharum.plans.kinds import TAB
from baleharum.plans.meetings import ICaseConference
from baleharum.plans.meetings import IMediation
from baleharum.team.api import current_user_id
from plone import api
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


class AddPlanForm(CaseAddForm):
    """Adds the plan of a case."""

    portal_type = "CarePlan"
    default_fieldset_label = _("kind_plan", default="Care plan")
    label = _("title_add_plan", default="Write the care plan")


class AddRecordForm(CaseAddForm):
    """Adds a service record; the address may say for which goal, or which record it corrects."""

    portal_type = "ServiceRecord"
    default_fieldset_label = _("kind_service", default="Service record")
    label = _("title_add_record", default="Record a service")
    description = _(
        "help_record", default="A record is never changed. To correct one, write another."
    )

    def updateWidgets(self, *args, **kw):
        """Choose what the address of the form names; what happened is never chosen beforehand."""
        super().updateWidgets(*args, **kw)
        for name in ("service", "outcome"):
            self.widgets[name].prompt = True
        if self.request.method == "GET":
            for name, value in self.chosen().items():
                self.widgets[name].value = [value]

    def chosen(self):
        """Return field -> value of what is known before anything is typed."""
        asked = Asked(self.request.form)
        names = ("goal", "decision", "corrects")
        found = {name: asked.get(name) for name in names if asked.get(name)}
        found["done_by"] = current_user_id()
        service = service_of(self.context, found.get("goal"))
        return {**found, "service": service} if service else found


def service_of(case, number):
    """Return the service of a goal of the plan that the person sees, None for none."""
    plan = plan_of(case)
    if not number or plan is None or not api.user.has_permission("View", obj=plan):
        return None
    return next((g.service for g in plan.goal_list() if str(g.number) == number), None)


class AddConferenceForm(CaseAddForm):
    """Adds the minutes of a case conference."""

    portal_type = "CaseConference"
    default_fieldset_label = _("kind_conference", default="Case conference")
    label = _("title_add_conference", default="Minutes of a case conference")


class AddMediationForm(CaseAddForm):
    """Prepares a mediation."""

    portal_type = "Mediation"
    default_fieldset_label = _("kind_mediation", default="Mediation")
    label = _("title_add_mediation", default="Prepare a mediation")


class InFrame:
    """A form in the frame of a case that may be closed for a reason that no right tells."""

    tab = TAB

    def closed(self):
        """Return why nothing can be filed here, [] where something can."""
        return []

    def __call__(self):
        """Show the form, or say why there is none and go back to the tab."""
        reasons = self.closed()
        if not reasons:
            return super().__call__()
        for reason in reasons:
            api.portal.show_message(reason, request=self.request, type="warning")
        self.request.response.redirect(f"{case_of(self.context).absolute_url()}/{TAB}")
        return ""


class AddView(InFrame, DefaultAddView):
    """`++add++…` of a case."""

    index = ViewPageTemplateFile("../cases/form_page.pt")


class AddPlanView(AddView):
    """`++add++CarePlan`: the first one; afterwards a plan has versions."""

    form = AddPlanForm

    def closed(self):
        """A case has one plan, which has versions."""
        if not plans(self.context):
            return []
        return [
            _(
                "error_plan_there",
                default="The case has a plan already. Open it, and file a new version there.",
            )
        ]


class AddRecordView(AddView):
    """`++add++ServiceRecord`."""

    form = AddRecordForm


class AddConferenceView(AddView):
    """`++add++CaseConference`."""

    form = AddConferenceForm


class AddMediationView(AddView):
    """`++add++Mediation`."""

    form = AddMediationForm

    def closed(self):
        """A mediation is barred after violence, and about a child."""
        return bars_of(self.context)


class EditPlanForm(CarefulEditForm):
    """Edits a draft."""

    schema = ICarePlan
    default_fieldset_label = AddPlanForm.default_fieldset_label
    label = _("title_edit_plan", default="Edit the care plan")


class EditConferenceForm(CarefulEditForm):
    """Edits minutes that are not approved yet."""

    schema = ICaseConference
    default_fieldset_label = AddConferenceForm.default_fieldset_label
    label = _("title_edit_conference", default="Edit the minutes")


class EditMediationForm(CarefulEditForm):
    """Edits what is in preparation."""

    schema = IMediation
    default_fieldset_label = AddMediationForm.default_fieldset_label
    label = _("title_edit_mediation", default="Edit the mediation")


@implementer(IDexterityEditForm)
class EditView(InFrame, FormWrapper):
    """`edit`, in the frame of the case."""

    index = ViewPageTemplateFile("../cases/form_page.pt")


class EditPlanView(EditView):
    """`edit` of a plan."""

    form = EditPlanForm


class EditConferenceView(EditView):
    """`edit` of a conference."""

    form = EditConferenceForm


class EditMediationView(EditView):
    """`edit` of a mediation."""

    form = EditMediationForm

    def closed(self):
        """Nothing is prepared any more where it is barred."""
        return bars_of(case_of(self.context))
