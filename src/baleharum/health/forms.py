"""The forms of a health record."""

from baleharum import _
from baleharum.cases.adding import CaseAddForm
from baleharum.cases.adding import CaseAddView
from baleharum.cases.adding import CaseEditView
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.health.content import IHealthRecord
from baleharum.health.kinds import TAB
from baleharum.health.views import is_hidden


class AddHealthForm(CaseAddForm):
    """Adds insurance and health of somebody."""

    portal_type = "HealthRecord"
    schema = IHealthRecord
    default_fieldset_label = _("fieldset_health", default="Insurance and health")
    label = _("title_add_health", default="Add insurance and health")
    description = _(
        "help_health",
        default="Only the psychologists and doctors of this team see that this record is there.",
    )


class AddHealthView(CaseAddView):
    """`++add++HealthRecord` of a case."""

    tab = TAB
    form = AddHealthForm


class EditHealthForm(CarefulEditForm):
    """Edits it."""

    schema = IHealthRecord
    default_fieldset_label = AddHealthForm.default_fieldset_label
    label = _("title_edit_health", default="Edit insurance and health")

    def closed(self):
        """What is told of somebody whose data is restricted is not for everybody who edits."""
        return RESTRICTED if is_hidden(self.context) else None


class EditHealthView(CaseEditView):
    """`edit` of a health record."""

    tab = TAB
    form = EditHealthForm
