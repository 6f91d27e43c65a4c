"""The forms that begin and edit a consent, and record another lawful basis."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.consents.content import IConsentForm
from baleharum.consents.seeing import CLOSED
from baleharum.consents.seeing import is_closed
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


PAGE = "../cases/form_page.pt"
FIELDSET = _("fieldset_consent", default="What it is about")


class AddGroundForm(DefaultAddForm):
    """What the two forms share."""

    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FIELDSET

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddConsentForm(AddGroundForm):
    """Begins a consent."""

    portal_type = "ConsentForm"
    label = _("title_add_consent", default="Begin a consent")
    success_message = _(
        "message_consent_begun", default="The draft is saved. It holds once it is given."
    )


class AddConsentView(DefaultAddView):
    """`++add++ConsentForm` of a case, in the frame of the case."""

    tab = "consents"
    form = AddConsentForm
    index = ViewPageTemplateFile(PAGE)


class AddBasisForm(AddGroundForm):
    """Records another lawful basis."""

    portal_type = "LawfulBasis"
    label = _("title_add_basis", default="Record another lawful basis")
    success_message = _("message_basis_recorded", default="The lawful basis is recorded.")


class AddBasisView(DefaultAddView):
    """`++add++LawfulBasis` of a case, in the frame of the case."""

    tab = "consents"
    form = AddBasisForm
    index = ViewPageTemplateFile(PAGE)


class EditConsentForm(CarefulEditForm):
    """Edits the draft of a consent."""

    schema = IConsentForm
    default_fieldset_label = FIELDSET
    label = _("title_edit_consent", default="Edit the draft of the consent")

    def closed(self):
        """See CarefulEditForm."""
        return CLOSED if is_closed(self.context) else None


@implementer(IDexterityEditForm)
class EditConsentView(FormWrapper):
    """`edit` of a consent, in the frame of the case."""

    tab = "consents"
    form = EditConsentForm
    index = ViewPageTemplateFile(PAGE)

    def update(self):
        """Show the form, or the consent and why it is not for who asks."""
        message = self.form_instance.closed()
        if message is None:
            return super().update()
        api.portal.show_message(message, request=self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())
