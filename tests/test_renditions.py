"""Renditions: what is shown stays, and nothing that is not."""

from baleharum.bundles.looking import hits
from baleharum.bundles.names import needles
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.renditions import making
from baleharum.renditions import offices
from baleharum.renditions import reading
from baleharum.renditions import running
from baleharum.renditions.jpegs import bare
from io import BytesIO
from PIL import Image
from PIL import ImageCms
from tests import document_samples
from tests.bundles_made import saved
from tests.bundles_made import texts

import pikepdf
import pypdfium2
import pytest
import zlib


SECRET = "Rahasia-Contoh-7731"


def made(data: bytes, media_type: str = kinds.PDF):
    return making.rendition(BytesIO(data), media_type)


def with_page(change) -> bytes:
    """A PDF with a page of text that `change(pdf, page)` has its way with."""
    with pikepdf.open(BytesIO(document_samples.pdf("Surat keterangan contoh"))) as pdf:
        change(pdf, pdf.pages[0])
        return saved(pdf)


def everything(data: bytes) -> bytes:
    """All bytes of a PDF, unpacked."""
    with pikepdf.open(BytesIO(data)) as pdf:
        target = BytesIO()
        pdf.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


def is_told(data: bytes) -> bool:
    """Whether the secret can be found in any way of writing it."""
    plain = everything(data)
    written = (SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode().hex().encode())
    return any(one in plain or one.upper() in plain for one in written) or any(
        SECRET in text for text in texts(data)
    )


def annotated(pdf, page):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[10, 10, 30, 30],
        Contents=SECRET,
    )
    page.Annots = pikepdf.Array([pdf.make_indirect(note)])


def titled(pdf, page):
    pdf.docinfo["/Title"] = SECRET
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = SECRET


def bookmarked(pdf, page):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def attached(pdf, page):
    pdf.attachments[f"{SECRET}.txt"] = SECRET.encode()


def programmed(pdf, page):
    page.PieceInfo = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=SECRET))
    page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SECRET))
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SECRET)
    page.Metadata = pdf.make_stream(SECRET.encode())


def unseen(pdf, page):
    page.contents_add(f"BT /F1 12 Tf 3 Tr 72 600 Td ({SECRET}) Tj ET".encode())


def unseen_in_a_drawing(pdf, page):
    drawing = pdf.make_stream(f"BT /F1 12 Tf 3 Tr 72 600 Td ({SECRET}) Tj ET".encode())
    drawing.Type, drawing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    drawing.BBox = [0, 0, 595, 842]
    drawing.Resources = page.Resources
    page.Resources.XObject = pikepdf.Dictionary(Fm=drawing)
    page.contents_add(b"/Fm Do")


def layered(pdf, page):
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Lapis"))
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
    )
    page.Resources.Properties = pikepdf.Dictionary(L=layer)
    page.contents_add(f"/OC /L BDC BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET EMC".encode())


def hidden_field(pdf, page):
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="nama",
            V=SECRET,
            F=2,
            Rect=[72, 500, 300, 520],
            DA="/F1 12 Tf 0 g",
        )
    )
    page.Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], DR=page.Resources, DA="/F1 12 Tf 0 g")


@pytest.mark.parametrize(
    "hide",
    [
        annotated,
        titled,
        bookmarked,
        attached,
        programmed,
        unseen,
        unseen_in_a_drawing,
        layered,
        hidden_field,
    ],
)
def test_l7_what_is_not_seen_stays_behind(hide):
    source = with_page(hide)
    assert is_told(source)
    found = made(source)
    assert not is_told(found.data)
    assert found.pages == 1
    drawn = hide in (unseen_in_a_drawing, layered)
    assert found.drawn == ((1,) if drawn else ())
    if not drawn:
        assert "Surat keterangan contoh" in texts(found.data)[0]


def test_what_a_form_shows_is_drawn_onto_its_page():
    def filled(pdf, page):
        hidden_field(pdf, page)
        page.Annots[0].F = 4

    found = made(with_page(filled))
    assert SECRET in texts(found.data)[0]
    with pikepdf.open(BytesIO(found.data)) as pdf:
        assert "/AcroForm" not in pdf.Root and "/Annots" not in pdf.pages[0]


def test_a_page_that_was_drawn_anew_looks_as_before():
    source = with_page(layered)
    before, after = (
        pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_pil().convert("L")
        for data in (source, made(source).data)
    )
    assert before.size == after.size
    differences = [abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 3


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turn_size_and_visible_part_of_a_page_stay(turned):
    def change(pdf, page):
        page.MediaBox = [0, 0, 842, 1191]
        page.CropBox = [100, 100, 500, 900]
        page.Rotate = turned

    found = made(with_page(change))
    with pikepdf.open(BytesIO(found.data)) as pdf:
        (page,) = pdf.pages
        assert [int(edge) for edge in page.cropbox] == [100, 100, 500, 900]
        assert int(page.get("/Rotate", 0)) == turned
    assert found.lying == ((1,) if turned in (90, 270) else ())


def test_the_same_file_gives_the_same_bytes():
    source = document_samples.pdf("Satu", "Dua")
    assert made(source) == made(source)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_and_tells_no_place(orientation):
    """A picture whose upright left upper quarter is red, stored in each of the eight ways."""
    upright = Image.new("RGB", (320, 200), "white")
    upright.paste("red", (0, 0, 160, 100))
    upright.paste("blue", (160, 100, 320, 200))
    # What undoes what a viewer does.
    back = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }[orientation]
    stored = upright
    for step in back:
        stored = stored.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET
    exif.get_ifd(0x8825)[1] = "S"
    target = BytesIO()
    stored.save(target, "JPEG", exif=exif, comment=SECRET.encode(), quality=95)
    found = made(target.getvalue(), kinds.JPEG)
    assert not is_told(found.data)
    assert b"Exif" not in everything(found.data)
    page = pypdfium2.PdfDocument(found.data)[0]
    picture = page.render(scale=1).to_pil().convert("RGB")
    width, height = picture.size
    assert width > height
    assert near(picture, 0.3, 0.3, (255, 0, 0)) and near(picture, 0.7, 0.7, (0, 0, 255))
    assert near(picture, 0.7, 0.3, (255, 255, 255)) and near(picture, 0.3, 0.7, (255, 255, 255))


def near(picture, across: float, down: float, colour) -> bool:
    found = picture.getpixel((int(picture.width * across), int(picture.height * down)))
    return all(abs(a - b) < 40 for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("RGB", {}),
        ("RGB", {"progressive": True}),
        ("L", {}),
        ("CMYK", {}),
        ("RGB", {"restart_marker_rows": 1}),
    ],
)
def test_not_a_pixel_of_a_photo_changes(mode, options):
    image = Image.effect_mandelbrot((240, 180), (-2, -1.5, 1, 1.5), 60).convert(mode)
    target = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(target, "JPEG", icc_profile=profile, comment=b"x" * 400, **options)
    found = bare(target.getvalue() + b"trailing " + SECRET.encode())
    assert SECRET.encode() not in found.data
    with Image.open(BytesIO(found.data)) as after, Image.open(target) as before:
        assert after.tobytes() == before.tobytes()
        assert after.size == (found.width, found.height) == image.size
    assert len(made(target.getvalue(), kinds.JPEG).data) > 1000


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x01", b"GIF89a", b"\xff\xd8xx"]
)
def test_what_is_no_jpeg_is_refused(data):
    with pytest.raises(ValueError):
        bare(data)


@pytest.mark.parametrize(
    "way", ["/DCTDecode", "/DCT", ["/DCTDecode"], ["/FlateDecode", "/DCTDecode"]]
)
def test_a_photo_within_a_pdf_tells_no_place_either(way):
    target = BytesIO()
    with Image.open(BytesIO(document_samples.photo())) as image:
        image.save(target, "JPEG", exif=image.getexif(), comment=SECRET.encode())

    def pasted(pdf, page):
        filters = [way] if isinstance(way, str) else way
        data = zlib.compress(target.getvalue()) if len(filters) > 1 else target.getvalue()
        names = [pikepdf.Name(each) for each in filters]
        drawn = pikepdf.Stream(pdf, data, Filter=names if isinstance(way, list) else names[0])
        drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        drawn.Width, drawn.Height, drawn.BitsPerComponent = 400, 200, 8
        drawn.ColorSpace = pikepdf.Name.DeviceRGB
        drawn.Metadata = pdf.make_stream(SECRET.encode())
        page.Resources.XObject = pikepdf.Dictionary(Im=drawn)
        page.contents_add(b"q 100 0 0 100 72 400 cm /Im Do Q")

    source = with_page(pasted)
    assert hits(source, needles([SECRET]))
    found = made(source)
    assert hits(found.data, needles([SECRET])) == []
    assert SECRET.encode() not in everything(found.data) and b"Exif" not in everything(found.data)
    assert found.drawn == ((1,) if len(way) == 2 else ())


@pytest.mark.parametrize("kind", [kinds.PNG])
def test_a_png_is_drawn_with_its_transparency_on_white(kind):
    image = Image.new("RGBA", (60, 90), (0, 0, 0, 0))
    image.paste((0, 128, 0, 255), (0, 0, 60, 45))
    target = BytesIO()
    image.save(target, "PNG")
    page = pypdfium2.PdfDocument(made(target.getvalue(), kind).data)[0]
    picture = page.render(scale=0.3).to_pil().convert("RGB")
    assert near(picture, 0.5, 0.3, (0, 128, 0)) and near(picture, 0.5, 0.7, (255, 255, 255))


def test_a_plain_text_is_set_with_all_its_lines():
    text = "[12/03/26 21.04] Inaq Contoh: tolong\n\n\tmasuk\r\nअ 😀 # *tebal* $x$ \\ akhir"
    (page,) = texts(made(text.encode(), kinds.TXT).data)
    assert "Inaq Contoh: tolong" in page and "# *tebal* $x$ \\ akhir" in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nnothing", "broken"),
        (b"", "broken"),
    ],
)
def test_l23_what_is_broken_is_refused(data, reason):
    with pytest.raises(Unreadable) as refused:
        made(data)
    assert refused.value.reason == reason


def test_l23_a_password_is_said_to_be_one():
    with pikepdf.open(BytesIO(document_samples.pdf("x"))) as pdf:
        target = BytesIO()
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Unreadable) as refused:
        made(target.getvalue())
    assert refused.value.reason == "encrypted"


def test_l23_a_loop_of_pages_and_no_page_end():
    for kids in (b"2 0 R 2 0 R", b""):
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 2 /Kids [%s] >>" % kids,
        ]
        with pytest.raises(Unreadable) as refused:
            made(document_samples._pdf_file(objects))
        assert refused.value.reason == "broken"


def test_l23_ten_thousand_pages():
    pdf = pikepdf.new()
    for _number in range(10_000):
        pdf.add_blank_page(page_size=(200, 200))
    found = made(saved(pdf))
    assert found.pages == 10_000


@pytest.mark.parametrize("kind", [kinds.MP3, kinds.MP4])
def test_what_is_heard_has_no_pages(kind):
    with pytest.raises(Unreadable) as refused:
        made(b"ID3", kind)
    assert refused.value.reason == "no-pages"


def test_a_long_text_is_set_in_parts_and_whole():
    lines = [f"[{n:05}] pesan pendek" for n in range(3000)]
    found = made("\n".join(lines).encode(), kinds.TXT)
    told = " ".join(texts(found.data))
    assert all(line in told for line in (lines[0], lines[1500], lines[-1]))


def test_without_a_file_system_in_memory_no_program_is_run(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "MEMORY", tmp_path / "none")
    monkeypatch.setattr(offices, "PROGRAMS", ("true",))
    with pytest.raises(Unreadable) as refused:
        made(b"PK", kinds.DOCX)
    assert refused.value.reason == "unconfined"
    assert made(document_samples.scanned_pdf()).silent == (1,)


def test_a_program_that_must_not_have_a_network_is_not_run_with_one(monkeypatch):
    """As in a container that lets nobody make a namespace."""
    monkeypatch.setattr(running, "NETWORK_STAYS", 0)
    with running.workplace() as place, pytest.raises(running.Unconfined):
        running.run(["true"], 20, place, network="never")


def test_without_an_office_program_it_is_said_plainly(monkeypatch):
    monkeypatch.setattr(offices, "PROGRAMS", ("no-such-program",))
    with pytest.raises(Unreadable) as refused:
        made(b"PK", kinds.DOCX)
    assert refused.value.reason == "no-office"


def test_without_a_reader_of_scans_the_page_stays_silent(monkeypatch):
    monkeypatch.setattr(reading, "PROGRAM", "no-such-program")
    found = made(document_samples.scanned_pdf())
    assert (found.silent, found.read) == ((1,), ())
