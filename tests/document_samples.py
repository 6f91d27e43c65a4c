"""Small real files, made on the spot, for the tests of documents."""

from odf.opendocument import OpenDocumentText
from odf.text import H
from odf.text import P
from PIL import Image

import docx
import io
import openpyxl
import zipfile


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text on each page."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for line in pages:
        drawing = f"BT /F1 24 Tf 72 720 Td ({line}) Tj ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        contents = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % contents
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    whole, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return whole + head + table + trailer % (len(objects) + 1, len(whole))


def scanned_pdf() -> bytes:
    return _saved(Image.new("RGB", (200, 280), "white"), "PDF")


def png(width: int = 40, height: int = 20, **options) -> bytes:
    return _saved(Image.new("RGB", (width, height), "red"), "PNG", **options)


def photo() -> bytes:
    """A JPEG from a phone held upright: red above blue once turned, with a place in its EXIF."""
    lying = Image.new("RGB", (400, 200), "red")
    lying.paste("blue", (200, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to look at it
    exif[0x010F] = "Kamera Contoh"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (8.0, 35.0, 0.0)
    return _saved(lying, "JPEG", exif=exif, comment=b"Mataram")


def word(paragraph: str = "Berita acara", cell: str = "sel tabel", header: str = "Kepala surat"):
    document = docx.Document()
    document.add_paragraph(paragraph)
    document.add_table(1, 2).cell(0, 1).text = cell
    document.sections[0].header.paragraphs[0].text = header
    return _saved(document)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Penerima"
    book.active.append(["Nama", "Jumlah"])
    book.active.append(["Contoh", 1250])
    book.active["C3"] = "=1+1"
    return _saved(book)


def odt() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Laporan sosial"))
    document.text.addElement(P(text="Isi laporan"))
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    """The office document with one more member."""
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def with_replaced(package: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The office document with `old` replaced by `new` in one member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            assert member.filename != name or old in content
            target.writestr(
                member, content.replace(old, new) if member.filename == name else content
            )
    return stream.getvalue()


def _saved(thing, *format, **options) -> bytes:
    stream = io.BytesIO()
    thing.save(stream, *format, **options)
    return stream.getvalue()
