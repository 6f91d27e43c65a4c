"""The forms that open a case and edit its facts."""

from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


class AddCaseForm(DefaultAddForm):
    """Opens a case; its overview comes next."""

    portal_type = "Case"
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = _("fieldset_case", default="The case")
    label = _("title_open_case", default="Open a case")
    success_message = _("message_case_opened", default="The case is open. It waits for its team.")
    # The list of categories complains as soon as the focus has passed over it.
    enable_autofocus = False

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddCaseView(DefaultAddView):
    """`++add++Case` of a register."""

    form = AddCaseForm


class EditCaseForm(CarefulEditForm):
    """Edits the facts of a case."""

    schema = ICase
    default_fieldset_label = _("fieldset_case", default="The case")
    label = _("title_edit_case", default="Edit the facts of the case")


@implementer(IDexterityEditForm)
class EditCaseView(FormWrapper):
    """`edit` of a case, in the frame of the case."""

    tab = "view"
    form = EditCaseForm
    index = ViewPageTemplateFile("form_page.pt")
