"""Holds off programs without asking a third party, and without losing anybody: who is held is told
why and what to do, keeps every answer, and gets through by pressing the button again.
"""

from baleharum import _
from baleharum.asked import Asked
from baleharum.intake.report import pace
from baleharum.intake.report import tokens
from dataclasses import dataclass
from typing import Any
from zope.i18nmessageid import Message


#: An input that people do not see and are told to leave empty.
TRAP = "website"
TOKEN, PROOF = "token", "proof"
#: Seconds that nobody who reads the form can do without.
HASTE = 4


@dataclass(frozen=True)
class Held:
    """Why something was not taken yet; message: for the visitor, with the remedy."""

    reason: str
    message: Message
    seconds: int = 0


def held(request: Any, token: tokens.Token | None, now: float) -> Held | None:
    """Return why what was sent is not taken yet, None where it is.

    token: of the page, None for none of ours. now: seconds since 1970.
    """
    asked = Asked(request.form)
    if token is None:
        return Held("token", EXPIRED)
    if asked.get(TRAP):
        return Held("trap", TRAPPED)
    if token.age(now) < HASTE:
        return Held("haste", HASTY, HASTE)
    seconds = pace_of(request, token, now).wait()
    return Held("pace", crowded(seconds), seconds) if seconds else None


def pace_of(request: Any, token: tokens.Token, now: float) -> pace.Pace:
    """Return the pace of the request's network; who has worked for the token waits later."""
    proof = Asked(request.form).get(PROOF, "")
    return pace.of_reports(request, now, tokens.is_proof(token.text, proof))


def crowded(seconds: int) -> Message:
    """Return what to tell somebody whose network has sent much."""
    return _(
        "report_crowded",
        default="Many reports have come from your network. Wait ${seconds} seconds, then press"
        " Send again. If it is urgent, call 129 or 112.",
        mapping={"seconds": str(seconds)},
    )


EXPIRED = _(
    "report_expired",
    default="This page was open for too long. Nothing was sent yet. Your answers are below: look"
    " at them and press Send again.",
)
TRAPPED = _(
    "report_trapped",
    default="A program has filled in a field that must stay empty. Nothing was sent yet. We have"
    " emptied it: press Send again.",
)
HASTY = _(
    "report_hasty",
    default="That was very fast, so we want to be sure that you are a person. Nothing was sent yet."
    " Wait five seconds, then press Send again.",
)
