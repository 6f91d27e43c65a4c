"""What scanners, copiers and old programs put into a PDF: the page looks as before, or is refused."""

from baleharum.documents import kinds
from baleharum.renditions import making
from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from PIL import ImageOps
from tests.bundles_made import saved

import pikepdf
import pypdfium2
import pytest
import struct


WIDTH, HEIGHT = 400, 300
#: Width and height of a page A3, in points.
A3 = (842, 1191)


def drawn(mode: str) -> Image.Image:
    """A picture whose left half is dark, in a colour mode; its edges are light."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    ImageDraw.Draw(image).rectangle((20, 20, WIDTH // 2, HEIGHT - 20), fill=0)
    return image.convert(mode)


def jpeg2000() -> tuple[bytes, dict]:
    target = BytesIO()
    drawn("RGB").save(target, "JPEG2000")
    return target.getvalue(), {"Filter": pikepdf.Name.JPXDecode}


def cmyk() -> tuple[bytes, dict]:
    target = BytesIO()
    drawn("CMYK").save(target, "JPEG", quality=95)
    # Pillow writes these turned round, as Photoshop does.
    told = {"ColorSpace": pikepdf.Name.DeviceCMYK, "BitsPerComponent": 8, "Decode": [1, 0] * 4}
    return target.getvalue(), {"Filter": pikepdf.Name.DCTDecode, **told}


def fax() -> bytes:
    """The picture as a strip of fax group 4; in the TIFF that holds it, black is a 1 turned round."""
    target = BytesIO()
    ImageOps.invert(drawn("1")).save(target, "TIFF", compression="group4")
    with Image.open(target) as tiff:
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
    return target.getvalue()[start : start + length]


def group4() -> tuple[bytes, dict]:
    parameters = pikepdf.Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT, BlackIs1=False)
    told = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 1}
    return fax(), {"Filter": pikepdf.Name.CCITTFaxDecode, "DecodeParms": parameters, **told}


def jbig2() -> tuple[bytes, dict]:
    """A page and one region (ITU-T T.88, 7.4.8 and 7.4.6), whose bits are coded as a fax (MMR)."""
    page = struct.pack(">IIIIBH", WIDTH, HEIGHT, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", WIDTH, HEIGHT, 0, 0, 0, 1) + fax()
    data = b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
        for number, (kind, body) in enumerate(((48, page), (38, region)))
    )
    told = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 1}
    return data, {"Filter": pikepdf.Name.JBIG2Decode, **told}


def with_picture(make) -> bytes:
    """A PDF with one page A3 that shows the picture."""
    data, told = make()
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A3)
    picture = pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=WIDTH,
        Height=HEIGHT,
        **told,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    page.Contents = pikepdf.Stream(pdf, b"q 842 0 0 1191 0 0 cm /I Do Q")
    return saved(pdf)


def seen(data: bytes) -> Image.Image:
    """The first page as a reader shows it."""
    return pypdfium2.PdfDocument(data)[0].render(scale=0.25).to_pil().convert("L")


@pytest.mark.parametrize("make", [jpeg2000, cmyk, group4, jbig2])
def test_a_picture_is_shown_as_before_however_it_is_written(make):
    source = with_picture(make)
    found = making.rendition(BytesIO(source), kinds.PDF)
    before, after = seen(source), seen(found.data)
    assert before.size == after.size == (211, 298)
    assert (found.pages, found.blank) == (1, ())
    for image in (before, after):
        dark = image.crop((20, 40, 90, 250)).getextrema()
        light = image.crop((120, 40, 205, 290)).getextrema()
        assert max(dark) < min(light)
    differences = [abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 3


def with_font(**font) -> bytes:
    """A PDF with a line in a font that it does not bring along."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A3)
    face = pikepdf.Dictionary(Type=pikepdf.Name.Font, **font)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
    page.Contents = pikepdf.Stream(pdf, b"BT /F 40 Tf 100 600 Td (Surat keterangan) Tj ET")
    return saved(pdf)


@pytest.mark.parametrize(
    "font",
    [
        {"Subtype": pikepdf.Name.Type1, "BaseFont": pikepdf.Name.Helvetica},
        {"Subtype": pikepdf.Name.TrueType, "BaseFont": pikepdf.Name("/TidakAda-Bold")},
        {"Subtype": pikepdf.Name.Type1},
    ],
    ids=["standard", "unknown", "nameless"],
)
def test_a_line_in_a_font_that_is_missing_is_still_read(font):
    found = making.rendition(BytesIO(with_font(**font)), kinds.PDF)
    (page,) = pypdfium2.PdfDocument(found.data)
    assert "Surat keterangan" in page.get_textpage().get_text_bounded()
    assert seen(found.data).getextrema()[0] < 128


@pytest.mark.parametrize(("inches", "dense"), [(2, (1,)), (8, ())])
def test_a_large_picture_that_is_finer_than_courts_ask_is_told(inches, dense):
    target = BytesIO()
    # 1,200 dots on two inches of paper, or on eight.
    Image.new("L", (1200, 1200), 180).save(target, "PDF", resolution=1200 / inches)
    assert making.rendition(BytesIO(target.getvalue()), kinds.PDF).dense == dense
