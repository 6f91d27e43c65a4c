"""The page and the service with which the report form of a site is made."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import sent_text
from baleharum.intake.report.making import existing_forms
from baleharum.intake.report.making import LANGUAGES
from baleharum.intake.report.making import make_form
from baleharum.intake.report.rules import trouble_of
from baleharum.intake.report.sending import the_box
from plone.protect.authenticator import check as check_authenticator
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zExceptions import BadRequest
from zope.interface import alsoProvides


class SetUp(BrowserView):
    """Lists the report forms with what is wrong with them, and makes those that are missing."""

    def __call__(self) -> Any:
        """Show the page, or make a form and come back to it."""
        if self.request.get("REQUEST_METHOD") != "POST":
            return self.index()
        check_authenticator(self.request)
        language = Asked(self.request.form).get("language", "")
        if language not in LANGUAGES:
            raise BadRequest(UNKNOWN)
        form = make_form(language)
        message = _(
            "report_form_made",
            default="The form stands at ${address}.",
            mapping={"address": form.absolute_url()},
        )
        IStatusMessage(self.request).addStatusMessage(message, "info")
        self.request.response.redirect(f"{self.context.absolute_url()}/@@report-forms")
        return ""

    @property
    def has_box(self) -> bool:
        """Whether there is a box that reports go to."""
        return the_box(self.context) is not None

    @property
    def forms(self) -> list[dict[str, Any]]:
        """The forms: address, title, what is wrong."""
        return told()


class FormsGet(Service):
    """GET @report-forms: the report forms of the site, and what is wrong with each."""

    def reply(self) -> Any:
        """Return the rows."""
        return {"@id": f"{self.context.absolute_url()}/@report-forms", "items": told()}


class FormsPost(Service):
    """POST @report-forms: make the form of a language."""

    def reply(self) -> Any:
        """Return the rows. Raises BadRequest for another language than id and en."""
        language = sent_text(json_body(self.request), "language")
        if language not in LANGUAGES:
            raise BadRequest(UNKNOWN)
        alsoProvides(self.request, IDisableCSRFProtection)
        make_form(language)
        self.request.response.setStatus(201)
        return {"@id": f"{self.context.absolute_url()}/@report-forms", "items": told()}


def told() -> list[dict[str, Any]]:
    """Return the report forms: @id, title, language, trouble (list of texts)."""
    return [
        {
            "@id": form.absolute_url(),
            "title": form.Title(),
            "language": form.Language(),
            "trouble": trouble_of(form),
        }
        for form in existing_forms()
    ]


UNKNOWN = "Send the language of the form: id or en."
