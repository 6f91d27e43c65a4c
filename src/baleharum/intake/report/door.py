"""What both public pages of a report share: nothing of them is kept anywhere, whatever happens."""

from baleharum.intake.report.forget import forget
from baleharum.intake.report.forget import log_failure
from baleharum.intake.report.interfaces import IReportForm
from baleharum.intake.report.limit import LEFT_OUT
from baleharum.intake.report.making import PLACES
from baleharum.trail.api import without_name
from baleharum.trail.unavailable import page
from plone import api
from Products.Five.browser import BrowserView
from transaction.interfaces import TransientError
from typing import Any
from zExceptions import NotFound

import time
import transaction


BROKEN = page(
    "Terjadi kesalahan di pihak kami. Bila laporan Anda belum mendapat kode, laporan itu belum "
    "terkirim. Kembali ke halaman sebelumnya dan coba lagi, atau telepon 129.",
    "Something went wrong on our side. If your report has no code yet, it was not sent. Go back to "
    "the page before this one and try again, or call 129.",
)
#: What a page is that nobody else may see later.
HEADERS = {"Cache-Control": "private, no-store", "Pragma": "no-cache"}


class Door(BrowserView):
    """A page for people who must not be found: no cache, no address, no word of it in a log."""

    def __call__(self) -> Any:
        """Answer, and forget what was sent."""
        for name, value in HEADERS.items():
            self.request.response.setHeader(name, value)
        speak(self.request, self.context.Language())
        try:
            return self._logged()
        finally:
            forget(self.request)

    def _logged(self) -> Any:
        """Answer; what fails is logged without its words."""
        without_name(self.request)
        try:
            self.begin()
            return self.answer()
        except (TransientError, NotFound):
            raise
        except Exception as error:
            log_failure("a page of the report form failed", error)
            transaction.abort()
            self.request.response.setStatus(503)
            self.request.response.setHeader("Content-Type", "text/html; charset=utf-8")
            return BROKEN

    def begin(self) -> None:
        """Begin without anything to tell."""

    def answer(self) -> Any:
        """Return the page."""
        raise NotImplementedError

    @property
    def posted(self) -> bool:
        """Whether something was sent."""
        return self.request.get("REQUEST_METHOD") == "POST"

    @property
    def too_much(self) -> bool:
        """Whether so much was sent that the files were left out before it came here."""
        return bool(self.request.environ.get(LEFT_OUT))

    @property
    def url(self) -> str:
        """The address of the form."""
        return self.context.absolute_url()

    @property
    def code_url(self) -> str:
        """The address of the page for those who come back, in the language of the form."""
        return f"{self.url}{code_place('id' if self.indonesian else 'en')}"

    @property
    def indonesian(self) -> bool:
        """Whether the page is shown in Indonesian."""
        return (api.portal.get_current_language() or "").startswith("id")

    @property
    def other_language(self) -> dict[str, str] | None:
        """The same page in the other language, if there is one: code, address. The frame of public
        pages asks for it, too."""
        code = "en" if self.indonesian else "id"
        form = api.portal.get().unrestrictedTraverse("/".join(PLACES[code]), None)
        if form is None or form == self.context or not IReportForm.providedBy(form):
            return None
        return {"code": code, "url": f"{form.absolute_url()}{self.below(code)}"}

    @staticmethod
    def below(language: str) -> str:
        """Return where this page stands below its form, in a language."""
        return ""


def code_place(language: str) -> str:
    """Return where the page for those who come back stands, below the form."""
    return "/kode" if language == "id" else "/code"


def speak(request: Any, language: str) -> None:
    """Have a page speak the language of its form, whatever was chosen elsewhere: half a form in
    another language is none."""
    binding = request.get("LANGUAGE_TOOL")
    if language and binding is not None:
        binding.LANGUAGE = request["LANGUAGE"] = language


def moment() -> float:
    """Return the moment, in seconds since 1970."""
    return time.time()
