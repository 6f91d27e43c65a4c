"""Values that stay as they are once what they belong to is decided: on every path.

Forms and services are closed by the workflow already; this holds for scripts as well.
"""

from baleharum.cases.values import Refused
from baleharum.plans.rows import Columns
from baleharum.plans.rows import numbered
from baleharum.plans.rows import read
from baleharum.plans.rows import Row
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import SealedValue
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate


class Deciding:
    """Mixin of content whose values stay: it says in which states they may still be changed."""

    open_states = ()
    #: What to do instead.
    instead = "This is not changed any more. File another one that corrects it."

    @property
    def settled(self) -> bool:
        """Whether it is filed, and not in one of the open states."""
        if not getattr(self, "numbered", False):
            return False
        histories = getattr(self, "workflow_history", None) or {}
        rows = [history[-1] for history in histories.values() if history]
        # Between filing and the first row nothing has been decided; an append-only type is settled.
        return (
            not rows
            and not self.open_states
            or any(row["review_state"] not in self.open_states for row in rows)
        )


class Kept:
    """A plain attribute: tokens, days, numbers."""

    def __init__(self, name: str, missing: Any = None) -> None:
        self.name = name
        self.missing = missing
        self.stored = f"_kept_{name}"

    def __get__(self, holder: Any, owner: Any = None) -> Any:
        if holder is None:
            return self
        if self.stored in holder.__dict__:
            return holder.__dict__[self.stored]
        return self.missing if holder.settled else self._default(holder)

    def __set__(self, holder: Any, value: Any) -> None:
        if holder.settled:
            if value == self.__get__(holder):
                return
            raise BadRequest(holder.instead)
        setattr(holder, self.stored, value)

    def fill(self, holder: Any, value: Any) -> None:
        """Set what nobody has said, when it is filed."""
        if holder.__dict__.get(self.stored) is None:
            setattr(holder, self.stored, value)

    def _default(self, holder):
        try:
            # Dexterity's own way to a default of the schema, as in `SealedValue`.
            found = type(holder).__getattr__(holder, self.name)
        except AttributeError:
            return self.missing
        return self.missing if found is None else found


class KeptSealed(SealedValue):
    """A sealed attribute: texts that describe somebody."""

    def __set__(self, holder: Any, value: Any) -> None:
        if holder.settled and not (is_stored(holder, self.name) and value == self.__get__(holder)):
            if value is None and not is_stored(holder, self.name):
                return
            raise BadRequest(holder.instead)
        super().__set__(holder, value)


class KeptRows(SealedValue):
    """Sealed rows, see `rows`; beside them lie the highest number and the days that are due.

    due: the column of the day until which something is to be done.
    """

    def __init__(self, name: str, columns: Columns, due: str) -> None:
        super().__init__(name, missing=())
        self.columns = columns
        self.due = 1 + [column.name for column in columns].index(due)

    def __set__(self, holder: Any, value: Any) -> None:
        try:
            rows = numbered(read(self.columns, value), holder.highest)
        except Refused as refused:
            raise BadRequest(translate(refused.args[0])) from refused
        if holder.settled:
            if rows == self.__get__(holder):
                return
            raise BadRequest(holder.instead)
        super().__set__(holder, rows)
        holder.highest = max([holder.highest, *(row[0] for row in rows)])
        holder.due_days = tuple((row[0], row[self.due]) for row in rows)


def row_dicts(columns: Columns, rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Return rows as mappings: number, and the names of the columns."""
    names = ("number", *(column.name for column in columns))
    return [dict(zip(names, row, strict=True)) for row in rows]
