"""The public form: shows it, takes what was sent, and gives the code with which to come back."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.guard.headers import PAGE_OF_ITS_OWN
from baleharum.intake import codes
from baleharum.intake import policy
from baleharum.intake.report import answers
from baleharum.intake.report import held
from baleharum.intake.report import passes
from baleharum.intake.report import tokens
from baleharum.intake.report.action import is_open
from baleharum.intake.report.door import Door
from baleharum.intake.report.door import moment
from baleharum.intake.report.fields import PREFIX
from baleharum.intake.report.fields import ReportForm
from baleharum.intake.report.forget import log_failure
from baleharum.intake.report.sending import NotStored
from baleharum.intake.report.sending import send
from baleharum.intake.report.sending import the_box
from baleharum.intake.report.uploads import uploads
from baleharum.intake.submission import SubmissionRefused
from baleharum.intake.submission import TOO_LARGE
from baleharum.login.unavailable import LoginUnavailable
from baleharum.trail.api import undone_with
from datetime import datetime
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from transaction.interfaces import TransientError
from typing import Any
from zExceptions import NotFound

import transaction


class ReportPage(Door):
    """The form, the page of thanks, and what is said where the form is closed."""

    form_page = ViewPageTemplateFile("form.pt")
    thanks_page = ViewPageTemplateFile("thanks.pt")
    closed_page = ViewPageTemplateFile("closed.pt")

    code = ""
    #: Whether the report has arrived long ago: who sends its page again is not shown the code.
    late = False
    token: tokens.Token | None = None

    def begin(self) -> None:
        """Begin without notices, which are what to tell the visitor, the first thing first."""
        self.notices: list[Any] = []
        self.now = moment()

    def answer(self) -> Any:
        """Return the page."""
        self.box = the_box(self.context) if is_open(self.context) else None
        if self.box is None:
            self.request.response.setStatus(503)
            if not self.posted:
                return self.closed_page()
        self.form = ReportForm(self.context, self.request)
        self.form.update()
        if self.posted:
            return self._received()
        self.token = tokens.made(self.now)
        return self.form_page()

    def _received(self) -> Any:
        """Take what was sent, or show the form again with all that was answered."""
        files = self._files()
        try:
            with undone_with(self.request):
                self.token = tokens.read(Asked(self.request.form).get(held.TOKEN, ""), self.now)
                self.code = self._take(files)
        except SubmissionRefused as refused:
            self.notices += [REFUSED, *(message for _name, message in refused.errors)]
        except TransientError:
            raise
        except Exception as error:
            self._not_stored(error)
        if self.code:
            return self._thanks()
        if files:
            self.notices.append(FILES_AGAIN)
        self.token = self.token or self._new_token()
        return self.form_page()

    def _thanks(self) -> Any:
        """Show the code, on a bare page where the other one fails: the report is there."""
        try:
            return self.thanks_page()
        except TransientError:
            raise
        except Exception as error:
            log_failure("the page with the code failed", error)
            transaction.abort()
            self.request.response.setHeader("Content-Type", "text/html; charset=utf-8")
            return BARE_THANKS.replace("{code}", "–" if self.late else codes.shown(self.code))

    def _not_stored(self, error: Exception) -> None:
        """Tell the visitor, whatever it was that failed, and show the form again."""
        transaction.abort()
        if not isinstance(error, NotStored):
            log_failure("what a visitor sent could not be looked at", error)
        self.request.response.setStatus(503)
        self.notices.append(NOT_STORED)

    def _new_token(self) -> tokens.Token | None:
        """Return a token, None where the key of tokens cannot be read: then the page still shows
        what was typed, and is held until it can."""
        try:
            token = tokens.made(self.now)
            return token if token.text else None
        except LoginUnavailable:
            return None

    def _take(self, files: list[Any]) -> str:
        """Return the code of the report, '' where it was not taken and the notices say why."""
        token = self.token
        if self.box is None:
            self.notices.append(CLOSED)
            return ""
        if self.too_much:
            self.notices.append(TOO_MUCH)
            return ""
        known = codes.filed_as(self.box, token.nonce) if token is not None else None
        again = known is not None
        self.late = again and is_long_ago(known.received_at, self.now)
        wait = None if again else held.held(self.request, token, self.now)
        if wait is not None or token is None:
            self.notices.append(wait.message if wait else held.EXPIRED)
            return ""
        told, errors = self.form.extractData()
        if errors:
            self.notices.append(INCOMPLETE)
            return ""
        pace = held.pace_of(self.request, token, self.now)
        language = "id" if self.indonesian else "en"
        data = answers.submission(self.form.schema, told, language)
        code = send(self.request, self.box, data, files, token.nonce)
        if not again:
            pace.count()
        return code

    def _files(self) -> list[Any]:
        names = [PREFIX + name for name, _field in answers.files_fields(self.form.schema)]
        return uploads(self.request, names)

    @property
    def token_text(self) -> str:
        """The token as it stands in the page."""
        return self.token.text if self.token is not None else ""

    @property
    def bits(self) -> int:
        """How much a browser may work."""
        return tokens.BITS

    @property
    def largest(self) -> int:
        """The bytes that a file may have."""
        return policy.FILE_BYTES

    @property
    def too_large(self) -> Any:
        """What is said of a larger one."""
        return TOO_LARGE

    @property
    def code_groups(self) -> list[str]:
        """The code in groups of four digits; none where it was shown too long ago."""
        return codes.shown(self.code).split() if not self.late else []


def is_long_ago(received: datetime | None, now: float) -> bool:
    """Tell whether a code is not shown again: the answer was lost minutes ago at most, and what a
    browser's history sends again later is sent by somebody else."""
    return received is None or now - received.timestamp() > passes.LASTS


class NoSuchPage(Door):
    """Pages of collective.easyform that a report form does not have: they would file nothing."""

    def __call__(self) -> Any:
        """Raise NotFound."""
        raise NotFound(self.request["URL"])


BARE_THANKS = PAGE_OF_ITS_OWN.format(
    "Terkirim · Sent",
    "Laporan Anda sudah masuk. Kode Anda: {code}. Tulis di kertas; dengan kode itu Anda dapat "
    "membaca jawaban kami.",
    "Your report has arrived. Your code: {code}. Write it on paper; with it you can read our answer.",
)
TOO_MUCH = _(
    "report_too_much",
    default="The files are larger than ${limit} MB together, so nothing was sent yet. All that you"
    " wrote is still below. Choose fewer or smaller files, or send the report without them: you can"
    " add files later with your code.",
    mapping={"limit": policy.FILES * policy.FILE_BYTES >> 20},
)
CLOSED = _(
    "report_closed_now",
    default="This form takes no reports at the moment, and nothing was sent. All that you wrote is"
    " still below. Call 129, or 112 if you are in danger.",
)
NOT_STORED = _(
    "report_not_stored",
    default="Your report could not be stored: something is wrong on our side, not yours. Nothing was"
    " sent. All that you wrote is still below. Press Send again in a minute, or call 129.",
)
REFUSED = _(
    "report_refused_yet",
    default="Nothing was sent yet. All that you wrote is still below.",
)
INCOMPLETE = _(
    "report_incomplete",
    default="Nothing was sent yet. Look at the fields that are marked below, then press Send again.",
)
FILES_AGAIN = _(
    "report_files_again",
    default="For your safety your browser did not keep the files. Choose them again, or send the"
    " report without them: you can add files later with your code.",
)
