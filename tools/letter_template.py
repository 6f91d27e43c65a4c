"""Makes the template of office letters that the product brings, byte for byte the same each time.

Run `.venv/bin/python tools/letter_template.py`; the result is src/baleharum/letters/data/letter.docx.
"""

from datetime import datetime
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.shared import Pt
from io import BytesIO
from pathlib import Path

import zipfile


TARGET = Path(__file__).parent.parent / "src/baleharum/letters/data/letter.docx"
EPOCH = (1980, 1, 1, 0, 0, 0)
FACTS = (("Nomor", "nomor"), ("Sifat", "sifat"), ("Lampiran", "lampiran"), ("Hal", "hal"))
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def write(document, text, bold=False, size=None, align=None, after=0, cell=None):
    """Add a paragraph to a document, or to a cell of it."""
    paragraph = (cell or document).add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def line_below(paragraph):
    """Draw the line under the letterhead."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "8"), ("space", "4"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def head(document):
    """Write the letterhead."""
    table = document.add_table(1, 2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (26, 134), strict=True):
        cell.width = Mm(width)
    logo, lines = table.rows[0].cells
    logo.paragraphs[0].add_run("{{ logo }}")
    lines.paragraphs[0].add_run("{%p for baris in kop %}")
    write(document, "{{ baris }}", bold=True, size=13, align=CENTRE, cell=lines)
    write(document, "{%p endfor %}", cell=lines)
    write(document, "{{ alamat }}", size=9, align=CENTRE, cell=lines)
    write(document, "{{ telepon }} {{ surel }}", size=9, align=CENTRE, cell=lines)
    line_below(write(document, "", size=4, after=6))


def facts(document):
    """Write number, nature, enclosures and subject, then the addressee."""
    write(document, "{{ kota }}{% if kota %}, {% endif %}{{ tanggal }}", align=RIGHT, after=6)
    table = document.add_table(0, 3)
    table.autofit = False
    for name, field in FACTS:
        cells = table.add_row().cells
        for cell, text, width in zip(
            cells, (name, ":", f"{{{{ {field} }}}}"), (24, 5, 131), strict=True
        ):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(text)
    write(document, "", after=4)
    write(document, "Yth.")
    write(document, "{%p for baris in penerima %}")
    write(document, "{{ baris }}")
    write(document, "{%p endfor %}", after=6)


def body(document):
    """Write the paragraphs, the signature and who gets a copy."""
    write(document, "{%p for alinea in isi %}")
    paragraph = write(document, "{{ alinea }}", align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=6)
    paragraph.paragraph_format.first_line_indent = Mm(12)
    write(document, "{%p endfor %}", after=8)
    for text, bold in (
        ("{{ jabatan }}{% if jabatan %},{% endif %}", False),
        ("\n\n", False),
        ("{{ nama }}", True),
        ("{{ pangkat }}", False),
        ("{% if nip %}NIP {{ nip }}{% endif %}", False),
    ):
        write(document, text, bold=bold).paragraph_format.left_indent = Mm(85)
    write(document, "{%p if tembusan %}")
    write(document, "Tembusan:")
    write(document, "{%p for baris in tembusan %}")
    write(document, "{{ loop.index }}. {{ baris }}")
    write(document, "{%p endfor %}")
    write(document, "{%p endif %}")


def enclosures(document):
    """Write the list of enclosures, on a page of its own."""
    write(document, "{%p if daftar_lampiran %}")
    title = write(document, "Daftar lampiran", bold=True, size=13, after=6)
    title.paragraph_format.page_break_before = True
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    rows = (
        ("No.", "Nama berkas", "Hal.", "SHA-256"),
        ("{%tr for berkas in daftar_lampiran %}", "", "", ""),
        ("{{ loop.index }}", "{{ berkas.nama }}", "{{ berkas.halaman }}", "{{ berkas.sha256 }}"),
        ("{%tr endfor %}", "", "", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, (12, 60, 14, 74), strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(7 if "sha256" in text else 11)
    write(document, "{%p endif %}")


def make():
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.created = properties.modified = datetime(2026, 1, 1)
    for part in (head, facts, body, enclosures):
        part(document)
    stream = BytesIO()
    document.save(stream)
    TARGET.write_bytes(timeless(stream))


def timeless(stream):
    """Return a ZIP without the moment in which it was made."""
    target = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(target, "w") as kept:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(info, source.read(name))
    return target.getvalue()


if __name__ == "__main__":
    make()
