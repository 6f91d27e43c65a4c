"""Office documents of the demo centre: DOCX, XLSX and ODT."""

from datetime import datetime
from docx import Document
from docx.shared import Pt
from io import BytesIO
from odf import teletype
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties
from odf.style import Style
from odf.style import TextProperties
from odf.text import H
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from pathlib import Path
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile
from zipfile import ZipInfo

import re


HERE = Path(__file__).parent
WHEN = datetime(2026, 3, 10, 9, 0)
STAMP = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)")


def _settled(data):
    """Return the zip with every time in it set to WHEN, so that bytes repeat."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == "docProps/core.xml":
                body = STAMP.sub(rb"\g<1>2026-03-10T01:00:00Z\g<2>", body)
            info = ZipInfo(entry.filename, (2026, 3, 10, 9, 0, 0))
            # ODF wants its mimetype first and uncompressed.
            stored = entry.filename == "mimetype"
            info.compress_type = 0 if stored else ZIP_DEFLATED
            target.writestr(info, body)
    return out.getvalue()


def _blocks(name):
    """Yield (mark, text) for each line of demo_texts/<name>.txt.

    Marks: `#` title, `=` heading, `-` list item, `|` table row, empty: paragraph.
    """
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip():
            marked = line[0] in "#=-|"
            yield (line[0], line[1:].strip()) if marked else ("", line.strip())


def _add_row(document, table, cells):
    """Add a row to the table, or a new table for the first; return the table."""
    if table is None:
        table = document.add_table(rows=0, cols=len(cells))
        table.style = "Table Grid"
    for cell, text in zip(table.add_row().cells, cells, strict=True):
        cell.text = text
    return table


def _docx(name):
    """Return a DOCX of the marked text."""
    document, table = Document(), None
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(11)
    styles = {"#": "Title", "=": "Heading 2", "-": "List Bullet", "": "Normal"}
    for mark, text in _blocks(name):
        if mark == "|":
            table = _add_row(document, table, [c.strip() for c in text.split("|")])
            continue
        table = None
        document.add_paragraph(text, style=styles[mark])
    properties = document.core_properties
    properties.author = "Bale Harum"
    properties.created = properties.modified = WHEN
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def psychological_report():
    """Return the psychologist's report (DOCX)."""
    return _docx("laporan-psikologis")


def conference_minutes():
    """Return the minutes of a case conference (DOCX)."""
    return _docx("notula-konferensi-kasus")


SCHEDULE = (
    ("Pekan", "Hari", "Pukul (WITA)", "Layanan", "Tempat", "Petugas"),
    (1, "Senin", "09.00", "Wawancara lanjutan", "Ruang konseling 1", "pekerja sosial"),
    (1, "Kamis", "10.00", "Pemeriksaan kesehatan", "Puskesmas", "perawat"),
    (2, "Selasa", "09.30", "Terapi psikososial 1", "Ruang konseling 2", "psikolog"),
    (3, "Selasa", "09.30", "Terapi psikososial 2", "Ruang konseling 2", "psikolog"),
    (4, "Rabu", "14.00", "Mediasi keluarga", "Ruang pertemuan", "pekerja sosial"),
    (5, "Senin", "08.30", "Pengurusan dokumen", "Disdukcapil", "pekerja sosial"),
    (6, "Jumat", "09.00", "Kunjungan rumah", "Rumah kerabat", "pekerja sosial"),
    (8, "Senin", "08.00", "Pelatihan menjahit", "Balai latihan", "instruktur"),
)
COSTS = (
    ("Uraian", "Satuan", "Jumlah", "Harga (Rp)"),
    ("Transport klien dan pendamping ke puskesmas", "kali", 4, 75000),
    ("Makan selama tiga hari", "porsi", 9, 18000),
    ("Perlengkapan kebersihan diri", "paket", 1, 95000),
    ("Pakaian ganti", "setel", 2, 110000),
    ("Fotokopi dan meterai", "paket", 1, 46000),
    ("Konsumsi mediasi keluarga", "orang", 8, 22000),
    ("Bahan pelatihan menjahit", "paket", 1, 350000),
)


def _style_sheet(sheet, widths):
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8F3F1")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for column, width in zip("ABCDEF", widths, strict=False):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"


def cost_sheet():
    """Return the schedule of services and the sum of costs (XLSX)."""
    book = Workbook()
    schedule, costs = book.active, book.create_sheet("Biaya")
    schedule.title = "Jadwal layanan"
    for row in SCHEDULE:
        schedule.append(row)
    costs.append((*COSTS[0], "Total (Rp)"))
    for number, row in enumerate(COSTS[1:], start=2):
        costs.append((*row, f"=C{number}*D{number}"))
    last = len(COSTS)
    costs.append(("Jumlah seluruhnya", None, None, None, f"=SUM(E2:E{last})"))
    for row in costs.iter_rows(min_row=2, min_col=4, max_col=5):
        for cell in row:
            cell.number_format = "#,##0"
    _style_sheet(schedule, (8, 10, 14, 26, 22, 18))
    _style_sheet(costs, (46, 10, 10, 14, 16))
    book.properties.creator = "Bale Harum"
    out = BytesIO()
    book.save(out)
    return _settled(out.getvalue())


def _odt_style(document, name, size, bold=False, above="0.2cm"):
    style = Style(name=name, family="paragraph")
    weight = {"fontweight": "bold"} if bold else {}
    style.addElement(TextProperties(fontsize=f"{size}pt", **weight))
    style.addElement(ParagraphProperties(margintop=above, marginbottom="0.2cm"))
    document.styles.addElement(style)
    return style


def service_agreement():
    """Return the service agreement between client and worker (ODT)."""
    document = OpenDocumentText()
    title = _odt_style(document, "Judul", 15, bold=True)
    heading = _odt_style(document, "Pasal", 12, bold=True, above="0.5cm")
    body = _odt_style(document, "Isi", 11)
    for mark, text in _blocks("kontrak-layanan"):
        if mark in "#=" and mark:
            level = 1 if mark == "#" else 2
            style = title if mark == "#" else heading
            node = H(outlinelevel=level, stylename=style)
        else:
            node = P(stylename=body)
        teletype.addTextToElement(node, f"– {text}" if mark == "-" else text)
        document.text.addElement(node)
    out = BytesIO()
    document.write(out)
    return _settled(out.getvalue())
