"""Erasing one recipient: asked for in their name, decided by the head, and gone from the batch.

Art. 43 and 44 of Law 27/2022. While the batch is on its way its list must be whole; afterwards what was
given stays in the counts, and who it was given to is gone. Older backups hold the row until they are
replaced.
"""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.guard.traces import case_of
from baleharum.guard.traces import uid
from baleharum.programmes.emptying import erase
from baleharum.programmes.recipients import CHUNK
from baleharum.programmes.recipients import opened_rows
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.team.refusals import TeamRefused
from baleharum.trail.actions import ERASE
from baleharum.trail.actions import REQUEST
from baleharum.trail.api import change
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from typing import Any
from typing import NamedTuple


#: States in which nothing is done with the list any more.
STATES = ("accounted", "finished", "cancelled")
OPEN, ERASED, REFUSED = "open", "erased", "refused"
#: Characters of a text at most.
TEXT = 500


class ErasureRefused(TeamRefused):
    """An erasure that cannot be asked for, or decided (now); says what to do."""


class Erasure(NamedTuple):
    """number: of the recipient; state: OPEN, ERASED or REFUSED; asked: what the person asks, and
    reason: of the decision, sealed; asked_at, decided_at: aware moments (ISO), '' for not yet."""

    number: int
    state: str
    asked: bytes
    asked_by: str
    asked_at: str
    reason: bytes = b""
    decided_by: str = ""
    decided_at: str = ""


def erasures(batch: Any) -> list[Erasure]:
    """Return the requests of a batch, the oldest first."""
    return [Erasure(*row) for row in batch.erasures]


def text_of(batch: Any, found: Erasure, name: str) -> str:
    """Return what is asked, or the reason; '' where there is none."""
    sealed = getattr(found, name)
    return str(opened_with(batch, sealed, _place(found.number, name))) if sealed else ""


def ask(batch: Any, number: int, asked: str) -> Erasure:
    """Note that a recipient asks to be erased. asked: on which letter, or in which words.

    Raises ErasureRefused.
    """
    if state_of(batch) not in STATES:
        raise ErasureRefused(NOT_NOW)
    if not 1 <= number <= len(batch.recipients) or _is_erased(batch, number):
        raise ErasureRefused(NOBODY)
    if any(each.number == number and each.state == OPEN for each in erasures(batch)):
        raise ErasureRefused(TWICE)
    sealed = sealed_with(batch, _checked(asked), _place(number, "asked"))
    found = Erasure(number, OPEN, sealed, current_user_id(), _now())
    batch.erasures = (*batch.erasures, tuple(found))
    change(REQUEST, case_of(batch), uid(batch), f"erasure:{number}")
    return found


def decide(batch: Any, number: int, erased: bool, reason: str) -> Erasure:
    """Erase a recipient, or refuse to; whoever has filed the request does not decide it.

    Raises ErasureRefused.
    """
    found = next((e for e in erasures(batch) if e.number == number and e.state == OPEN), None)
    if found is None:
        raise ErasureRefused(NOT_ASKED)
    if found.asked_by == current_user_id():
        raise ErasureRefused(SAME_PERSON)
    sealed = sealed_with(batch, _checked(reason), _place(number, "reason"))
    state = ERASED if erased else REFUSED
    done = found._replace(
        state=state, reason=sealed, decided_by=current_user_id(), decided_at=_now()
    )
    if erased:
        erase(batch, number)
        # The words of the request may say who it was.
        done = done._replace(asked=b"")
    batch.erasures = tuple(tuple(done if each == found else each) for each in erasures(batch))
    change(ERASE if erased else REQUEST, case_of(batch), uid(batch), f"recipient-{state}:{number}")
    return done


def _is_erased(batch: Any, number: int) -> bool:
    at, place = divmod(number - 1, CHUNK)
    return not opened_rows(batch, at)[place].name


def _checked(text: str) -> str:
    if not text.strip() or len(text) > TEXT:
        raise ErasureRefused(REASON)
    return text.strip()


def _place(number: int, name: str) -> str:
    return f"erasure:{number}:{name}"


def _now() -> str:
    return utcnow().isoformat(timespec="seconds")


NOT_NOW = _(
    "error_erasure_state",
    default="Recipients are erased when the distribution is closed, or the batch cancelled. Out of a"
    " draft they are taken with its list.",
)
NOBODY = _(
    "error_erasure_nobody",
    default="Nobody has this number in the batch, or they are erased already. It stands on the"
    " receipt.",
)
TWICE = _("error_erasure_twice", default="This is asked for already, and waits for the head.")
NOT_ASKED = _("error_erasure_none", default="Nothing is asked for this recipient.")
SAME_PERSON = _(
    "error_erasure_person",
    default="Who has filed the request does not decide it: somebody else does.",
)
REASON = _("error_erasure_text", default="Write it, in 500 characters at most.")
