"""Texts of scans, read by Tesseract; see tests/conftest.py for a machine without it."""

from baleharum.bundles.looking import Hit
from baleharum.bundles.looking import hits
from baleharum.documents import kinds
from baleharum.renditions.boxes import Box
from baleharum.renditions.making import redacted
from baleharum.renditions.making import rendition
from io import BytesIO
from PIL import ImageFilter
from tests.bundles_made import saved

import pikepdf
import pypdfium2
import pytest
import typst


def made(data: bytes):
    return rendition(BytesIO(data), kinds.PDF)


def scan(turned: int = 0) -> tuple[bytes, str]:
    """A page of text as a scanner gives it, and what it says."""
    text = "Surat keterangan ini menerangkan bahwa anak tersebut tinggal bersama neneknya. " * 4
    made = typst.compile(f'#set page(paper: "a5")\n#set text(size: 13pt)\n{text}'.encode())
    image = pypdfium2.PdfDocument(made)[0].render(scale=2.5).to_pil().convert("L")
    target = BytesIO()
    image.rotate(turned, expand=True).save(target, "PDF", resolution=180)
    with pikepdf.open(target) as pdf:
        pdf.pages[0].Rotate = turned
        return saved(pdf), text


@pytest.mark.parametrize("turned", [0, 90])
def test_l19_the_text_of_a_scan_is_read_and_lies_where_it_is_seen(turned):
    source, text = scan(turned)
    found = made(source)
    assert (found.silent, found.read) == ((), (1,))
    page = pypdfium2.PdfDocument(found.data)[0]
    read = page.get_textpage()
    words = text.split()
    assert sum(word in read.get_text_range() for word in words) >= 0.95 * len(words)
    # Upright as it is seen: the first word stands at the upper left.
    across, down = page.get_size()
    left, bottom, _right, _top = read.get_charbox(0)
    picture = page.render(scale=1).to_pil().convert("L")
    assert picture.size == (round(across), round(down)) or turned
    assert found == made(source), "Read twice, it is the same."
    assert left >= 0 and bottom >= 0


@pytest.mark.parametrize("turned", [0, 90])
def test_l9_what_is_read_of_a_redacted_scan_lies_beside_its_boxes(turned):
    """The box cuts through lines: the words that it touches are gone, those beside it are read."""
    source, _text = scan(turned)
    paper = made(source).data
    box = Box(1, 0.4, 0.1, 0.2, 0.05)
    assert Hit("box", 1) in hits(paper, [], [box])
    found = redacted(paper, [box])
    assert found.read == (1,) and hits(found.data, [], [box]) == []
    text = pypdfium2.PdfDocument(found.data)[0].get_textpage().get_text_range()
    assert text.count("tersebut") >= 2


def test_a_scan_that_stands_on_its_head_is_told():
    upright, _text = scan()
    with pikepdf.open(BytesIO(upright)) as pdf:
        pdf.pages[0].Rotate = 180
        assert made(saved(pdf)).turned == (1,)
    assert made(upright).turned == ()


def blurred() -> bytes:
    """A scan that a program reads badly."""
    source_, _text = scan()
    image = pypdfium2.PdfDocument(source_)[0].render(scale=2).to_pil().convert("L")
    target = BytesIO()
    image.filter(ImageFilter.GaussianBlur(2.5)).save(target, "PDF", resolution=144)
    return target.getvalue()


def test_a_scan_that_is_read_badly_says_so_and_a_good_one_does_not():
    good, _text = scan()
    assert (made(good).unsure, made(good).unread) == ((), ())
    bad = made(blurred())
    assert bad.unsure == (1,) or bad.unread == (1,)
