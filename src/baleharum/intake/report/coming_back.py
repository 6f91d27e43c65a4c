"""The page on which a reporter comes back with the code: reads the answer, writes, adds files.

The code is typed once, and posted: it stands in no address, no cookie and no page that follows.
What follows carries a sealed pass that names the report and is good for a quarter of an hour. So
nobody who looks at the source of the page, or goes back in the browser of a shared computer, finds
the code or the messages: the browser keeps no copy, and each page is taken once, so that sending an
old one again is answered by the empty form (see `sent_before`).
"""

from baleharum import _
from baleharum.asked import Asked
from baleharum.intake import codes
from baleharum.intake import policy
from baleharum.intake import words
from baleharum.intake.content import IntakeReport
from baleharum.intake.messages import files_of
from baleharum.intake.messages import messages
from baleharum.intake.report import held
from baleharum.intake.report import pace
from baleharum.intake.report import passes
from baleharum.intake.report import tokens
from baleharum.intake.report.door import code_place
from baleharum.intake.report.door import Door
from baleharum.intake.report.door import moment
from baleharum.intake.report.handing import handed
from baleharum.intake.report.replies import reply
from baleharum.intake.report.sending import NotStored
from baleharum.intake.report.sending import the_box
from baleharum.intake.report.sent_before import sent_before
from baleharum.intake.report.uploads import uploads
from baleharum.intake.submission import SubmissionRefused
from baleharum.terms.days import moment_text
from baleharum.terms.days import zone
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


PURPOSE = "report-code"
CODE, PASS, FILE, FILES = "code", "pass", "file", "files"


class CodePage(Door):
    """Asks for the code, or shows what belongs to it."""

    code_page = ViewPageTemplateFile("code.pt")
    messages_page = ViewPageTemplateFile("messages.pt")

    report: IntakeReport | None = None
    below = staticmethod(code_place)

    def begin(self) -> None:
        """Begin without notices, which are what to tell the visitor."""
        self.notices: list[Any] = []
        self.done: Any = ""
        self.typed = ""
        self.now = moment()
        self.asked = Asked(self.request.form)

    def answer(self) -> Any:
        """Return the page."""
        self.box = the_box(self.context)
        if not self.posted or self.box is None:
            return self.code_page()
        sealed = self.asked.get(PASS, "")
        self.typed = self.asked.get("text", "")
        self.report = self._passed(sealed) if sealed else self._opened()
        if self.report is None:
            return self._asked_again()
        if self.asked.get(FILE):
            return handed(self.request, self.report, self.asked.get(FILE))
        if sealed:
            self._write()
        elif self.typed:
            self.notices.append(CARRIED)
        return self.messages_page()

    def _asked_again(self) -> Any:
        """Ask for the code; what was typed goes along, and is not sent before it is seen again."""
        if uploads(self.request, [FILES]):
            self.notices.append(FILES_AGAIN)
        return self.code_page()

    def _passed(self, sealed: str) -> IntakeReport | None:
        number = passes.read(IUUID(self.box), sealed, self.now)
        report = self.box._getOb(number, None) if number else None
        if report is None:
            self.notices.append(LEFT)
            return None
        if self.asked.get(FILE) or not sent_before(sealed, self.now):
            return report
        self.notices.append(ONCE)
        if any(each.text == self.typed.strip() for each in messages(report)):
            self.typed = ""
        return None

    def _opened(self) -> IntakeReport | None:
        """Return the report of the code that was typed; a wrong one and an erased one are alike."""
        token = tokens.read(self.asked.get(held.TOKEN, ""), self.now, PURPOSE, passes.LASTS)
        if token is None or sent_before(token.text, self.now):
            self.notices.append(LEFT if token is None else ONCE)
            return None
        wrong = pace.of_codes(self.request, self.now)
        seconds = wrong.wait()
        if seconds:
            self.notices.append(wait_for(seconds))
            return None
        report = codes.report_of(self.box, self.asked.get(CODE, ""))
        if report is None:
            wrong.count()
            self.notices.append(WRONG)
        return report

    def _write(self) -> None:
        """Keep what the reporter has written, or say why it was not kept."""
        if self.too_much:
            self.notices.append(TOO_MUCH)
            return
        files = uploads(self.request, [FILES])
        text, self.typed = self.typed, ""
        wish = self.asked.get("wish", "")
        if not (text.strip() or files or wish):
            return
        try:
            self.done = reply(self.request, self.report, text, files, wish)
            return
        except SubmissionRefused as refused:
            self.notices += [message for _name, message in refused.errors]
        except NotStored:
            self.request.response.setStatus(503)
            self.notices.append(NOT_STORED)
        self.typed = text
        if files:
            self.notices.append(FILES_AGAIN)

    @property
    def token_text(self) -> str:
        """The token of a new page."""
        return tokens.made(self.now, PURPOSE).text

    @property
    def pass_text(self) -> str:
        """The pass to the report, good for another quarter of an hour."""
        return passes.made(IUUID(self.box), self.report.getId(), self.now)

    @property
    def step(self) -> str:
        """How far the report is: new, open or closed."""
        state = api.content.get_state(self.report, default="received")
        return {"received": "new", "redirected": "closed", "dismissed": "closed"}.get(state, "open")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The messages, the oldest first."""
        language = "id" if self.indonesian else "en"
        return [
            {
                "mine": each.from_reporter,
                "when": moment_text(each.sent_at.astimezone(zone()), language),
                "wish": words.asked(each.wish),
                "text": each.text,
                "files": files_of(self.report, each.number),
            }
            for each in messages(self.report)
        ]


def wait_for(seconds: int) -> Any:
    """Return what to tell somebody in whose network codes were guessed."""
    return _(
        "report_code_wait",
        default="There were many wrong codes. Wait ${seconds} seconds, then type your code again.",
        mapping={"seconds": str(seconds)},
    )


WRONG = _(
    "report_code_wrong",
    default="There is no report for this code. Look at the digits once more: there are 16. If you"
    " have lost the code, send a new report or call 129.",
)
LEFT = _(
    "report_code_left",
    default="For your safety this page closes after 15 minutes. Type your code again.",
)
ONCE = _(
    "report_code_once",
    default="For your safety each page opens once: nobody can go back and read it. Type your code"
    " again.",
)
CARRIED = _(
    "report_message_carried",
    default="What you wrote is still below. It is not sent yet: press Send.",
)
TOO_MUCH = _(
    "report_message_too_much",
    default="The files are larger than ${limit} MB together, so nothing was sent yet. What you wrote"
    " is still below. Choose fewer or smaller files, and press Send.",
    mapping={"limit": policy.FILES * policy.FILE_BYTES >> 20},
)
NOT_STORED = _(
    "report_message_not_stored",
    default="Your message could not be stored: something is wrong on our side. It is still below."
    " Press Send again in a minute, or call 129.",
)
FILES_AGAIN = _(
    "report_message_files_again",
    default="For your safety your browser did not keep the files. Choose them again.",
)
