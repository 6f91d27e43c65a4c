"""Fields of a letter that are written in some states alone, on every path."""

from baleharum.cases.history import state_of
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.referrals.policy import WINDOWS
from typing import Any


REFUSED = {
    "text": "A letter is changed in its draft alone. Have it sent back, or cancel it and write a"
    " new one.",
    "dispatch": "How a letter is sent is noted when it is signed and not sent yet.",
    "answer": "What the partner says is noted while the letter is sent and not answered yet.",
    "reply": "The reply is noted once the partner has accepted, and stays as it was noted.",
    "handover": "The handover is noted once the partner has accepted, until the letter is finished.",
}


STOPPED = (
    "The consent or other basis of this letter has ended: no handover is noted on it any more. For a"
    " handover on another basis write a new letter."
)


def is_open(letter: Any, group: str) -> bool:
    """Tell whether a group of fields may be written now.

    Once the letter is stopped nobody adds a signature from before: minutes that come to light later
    are filed as a document of the case, which says when it came.
    """
    if group == "handover" and letter.stopped is not None:
        return False
    return state_of(letter) in WINDOWS[group]


class Timed(Staying):
    """Mixin: each field has its time, see `policy.WINDOWS`; what a signature has fixed has none."""

    instead = "What a signature has fixed does not change. Write a new letter."

    def refusal(self, field: Any) -> str:
        """Return why a field is not written now; see Staying."""
        if not field.group or is_open(self, field.group):
            return ""
        stopped = field.group == "handover" and state_of(self) in WINDOWS["handover"]
        return STOPPED if stopped else REFUSED[field.group]


def kept(name: str, group: str, *, sealed: bool = False, missing: Any = None) -> Plain | Sealed:
    """Return a field of a group of `policy.WINDOWS`."""
    if sealed:
        return Sealed(name, missing, group=group)
    return Plain(name, missing, stored=f"_{name}", default=False, group=group)


def once(name: str, *, sealed: bool = False, missing: Any = None) -> Plain | Sealed:
    """Return what the product itself notes with a step, never changed afterwards on any path."""
    if sealed:
        return Sealed(name, missing, once=True)
    return Plain(name, missing, stored=f"_{name}", default=False, once=True)


class Checklist(Sealed):
    """A mapping of tokens to reasons, sealed as pairs."""

    def __get__(self, letter: Any, owner: Any = None) -> Any:
        found = super().__get__(letter, owner)
        return self if letter is None else dict(found or ())

    def keep(self, holder: Any, value: Any) -> None:
        """Write it whatever was decided."""
        pairs = tuple((str(token), str(reason)) for token, reason in sorted((value or {}).items()))
        super().keep(holder, pairs)
