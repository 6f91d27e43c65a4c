"""The forms of a letter: one for what it says, and one for each thing that is noted later."""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.referrals import seeing
from baleharum.referrals.keeping import is_open
from baleharum.referrals.schema import IAnswer
from baleharum.referrals.schema import IDispatch
from baleharum.referrals.schema import IHandover
from baleharum.referrals.schema import ILetterText
from baleharum.referrals.schema import IReply
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


PAGE = "../cases/form_page.pt"
FIELDSET = _("fieldset_referral", default="What the letter says")


class AddReferralForm(DefaultAddForm):
    """Begins a letter; it may be incomplete until it is submitted."""

    portal_type = "ReferralLetter"
    schema = ILetterText
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FIELDSET
    label = _("title_add_referral", default="Write a referral letter")
    success_message = _(
        "message_referral_added", default="The draft is kept. It goes nowhere before it is signed."
    )

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddReferralView(DefaultAddView):
    """`++add++ReferralLetter` of a case, in the frame of the case."""

    tab = "referrals"
    form = AddReferralForm
    index = ViewPageTemplateFile(PAGE)


class LetterForm(CarefulEditForm):
    """Writes one group of fields. then: step that follows, '' for none; of_person: whether what is
    written is about the person, so that who may not read them has no such form."""

    then = ""
    of_person = False

    def closed(self):
        """See CarefulEditForm."""
        return seeing.CLOSED if self.of_person and seeing.is_closed(self.context) else None

    def nextURL(self):
        """Return the step that can be taken now, or the letter."""
        url = self.context.absolute_url()
        return f"{url}/@@change-state?transition={self.then}" if self.then else url


@implementer(IDexterityEditForm)
class LetterFormView(FormWrapper):
    """A form in the frame of the case, at its time alone. group: see `policy.WINDOWS`."""

    tab = "referrals"
    group = "text"
    index = ViewPageTemplateFile(PAGE)

    def update(self):
        """Show the form, or the letter where its time is over or has not come."""
        message = self._closed()
        if message is None:
            return super().update()
        api.portal.show_message(message, request=self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())

    def _closed(self):
        if not is_open(self.context, self.group):
            return _(
                "message_referral_not_now",
                default="This is not changed in the state in which the letter is now.",
            )
        return self.form_instance.closed()


class EditReferralForm(LetterForm):
    """Edits a draft."""

    of_person = True

    schema = ILetterText
    default_fieldset_label = FIELDSET
    label = _("title_edit_referral", default="Edit the referral letter")


class EditReferralView(LetterFormView):
    """`edit` of a letter."""

    form = EditReferralForm


class DispatchForm(LetterForm):
    """Notes how the letter goes out."""

    schema = IDispatch
    then = "send"
    default_fieldset_label = label = _("title_dispatch", default="How the letter is sent")


class DispatchView(LetterFormView):
    """`@@dispatch` of a letter."""

    group = "dispatch"
    form = DispatchForm


class AnswerForm(LetterForm):
    """Notes what the partner says."""

    schema = IAnswer
    default_fieldset_label = label = _("title_answer", default="What the partner answers")


class AnswerView(LetterFormView):
    """`@@answer` of a letter."""

    group = "answer"
    form = AnswerForm


class ReplyForm(LetterForm):
    """Notes the reply."""

    of_person = True
    schema = IReply
    then = "reply"
    default_fieldset_label = label = _("title_reply", default="The reply of the partner")


class ReplyView(LetterFormView):
    """`@@reply` of a letter."""

    group = "reply"
    form = ReplyForm


class HandoverForm(LetterForm):
    """Notes who signed the minutes."""

    schema = IHandover
    default_fieldset_label = label = _("title_handover", default="Handover, signed by both")


class HandoverView(LetterFormView):
    """`@@handover` of a letter."""

    group = "handover"
    form = HandoverForm
