"""The rules of referral letters: when a field may be written, how long an answer may take.

Pure functions; the clock is an argument. domain.md 2b is the table.
"""

from baleharum.cases.moments import WITA
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta

import re


WORKFLOW = "referral_workflow"

#: The purpose of the list `consent-purposes` that a referral rests on.
PURPOSE = "rujukan"

#: Mode of a letter that hands the whole case over.
HANDOVER = "serah-penuh"

#: group of fields -> states in which they may be written; '' is a letter that is being filed.
WINDOWS = {
    "text": ("", "draft"),
    "dispatch": ("signed",),
    "answer": ("sent",),
    "reply": ("accepted",),
    "handover": ("accepted", "replied"),
}

#: A case does not close while a letter is in one of these states.
OPEN = ("draft", "submitted", "signed", "sent", "accepted", "replied")
#: From here a letter is cancelled when what it rests on ends.
CANCELLABLE = ("draft", "submitted", "signed", "sent")
#: The partner has the letter, and has not said no.
UNDER_WAY = ("sent", "accepted")
FAILED = ("refused_by_partner", "cancelled")
ANSWERED = ("replied", "finished")
#: The partner has got the letter and it is not cancelled any more: where what it rests on ends, it
#: says so, and nothing more goes out with it.
DELIVERED = ("accepted", "replied", "finished")
#: What can be made into a parcel for the partner.
SIGNED = ("signed", "sent", "accepted", "replied")

#: Days after sending in which the partner answers, and after submitting in which the head signs.
ANSWER_DAYS = 7
SIGNATURE_DAYS = 3

CLOCK = re.compile(r"([01][0-9]|2[0-3])[:.][0-5][0-9]")


def is_clock(value: str) -> bool:
    """Tell whether a text is a time of the day.

    >>> is_clock("09:30"), is_clock("9:30"), is_clock("24:00")
    (True, False, False)
    """
    return bool(CLOCK.fullmatch(value))


def moment_of(day: date | None, clock: str | None) -> datetime | None:
    """Return a moment in Mataram, None unless both are there.

    >>> moment_of(date(2026, 9, 28), "09.30").isoformat()
    '2026-09-28T09:30:00+08:00'
    """
    if day is None or not clock or not is_clock(clock):
        return None
    hour, minute = int(clock[:2]), int(clock[3:])
    return datetime.combine(day, time(hour, minute), WITA)


def answer_due(sent: datetime) -> datetime:
    """Return until when the partner answers, and replies once it has accepted."""
    return sent + timedelta(days=ANSWER_DAYS)


def signature_due(submitted: datetime) -> datetime:
    """Return until when the head signs or sends back."""
    return submitted + timedelta(days=SIGNATURE_DAYS)


def may_sign(author: str, submitter: str, signer: str) -> bool:
    """Tell whether somebody may sign: neither who wrote the letter nor who handed it in."""
    return signer not in (author, submitter)
