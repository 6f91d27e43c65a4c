"""The pages of letters in Site Setup: the letterhead, the fields of templates, a sample letter."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.letters import letterhead
from baleharum.letters import office
from baleharum.letters import settings
from baleharum.letters.fields import FIELDS
from baleharum.letters.letter import Letter
from baleharum.letters.letterhead import Letterhead
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.typeset import letter_pdf
from baleharum.whole import whole
from dataclasses import replace
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import BadRequest


class LetterheadPage(BrowserView):
    """`@@letterhead`: the settings of letters; POST does what the field `action` names."""

    browser_title = _("heading_letterhead", default="Letters")
    actions = ("save", "logo", "no_logo", "no_template", "own_template")

    def __call__(self):
        if self.request.method != "POST":
            return self.index()
        CheckAuthenticator(self.request)
        action = Asked(self.request.form).get("action", "")
        if action not in self.actions:
            raise BadRequest("This form says nothing that the page can do.")
        try:
            with whole():
                told = getattr(self, f"do_{action}")()
        except LetterRefused as refused:
            tell(self.request, refused)
            return self.index()
        api.portal.show_message(told, request=self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@letterhead")
        return ""

    def fields(self) -> list[dict[str, Any]]:
        """Return the settings as the form shows them; what was typed stays when it is refused."""
        typed = Asked(self.request.form)
        return [
            {
                "name": name,
                "title": settings.SETTINGS[name].title,
                "help": settings.SETTINGS[name].description,
                "value": typed.get(name, self._text(value)),
                "is_list": name == "lines",
                "required": settings.SETTINGS[name].required,
            }
            for name, value in self.kept.items()
            if name in settings.SETTINGS
        ]

    @cached_property
    def kept(self) -> dict[str, Any]:
        """The settings, and whether there are a logo and a template of one's own."""
        return settings.report(self.context)

    @staticmethod
    def _text(value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""

    def do_save(self):
        """Keep the texts."""
        typed = Asked(self.request.form)
        values: dict[str, Any] = {name: typed.get(name, "") for name in settings.SETTINGS}
        values["lines"] = [line for line in values["lines"].splitlines() if line.strip()]
        settings.save_texts(self.context, values)
        return _("status_letterhead_kept", default="The settings of letters are kept.")

    def do_logo(self):
        """Keep a logo."""
        settings.save_logo(self.context, *self._sent())
        return _("status_logo_kept", default="The logo is kept. Look at the sample letter.")

    def do_no_logo(self):
        """Go without a logo."""
        settings.save_logo(self.context, None)
        return _("status_logo_gone", default="Letters have no logo now.")

    def do_own_template(self):
        """Keep a template of the centre."""
        settings.save_template(self.context, *self._sent())
        return _(
            "status_template_kept", default="The template is kept: it was tried with a sample."
        )

    def do_no_template(self):
        """Go back to the template of the product."""
        settings.save_template(self.context, None)
        return _(
            "status_template_gone", default="Letters are made with the product's template now."
        )

    def _sent(self) -> tuple[bytes, str]:
        sent = self.request.form.get("file")
        if not hasattr(sent, "read") or not getattr(sent, "filename", ""):
            raise LetterRefused(_("error_letter_no_file", default="Choose a file first."))
        sent.seek(0)
        # One byte more than the largest is enough to refuse it.
        return sent.read(office.LIMIT + 1), sent.filename


class LetterFields(BrowserView):
    """`@@letter-fields`: what can be written in a template."""

    browser_title = _("heading_letter_fields", default="Fields of letters")

    def rows(self) -> list[dict[str, Any]]:
        """Return each field: how it is written, and what it is."""
        return [
            {
                "name": each.name,
                "written": written(each),
                "title": each.title,
                "needed": each.needed,
            }
            for each in FIELDS
        ]


def written(field) -> list[str]:
    """Return the lines by which a template names a field."""
    if not field.is_list:
        return [f"{{{{ {field.name} }}}}"]
    inside = [f"{{{{ satu.{part} }}}}" for part in field.parts] or ["{{ satu }}"]
    return [f"{{%p for satu in {field.name} %}}", *inside, "{%p endfor %}"]


def sample() -> Letter:
    """Return an invented letter, with who signs for the centre where that is set."""
    signatory = letterhead.signatory()
    return replace(office.sample(), signatory=signatory) if signatory.name else office.sample()


class Made(BrowserView):
    """A file that is made when it is asked for; where it can't be, `@@letterhead` says why."""

    filename = ""
    media_type = settings.OFFICE

    def __call__(self):
        try:
            data = self.made(letterhead.letterhead(self.context))
        except LetterRefused as refused:
            tell(self.request, refused)
            self.request.response.redirect(f"{self.context.absolute_url()}/@@letterhead")
            return b""
        self.request.response.setHeader("Content-Type", self.media_type)
        self.request.response.setHeader(
            "Content-Disposition", f'attachment; filename="{self.filename}"'
        )
        return data

    def made(self, head: Letterhead) -> bytes:
        """Return the file. Raises LetterRefused."""
        raise NotImplementedError


class Sample(Made):
    """`@@letter-sample`: an invented letter with this letterhead, as PDF."""

    filename = "contoh-surat.pdf"
    media_type = "application/pdf"

    def made(self, head: Letterhead) -> bytes:
        """Return it."""
        return letter_pdf(sample(), head)


class OfficeSample(Made):
    """`@@letter-sample-office`: the same as DOCX, with the template in use."""

    filename = "contoh-surat.docx"

    def made(self, head: Letterhead) -> bytes:
        """Return it."""
        return office.letter_docx(sample(), head, office.template(self.context))


class Template(Made):
    """`@@letter-template`: the template in use, to amend and upload."""

    filename = "templat-surat.docx"

    def made(self, head: Letterhead) -> bytes:
        """Return it."""
        return office.template(self.context)


def tell(request: Any, refused: LetterRefused) -> None:
    """Show all that was wrong on the next page."""
    for problem in refused.problems:
        api.portal.show_message(problem, request=request, type="error")
