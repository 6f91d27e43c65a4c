"""The forms of a litigation file, and of a request for a document."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.litigation.keeping import is_open
from baleharum.litigation.releases import IReleaseAsked
from baleharum.litigation.releases import IReleaseDecision
from baleharum.litigation.schema import IFileText
from baleharum.litigation.schema import IReceipt
from baleharum.litigation.schema import IService
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


PAGE = "../cases/form_page.pt"
FILE = _("fieldset_lf", default="The litigation file")
RELEASE = _("fieldset_release", default="The document")


class AddLitigationForm(DefaultAddForm):
    """Begins a litigation file; it may be incomplete until it is handed in for checking."""

    portal_type = "LitigationFile"
    schema = IFileText
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FILE
    label = _("title_add_lf", default="Begin a litigation file")
    success_message = _("message_lf_added", default="The draft is kept. Take documents in.")

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddLitigationView(DefaultAddView):
    """`++add++LitigationFile` of a case, in the frame of the case."""

    tab = "litigation"
    form = AddLitigationForm
    index = ViewPageTemplateFile(PAGE)


class AskReleaseForm(AddLitigationForm):
    """Asks for a document."""

    portal_type = "DocumentRelease"
    schema = IReleaseAsked
    default_fieldset_label = RELEASE
    label = _("title_ask_release", default="Ask for a document")
    success_message = _(
        "message_release_asked", default="Lead and supervisor of the case find it on their desks."
    )


class AskReleaseView(AddLitigationView):
    """`++add++DocumentRelease` of a case."""

    form = AskReleaseForm


class TimedForm(CarefulEditForm):
    """Writes one group of fields."""

    then = ""

    def nextURL(self):
        """Return the step that can be taken now, or what was written."""
        url = self.context.absolute_url()
        return f"{url}/@@change-state?transition={self.then}" if self.then else url


@implementer(IDexterityEditForm)
class TimedFormView(FormWrapper):
    """A form in the frame of the case, at its time alone."""

    tab = "litigation"
    group = "file"
    index = ViewPageTemplateFile(PAGE)

    def update(self):
        """Show the form, or what it belongs to where its time is over or has not come."""
        if is_open(self.context, self.group):
            return super().update()
        message = _(
            "message_lf_not_now", default="This is not changed in the state in which it is now."
        )
        api.portal.show_message(message, request=self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())


class EditLitigationForm(TimedForm):
    """Edits a draft."""

    schema = IFileText
    default_fieldset_label = FILE
    label = _("title_edit_lf", default="Edit the litigation file")


class EditLitigationView(TimedFormView):
    """`edit` of a litigation file."""

    form = EditLitigationForm


class ReceiptForm(TimedForm):
    """Notes that the court has got it."""

    schema = IReceipt
    then = "file"
    default_fieldset_label = label = _("title_lf_receipt", default="The receipt of the court")


class ReceiptView(TimedFormView):
    """`@@receipt` of a litigation file."""

    group = "receipt"
    form = ReceiptForm


class ServiceForm(TimedForm):
    """Notes that the other side has got it."""

    schema = IService
    then = "serve"
    default_fieldset_label = label = _("title_lf_service", default="The service")


class ServiceView(TimedFormView):
    """`@@service` of a litigation file."""

    group = "service"
    form = ServiceForm


class DecideReleaseForm(TimedForm):
    """Chooses what is released, and until when."""

    schema = IReleaseDecision
    then = "release"
    default_fieldset_label = RELEASE
    label = _("title_decide_release", default="What is released")


class DecideReleaseView(TimedFormView):
    """`edit` of a release."""

    group = "decision"
    form = DecideReleaseForm
