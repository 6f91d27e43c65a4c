"""Letters as files. Each is noted as an export, and asks once more who sits there."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.passwords import keep_password
from baleharum.guard.traces import uid
from baleharum.letters.letterhead import letterhead
from baleharum.letters.office import letter_docx
from baleharum.letters.office import template
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.settings import OFFICE
from baleharum.login.api import require_step_up
from baleharum.referrals import composing
from baleharum.referrals import parcels
from baleharum.referrals import seeing
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import read
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import BadRequest


PDF = "application/pdf"
ZIP = "application/zip"


class Download(BrowserView):
    """A letter as a file; where it can't be made, its page says why."""

    word, media_type, ending = "pdf", PDF, ".pdf"

    def __call__(self) -> bytes:
        require_step_up(self.request)
        letter = self.context
        try:
            stopped(letter)
            seeing.check_readable(letter)
            data = self.made(letter)
        except LetterRefused as refused:
            return refusal(self, refused)
        read(EXPORT, uid(case_of(letter)), uid(letter), self.word)
        return attached(self.request, data, f"{file_name(letter)}{self.ending}", self.media_type)

    def made(self, letter: Any) -> bytes:
        """Return the file. Raises LetterRefused."""
        # What was signed is handed out as it was signed, byte for byte.
        return letter.pdf.data if letter.pdf is not None else composing.pdf(letter)


class OfficeDownload(Download):
    """`@@letter-docx`: the same for an office program."""

    word, media_type, ending = "docx", OFFICE, ".docx"

    def made(self, letter: Any) -> bytes:
        """Return the file. Raises LetterRefused."""
        site = api.portal.get()
        return letter_docx(composing.letter(letter), letterhead(site), template(site))


class Parcel(BrowserView):
    """`@@parcel`: POST `form` (pdf or zip), get what goes out; the password of a ZIP waits."""

    def __call__(self) -> bytes:
        url = posted(self)
        require_step_up(self.request, back=url)
        form = Asked(self.request.form).get("form", "")
        if form not in parcels.FORMS:
            raise BadRequest("Choose form=pdf or form=zip.")
        try:
            data, password = parcels.parcel(self.context, form)
        except LetterRefused as refused:
            return refusal(self, refused)
        if password:
            keep_password(self.context, password)
        media_type = ZIP if password else PDF
        return attached(self.request, data, f"{file_name(self.context)}.{form}", media_type)


class Password(BrowserView):
    """`@@parcel-password`: POST shows the password of the ZIP that one has just made, once."""

    tab = "referrals"
    template = ViewPageTemplateFile("password.pt")
    password = ""

    def __call__(self) -> Any:
        url = posted(self)
        require_step_up(self.request, back=url)
        try:
            self.password = parcels.shown_once(self.context)
        except LetterRefused as refused:
            return refusal(self, refused)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.template()


def stopped(letter: Any) -> None:
    """Raises LetterRefused for a letter that was cancelled before it went out: with its number and
    signature it would look as if it held. One that went out stays readable, as what was sent."""
    if state_of(letter) == "cancelled" and not letter.was_sent:
        raise LetterRefused(
            _(
                "error_letter_cancelled",
                default="This letter was cancelled before it was sent: it is not handed out.",
            )
        )


def posted(view: BrowserView) -> str:
    """Return the address of the letter. Raises BadRequest for what is no sent form."""
    if view.request.method != "POST":
        raise BadRequest("Use the button on the page of the letter.")
    CheckAuthenticator(view.request)
    return view.context.absolute_url()


def refusal(view: BrowserView, refused: LetterRefused) -> bytes:
    """Lead back to the letter, and say all that stands against it."""
    for problem in refused.problems:
        api.portal.show_message(problem, request=view.request, type="error")
    view.request.response.redirect(view.context.absolute_url())
    return b""


def file_name(letter: Any) -> str:
    """Return the number of the letter in its case: BH-2026-00001-L1."""
    return letter.title.replace("/", "-")


def attached(request: Any, data: bytes, name: str, media_type: str) -> bytes:
    """Return data as an attachment that no browser keeps."""
    response = request.response
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("X-Content-Type-Options", "nosniff")
    return data
