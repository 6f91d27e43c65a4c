"""Empty lists to be filled in, on a screen or on paper: with the heads that the import reads."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.register.export import attached
from baleharum.cases.register.export import FileInPieces
from baleharum.cases.register.export import MEDIA_TYPES
from baleharum.cases.register.export import written
from baleharum.programmes import checking
from baleharum.programmes import marking
from baleharum.programmes.batch_page import BatchPage
from baleharum.programmes.reading import OUTCOMES
from baleharum.programmes.reading import RECIPIENTS
from baleharum.terms.areas import home_places
from baleharum.terms.lists import terms
from openpyxl import Workbook
from openpyxl.styles import Border
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.styles import Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from tempfile import TemporaryFile
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate


#: Empty lines with a frame, as many as a sheet of paper in landscape takes below the heads.
LINES = 25
#: Lines of a column that keep what is typed as text, so that no NIK loses a digit.
FORMATTED = 500
#: Columns that are written into a list of outcomes by hand; the others of a printed one are passed
#: over by the import.
OUTCOME_HEADS = ("nomor", "nama", "kecamatan", "hasil", "tanggal", "alasan")
HEADS = {
    RECIPIENTS: tuple(name for name in checking.COLUMNS if name != checking.PASSED_OVER),
    OUTCOMES: OUTCOME_HEADS,
}
NEEDED = {RECIPIENTS: checking.NEEDED, OUTCOMES: marking.NEEDED}
NAMES = {RECIPIENTS: "daftar-penerima", OUTCOMES: "daftar-hasil"}
DAYS = ("tanggal_lahir", "tanggal")
WIDTHS = {"nama": 28, "alamat": 34, "keterangan": 24, "nik": 20, "no_kk": 20, "alasan": 26}
#: Columns that only take what stands in a list.
CHOICES = {
    "kecamatan": lambda: [each.id.partition(",")[0] for each in home_places()],
    "jenis_kelamin": lambda: ["L", "P"],
    "hasil": lambda: [each.id for each in terms("recipient-outcomes")],
    "alasan": lambda: [each.id for each in terms("return-reasons")],
}
#: Excel takes no more characters for a list within a cell's rule.
RULE = 255


class ListTemplate(BatchPage):
    """`@@list-template?list=recipients|outcomes&format=xlsx|csv` of a batch: heads, and no person."""

    def __call__(self) -> FileInPieces:
        asked = Asked(self.request.form)
        what = asked.get("list", "") or self.takes() or RECIPIENTS
        kind = asked.get("format", "xlsx")
        if what not in HEADS or kind not in MEDIA_TYPES:
            raise BadRequest("Ask for list=recipients or outcomes, format=csv or xlsx.")
        pieces = written("csv", [list(HEADS[what])]) if kind == "csv" else workbook(what, self.say)
        name = f"{NAMES[what]}.{kind}"
        return attached(self.request.response, pieces, name, MEDIA_TYPES[kind])

    def say(self, message: Any) -> str:
        """Return a message in the language of the page."""
        return str(translate(message, context=self.request))


def workbook(what: str, say: Any) -> FileInPieces:
    """Return the list as a workbook that prints on paper in landscape; its second sheet explains."""
    book = Workbook()
    sheet = book.active
    sheet.title = say(SHEET)
    sheet.append(list(HEADS[what]))
    for place, head in enumerate(HEADS[what], 1):
        _column(sheet, place, head, head in NEEDED[what])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _explain(book.create_sheet(say(GUIDE)), what, say)
    file = TemporaryFile()  # noqa: SIM115 (closed by what reads it)
    book.save(file)
    return FileInPieces(file)


def _column(sheet: Any, place: int, head: str, needed: bool) -> None:
    letter, line = get_column_letter(place), Side(style="thin")
    sheet.column_dimensions[letter].width = WIDTHS.get(head, 16)
    sheet.cell(1, place).font = Font(bold=needed)
    sheet.cell(1, place).fill = PatternFill("solid", fgColor="DDE6E0")
    for row in range(1, FORMATTED + 2):
        cell = sheet.cell(row, place)
        if row <= LINES + 1:
            cell.border = Border(line, line, line, line)
        if row > 1 and head != "jumlah":
            cell.number_format = "yyyy-mm-dd" if head in DAYS else "@"
    names = ",".join(CHOICES.get(head, list)())
    if names and len(names) <= RULE and '"' not in names:
        rule = DataValidation(
            "list", formula1=f'"{names}"', allow_blank=True, showErrorMessage=False
        )
        rule.add(f"{letter}2:{letter}{FORMATTED + 1}")
        sheet.add_data_validation(rule)


def _explain(sheet: Any, what: str, say: Any) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 90
    for text in (HELP[what], HELP_NEEDED):
        sheet.append([say(text)])
    sheet.append([])
    for head in HEADS[what]:
        sheet.append([head, ", ".join(CHOICES.get(head, list)())])
        sheet.cell(sheet.max_row, 1).font = Font(bold=head in NEEDED[what])


SHEET = _("template_sheet", default="List")
GUIDE = _("template_guide", default="How to fill it in")
HELP_NEEDED = _(
    "template_needed",
    default="Leave line 1 as it is. Columns in bold are needed. One person a line; no merged cells,"
    " no formulas. The first sheet is read, this one is not.",
)
HELP = {
    RECIPIENTS: _(
        "template_recipients",
        default="List of recipients. Type NIK and family card as text, with all 16 digits.",
    ),
    OUTCOMES: _(
        "template_outcomes",
        default="What became of the recipients. The number is that of the receipt; what was"
        " returned needs a reason. Leave out who has not come yet.",
    ),
}
