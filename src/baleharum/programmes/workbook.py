"""An XLSX workbook, read line by line: nothing of it is run, and what misleads is told."""

from baleharum import _
from baleharum.programmes.wrong import NotAList
from collections.abc import Callable
from collections.abc import Iterator
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from typing import Any
from typing import BinaryIO
from zipfile import BadZipFile
from zipfile import ZipFile

import re
import zlib


#: Bytes of all parts, and of the table of texts, which is held in memory.
MAX_UNPACKED, MAX_TEXTS = 400_000_000, 60_000_000
MACROS = re.compile(r"vbaproject|/macrosheets/|/activex/|\.bin$", re.IGNORECASE)
#: Parts of a workbook that are binary and hold no program.
HARMLESS = re.compile(r"printersettings", re.IGNORECASE)
MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z0-9:]+)"')
PIECE = 1 << 20
#: Lines after which the reader is told how far it is.
EVERY = 200

#: What reading a broken file raises, also in the middle of it; a ParseError is a SyntaxError.
BROKEN = (
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    KeyError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


class Formula:
    """Stands for a cell that says what it is only when a spreadsheet has computed it."""

    def __str__(self) -> str:
        return "="


FORMULA = Formula()


def lines_of_workbook(
    stream: BinaryIO, reading: Callable[[float], None]
) -> Iterator[tuple[int, list[Any]]]:
    """Yield (number, cells) of the lines of the first sheet; cells are text, numbers, days, FORMULA.

    Raises NotAList for what is no workbook, has macros, merged cells, or would unpack to too much.
    """
    try:
        yield from _lines(stream, reading)
    except NotAList:
        raise
    except BROKEN as broken:
        raise NotAList(
            _("error_list_broken", default="The file cannot be read. Save it anew as XLSX or CSV.")
        ) from broken


def _lines(stream: BinaryIO, reading: Callable[[float], None]) -> Iterator[tuple[int, list[Any]]]:
    with ZipFile(stream) as parts:
        _check_parts(parts)
        book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        _check_merged(parts, sheet._worksheet_path)
        total = sheet.max_row or 0
        # What a workbook says of its size is often wrong, and would be filled up with empty lines.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            yield number, [_value(cell) for cell in row]
            if total and number % EVERY == 0:
                reading(min(1.0, number / total))


def _value(cell: Any) -> Any:
    if cell.value is None:
        return None
    return FORMULA if cell.data_type == "f" else cell.value


def _check_parts(parts: ZipFile) -> None:
    known = parts.infolist()
    names = [part.filename for part in known]
    if any(MACROS.search(name) and not HARMLESS.search(name) for name in names):
        raise NotAList(
            _(
                "error_list_macros",
                default="The file holds macros or embedded programs. Save it as an ordinary XLSX"
                " workbook (not XLSM), or as CSV.",
            )
        )
    texts = [part.file_size for part in known if part.filename.endswith("sharedStrings.xml")]
    if sum(part.file_size for part in known) > MAX_UNPACKED or sum(texts) > MAX_TEXTS:
        raise NotAList(
            _(
                "error_list_unpacked",
                default="The file holds far more than a list: copy the list alone into a new"
                " workbook, or save it as CSV.",
            )
        )


def _check_merged(parts: ZipFile, path: str) -> None:
    """Raises NotAList, naming the places: of merged cells all but the first are empty."""
    found: list[str] = []
    with parts.open(path) as sheet:
        rest = b""
        while piece := sheet.read(PIECE):
            found += [ref.decode() for ref in MERGED.findall(rest + piece)]
            rest = piece[-200:] if b"<mergeCell" in piece[-200:] else b""
    if found:
        raise NotAList(
            _(
                "error_list_merged",
                default="Cells are merged at ${places}: each line needs cells of its own. Take the"
                " merging off (Merge & Center), and fill in every line.",
                mapping={"places": ", ".join(dict.fromkeys(found[:8]))},
            )
        )
