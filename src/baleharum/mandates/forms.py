"""The forms of a mandate."""

from baleharum import _
from baleharum.cases.adding import CaseAddForm
from baleharum.cases.adding import CaseAddView
from baleharum.cases.adding import CaseEditView
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.mandates.kinds import TAB
from baleharum.mandates.schema import IMandateFields
from baleharum.mandates.views import is_hidden


class AddMandateForm(CaseAddForm):
    """Adds a ruling or guidance."""

    portal_type = "Mandate"
    schema = IMandateFields
    default_fieldset_label = _("fieldset_mandate", default="Ruling or guidance")
    label = _("title_add_mandate", default="Add a ruling, or the guidance of Bapas")


class AddMandateView(CaseAddView):
    """`++add++Mandate` of a case."""

    tab = TAB
    form = AddMandateForm


class EditMandateForm(CarefulEditForm):
    """Edits what is in force."""

    schema = IMandateFields
    default_fieldset_label = AddMandateForm.default_fieldset_label
    label = _("title_edit_mandate", default="Edit the ruling or guidance")

    def closed(self):
        """What is told of somebody whose data is restricted is not for everybody who edits."""
        return RESTRICTED if is_hidden(self.context) else None


class EditMandateView(CaseEditView):
    """`edit` of a mandate."""

    tab = TAB
    form = EditMandateForm
