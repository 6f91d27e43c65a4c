"""What a reporter sends after the report: words, files, or the wish to be left alone."""

from baleharum import _
from baleharum.intake.content import IntakeReport
from baleharum.intake.messages import add_message
from baleharum.intake.messages import messages
from baleharum.intake.report.sending import stored
from baleharum.intake.submission import SentFile
from baleharum.intake.words import ASKED
from baleharum.team.people import utcnow
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zope.i18nmessageid import Message


#: The same words again within this time are the same message, sent twice.
TWICE = timedelta(hours=1)


def reply(
    request: Any, report: IntakeReport, text: str, files: Sequence[SentFile], wish: str = ""
) -> Message:
    """Keep a message of the reporter, once; returns what to say. wish: a key of ASKED or ''.

    Raises SubmissionRefused for what the reporter can mend, else NotStored.
    """
    text = text.strip().replace("\r\n", "\n")
    wish = wish if wish in ASKED else ""

    def keeping() -> None:
        since = utcnow() - TWICE
        mine = (m for m in messages(report) if m.from_reporter and m.sent_at >= since)
        if not files and any((each.text, each.wish) == (text, wish) for each in mine):
            return
        add_message(report, text, files=files, wish=wish)

    stored(request, keeping)
    return WISHED if wish else SENT


SENT = _("report_message_sent", default="Your message has arrived.")
WISHED = _(
    "report_wish_arrived",
    default="The officers have been told. They read it before they do anything else with your"
    " report. You can still write to us here at any time.",
)
