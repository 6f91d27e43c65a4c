"""Plain text of a file. Runs in the extractor only, where a hostile file can do no harm."""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.documents.packages import check_limits
from baleharum.documents.packages import Locked
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any

import codecs
import re
import zipfile


#: Bytes of text that are enough to find a document by.
CAP = 2_000_000

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# What a PDF has for a hyphen at the end of a line: the word goes on.
HYPHENS = re.compile("[\x02\ufffe]\r?\n?")


def text(media_type: str, path: str) -> bytes:
    """Return the text of a file in UTF-8, at most `CAP` bytes, lines as they come."""
    if media_type in kinds.OFFICE:
        check_limits(path)
    parts, size = [], 0
    for piece in PARSERS[media_type](path):
        if not piece:
            continue
        part = CONTROL.sub(" ", HYPHENS.sub("", piece)).encode("utf-8", "replace") + b"\n"
        parts.append(part)
        size += len(part)
        if size > CAP:
            break
    whole = b"".join(parts)
    return whole if size <= CAP else whole[:CAP].decode("utf-8", "ignore").encode()


def open_pdf(path: str) -> Any:
    """Open a PDF, or end with the code for a password or for damage."""
    import pypdfium2

    try:
        # Opened here: pypdfium2 looks for the file's name, and what we are handed has none.
        return pypdfium2.PdfDocument(open(path, "rb"), autoclose=True)  # noqa: SIM115
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise exits.Ended(exits.LOCKED if locked else exits.BROKEN) from error


def _pdf(path: str) -> Iterator[str]:
    """Page by page; a broken page doesn't hide the others."""
    import pypdfium2

    document = open_pdf(path)
    broken = 0
    for index in range(len(document)):
        try:
            page = document[index]
            yield page.get_textpage().get_text_bounded()
            page.close()
        except pypdfium2.PdfiumError:
            broken += 1
    if broken == len(document):
        raise exits.Ended(exits.BROKEN)


def _docx(path: str) -> Iterator[str]:
    import docx

    document = docx.Document(path)
    yield from _blocks(document)
    for section in document.sections:
        for name in ("header", "first_page_header", "footer", "first_page_footer"):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                yield from _blocks(part)


def _blocks(container: Any) -> Iterator[str]:
    """Paragraphs and cells in the order of the page; a merged cell once."""
    for block in container.iter_inner_content():
        if not hasattr(block, "rows"):
            yield block.text
            continue
        for row in block.rows:
            for cell in {cell._tc: cell for cell in row.cells}.values():
                yield from _blocks(cell)


def _xlsx(path: str) -> Iterator[str]:
    import openpyxl

    # An open file, because openpyxl reads by name only what is named .xlsx.
    with open(path, "rb") as stream:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield sheet.title
            # Many programs claim a million rows; believe only the cells that are there.
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                yield "\t".join(str(value) for value in row if value is not None)


def _odt(path: str) -> Iterator[str]:
    from odf.opendocument import load

    with zipfile.ZipFile(path) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Locked
    document = load(path)
    for part in (document.text, document.masterstyles):
        yield from _odt_blocks(part)


def _odt_blocks(element: Any) -> Iterator[str]:
    from odf import teletype
    from odf.namespaces import TEXTNS

    blocks = {(TEXTNS, "p"), (TEXTNS, "h")}
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if getattr(node, "qname", None) in blocks:
            yield teletype.extractText(node)
        else:
            waiting.extend(reversed(getattr(node, "childNodes", ())))


def _txt(path: str) -> Iterator[str]:
    """UTF-8, UTF-16 with its mark, and else the encoding of old Windows programs."""
    with open(path, "rb") as stream:
        data = stream.read(CAP * 2)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield data.decode("utf-16", "replace")
        return
    try:
        # The end may be cut within a character: that is no reason to doubt the rest.
        yield codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        yield data.decode("cp1252", "replace")


PARSERS: dict[str, Callable[[str], Iterator[str]]] = {
    kinds.PDF: _pdf,
    kinds.DOCX: _docx,
    kinds.XLSX: _xlsx,
    kinds.ODT: _odt,
    kinds.TXT: _txt,
}
