"""Partners as a table: the columns of CSV and XLSX, written and read the same way."""

from baleharum import _
from baleharum.cases.register.export import harmless
from baleharum.partners.content import WAYS
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import zip_longest
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from zipfile import BadZipFile

import csv
import io
import zlib


#: Columns in their order; their names are the same in every language, as tokens are.
COLUMNS = (
    "id",
    "name",
    "kind",
    "services",
    "skills",
    "areas",
    "sub_districts",
    "availability",
    "away_until",
    "sheltering",
    "contact",
    "phone",
    "email",
    "address",
    "hours",
    "remarks",
    "state",
)
#: Between several tokens in one cell.
SEPARATOR = "; "
#: A directory is a few hundred partners; what is larger is another file.
MAX_ROWS = 5000
MAX_BYTES = 10_000_000

#: What reading a broken file raises, also in the middle of it; a ParseError is a SyntaxError.
BROKEN = (
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)

Cells = dict[str, str]
#: Key of what a row says in no column that the first row names.
BEYOND = ""


class NotATable(ValueError):
    """A file that is no list of partners; its only argument is the message, with the remedy."""


def cells(partner, state: str) -> Cells:
    """Return the cells of a partner."""
    return {
        "id": partner.getId(),
        "name": partner.title,
        "kind": partner.kind,
        "services": SEPARATOR.join(partner.services or ()),
        "skills": SEPARATOR.join(partner.skills or ()),
        "availability": partner.availability or "",
        "away_until": partner.away_until.isoformat() if partner.away_until else "",
        "areas": SEPARATOR.join(partner.areas or ()),
        "sub_districts": SEPARATOR.join(partner.sub_districts or ()),
        "sheltering": "yes" if partner.sheltering else "",
        "state": state,
        **{name: getattr(partner, name) or "" for name in WAYS},
    }


def table(rows: Iterable[Cells]) -> Iterator[list[str]]:
    """Yield the lines of a file: the names of the columns, then a line a partner."""
    yield list(COLUMNS)
    for row in rows:
        yield [row[name] for name in COLUMNS]


def read(data: bytes) -> list[Cells]:
    """Return the rows of a CSV or XLSX file, each with every column that the file has.

    The first row names the columns. A row without anything is {}, so that the others keep their
    numbers; what stands in no column of the first row is BEYOND. Raises NotATable.
    """
    if len(data) > MAX_BYTES:
        raise NotATable(
            _("error_table_large", default="The file is larger than 10 MB: split it into parts.")
        )
    lines = _xlsx(data) if data[:2] == b"PK" else _csv(data)
    try:
        heads = [str(cell).strip().casefold() for cell in next(lines)]
    except StopIteration:
        heads = []
    if "name" not in heads or "kind" not in heads:
        raise NotATable(
            _(
                "error_table_columns",
                default="The first row must name the columns, 'name' and 'kind' at least. Export"
                " the directory once to see how a list looks.",
            )
        )
    _check_heads(heads)
    return list(_rows(heads, lines))


def _check_heads(heads: list[str]) -> None:
    """Raises NotATable for a column that nobody would miss, but whose cells would be lost."""
    named = [head for head in heads if head]
    twice = sorted({head for head in named if named.count(head) > 1})
    if twice:
        raise NotATable(
            _(
                "error_table_twice",
                default="The first row names a column twice: ${columns}. Take one of them out.",
                mapping={"columns": ", ".join(twice)},
            )
        )
    unknown = [head for head in named if head not in COLUMNS]
    if unknown:
        raise NotATable(
            _(
                "error_table_unknown",
                default="There is no column ${unknown}. Rename it or take it out; there are:"
                " ${columns}.",
                mapping={"unknown": ", ".join(unknown)[:200], "columns": ", ".join(COLUMNS)},
            )
        )


def _rows(heads: list[str], lines: Iterator[list[str]]) -> Iterator[Cells]:
    empty = filled = 0
    for line in lines:
        row = {head: _plain(cell) for head, cell in zip(heads, line, strict=False) if head}
        nameless = [cell for head, cell in zip_longest(heads, line, fillvalue="") if not head]
        row[BEYOND] = " ".join(nameless).strip()
        if not any(row.values()):
            empty += 1
            continue
        yield from ({} for _row in range(empty))
        empty, filled = 0, filled + 1
        if filled > MAX_ROWS:
            raise NotATable(
                _(
                    "error_table_rows",
                    default="The file has more than 5000 rows: split it into parts.",
                )
            )
        yield row


def _csv(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as broken:
        raise _broken() from broken


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for line in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in line]
    except BROKEN as broken:
        raise _broken() from broken


def _broken() -> NotATable:
    return NotATable(
        _("error_table_broken", default="The file cannot be read. Save it anew as XLSX or CSV.")
    )


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
