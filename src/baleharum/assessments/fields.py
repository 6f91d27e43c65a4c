"""Attributes that are written while an assessment is a draft, and never afterwards."""

from baleharum.vault.objects import SealedValue
from typing import Any
from zExceptions import BadRequest


FIXED = "An assessment that was submitted is not changed. Have it returned, or begin a new version."


class DraftSealed(SealedValue):
    """A sealed value of a draft."""

    def __set__(self, holder: Any, value: Any) -> None:
        if not holder.is_fixed:
            super().__set__(holder, value)
        elif self.__get__(holder) != value:
            raise BadRequest(FIXED)

    def __delete__(self, holder: Any) -> None:
        if holder.is_fixed:
            raise BadRequest(FIXED)
        super().__delete__(holder)


class DraftPlain:
    """A token, date or UID of a draft; once: what is chosen with the first word stays."""

    def __init__(self, name: str, missing: Any = None, *, once: bool = False) -> None:
        self.name = name
        self.missing = missing
        self.once = once
        self.stored = f"_kept_{name}"

    def __get__(self, holder: Any, owner: Any = None) -> Any:
        if holder is None:
            return self
        return holder.__dict__.get(self.stored, self.missing)

    def __set__(self, holder: Any, value: Any) -> None:
        there = self.stored in holder.__dict__
        if value == self.__get__(holder) and there:
            return
        if holder.is_fixed or (self.once and there):
            raise BadRequest(FIXED)
        setattr(holder, self.stored, value)

    def __delete__(self, holder: Any) -> None:
        if holder.is_fixed or self.once:
            raise BadRequest(FIXED)
        if self.stored in holder.__dict__:
            delattr(holder, self.stored)
