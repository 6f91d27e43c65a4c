"""Fields of a letter that are written in some states alone, on every path."""

from baleharum.referrals.policy import WINDOWS
from baleharum.referrals.policy import WORKFLOW
from baleharum.vault.objects import SealedValue
from typing import Any
from zExceptions import BadRequest


REFUSED = {
    "text": "A letter is changed in its draft alone. Have it sent back, or cancel it and write a"
    " new one.",
    "dispatch": "How a letter is sent is noted when it is signed and not sent yet.",
    "answer": "What the partner says is noted while the letter is sent and not answered yet.",
    "reply": "The reply is noted once the partner has accepted, and stays as it was noted.",
    "handover": "The handover is noted once the partner has accepted, until the letter is finished.",
}


def history_of(letter: Any) -> tuple[dict, ...]:
    """Return the rows of the workflow history, the oldest first; () for what is being filed."""
    histories = getattr(getattr(letter, "aq_base", letter), "workflow_history", None) or {}
    return tuple(histories.get(WORKFLOW, ()))


def state_of(letter: Any) -> str:
    """Return the state of a letter, '' for one that is being filed."""
    rows = history_of(letter)
    return rows[-1]["review_state"] if rows else ""


class Plain:
    """A stored attribute that anybody can read."""

    def __init__(self, name: str, missing: Any = None) -> None:
        self.stored, self.missing = f"_{name}", missing

    def __get__(self, letter: Any, owner: Any = None) -> Any:
        return letter.__dict__.get(self.stored, self.missing)

    def __set__(self, letter: Any, value: Any) -> None:
        setattr(letter, self.stored, value)


class Kept:
    """A field of a group of `policy.WINDOWS`. Raises BadRequest when it is written too late."""

    def __init__(self, name: str, group: str, *, sealed: bool = False, missing: Any = None) -> None:
        self.group, self.missing = group, missing
        self.value = SealedValue(name, missing) if sealed else Plain(name, missing)

    def __get__(self, letter: Any, owner: Any = None) -> Any:
        return self if letter is None else self.value.__get__(letter, owner)

    def __set__(self, letter: Any, value: Any) -> None:
        # A form or program sends back what it has read: that changes nothing.
        if value == self.__get__(letter) or (not value and not self.__get__(letter)):
            return
        if state_of(letter) not in WINDOWS[self.group]:
            raise BadRequest(REFUSED[self.group])
        self.value.__set__(letter, value)


class Checklist(Kept):
    """A mapping of tokens to reasons, sealed as pairs."""

    def __get__(self, letter: Any, owner: Any = None) -> Any:
        found = super().__get__(letter, owner)
        return self if letter is None else dict(found or ())

    def __set__(self, letter: Any, value: Any) -> None:
        if dict(value or {}) == self.__get__(letter):
            return
        pairs = tuple((str(token), str(reason)) for token, reason in sorted((value or {}).items()))
        super().__set__(letter, pairs)


class Once(Kept):
    """What the product itself notes with a step, never changed afterwards on any path."""

    def __init__(self, name: str, *, sealed: bool = False, missing: Any = None) -> None:
        super().__init__(name, "", sealed=sealed, missing=missing)

    def __set__(self, letter: Any, value: Any) -> None:
        kept = self.__get__(letter)
        if kept not in (None, self.missing) and value is not kept and value != kept:
            raise BadRequest("What a signature has fixed does not change. Write a new letter.")
        self.value.__set__(letter, value)
