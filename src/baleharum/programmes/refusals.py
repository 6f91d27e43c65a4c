"""The report of a list that was refused: a table of lines and columns, to be mended in the file."""

from baleharum import _
from baleharum.cases.moments import spoken_language
from baleharum.cases.register.export import write_csv
from baleharum.programmes.reading import Read
from baleharum.programmes.wrong import Wrong
from baleharum.vault.files import SealedFile
from typing import Any
from zope.i18n import translate

import csv
import io


HEADS = (
    _("report_line", default="Line"),
    _("report_column", default="Column"),
    _("report_wrong", default="What is wrong"),
)


def report(found: Read) -> SealedFile:
    """Return the report of what was read, in the language of the site."""
    file = io.BytesIO()
    write_csv(file, rows(found))
    return SealedFile(file.getvalue(), "text/csv", "ditolak.csv")


def rows(found: Read) -> list[list[Any]]:
    """Return the rows of the report, with their heads."""
    language = spoken_language()

    def said(message: Any) -> str:
        return translate(message, target_language=language)

    lines = [heads()]
    if found.reason is not None:
        return [*lines, ["", "", said(found.reason)]]
    if not found.lines:
        return [*lines, ["", "", said(NOTHING)]]
    return [*lines, *([w.line, found.place(w.column), said(w.message)] for w in found.wrong)]


def heads() -> list[Any]:
    """Return the heads of a report in the language of the page."""
    return [translate(head, target_language=spoken_language()) for head in HEADS]


def parsed(batch: Any) -> list[Wrong]:
    """Return the rows of the report that a batch keeps, without their heads."""
    if batch.refusals is None:
        return []
    text = batch.refusals.data.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text)))[1:]
    return [Wrong(int(line) if line else 0, column, words) for line, column, words in found]


NOTHING = _("error_list_nothing", default="Below line 1 the file says nothing.")
