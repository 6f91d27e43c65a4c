"""The forms that add and edit a service page."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.cases.layout import full_width
from baleharum.public.content import IServicePage
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from zope.interface import implementer


FIELDSET = _("fieldset_service", default="The service")


class AddPageForm(DefaultAddForm):
    """Adds a service page."""

    portal_type = "ServicePage"
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FIELDSET
    label = _("title_add_page", default="Add a service page")
    success_message = _("message_page_added", default="The page is a draft now; only staff see it.")

    def update(self):
        """Leave the room of portlets to 14 texts."""
        full_width(self.request)
        super().update()

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddPageView(DefaultAddView):
    """`++add++ServicePage` of a folder."""

    form = AddPageForm


class EditPageForm(CarefulEditForm):
    """Edits a service page."""

    schema = IServicePage
    default_fieldset_label = FIELDSET
    label = _("title_edit_page", default="Edit the service page")

    def update(self):
        """Leave the room of portlets to 14 texts."""
        full_width(self.request)
        super().update()


@implementer(IDexterityEditForm)
class EditPageView(FormWrapper):
    """`edit` of a service page."""

    form = EditPageForm
