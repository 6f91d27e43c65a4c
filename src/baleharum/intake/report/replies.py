"""What a reporter sends after the report: words, files, or the wish to be left alone."""

from baleharum import _
from baleharum.intake import policy
from baleharum.intake.content import IntakeReport
from baleharum.intake.messages import add_message
from baleharum.intake.messages import messages
from baleharum.intake.report.sending import stored
from baleharum.intake.submission import SentFile
from baleharum.team.people import utcnow
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message


#: The same words again within this time are the same message, sent twice.
TWICE = timedelta(hours=1)

#: What an officer reads; in Indonesian, which is the language of the file.
WISHES = {
    policy.STOP: _(
        "report_wish_stop",
        default="The reporter asks: do not contact me any more.",
    ),
    policy.UNSAFE: _(
        "report_wish_unsafe",
        default="The reporter warns: the way to contact me is not safe any more. Do not use it.",
    ),
}


def reply(
    request: Any, report: IntakeReport, text: str, files: Sequence[SentFile], wish: str = ""
) -> Message:
    """Keep a message of the reporter, once; returns what to say. wish: a key of WISHES or ''.

    Raises SubmissionRefused for what the reporter can mend, else NotStored.
    """
    asked = translate(WISHES[wish], target_language="id") if wish in WISHES else ""
    text = "\n\n".join(part for part in (asked, text.strip().replace("\r\n", "\n")) if part)

    def keeping() -> None:
        since = utcnow() - TWICE
        mine = (m for m in messages(report) if m.from_reporter and m.sent_at >= since)
        if text and not files and any(each.text == text for each in mine):
            return
        add_message(report, text, files=files, wish=wish if wish in WISHES else "")

    stored(request, keeping)
    return WISHED if wish in WISHES else SENT


SENT = _("report_message_sent", default="Your message has arrived.")
WISHED = _(
    "report_wish_arrived",
    default="The officers have been told. They read it before they do anything else with your"
    " report. You can still write to us here at any time.",
)
