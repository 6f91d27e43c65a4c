"""Rows that stay as they are once what they belong to is decided, see `cases.staying`."""

from baleharum.cases.staying import Sealed
from baleharum.cases.values import Refused
from baleharum.plans.rows import Columns
from baleharum.plans.rows import numbered
from baleharum.plans.rows import read
from baleharum.plans.rows import Row
from typing import Any
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate


class KeptRows(Sealed):
    """Sealed rows, see `rows`; beside them lie the highest number and the days that are due.

    due: the column of the day until which something is to be done, '' for none; group: see Stays.
    """

    def __init__(self, name: str, columns: Columns, due: str = "", *, group: str = "") -> None:
        super().__init__(name, missing=(), group=group)
        self.columns = columns
        self.due = 1 + [column.name for column in columns].index(due) if due else 0

    def __set__(self, holder: Any, value: Any) -> None:
        try:
            rows = numbered(read(self.columns, value), holder.highest)
        except Refused as refused:
            raise BadRequest(translate(refused.args[0], context=getRequest())) from refused
        super().__set__(holder, rows)

    def keep(self, holder: Any, value: Any) -> None:
        """Write them whatever was decided, and what lies beside them."""
        super().keep(holder, value)
        holder.highest = max([holder.highest, *(row[0] for row in value)])
        if self.due:
            holder.due_days = tuple((row[0], row[self.due]) for row in value)


def row_dicts(columns: Columns, rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Return rows as mappings: number, and the names of the columns."""
    names = ("number", *(column.name for column in columns))
    return [dict(zip(names, row, strict=True)) for row in rows]
