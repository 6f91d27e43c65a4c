"""Messages between reporter and officers, and notes that stay among officers: only ever added."""

from baleharum import _
from baleharum.intake import policy
from baleharum.intake import unheard
from baleharum.intake.content import IntakeReport
from baleharum.intake.filing import keep_files
from baleharum.intake.parts import Message
from baleharum.intake.parts import ReportFile
from baleharum.intake.submission import looked_at
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from baleharum.team.people import utcnow
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from baleharum.whole import whole
from collections.abc import Iterable
from datetime import datetime
from plone.uuid.interfaces import IUUID


def add_message(
    report: IntakeReport,
    text: str,
    *,
    author: str = "",
    files: Iterable[SentFile] = (),
    now: datetime | None = None,
    wish: str = "",
) -> Message:
    """Add a message and return it. author: user id of an officer, '' for the reporter.

    Files come with messages of the reporter and of officers alike; wish: token of
    `reporter-wishes`. What a reporter writes waits to be heard, what an officer answers has heard
    it. Asks for no permission.
    Raises SubmissionRefused for nothing to say, too much of it, or a file that is not kept.
    """
    looked = looked_at(files)
    text = checked_text(report, text, "messages", allow_empty=bool(looked or wish))
    if len(report.parts("files")) + len(looked) > policy.ALL_FILES:
        raise SubmissionRefused([("files", FULL)])
    with whole():
        message = _kept(report, "messages", text, author, now, wish)
        keep_files(report, looked, message=message.number)
        if wish:
            report.wishes = policy.wishes_of({}, (*report.wishes, wish))
        if message.from_reporter:
            unheard.waits(report, message.sent_at)
        else:
            unheard.heard(report)
        change(EDIT, IUUID(report), IUUID(report), "message")
    return message


def add_note(report: IntakeReport, text: str, author: str, now: datetime | None = None) -> Message:
    """Add a note that no reporter ever sees, and return it. Raises SubmissionRefused."""
    text = checked_text(report, text, "notes")
    note = _kept(report, "notes", text, author, now)
    change(EDIT, IUUID(report), IUUID(report), "note")
    return note


def messages(report: IntakeReport) -> list[Message]:
    """Return the messages, the oldest first."""
    return list(report.parts("messages").values())


def notes(report: IntakeReport) -> list[Message]:
    """Return the notes, the oldest first."""
    return list(report.parts("notes").values())


def files_of(report: IntakeReport, message: int = 0) -> list[ReportFile]:
    """Return the files of a message, or of the submission (0), in their order."""
    return [file for file in report.parts("files").values() if file.message == message]


def checked_text(report: IntakeReport, text: str, name: str, allow_empty: bool = False) -> str:
    """Return a text that may be added to `messages` or `notes`. Raises SubmissionRefused."""
    if report.erased_at is not None:
        raise SubmissionRefused([("text", ERASED)])
    text = text.strip().replace("\r\n", "\n")
    if not text and not allow_empty:
        raise SubmissionRefused([("text", EMPTY)])
    if len(text) > policy.MESSAGE_LENGTH:
        raise SubmissionRefused([("text", LONG)])
    if len(report.parts(name)) >= policy.MESSAGES:
        raise SubmissionRefused([("text", FULL)])
    return text


def _kept(
    report: IntakeReport,
    name: str,
    text: str,
    author: str,
    now: datetime | None,
    wish: str = "",
) -> Message:
    message = Message(report.next_part(name), text, now or utcnow(), author, wish)
    message.seal(IUUID(report))
    report.add_part(name, message)
    return message


EMPTY = _("report_message_empty", default="There is nothing in it yet. Write a few words.")
LONG = _(
    "report_message_long",
    default="This is longer than ${limit} characters. Send it in two parts.",
    mapping={"limit": policy.MESSAGE_LENGTH},
)
FULL = _(
    "report_full",
    default="This report cannot hold any more. Call the centre, or make a new report.",
)
ERASED = _(
    "report_erased",
    default="This report is erased: its time was over. Make a new one.",
)
