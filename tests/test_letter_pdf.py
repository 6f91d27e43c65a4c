"""A letter is PDF/A-2b with its text and fonts in it, whatever people typed, the same each time."""

from baleharum.letters.letter import counted
from baleharum.letters.letter import Signatory
from baleharum.letters.letter import spelled
from baleharum.letters.letterhead import Letterhead
from baleharum.letters.office import sample
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.typeset import letter_pdf
from dataclasses import replace
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from tests.letters import HEAD
from tests.letters import sample_letter
from tests.pdfa import validated
from tests.pdfa import violations

import pikepdf
import pypdfium2
import pytest
import re
import typst
import unicodedata


HOSTILE = (
    '#panic("code")',
    '#eval("1+1") #read("/etc/passwd")',
    "*tebal* _miring_ `raw` $x^2$ = judul",
    "<script>alert(1)</script> &amp; </w:t>",
    "\\u{41} \\ // bukan komentar /* begitu */",
    "@acuan <label> #[isi] #{ 1 } #let x = 1",
    '"; panic("json") ; "',
    "{{ nomor }} {% for a in b %}",
    "- butir + nomor / istilah: ini",
    "https://example.org/#jangkar",
)


def text_of(data: bytes) -> str:
    """Return all text of a PDF, in one line."""
    document = pypdfium2.PdfDocument(data)
    pages = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    return " ".join(" ".join(pages).split())


def test_a_letter_is_pdf_a():
    assert violations(letter_pdf(sample_letter(), HEAD)) == []


@pytest.mark.parametrize(
    "letter",
    [
        sample(),
        sample_letter(number="", copies=(), enclosures=()),
        sample_letter(paragraphs=("Alinea yang panjang. " * 60,) * 12),
        sample_letter(addressee=(), paragraphs=(), signatory=Signatory("", "")),
        sample_letter(subject="Surat\nbaris kedua", paragraphs=("satu\n\ndua\n",)),
    ],
    ids=["sample", "draft", "long", "empty", "breaks"],
)
@pytest.mark.parametrize("head", [HEAD, Letterhead()], ids=["head", "bare"])
def test_every_letter_is(letter, head):
    assert violations(letter_pdf(letter, head)) == []


def test_what_a_letter_says_can_be_read_out_of_it():
    letter = sample_letter()
    found = text_of(letter_pdf(letter, HEAD))
    for said in (
        *HEAD.lines,
        HEAD.address,
        "Mataram, 28 September 2026",
        f"Nomor : {letter.number}",
        "Sifat : Rahasia",
        "Lampiran : 2 (dua) berkas",
        "Hal : Rujukan layanan",
        "Yth. Kepala Lembaga Contoh di Mataram",
        "Bersama ini kami merujuk satu orang.",
        "Kepala Dinas, Lalu Contoh Pembina NIP 19800101 200501 1 000",
        "Tembusan: 1. Arsip",
        "1 Laporan sosial.pdf 4",
        "2 Rekaman.mp3 -",
        "DRAF",
    ):
        assert (said in found) is (said != "DRAF"), said
    for enclosed in letter.enclosures:
        assert enclosed.sha256 in found.replace(" ", "")


def test_a_letter_without_a_number_says_on_every_page_that_it_is_a_draft():
    with pikepdf.open(BytesIO(letter_pdf(sample_letter(number=""), HEAD))) as pdf:
        pages = len(pdf.pages)
    assert pages > 1
    assert text_of(letter_pdf(sample_letter(number=""), HEAD)).count("DRAF") == pages


def test_the_same_letter_is_the_same_bytes():
    assert letter_pdf(sample_letter(), HEAD) == letter_pdf(sample_letter(), HEAD)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_never_code(text):
    letter = sample_letter(
        subject=text,
        addressee=(text,),
        paragraphs=(text,),
        signatory=Signatory(text, text, text, text),
        number=text,
        copies=(text,),
        enclosures=(replace(sample().enclosures[0], name=text),),
    )
    data = letter_pdf(letter, replace(HEAD, lines=(text,), address=text, city=text))
    assert violations(data) == []
    assert text_of(data).replace(" ", "").count(text.replace(" ", "")) >= 8


LATIN = st.text(st.characters(codec="latin-1"), max_size=60)


@settings(max_examples=60, deadline=None)
@given(LATIN, LATIN)
def test_any_latin_text_makes_a_letter(subject, paragraph):
    data = letter_pdf(sample_letter(subject=subject, paragraphs=(paragraph,)), HEAD)
    assert data.startswith(b"%PDF-")


@pytest.mark.parametrize("text", ["ᬅᬓ᭄ᬱᬭ ᬩᬮᬶ", "السلام عليكم", "Č ž ş ũ é “kutip” – €"])
def test_balinese_arabic_and_marks_are_not_broken(text):
    data = letter_pdf(sample_letter(paragraphs=(text,)), HEAD)
    # The order in which a reader takes Arabic out of a line is the reader's own.
    found = unicodedata.normalize("NFKC", text_of(data))
    assert set(unicodedata.normalize("NFKC", text)) <= set(found)
    assert violations(data) == []


@pytest.mark.parametrize(
    "typed", ["x" * 300, f"https://contoh.example.org/{'a1-' * 60}", "سلمى" * 60]
)
def test_what_has_no_blank_stays_on_the_paper(typed):
    data = letter_pdf(sample_letter(subject=typed, paragraphs=(f"Lihat {typed}.",)), HEAD)
    assert violations(data) == [] and validated(data) == []
    said = re.sub(r"[\s\u200b]", "", text_of(data))
    if typed.isascii():
        assert said.count(typed) == 2
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        width = page.get_width()
        right = max(each.get_bounds()[2] for each in page.get_objects() if each.type == 1)
    assert right < width - 50


@pytest.mark.parametrize("text", ["漢字", "surat 😀", "한글"])
def test_what_no_font_has_is_told_and_not_left_out(text):
    with pytest.raises(LetterRefused) as refused:
        letter_pdf(sample_letter(paragraphs=(text,)), HEAD)
    assert refused.value.problems[0] == "error_letter_glyph"
    assert refused.value.problems[0].mapping["signs"] in text


def test_only_fonts_of_the_product_are_used():
    with pikepdf.open(BytesIO(letter_pdf(sample_letter(paragraphs=("ᬅᬓ عليكم",)), HEAD))) as pdf:
        names = {
            str(each.BaseFont).partition("+")[2]
            for each in pdf.objects
            if isinstance(each, Dictionary) and str(each.get("/Subtype")) == "/Type0"
        }
    # Typst's own DejaVu Sans Mono for hashes.
    assert {name.partition("-")[0] for name in names} == {
        "LibertinusSerif",
        "NotoNaskhArabic",
        "NotoSerifBalinese",
        "DejaVuSansMono",
    }


@pytest.mark.parametrize("number", [0, 1, 3, 11, 12, 20, 21, 99, 100, 111, 999])
def test_a_number_of_enclosures_is_spelled(number):
    words = spelled(number).split()
    assert words and "nol" not in words[1:]
    assert counted(number) == (f"{number} ({spelled(number)}) berkas" if number else "-")


def faulty(change) -> bytes:
    """Return a letter after a change of its PDF."""
    stream = BytesIO()
    with pikepdf.open(BytesIO(letter_pdf(sample_letter(), HEAD))) as pdf:
        saving = change(pdf) or {}
        pdf.save(stream, **saving)
    return stream.getvalue()


def no_font(pdf):
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/FontFile3" in each:
            del each["/FontFile3"]


def no_profile(pdf):
    pdf.Root.OutputIntents = Array([])


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="1")


def other_part(pdf):
    with pdf.open_metadata() as said:
        said["pdfaid:part"] = "3"


def password(pdf):
    return {"encryption": pikepdf.Encryption(owner="x", user="")}


@pytest.mark.parametrize("change", [no_font, no_profile, script, other_part, password])
def test_the_check_of_pdf_a_finds_faults(change):
    assert violations(faulty(change))


def test_a_plain_pdf_is_not_pdf_a():
    assert violations(typst.compile(b"surat", format="pdf"))


@pytest.mark.parametrize("change", [no_font, script, password])
def test_the_validator_finds_them_too(change):
    assert validated(faulty(change))
