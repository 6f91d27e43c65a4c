"""Fields that stay as they are once something is decided, on every path: form, REST, script.

Forms and services are closed by the workflow already; this holds for scripts as well.
"""

from Acquisition import aq_base
from baleharum.cases.history import state_of
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import SealedValue
from typing import Any
from zExceptions import BadRequest


class Staying:
    """Mixin of content with such fields.

    open_states: in which they may be written; none for what stays as soon as it is filed.
    instead: what to do when it is too late.
    """

    open_states = ()
    instead = "This is not changed any more. File another one that corrects it."

    @property
    def is_fixed(self) -> bool:
        """Whether its fields stay."""
        state = state_of(self)
        if state:
            return state not in self.open_states
        # Between filing and the first row nothing has been decided, but for what has no draft.
        return bool(getattr(self, "numbered", False)) and not self.open_states

    def refusal(self, field: Any) -> str:
        """Return why a field is not written now, '' where it is."""
        return self.instead if self.is_fixed else ""

    def _keep(self, name: str, value: Any) -> None:
        """Write a field whatever was decided: for what a decision itself notes down."""
        holder = aq_base(self)
        getattr(type(holder), name).keep(holder, value)


class Stays:
    """A field of a Staying.

    noted: the product writes it with a step, by `_keep`, and nobody else; once: what it says first
    stays; group: for a holder that has several times to write.
    """

    noted = once = False
    group = ""

    def __set__(self, holder: Any, value: Any) -> None:
        refusal = self._refusal(holder)
        if not refusal:
            self.keep(holder, value)
        # A form or program sends back what it has read: that changes nothing.
        elif self.noted or not same(value, self.__get__(holder)):  # type: ignore[attr-defined]
            raise BadRequest(refusal)

    def __delete__(self, holder: Any) -> None:
        refusal = self._refusal(holder)
        if refusal:
            raise BadRequest(refusal)
        self.remove(holder)

    def keep(self, holder: Any, value: Any) -> None:
        """Write it whatever was decided."""
        raise NotImplementedError

    def remove(self, holder: Any) -> None:
        """Take it away whatever was decided."""
        raise NotImplementedError

    def is_there(self, holder: Any) -> bool:
        """Tell whether it was ever written."""
        raise NotImplementedError

    def _refusal(self, holder: Any) -> str:
        if self.noted or (self.once and self.is_there(holder)):
            return str(holder.instead)
        return str(holder.refusal(self))


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same: nothing is nothing, however it is written."""
    return bool(one == other) or (not one and not other)


class Plain(Stays):
    """A field that is stored readable: tokens, days, UIDs.

    stored: name of the attribute in the database, which never changes; default: whether it is
    what the schema says while nobody has written it and it may still be.
    """

    def __init__(
        self,
        name: str,
        missing: Any = None,
        *,
        stored: str = "",
        default: bool = True,
        noted: bool = False,
        once: bool = False,
        group: str = "",
    ) -> None:
        self.name, self.missing, self.default = name, missing, default
        self.stored = stored or f"_kept_{name}"
        self.noted, self.once, self.group = noted, once, group

    def __get__(self, holder: Any, owner: Any = None) -> Any:
        if holder is None:
            return self
        if self.is_there(holder):
            return holder.__dict__[self.stored]
        return self._default(holder) if self.default and not holder.is_fixed else self.missing

    def _default(self, holder: Any) -> Any:
        try:
            # Dexterity's own way to a default of the schema, as in `SealedValue`.
            found = type(holder).__getattr__(holder, self.name)
        except AttributeError:
            return self.missing
        return self.missing if found is None else found

    def keep(self, holder: Any, value: Any) -> None:
        """Write it whatever was decided."""
        holder._p_activate()
        # Past the descriptor, which may have the name of the attribute.
        holder.__dict__[self.stored] = value
        holder._p_changed = True

    def remove(self, holder: Any) -> None:
        """Take it away whatever was decided."""
        if holder.__dict__.pop(self.stored, self) is not self:
            holder._p_changed = True

    def is_there(self, holder: Any) -> bool:
        """Tell whether it was ever written."""
        return self.stored in holder.__dict__

    def fill(self, holder: Any, value: Any) -> None:
        """Set what nobody has said, when it is filed."""
        if holder.__dict__.get(self.stored) is None:
            self.keep(holder, value)


class Sealed(Stays, SealedValue):
    """A field that is stored sealed: what names or describes somebody, what was said."""

    def __init__(
        self,
        name: str,
        missing: Any = None,
        *,
        noted: bool = False,
        once: bool = False,
        group: str = "",
    ) -> None:
        SealedValue.__init__(self, name, missing)
        self.noted, self.once, self.group = noted, once, group

    def keep(self, holder: Any, value: Any) -> None:
        """Write it whatever was decided."""
        SealedValue.__set__(self, holder, value)

    def remove(self, holder: Any) -> None:
        """Take it away whatever was decided."""
        SealedValue.__delete__(self, holder)

    def is_there(self, holder: Any) -> bool:
        """Tell whether it was ever written."""
        return is_stored(holder, self.name)
