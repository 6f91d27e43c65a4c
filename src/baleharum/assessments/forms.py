"""The forms that begin and edit an assessment."""

from baleharum import _
from baleharum.assessments.content import Rating
from baleharum.assessments.form import Form
from baleharum.assessments.kinds import kind
from baleharum.assessments.making import add_assessment
from baleharum.assessments.making import change
from baleharum.assessments.people import writable
from baleharum.terms.lists import label
from hashlib import sha256
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


CHANGED = _(
    "error_changed_meanwhile",
    default="Somebody has changed this since you opened the form. Nothing was saved: "
    "keep what you wrote, open the form again and add it.",
)


class AddAssessment(Form):
    """`++add++Assessment?kind=triage` of a case; without a kind it asks for one."""

    choose = ViewPageTemplateFile("choose.pt")
    title = _("title_add_assessment", default="Begin an assessment")

    def __init__(self, context, request, ti=None):
        super().__init__(context, request)
        self.ti = ti

    def __call__(self):
        """Show the form; a POST files the draft."""
        token = self.asked.get("kind", "")
        if token not in {one.token for one in writable(self.context)}:
            return self.choose()
        self.rules = kind(token)
        if self.sent:
            CheckAuthenticator(self.request)
            found = self.read_sent()
            if not found.errors:
                rows = [Rating(*row) for row in found.fields.pop("ratings", ())]
                return done(self.request, add_assessment(self.context, token, rows, **found.fields))
        return self.template()

    def kinds(self):
        """Return (label, address) of the kinds that the person may begin."""
        url = self.action()
        return [
            (label("assessment-kinds", one.token), f"{url}?kind={one.token}")
            for one in writable(self.context)
        ]

    def action(self):
        """Return the address to which the form is sent."""
        return f"{self.context.absolute_url()}/++add++Assessment"

    def back(self):
        """Return where Cancel leads."""
        return f"{self.context.absolute_url()}/assessments"

    seen = ""


class EditAssessment(Form):
    """`edit` of a draft."""

    title = _("title_edit_assessment", default="Edit the assessment")

    def __call__(self):
        """Show the form; a POST saves it, unless somebody else was faster."""
        self.assessment, self.rules = self.context, self.context.rules
        if self.sent:
            CheckAuthenticator(self.request)
            found = self.read_sent(self.context)
            if self.asked.get("state_seen", "") != seen(self.context):
                self.refused = CHANGED
            elif not found.errors:
                change(self.context, found.fields)
                return done(self.request, self.context)
        return self.template()

    @property
    def seen(self):
        """What the form was filled from; after an error still the first state."""
        return self.asked.get("state_seen") or seen(self.context)

    def action(self):
        """Return the address to which the form is sent."""
        return f"{self.context.absolute_url()}/edit"

    def back(self):
        """Return where Cancel leads."""
        return self.context.absolute_url()


def seen(assessment) -> str:
    """Return what is written in an assessment as a fingerprint."""
    names = ("assessed_on", "risk", "ratings", "conclusion", "recommendations", "licence", "files")
    values = "\n".join(repr(getattr(assessment, name)) for name in names)
    return sha256(values.encode()).hexdigest()[:24]


def done(request, assessment) -> str:
    """Say that it is saved, and lead to its page."""
    api.portal.show_message(_("message_saved", default="Saved."), request=request)
    request.response.redirect(assessment.absolute_url())
    return ""
