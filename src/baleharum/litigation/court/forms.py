"""The forms of a procedure: one for each group of its fields."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.litigation.court import schema
from baleharum.litigation.forms import AddLitigationForm
from baleharum.litigation.forms import AddLitigationView
from baleharum.litigation.forms import PAGE
from plone import api
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


#: page -> its heading, on the page of the procedure and over the form.
TITLES = {
    "edit": _("fieldset_court_matter", default="The matter"),
    "@@attorney": _("fieldset_court_attorney", default="Power of attorney"),
    "@@police": _("fieldset_court_police", default="Police"),
    "@@diversion": _("fieldset_court_diversion", default="Diversion"),
    "@@prosecution": _("fieldset_court_prosecution", default="Prosecutor and court"),
    "@@judgment": _("fieldset_court_judgment", default="Judgment and appeal"),
    "@@execution": _("fieldset_court_execution", default="Execution and restitution"),
    "@@stop": _("fieldset_court_stop", default="Discontinuation"),
}


class AddProceedingForm(AddLitigationForm):
    """Begins a procedure; what is not known yet is written down as it comes."""

    portal_type = "CourtProceeding"
    schema = schema.IMatter
    default_fieldset_label = TITLES["edit"]
    label = _("title_add_court", default="Begin a court procedure")
    success_message = _(
        "message_court_added", default="The procedure is kept. Its page says what comes next."
    )


class AddProceedingView(AddLitigationView):
    """`++add++CourtProceeding` of a case."""

    form = AddProceedingForm


class PartForm(CarefulEditForm):
    """Writes one group of fields."""

    schema = schema.IMatter
    label = default_fieldset_label = TITLES["edit"]


@implementer(IDexterityEditForm)
class PartView(FormWrapper):
    """`edit` of a procedure, and the mixin of its other forms: while it goes on."""

    tab = "litigation"
    form = PartForm
    index = ViewPageTemplateFile(f"../{PAGE}")

    def update(self):
        """Show the form, or the procedure once it is over."""
        if not self.context.is_fixed:
            return super().update()
        message = _(
            "message_court_over", default="The procedure is over: nothing in it changes any more."
        )
        api.portal.show_message(message, request=self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())


class AttorneyForm(PartForm):
    """Writes the power of attorney."""

    schema = schema.IAttorney
    label = default_fieldset_label = TITLES["@@attorney"]


class AttorneyView(PartView):
    """`@@attorney` of a procedure."""

    form = AttorneyForm


class PoliceForm(PartForm):
    """Writes report, investigation and social report."""

    schema = schema.IPolice
    label = default_fieldset_label = TITLES["@@police"]


class PoliceView(PartView):
    """`@@police` of a procedure."""

    form = PoliceForm


class DiversionForm(PartForm):
    """Writes a diversion."""

    schema = schema.IDiversion
    label = default_fieldset_label = TITLES["@@diversion"]


class DiversionView(PartView):
    """`@@diversion` of a procedure."""

    form = DiversionForm


class ProsecutionForm(PartForm):
    """Writes transfer, court and summons."""

    schema = schema.IProsecution
    label = default_fieldset_label = TITLES["@@prosecution"]


class ProsecutionView(PartView):
    """`@@prosecution` of a procedure."""

    form = ProsecutionForm


class JudgmentForm(PartForm):
    """Writes judgment, appeal and final decision."""

    schema = schema.IJudgment
    label = default_fieldset_label = TITLES["@@judgment"]


class JudgmentView(PartView):
    """`@@judgment` of a procedure."""

    form = JudgmentForm


class ExecutionForm(PartForm):
    """Writes execution and restitution."""

    schema = schema.IExecution
    label = default_fieldset_label = TITLES["@@execution"]


class ExecutionView(PartView):
    """`@@execution` of a procedure."""

    form = ExecutionForm


class StopForm(PartForm):
    """Writes that it was discontinued."""

    schema = schema.IStop
    label = default_fieldset_label = TITLES["@@stop"]


class StopView(PartView):
    """`@@stop` of a procedure."""

    form = StopForm
