"""One PDF of a letter and its enclosures: their pages, one after the other, and nothing that acts."""

from baleharum import _
from baleharum.documents import kinds
from baleharum.documents.cleaning import cleaned
from baleharum.documents.confinement import Unreadable
from baleharum.documents.filenames import clean_name
from baleharum.documents.sniff import named_kind
from baleharum.letters.refusals import LetterRefused
from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO
from PIL import Image
from typing import BinaryIO

import pikepdf


#: What of a page acts by itself, opens something, or is carried along unseen.
ACTS = ("/Annots", "/AA", "/A", "/PieceInfo")
#: A4 and the margin of a picture on it, in points.
ACROSS, DOWN, MARGIN = 595, 842, 42
CLAIMS = ("pdfaid:part", "pdfaid:conformance")


def one_pdf(letter: bytes, enclosures: Iterable[tuple[str, BinaryIO]], target: BinaryIO) -> None:
    """Write a letter and its enclosures as one PDF, in their order, each with a bookmark.

    enclosures: (name, open file) of PDF, JPG or PNG that passed the gate; photos come without
    place and time. Raises LetterRefused with every file that can't be put in; then nothing is
    written.
    """
    with ExitStack() as opened:
        merged = opened.enter_context(pikepdf.open(BytesIO(letter)))
        problems, marks = [], []
        for name, stream in enclosures:
            try:
                # Stays open until all is written: qpdf copies when it writes.
                source = opened.enter_context(_pages(name, stream))
            except (pikepdf.PdfError, pikepdf.PasswordError, Unreadable):
                problems.append(_not_merged(name))
                continue
            marks.append((clean_name(name), len(merged.pages)))
            merged.pages.extend(source.pages)
        if problems:
            raise LetterRefused(*problems)
        if marks:
            _mark(merged, marks)
        merged.save(target, deterministic_id=True)


def _pages(name: str, stream: BinaryIO) -> pikepdf.Pdf:
    """Return the pages of an enclosure, without what acts. Raises PdfError, PasswordError or Unreadable."""
    kind = named_kind(clean_name(name))
    if kind in (kinds.JPEG, kinds.PNG):
        return _picture(cleaned(stream, kind), kind)
    if kind != kinds.PDF:
        raise pikepdf.PdfError(f"No pages: {kind}")
    stream.seek(0)
    source = pikepdf.open(stream)
    if source.is_encrypted:
        source.close()
        raise pikepdf.PasswordError("It has a password.")
    _quiet(source)
    return source


def _picture(data: bytes, kind: str) -> pikepdf.Pdf:
    """Return a page with a picture that was drawn anew, as large as the page lets it be."""
    source = pikepdf.new()
    with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
        width, height = image.size
        if kind == kinds.JPEG:
            drawn = pikepdf.Stream(source, data, Filter=pikepdf.Name.DCTDecode)
        else:
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image.convert("RGBA"))
            drawn = pikepdf.Stream(source, paper.convert("RGB").tobytes())
    drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    drawn.Width, drawn.Height, drawn.BitsPerComponent = width, height, 8
    drawn.ColorSpace = pikepdf.Name.DeviceRGB
    page = source.add_blank_page(page_size=(ACROSS, DOWN))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=drawn))
    scale = min((ACROSS - 2 * MARGIN) / width, (DOWN - 2 * MARGIN) / height)
    across, down = width * scale, height * scale
    place = f"{(ACROSS - across) / 2:.2f} {(DOWN - down) / 2:.2f}"
    page.Contents = pikepdf.Stream(
        source, f"q {across:.2f} 0 0 {down:.2f} {place} cm /Picture Do Q".encode()
    )
    return source


def _quiet(source: pikepdf.Pdf) -> None:
    """Draw what stands in forms and notes onto the pages, and take away all that acts.

    Hidden notes, and those that are not printed, are not drawn.
    """
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
    source.flatten_annotations("print")
    for page in source.pages:
        for key in ACTS:
            if key in page.obj:
                del page.obj[key]


def _mark(merged: pikepdf.Pdf, marks: list[tuple[str, int]]) -> None:
    with merged.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in marks)
    # With pages of others it is no PDF/A any more, and must not say so.
    with merged.open_metadata(set_pikepdf_as_editor=False) as metadata:
        for name in CLAIMS:
            if name in metadata:
                del metadata[name]


def _not_merged(name: str):
    return _(
        "error_letter_merge",
        default="“${name}” can't be put into one PDF: only PDF without a password, JPG and PNG can."
        " Send a sealed ZIP instead.",
        mapping={"name": clean_name(name)},
    )
