"""The forms that add and edit a house."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.stays.houses import IShelter
from baleharum.stays.messages import MISSING
from baleharum.stays.occupancy import lacks_beds
from baleharum.stays.policy import Room
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.uuid.interfaces import IUUID
from plone.z3cform.layout import FormWrapper
from zope.interface import implementer


FIELDSET = _("fieldset_shelter", default="The house")


class AddShelterForm(DefaultAddForm):
    """Adds a house to a register."""

    portal_type = "Shelter"
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FIELDSET
    label = _("title_add_shelter", default="Add a house")
    success_message = _(
        "message_shelter_added",
        default="The house is added. Its page shows who lives in which room.",
    )

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddShelterView(DefaultAddView):
    """`++add++Shelter` of a register."""

    form = AddShelterForm


class EditShelterForm(CarefulEditForm):
    """Edits a house."""

    schema = IShelter
    default_fieldset_label = FIELDSET
    label = _("title_edit_shelter", default="Edit the house")

    def extractData(self, setErrors=True):
        """Refuse to take beds away in which somebody sleeps, with the form as it was typed."""
        data, errors = super().extractData(setErrors)
        rooms = [Room(*row) for row in data.get("rooms") or ()]
        house, register = self.context, aq_parent(self.context)
        if errors or not lacks_beds(IUUID(house), register, rooms):
            return data, errors
        self.formErrorsMessage = MISSING["beds"]
        return data, (*errors, MISSING["beds"])


@implementer(IDexterityEditForm)
class EditShelterView(FormWrapper):
    """`edit` of a house."""

    form = EditShelterForm
