"""The preview of a page is a bare picture: upright, without metadata, of a bounded size."""

from baleharum.documents.pages import page_count
from baleharum.documents.pages import render
from baleharum.documents.pages import Unreadable
from pathlib import Path
from PIL import Image
from tests import document_samples as samples

import io
import pytest
import struct
import zlib


FILES = Path(__file__).parent / "files"


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png), formats=("PNG",))
    image.load()
    return image


def png_bomb() -> bytes:
    """A picture of 400 million pixels in some kilobytes."""
    side = 20_000

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + side // 8)) for _row in range(side)) + packer.flush()
    header = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content, count",
    [
        (samples.pdf("a", "b", "c"), 3),
        (samples.photo(), 1),
        (samples.png(), 1),
        (samples.word(), 0),
        (b"catatan", 0),
    ],
)
def test_pages_are_counted(kept, content, count):
    assert page_count(kept(content)) == count


def test_a_page_of_a_pdf_has_the_width_that_was_asked_for(kept):
    image = opened(render(kept(samples.pdf("a", "b")), page=2, width=300))
    assert image.width in (300, 301)
    assert min(image.convert("L").getextrema()) < 128  # there is ink on it


def test_a_photo_is_turned_upright_and_tells_nothing_else(kept):
    png = render(kept(samples.photo()), width=100)
    image = opened(png)
    assert image.size == (100, 200)
    top, bottom = image.getpixel((50, 20)), image.getpixel((50, 180))
    assert top[0] > 200 > top[2] and bottom[2] > 200 > bottom[0]
    assert not image.getexif() and not image.info
    assert b"Mataram" not in png and b"Kamera" not in png


def test_a_small_picture_is_not_enlarged(kept):
    assert opened(render(kept(samples.png(40, 20)), width=800)).size == (40, 20)


def test_transparency_and_palettes_survive(kept):
    palette = Image.new("P", (4, 4))
    palette.info["transparency"] = 0
    stream = io.BytesIO()
    palette.save(stream, "PNG", transparency=0)
    assert opened(render(kept(stream.getvalue()))).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("asked, given", [(1, 16), (100_000, 2400)])
def test_widths_are_brought_into_bounds(kept, asked, given):
    image = opened(render(kept(samples.pdf("a")), width=asked))
    assert abs(image.width - given) <= 1


def test_a_page_as_high_as_a_house_is_shown_smaller(kept):
    tall = samples.pdf("a").replace(b"[0 0 595 842]", b"[0 0 100 14000]")
    image = opened(render(kept(tall), width=2400))
    assert image.width * image.height < 10_100_000


@pytest.mark.parametrize(
    "content, page, reason",
    [
        (samples.pdf("a"), 2, "no-page"),
        (samples.pdf("a"), 0, "no-page"),
        (samples.png(), 2, "no-page"),
        (samples.word(), 1, "no-preview"),
        (samples.pdf("a")[:60], 1, "broken"),
        (samples.photo()[:200], 1, "broken"),
        ((FILES / "encrypted.pdf").read_bytes(), 1, "encrypted"),
        (png_bomb(), 1, "too-large"),
    ],
)
def test_what_cannot_be_shown_says_why(kept, content, page, reason):
    with pytest.raises(Unreadable) as unreadable:
        render(kept(content), page=page)
    assert unreadable.value.reason == reason
