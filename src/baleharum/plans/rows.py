"""Rows of cells: how goals and decisions are read, on every path, and kept.

A row is a tuple: its number, then a cell for each column. The number is given once and stays with
the row, so that records can name it; who sends a row without one gets the next.
"""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.values import FIRST_DAY
from baleharum.cases.values import Refused
from baleharum.plans.interfaces import IRows
from baleharum.plans.team import members
from baleharum.terms.lists import terms
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.schema import Field

import re


#: Characters that a cell holds at most, by its kind.
LENGTHS = {"line": 300, "text": 2000}

#: Rows that a list holds at most.
MOST = 60

#: Highest number of a cell.
HIGHEST = 999

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """kind: line, text, choice, person, date or number; lists: code lists of a choice."""

    name: str
    title: Message
    kind: str
    lists: tuple[str, ...] = ()
    required: bool = False

    def read(self, value: Any) -> Any:
        """Return a cell as it is kept, None for an empty one. Raises Refused."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if self.kind == "date":
            return self._day(value)
        if self.kind == "number":
            return self._number(value)
        if not isinstance(value, str):
            raise Refused(_("error_cell_text", default="Send a text."))
        text = value.replace("\r\n", "\n").strip()
        if self.kind == "choice" and text not in self.tokens:
            raise Refused(_("error_cell_choice", default="Choose one from the list."))
        if len(text) > LENGTHS.get(self.kind, 100):
            raise Refused(_("error_cell_long", default="This is too long. Write it shorter."))
        return text

    @property
    def tokens(self) -> list[str]:
        """What may be chosen; what is stored already stays."""
        return [term.token for name in self.lists for term in terms(name)]

    def _number(self, value):
        text = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch("[0-9]{1,3}", text) or not int(text):
            raise Refused(
                _(
                    "error_cell_number",
                    default="Write a whole number from 1 to ${most}.",
                    mapping={"most": str(HIGHEST)},
                )
            )
        return int(text)

    def _day(self, value):
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError):
            day = None
        if day is None or not FIRST_DAY.year <= day.year <= FIRST_DAY.year + 300:
            raise Refused(_("error_cell_day", default="Write the day as 2026-12-31."))
        return day


Columns = tuple[Column, ...]


def read(columns: Columns, value: Any) -> tuple[Row, ...]:
    """Return rows as they are kept, of rows or of mappings. Raises Refused for what is none."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or len(value) > MOST:
        raise Refused(
            _(
                "error_rows",
                default="Send the rows as a list of objects, ${most} at most.",
                mapping={"most": str(MOST)},
            )
        )
    rows = tuple(_row(columns, place, row) for place, row in enumerate(value, 1))
    known = [row[0] for row in rows if row[0] is not None]
    if len(set(known)) != len(known):
        raise Refused(_("error_rows_twice", default="Two rows have the same number."))
    return rows


def _row(columns, place, given) -> Row:
    names = ("number", *(column.name for column in columns))
    if isinstance(given, list | tuple) and len(given) == len(names):
        given = dict(zip(names, given, strict=True))
    if not isinstance(given, Mapping) or set(given) - set(names):
        raise Refused(
            _(
                "error_row",
                default="Row ${row}: send an object with some of: ${names}.",
                mapping={"row": str(place), "names": ", ".join(names)},
            )
        )
    number = given.get("number")
    if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
        raise _refused(place, _("label_row_number", default="Number"), UNKNOWN_NUMBER)
    return (number, *(_cell(column, place, given.get(column.name)) for column in columns))


UNKNOWN_NUMBER = _(
    "error_row_number",
    default="There is no row of this number. Leave it out for a new row: it gets the next one.",
)


def _cell(column, place, value):
    try:
        cell = column.read(value)
    except Refused as refused:
        raise _refused(place, column.title, refused.args[0]) from refused
    if cell is None and column.required:
        raise _refused(place, column.title, _("error_cell_empty", default="Write something here."))
    return cell


def _refused(place, title, why):
    return Refused(
        _(
            "error_cell",
            default="Row ${row}, ${column}: ${why}",
            mapping={"row": str(place), "column": title, "why": why},
        )
    )


def numbered(rows: tuple[Row, ...], highest: int) -> tuple[Row, ...]:
    """Return the rows with numbers; new ones follow the highest that was ever given.

    Raises Refused for a number that was never given.
    """
    numbers = []
    last = highest
    for place, row in enumerate(rows, 1):
        number = row[0]
        if number is None:
            number = last = last + 1
        elif not 1 <= number <= highest:
            raise _refused(place, _("label_row_number", default="Number"), UNKNOWN_NUMBER)
        numbers.append(number)
    return tuple((number, *row[1:]) for number, row in zip(numbers, rows, strict=True))


@implementer(IRows)
class Rows(Field):
    """A field of rows."""

    def __init__(self, columns: Columns, **kw: Any) -> None:
        self.columns = columns
        super().__init__(missing_value=(), default=(), **kw)

    def _validate(self, value):
        super()._validate(value)
        rows = read(self.columns, value)
        self._check_people(rows)

    def _check_people(self, rows):
        """Raises Refused for somebody who is not of the team now and did not stand there before."""
        places = [n for n, column in enumerate(self.columns, 1) if column.kind == "person"]
        if self.context is None or not places:
            return
        known = set(members(case_of(self.context)))
        before = {row[0]: row for row in getattr(self.context, self.__name__, None) or ()}
        for line, row in enumerate(rows, 1):
            for place in places:
                same = row[place] == (before.get(row[0]) or row)[place] and row[0] in before
                if row[place] is not None and row[place] not in known and not same:
                    raise _refused(line, self.columns[place - 1].title, NOT_OF_THE_TEAM)


NOT_OF_THE_TEAM = _(
    "error_not_of_team",
    default="This person is not in the team of the case. Choose somebody else, or have them"
    " assigned first.",
)
