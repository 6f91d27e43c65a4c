"""Fields that are written until something is decided, and never again, on no path."""

from Acquisition import aq_base
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import SealedValue
from typing import Any
from zExceptions import BadRequest


class Decided:
    """Mixin: content whose fields are fixed once its workflow has left the state `open_state`.

    Without an open state they are fixed as soon as it is filed.
    """

    workflow_id = ""
    open_state = ""
    fixed = "This cannot be changed any more."

    @property
    def is_fixed(self) -> bool:
        """Whether its fields are fixed."""
        rows = (self.__dict__.get("workflow_history") or {}).get(self.workflow_id) or ()
        return bool(rows) and rows[-1]["review_state"] != self.open_state

    def _keep(self, name: str, value: Any) -> None:
        """Write a field although it is fixed: for what a decision itself notes down."""
        holder = aq_base(self)
        getattr(type(holder), name).keep(holder, value)


class Plain:
    """A field that is stored readable: tokens, days, UIDs. noted: only a decision writes it."""

    def __init__(self, name: str, missing: Any = None, *, noted: bool = False) -> None:
        self.name, self.missing, self.noted = name, missing, noted

    def __get__(self, holder: Any, owner: Any = None) -> Any:
        if holder is None:
            return self
        if self.name in holder.__dict__:
            return holder.__dict__[self.name]
        try:
            # Dexterity's own way to a default of the schema.
            return type(holder).__getattr__(holder, self.name)
        except AttributeError:
            return self.missing

    def __set__(self, holder: Any, value: Any) -> None:
        if self.noted or (holder.is_fixed and value != self.__get__(holder)):
            raise BadRequest(holder.fixed)
        self.keep(holder, value)

    def __delete__(self, holder: Any) -> None:
        raise BadRequest(holder.fixed)

    def keep(self, holder: Any, value: Any) -> None:
        """Write it whatever was decided."""
        holder.__dict__[self.name] = value
        holder._p_changed = True


class Sealed(SealedValue):
    """A field that is stored sealed: what describes a person, what was said, when a child is 18."""

    def __init__(self, name: str, missing: Any = None, *, noted: bool = False) -> None:
        super().__init__(name, missing)
        self.noted = noted

    def __set__(self, holder: Any, value: Any) -> None:
        if self.noted or (holder.is_fixed and not self._same(holder, value)):
            raise BadRequest(holder.fixed)
        self.keep(holder, value)

    def __delete__(self, holder: Any) -> None:
        raise BadRequest(holder.fixed)

    def keep(self, holder: Any, value: Any) -> None:
        """Write it whatever was decided."""
        super().__set__(holder, value)

    def _same(self, holder: Any, value: Any) -> bool:
        if not is_stored(holder, self.name):
            return value == self.__get__(holder)
        return self.__get__(holder) == value
