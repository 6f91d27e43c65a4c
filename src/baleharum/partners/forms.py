"""The forms that add and edit a partner."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.partners.content import IPartner
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from zope.interface import implementer


FIELDSET = _("fieldset_partner", default="The partner")


class AddPartnerForm(DefaultAddForm):
    """Adds a partner."""

    portal_type = "Partner"
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FIELDSET
    label = _("title_add_partner", default="Add a partner")
    success_message = _("message_partner_added", default="The partner is added, for staff only.")

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddPartnerView(DefaultAddView):
    """`++add++Partner` of a directory."""

    form = AddPartnerForm


class EditPartnerForm(CarefulEditForm):
    """Edits a partner."""

    schema = IPartner
    default_fieldset_label = FIELDSET
    label = _("title_edit_partner", default="Edit the partner")


@implementer(IDexterityEditForm)
class EditPartnerView(FormWrapper):
    """`edit` of a partner."""

    form = EditPartnerForm
