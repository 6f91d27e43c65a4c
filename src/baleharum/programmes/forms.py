"""The forms of folders, programmes and batches; of a batch the one of its state."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.cases.history import state_of
from baleharum.cases.register.forms import AddRegisterForm
from baleharum.programmes.activity import IGroupActivity
from baleharum.programmes.batch import IBatchCheck
from baleharum.programmes.batch import IBatchHanding
from baleharum.programmes.batch import IBatchReport
from baleharum.programmes.batch import IBatchRest
from baleharum.programmes.batch import IBatchText
from baleharum.programmes.content import IProgramme
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from zope.interface import implementer


PROGRAMME = _("fieldset_programme", default="The programme")
ACTIVITY = _("fieldset_activity", default="The activity")
BATCH = _("fieldset_batch", default="The batch")


class IHandingAndRest(IBatchHanding, IBatchRest):
    """What is noted while it is distributed."""


#: state -> what is noted in it, and its title.
NOTED = {
    "draft": (IBatchText, _("title_edit_batch", default="Edit the batch")),
    "verification": (IBatchCheck, _("title_batch_check", default="Verification and decree")),
    "decreed": (IBatchHanding, _("title_batch_handing", default="How it is handed over")),
    "distributed": (
        IHandingAndRest,
        _("title_batch_rest", default="Handing over, and what is returned"),
    ),
    "accounted": (IBatchReport, _("title_batch_report", default="The accounting report")),
}


class AddFolderForm(AddRegisterForm):
    """Makes a folder of programmes. Who makes it does not see it: its head is appointed next."""

    portal_type = "ProgrammeFolder"


class AddFolderView(DefaultAddView):
    """`++add++ProgrammeFolder` of a site or folder."""

    form = AddFolderForm


class Named:
    """The words of a form that adds something; mix in before the stock form."""

    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddProgrammeForm(Named, DefaultAddForm):
    """Adds a programme."""

    portal_type = "Programme"
    default_fieldset_label = PROGRAMME
    label = _("title_add_programme", default="Add a programme")
    success_message = _("message_programme_added", default="The programme is added.")


class AddProgrammeView(DefaultAddView):
    """`++add++Programme` of a folder of programmes."""

    form = AddProgrammeForm


class AddBatchForm(Named, DefaultAddForm):
    """Adds a batch; its recipients come in afterwards, by a list."""

    portal_type = "AssistanceBatch"
    schema = IBatchText
    default_fieldset_label = BATCH
    label = _("title_add_batch", default="Begin a batch")
    success_message = _(
        "message_batch_added", default="The batch is begun. Take in the list of its recipients."
    )


class AddBatchView(DefaultAddView):
    """`++add++AssistanceBatch` of a programme."""

    form = AddBatchForm


class AddActivityForm(Named, DefaultAddForm):
    """Plans an activity, or notes one that took place."""

    portal_type = "GroupActivity"
    default_fieldset_label = ACTIVITY
    label = _("title_add_activity", default="Add an activity")
    success_message = _("message_activity_added", default="The activity is kept.")


class AddActivityView(DefaultAddView):
    """`++add++GroupActivity` of a programme."""

    form = AddActivityForm


class EditActivityForm(CarefulEditForm):
    """Edits an activity that has not been concluded."""

    schema = IGroupActivity
    default_fieldset_label = ACTIVITY
    label = _("title_edit_activity", default="Edit the activity")


@implementer(IDexterityEditForm)
class EditActivityView(FormWrapper):
    """`edit` of an activity."""

    form = EditActivityForm


class EditProgrammeForm(CarefulEditForm):
    """Edits a programme."""

    schema = IProgramme
    default_fieldset_label = PROGRAMME
    label = _("title_edit_programme", default="Edit the programme")


@implementer(IDexterityEditForm)
class EditProgrammeView(FormWrapper):
    """`edit` of a programme."""

    form = EditProgrammeForm


class EditBatchForm(CarefulEditForm):
    """Notes what the state of the batch asks for."""

    default_fieldset_label = BATCH

    @property
    def schema(self):
        """What is noted in the state of the batch."""
        return NOTED.get(state_of(self.context), NOTED["draft"])[0]

    @property
    def label(self):
        """What the form is about."""
        return NOTED.get(state_of(self.context), NOTED["draft"])[1]

    def updateFields(self):
        """Show the fields of the state; the year names the batch, and stays as it is."""
        super().updateFields()
        if "year" in self.fields:
            self.fields = self.fields.omit("year")


@implementer(IDexterityEditForm)
class EditBatchView(FormWrapper):
    """`edit` of a batch, in the states in which something is noted."""

    form = EditBatchForm

    def update(self):
        """Show the form, or the batch where nothing is noted any more."""
        if state_of(self.context) in NOTED:
            return super().update()
        message = _("message_batch_over", default="Nothing is noted on this batch any more.")
        api.portal.show_message(message, request=self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())
