"""The register as a file, CSV or XLSX: what the person may see, with the filters of the page."""

from baleharum.asked import Asked
from baleharum.cases.moments import today
from baleharum.cases.register.columns import COLUMNS
from baleharum.cases.register.columns import REVIEW
from baleharum.cases.register.filters import filters_of
from baleharum.cases.register.listing import Listing
from baleharum.cases.register.staff import full_names
from baleharum.login.api import require_step_up
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from collections.abc import Iterable
from collections.abc import Iterator
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from plone import api
from Products.Five.browser import BrowserView
from tempfile import TemporaryFile
from typing import BinaryIO
from zExceptions import BadRequest
from zope.i18n import translate
from zope.interface import implementer
from ZPublisher.Iterators import IStreamIterator

import csv
import io
import os


#: A spreadsheet takes a cell that begins with one of these for a formula, and runs it. One that
#: is set to Chinese or Japanese does so with the full-width signs, too.
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PIECE = 1 << 16


def harmless(value):
    """Return a cell that no spreadsheet runs as a formula: text gets an apostrophe in front.

    Characters that no workbook can hold are left out: one in a name would stop the whole export.
    """
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


class Export(BrowserView):
    """`@@export?format=csv|xlsx`, with the parameters of the register's page."""

    def __call__(self):
        require_step_up(self.request)
        kind = Asked(self.request.form).get("format", "csv")
        if kind not in MEDIA_TYPES:
            raise BadRequest("There is no such format. Ask for format=csv or format=xlsx.")
        listing = Listing(self.context, filters_of(self.request.form), utcnow())
        name = f"{self.context.getId()}-{today().isoformat()}.{kind}"
        pieces = written(kind, self.lines(listing))
        return attached(self.request.response, pieces, name, MEDIA_TYPES[kind])

    def lines(self, listing: Listing) -> Iterator[list]:
        """Yield the headings, then a line a case: texts and days."""
        language = api.portal.get_current_language()
        headings = [heading for heading, _sort in COLUMNS.values()]
        yield [translate(h, target_language=language) for h in (*headings, REVIEW)]
        words = _Words(language)
        for row in listing.all():
            yield [
                row.number,
                words.term("case-states", row.state),
                words.term("risks", row.risk),
                ", ".join(words.term("categories", token) for token in row.categories),
                words.term("sub-districts", row.sub_district),
                ", ".join(words.name(lead) for lead in row.leads),
                row.received,
                row.changed,
                row.review,
            ]


class _Words:
    """Labels and names, each looked up once for the whole file."""

    def __init__(self, language: str):
        self.language = language
        self.known: dict[tuple[str, str], str] = {}

    def term(self, list_name: str, token: str) -> str:
        if not token:
            return ""
        key = (list_name, token)
        if key not in self.known:
            self.known[key] = translate(label(*key), target_language=self.language)
        return self.known[key]

    def name(self, principal: str) -> str:
        key = ("", principal)
        if key not in self.known:
            self.known.update({("", p): name for p, name in full_names([principal]).items()})
        return self.known[key]


def _without_controls(value):
    """Return a cell without signs that a workbook can't hold; Word puts some into what is pasted."""
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def write_csv(file: BinaryIO, lines: Iterable[list]) -> None:
    """Write UTF-8 with a byte order mark, without which Excel takes it for Latin-1."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
    text.flush()
    text.detach()


def write_xlsx(file: BinaryIO, lines: Iterable[list]) -> None:
    """Write a workbook of one sheet; openpyxl keeps no row in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append([harmless(_without_controls(cell)) for cell in line])
    book.save(file)


def written(kind: str, lines: Iterable[list]) -> "FileInPieces":
    """Return a file of lines. kind: 'csv' or 'xlsx'.

    It is written in full while the database is open; only then does the answer begin.
    """
    file = TemporaryFile()  # noqa: SIM115 (closed by what reads it)
    {"csv": write_csv, "xlsx": write_xlsx}[kind](file, lines)
    return FileInPieces(file)


def attached(response, pieces: "FileInPieces", name: str, media_type: str) -> "FileInPieces":
    """Say in an answer that it is a file to be kept, and return what it sends."""
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Content-Length", str(len(pieces)))
    response.setHeader("X-Content-Type-Options", "nosniff")
    return pieces


@implementer(IStreamIterator)
class FileInPieces:
    """A temporary file that is sent piece by piece and then gone."""

    def __init__(self, file: BinaryIO):
        self.size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self.file = file

    def __len__(self):
        return self.size

    def __iter__(self):
        return self

    def __next__(self):
        piece = self.file.read(PIECE)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self):
        """Let the file go; the server calls this when the reader has gone away, too."""
        self.file.close()
