"""Forms of a type that has one group of fields, in the frame of its case: adding and editing."""

from baleharum import _
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


class CaseAddForm(DefaultAddForm):
    """Adds something to a case; it is shown next."""

    enable_form_tabbing = False
    enable_autofocus = False
    formErrorsMessage = FORM_ERRORS
    success_message = _("message_saved", default="Saved.")

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class CaseAddView(DefaultAddView):
    """`++add++…` of a case. Its class says `form` and `tab`."""

    index = ViewPageTemplateFile("form_page.pt")


@implementer(IDexterityEditForm)
class CaseEditView(FormWrapper):
    """`edit` of what is filed in a case. Its class says `form` and `tab`."""

    index = ViewPageTemplateFile("form_page.pt")
