"""The cells of one line of a list, whatever kinds a spreadsheet made of them."""

from baleharum.programmes import sayings
from baleharum.programmes.table import Line
from baleharum.programmes.workbook import FORMULA
from baleharum.programmes.wrong import Wrong
from datetime import date
from datetime import datetime
from openpyxl.utils.datetime import from_excel
from typing import Any
from zope.i18nmessageid import Message

import re


#: Texts that are kept as they stand, and how long they may be.
TEXTS = {"nama": 200, "kelurahan": 120, "alamat": 500, "keterangan": 500}
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
#: Days since 1900 that a day may be as a number.
SERIALS = range(1, 80_000)


class Cells:
    """The cells of a line, and what is wrong with it. columns: those with something wrong."""

    def __init__(self, line: Line) -> None:
        self.cells, self.line = line.cells, line.number
        self.wrong: list[Wrong] = []
        self.columns: set[str] = set()
        for column, cell in line.cells.items():
            if cell is FORMULA:
                self.refuse(column, sayings.A_FORMULA)

    def refuse(self, column: str, message: Message) -> None:
        """Say what is wrong with a column."""
        self.wrong.append(Wrong(self.line, column, message))
        self.columns.add(column)

    def cell(self, column: str) -> Any:
        """Return what stands in a column, None for nothing."""
        return self.cells.get(column)

    def text(self, column: str, most: int = 0) -> str:
        """Return a cell as a text of one line; one that cannot be kept is refused, and ''."""
        cell = self.cells.get(column)
        if cell is None or cell is FORMULA:
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = " ".join(str(cell).split())
        most = most or TEXTS[column]
        if len(text) > most:
            self.refuse(column, sayings.say(sayings.LONG, most=most))
            return ""
        if not text.isprintable() or "�" in text:
            self.refuse(column, sayings.SIGNS)
            return ""
        return text


def day_of(typed: str) -> date | Message:
    """Return the day of a text: 17/08/1985, 17-8-1985, 1985-08-17; or why it is none."""
    if typed.isdigit():
        return sayings.SERIAL
    matched = DAY.fullmatch(typed.strip().removesuffix(" 00:00:00"))
    if matched is None:
        return sayings.NO_DAY
    d, m, y, year, month, day = matched.groups()
    try:
        return date(int(y or year), int(m or month), int(d or day))
    except ValueError:
        return sayings.NO_DAY


def day_in(cell: Any, serials: bool) -> date | Message:
    """Return the day that a cell says, or why it says none. serials: whether a number may be one."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = int(cell)
        return from_excel(number).date() if serials and number in SERIALS else sayings.SERIAL
    return day_of(str(cell))
