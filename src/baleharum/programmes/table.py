"""A list as it comes from an office: CSV or XLSX, read line by line, with the places of what is wrong."""

from baleharum import _
from baleharum.programmes.workbook import lines_of_workbook
from baleharum.programmes.wrong import NotAList
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from openpyxl.utils import get_column_letter
from typing import Any
from typing import BinaryIO
from typing import NamedTuple

import csv
import io
import re


MAX_BYTES = 20_000_000
MAX_ROWS = 200_000

#: First bytes of a workbook, and of what old office programs or a password make of one.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: Bytes at which the encoding is guessed.
LOOK = 1 << 16

WINDOWS = "cp1252"
#: Whoever writes UTF-16 without saying so has a zero in every second byte.
UTF_16 = {0: "utf-16-be", 1: "utf-16-le"}


class Line(NamedTuple):
    """A line of a list. number: in the file, its first row being 1; cells: column -> what stands
    there, of the columns that are known and filled; beyond: what stands in no column."""

    number: int
    cells: dict[str, Any]
    beyond: str


class List(NamedTuple):
    """A list that is being read. heads: column -> its place, from 1; encoding: '' for a workbook."""

    heads: dict[str, int]
    encoding: str
    lines: Iterator[Line]

    def place(self, column: str) -> str:
        """Return how a report names a column: by its head, and by its letter."""
        number = self.heads.get(column)
        return f"{column} ({get_column_letter(number)})" if number else column


def opened(
    stream: BinaryIO,
    aliases: Mapping[str, str],
    needed: tuple[str, ...],
    reading: Callable[[float], None] = lambda part: None,
) -> List:
    """Return the list in an open binary file.

    aliases: what a head may be called, as `plain_head` writes it -> column; needed: columns that
    must be there; reading: told now and then which part of the file is read, 0 to 1.
    Raises NotAList, also while lines are read.
    """
    size = stream.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        raise NotAList(
            _("error_list_large", default="The file is larger than 20 MB: split it into parts.")
        )
    stream.seek(0)
    start = stream.read(4)
    if start == OLE:
        raise NotAList(
            _(
                "error_list_old",
                default="The file is of an old Excel (.xls), or has a password. Save it as XLSX"
                " without a password.",
            )
        )
    encoding = ""
    if start == ZIP:
        rows = lines_of_workbook(stream, reading)
    else:
        encoding = encoding_of(stream, size)
        rows = _lines_of_csv(stream, encoding, size, reading)
    _number, first = next(rows, (1, []))
    heads = heads_of(first, aliases, needed)
    return List(heads, encoding, _lines(heads, rows))


def plain_head(head: Any) -> str:
    """Return a head as aliases have it.

    >>> plain_head(" No. KK "), plain_head("Jenis Kelamin (L/P)")
    ('no_kk', 'jenis_kelamin_l_p')
    """
    return re.sub(r"[^a-z0-9]+", "_", str(head or "").casefold()).strip("_")


def heads_of(
    first: list[Any], aliases: Mapping[str, str], needed: tuple[str, ...]
) -> dict[str, int]:
    """Return column -> place of the first row. Raises NotAList for one that cannot be used."""
    heads: dict[str, int] = {}
    unknown, twice = [], []
    for number, head in enumerate(first, 1):
        name = plain_head(head)
        column = aliases.get(name)
        if column is None:
            unknown += [str(head).strip()[:40]] if name else []
        elif column in heads:
            twice.append(f"{str(head).strip()[:40]} ({get_column_letter(number)})")
        else:
            heads[column] = number
    missing = [column for column in needed if column not in heads]
    if missing:
        raise NotAList(
            _(
                "error_list_columns",
                default="Line 1 must name the columns; these are missing: ${columns}. Take out"
                " titles and empty lines above them.",
                mapping={"columns": ", ".join(missing)},
            )
        )
    if twice:
        raise NotAList(
            _(
                "error_list_twice",
                default="Line 1 names a column twice: ${columns}. Take one of them out.",
                mapping={"columns": ", ".join(twice)},
            )
        )
    if unknown:
        known = ", ".join(dict.fromkeys(aliases.values()))
        raise NotAList(
            _(
                "error_list_unknown",
                default="Line 1 names columns that are not known: ${unknown}. Rename them or take"
                " them out; there are: ${columns}.",
                mapping={"unknown": ", ".join(unknown)[:200], "columns": known},
            )
        )
    return heads


def encoding_of(stream: BinaryIO, size: int) -> str:
    """Return the name of the encoding of a text. Raises NotAList where none fits all of it."""
    stream.seek(0)
    start = stream.read(LOOK)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = ["utf-16"]
    elif b"\x00" in start:
        even, odd = start[::2].count(0), start[1::2].count(0)
        found = [UTF_16[int(odd > even)]]
    else:
        found = ["utf-8-sig", WINDOWS]
    for encoding in found:
        stream.seek(0)
        try:
            text = io.TextIOWrapper(_Kept(stream), encoding)
            while text.read(LOOK):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise NotAList(
        _(
            "error_list_encoding",
            default="The letters of the file cannot be read: it is in none of the encodings UTF-8,"
            " UTF-16 and Windows-1252. Save it as “CSV UTF-8”, or as XLSX.",
        )
    )


class _Kept(io.BufferedReader):
    """Leaves the file below open when it is forgotten."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)  # type: ignore[arg-type]

    def close(self) -> None:
        pass


def _lines_of_csv(stream, encoding, size, reading) -> Iterator[tuple[int, list[Any]]]:
    stream.seek(0)
    text = io.TextIOWrapper(_Kept(stream), encoding, newline="")
    first = text.readline()
    delimiter = max(",;\t", key=first.count)
    stream.seek(0)
    text = io.TextIOWrapper(_Kept(stream), encoding, newline="")
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as broken:
            raise NotAList(
                _(
                    "error_list_csv",
                    default="From line ${line} on the file is no CSV: a quotation mark or a line"
                    " break is out of place. Save it anew.",
                    mapping={"line": str(begins)},
                )
            ) from broken
        yield begins, row
        begins = rows.line_num + 1
        reading(stream.tell() / (size or 1))


def _lines(heads: dict[str, int], rows: Iterator[tuple[int, list[Any]]]) -> Iterator[Line]:
    filled, columns = 0, {place: column for column, place in heads.items()}
    for number, row in rows:
        cells, beyond = {}, ""
        for place, cell in enumerate(row, 1):
            value = _plain(cell)
            if value == "":
                continue
            if place in columns:
                cells[columns[place]] = value
            else:
                beyond = beyond or str(value)
        if not cells and not beyond:
            continue
        filled += 1
        if filled > MAX_ROWS:
            raise NotAList(
                _(
                    "error_list_rows",
                    default="The file has more than 200,000 lines: split it into parts.",
                )
            )
        yield Line(number, cells, beyond)


def _plain(cell: Any) -> Any:
    """Return a cell without blanks around, and without the apostrophe that spreadsheets ask for."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    return text[1:].strip() if text.startswith("'") else text
