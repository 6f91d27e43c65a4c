"""What is sent out: one PDF in which nothing acts, or a ZIP sealed by AES-256 with the same bytes."""

from baleharum.letters.merging import one_pdf
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.sending import new_password
from baleharum.letters.sending import safe_name
from baleharum.letters.sending import sealed
from baleharum.letters.typeset import letter_pdf
from io import BytesIO
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import String
from PIL import Image
from tests.letters import HEAD
from tests.letters import pages
from tests.letters import sample_letter
from tests.pdfa import violations

import pikepdf
import pypdfium2
import pytest
import pyzipper
import zipfile


LETTER = letter_pdf(sample_letter(), HEAD)
PASSWORD = "enam-kata-yang-tidak-mudah-ditebak"  # noqa: S105 (of a test)


def picture(kind: str, **options) -> BytesIO:
    """Return a red picture, wide rather than high."""
    stream = BytesIO()
    Image.new("RGB", (300, 100), "red").save(stream, kind, **options)
    return stream


def merged(*enclosures) -> bytes:
    """Return one PDF of the letter and these."""
    target = BytesIO()
    one_pdf(LETTER, enclosures, target)
    return target.getvalue()


def test_a_letter_alone_stays_pdf_a():
    assert violations(merged()) == []


def test_pages_follow_in_their_order_each_with_a_bookmark():
    data = merged(("laporan.pdf", pages(3)), ("visum.pdf", pages(2)))
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(LETTER)) as letter:
        assert len(pdf.pages) == len(letter.pages) + 5
        with pdf.open_outline() as outline:
            marks = [(each.title, pdf.pages.index(each.destination[0])) for each in outline.root]
        first = len(letter.pages)
    # The letter has one of its own, for its list of enclosures.
    assert marks[1:] == [("laporan.pdf", first), ("visum.pdf", first + 3)]


def test_with_pages_of_others_it_does_not_say_that_it_is_pdf_a():
    assert "the XMP does not say 2B" in violations(merged(("laporan.pdf", pages())))


def test_the_same_is_the_same_bytes():
    enclosed = ("laporan.pdf", pages())
    assert merged(enclosed) == merged(enclosed)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_gets_a_page(kind):
    name = {"JPEG": "foto.jpg", "PNG": "pindaian.PNG"}[kind]
    data = merged((name, picture(kind)))
    document = pypdfium2.PdfDocument(data)
    page = document[len(document) - 1]
    drawn = page.render(scale=0.2).to_pil().convert("RGB")
    middle = drawn.getpixel((drawn.width // 2, drawn.height // 2))
    assert middle[0] > 200 and max(middle[1:]) < 60
    assert drawn.getpixel((drawn.width // 2, 5)) == (255, 255, 255)


def test_a_photo_leaves_its_place_and_time_behind():
    exif = Image.Exif()
    exif[0x010F] = "telepon-rahasia"
    data = merged(("foto.jpg", picture("JPEG", exif=exif)))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not any(
            b"telepon-rahasia" in each.read_raw_bytes()
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream)
        )


SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@pytest.mark.parametrize(
    "entries",
    [
        {"AA": Dictionary(O=SCRIPT)},
        {"Annots": Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=SCRIPT)])},
        {
            "Annots": Array(
                [Dictionary(Type=Name.Annot, Subtype=Name.Widget, AA=Dictionary(K=SCRIPT))]
            )
        },
        {"Annots": Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment)])},
        {"Annots": Array([String("no annotation")])},
        {"Annots": Dictionary()},
    ],
)
def test_nothing_of_an_enclosure_acts(entries):
    data = merged(("laporan.pdf", pages(**entries)))
    with pikepdf.open(BytesIO(data)) as pdf:
        kept = [each for each in pdf.objects if isinstance(each, Dictionary)]
        assert not [each for each in kept if "/JS" in each or "/AA" in each]
        assert not [each for each in kept if str(each.get("/Subtype")) == "/FileAttachment"]


def test_what_stands_in_a_form_is_sent_along():
    stream = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        drawn = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f")
        drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Btn,
                T=String("isian"),
                F=4,
                Rect=Array([0, 0, 100, 100]),
                AP=Dictionary(N=drawn),
            )
        )
        page.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.save(stream)
    document = pypdfium2.PdfDocument(merged(("isian.pdf", stream)))
    picture_ = document[len(document) - 1].render(may_draw_forms=False).to_pil().convert("RGB")
    assert picture_.getpixel((50, 50)) == (255, 0, 0)


def locked() -> BytesIO:
    """Return a PDF that a password protects."""
    stream = BytesIO()
    with pikepdf.open(pages()) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="x", user=""))
    return stream


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("terkunci.pdf", locked()),
        ("rusak.pdf", BytesIO(b"%PDF-1.7\n")),
        ("kosong.pdf", BytesIO()),
        ("surat.docx", BytesIO(b"PK")),
        ("rekaman.mp3", BytesIO(b"ID3")),
        ("rusak.jpg", BytesIO(b"\xff\xd8\xff")),
        ("tanpa-akhiran", pages()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_no_pages_is_named_and_nothing_is_written(name, stream):
    target = BytesIO()
    with pytest.raises(LetterRefused) as refused:
        one_pdf(LETTER, [("baik.pdf", pages()), (name, stream), ("juga.odt", BytesIO())], target)
    named = [each.mapping["name"] for each in refused.value.problems]
    assert named == [name, "juga.odt"] and target.getvalue() == b""


ENCLOSURES = (("Visum Melati.pdf", b"%PDF visum"), ("../../etc/passwd", b"x"), ("foto.JPG", b""))


def bundle() -> bytes:
    """Return the letter and its enclosures, sealed."""
    target = BytesIO()
    sealed(LETTER, [(name, BytesIO(data)) for name, data in ENCLOSURES], target, PASSWORD)
    return target.getvalue()


def test_a_sealed_zip_opens_with_its_password_to_the_same_bytes():
    with pyzipper.AESZipFile(BytesIO(bundle())) as opened:
        opened.setpassword(PASSWORD.encode())
        assert [opened.read(name) for name in opened.namelist()] == [
            LETTER,
            *(data for _name, data in ENCLOSURES),
        ]


def test_its_names_tell_nothing():
    assert zipfile.ZipFile(BytesIO(bundle())).namelist() == [
        "surat.pdf",
        "lampiran-01.pdf",
        "lampiran-02",
        "lampiran-03.jpg",
    ]


@pytest.mark.parametrize("password", [b"salah", b"", PASSWORD.upper().encode()])
def test_it_does_not_open_with_another(password):
    with pyzipper.AESZipFile(BytesIO(bundle())) as opened, pytest.raises(RuntimeError):
        opened.read("lampiran-01.pdf", pwd=password)


def test_it_is_aes_256_and_never_zipcrypto():
    for info in zipfile.ZipFile(BytesIO(bundle())).infolist():
        # Method 99 and the field 0x9901 of WinZip: vendor version, "AE", strength 3 is 256 bits.
        assert info.flag_bits & 1 and info.compress_type == 99
        place = info.extra.index(b"\x01\x99")
        assert info.extra[place + 6 : place + 9] == b"AE\x03"


def test_nothing_of_it_is_readable_without():
    assert b"%PDF" not in bundle()


def test_passwords_are_six_words_and_never_the_same():
    found = {new_password() for _turn in range(50)}
    assert len(found) == 50 and all(len(each.split("-")) == 6 for each in found)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.pdf", "lampiran-07.pdf"),
        ("a.tar.gz", "lampiran-07.gz"),
        ("Melati binti Rahim", "lampiran-07"),
        ("x.namaorang", "lampiran-07"),
        ("x.éé", "lampiran-07"),
        ("..", "lampiran-07"),
        ("surat\u202efdp.exe", "lampiran-07.exe"),
    ],
)
def test_of_a_name_the_kind_stays(name, kept):
    assert safe_name(7, name) == kept
