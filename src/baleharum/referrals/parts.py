"""Whether the reply and the minutes of a handover are complete, and what of them is missing."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.requirements import Missing
from baleharum.referrals.choices import in_case
from baleharum.referrals.choices import RECEIVED
from baleharum.referrals.grounds import ground
from baleharum.referrals.grounds import held
from collections.abc import Iterator
from datetime import date
from plone import api
from typing import Any


def fits(letter: Any, uid: str | None, kind: str, states: tuple[str, ...]) -> bool:
    """Tell whether a UID is that of a document of this case, of a kind, in one of some states."""
    document = in_case(case_of(letter), uid or "", "CaseFile")
    if document is None or document.kind != kind:
        return False
    return api.content.get_state(document) in states


def follows(letter: Any, day: date | None) -> bool:
    """Tell whether a day is one on which the partner had the letter."""
    return day is not None and letter.sent_on is not None and letter.sent_on <= day <= today()


def reply_rows(letter: Any) -> Iterator[Missing]:
    """Yield what the reply lacks."""
    mend = f"{letter.getId()}/@@reply"
    if not fits(letter, letter.reply_document, "balasan-rujukan", RECEIVED):
        yield Missing(
            _(
                "missing_reply_document",
                default="File the partner's reply as a document of the kind 'Referral reply', and"
                " choose it.",
            ),
            mend,
        )
    if not follows(letter, letter.replied_on):
        yield Missing(
            _("missing_reply_day", default="Note the day of the reply, after the letter was sent."),
            mend,
        )
    if not (letter.reply_summary or "").strip():
        yield Missing(
            _("missing_reply_summary", default="Say in short what the partner replies."), mend
        )


def handover_rows(letter: Any) -> Iterator[Missing]:
    """Yield what the minutes of the handover lack."""
    mend = f"{letter.getId()}/@@handover"
    if not fits(letter, letter.minutes, "ba-serah-terima", ("approved",)):
        yield Missing(
            _(
                "missing_minutes",
                default="Choose the approved document of the kind 'Handover minutes'.",
            ),
            mend,
        )
    signed = (
        ((letter.handed_by or "").strip(), letter.handed_on),
        ((letter.taken_by or "").strip(), letter.taken_on),
    )
    last = letter.stopped.on if letter.stopped is not None else today()
    days = {day for _name, day in signed if day is not None and follows(letter, day)}
    if any(day > last or not held(letter, day) for day in days):
        yield Missing(
            _(
                "missing_consent_handover",
                default="The consent or other basis of the letter had ended before the handover:"
                " nobody is handed over on it.",
            ),
            mend,
        )
    if not all(name and day is not None for name, day in signed):
        yield Missing(
            _(
                "missing_signatures",
                default="Note who signed the minutes for us and for the partner, and on which days.",
            ),
            mend,
        )
    if any(day is not None and day not in days for _name, day in signed):
        yield Missing(
            _(
                "missing_handover_day",
                default="The minutes can't have been signed before the letter was sent, or later"
                " than today. Look at both days.",
            ),
            mend,
        )


def is_handed_over(letter: Any) -> bool:
    """Tell whether the minutes are there, signed by both."""
    return not any(handover_rows(letter))


def is_over(letter: Any) -> bool:
    """Tell whether no handover takes place any more: what it rested on has ended, and none is noted."""
    if letter.stopped is not None:
        return True
    noted = letter.minutes or letter.handed_on or letter.taken_on
    return not noted and ground(letter) is None
