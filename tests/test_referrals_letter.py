"""The letter itself: PDF/A with all it discloses and no more, the same bytes for ever."""

from baleharum.referrals import composing
from baleharum.referrals.parcels import parcel
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.pdfa import violations
from tests.referrals_made import approved
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_numbering import busy
from tests.test_referrals_rest import path
from threading import Barrier

import docx
import pikepdf
import pypdfium2
import pytest
import transaction


THREADS = 4
#: How often a person would press the button again after 'busy, try again'.
TRIES = 30


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    return some_partner(portal)


def text_of(data: bytes) -> str:
    """Return the text of all pages, with single spaces."""
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def pages_of(data: bytes) -> int:
    """Return how many pages there are."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def knows_the_person(case):
    """Fill in what a letter could tell of the client."""
    person = client_of(case)
    person.birth_date, person.sex = date(1985, 8, 17), "p"
    person.nik, person.phone, person.address = (
        "5271055708850000",
        "+6281200000001",
        "Jalan Rahasia 7",
    )
    return person


DATA = {"nama": "Pendaftaran", "tanggal-lahir": "Dosis obat", "jenis-kelamin": "Ruang rawat"}


@pytest.fixture
def signed(case, partner):
    """A signed letter with two enclosures."""
    sign_settings()
    knows_the_person(case)
    documents = tuple(uid(approved(case, kind)) for kind in ("catatan-kasus", "laporan-monev"))
    return sample_referral(case, partner, "signed", data=DATA, documents=documents)


def test_the_signed_letter_is_pdf_a_with_its_text_and_fonts(signed):
    assert violations(signed.pdf.data) == []
    said = text_of(signed.pdf.data)
    for part in (
        "Pemerintah Kota Contoh",
        f"Nomor : {signed.number}",
        "Sifat : Rahasia",
        "Lampiran : 2 (dua) berkas",
        "Hal : Rujukan layanan sosial",
        "Yth. Pimpinan RSUD Contoh di Tempat",
        f"nomor perkara {signed.__parent__.getId()}, untuk memperoleh layanan kesehatan.",
        "Nama: Baiq Melati",
        "Tanggal lahir: 17 Agustus 1985",
        "Jenis kelamin: Perempuan",
        "Klien memerlukan pemeriksaan lanjutan.",
        "persetujuan tertulis atau terekam dari yang bersangkutan atau walinya",
        "Undang-Undang Nomor 27 Tahun 2022",
        "paling lambat 7 (tujuh) hari",
        "Kepala Dinas Sosial, Lalu Contoh",
        "1 Catatan perkembangan (versi 1)",
        "2 Laporan monitoring & evaluasi (versi 1)",
    ):
        assert part in said, part
    for row in signed.enclosures:
        assert row.sha256 in said.replace(" ", "")
    assert "DRAF" not in said


def test_it_tells_nothing_that_is_not_on_the_checklist(signed):
    said = text_of(signed.pdf.data)
    for untold in ("5271055708850000", "81200000001", "Jalan Rahasia", "Dosis obat", "berkas.pdf"):
        assert untold not in said


def test_what_is_told_is_fixed_with_the_submission(case, partner):
    person = knows_the_person(case)
    letter = sample_referral(case, partner, "submitted", data=DATA)
    person.name, person.birth_date = "Nama Lain", date(2000, 1, 1)
    take(letter, "head1", "sign")
    said = text_of(letter.pdf.data)
    assert "Baiq Melati" in said and "17 Agustus 1985" in said and "Nama Lain" not in said


def test_a_draft_says_so_on_every_page(case, partner):
    documents = (uid(approved(case)),)
    letter = sample_referral(case, partner, "draft", documents=documents)
    for state in ("draft", "submitted"):
        data = composing.pdf(led_to(letter, state))
        assert pages_of(data) == 2
        assert text_of(data).count("DRAF") == 2, state


def test_a_draft_for_the_office_says_so_in_its_head(case, partner):
    from baleharum.letters.letterhead import letterhead
    from baleharum.letters.office import letter_docx
    from baleharum.letters.office import template

    site = api.portal.get()
    letter = sample_referral(case, partner, "submitted")
    for state, marked in (("submitted", True), ("signed", False)):
        told = composing.letter(led_to(letter, state))
        document = docx.Document(BytesIO(letter_docx(told, letterhead(site), template(site))))
        heads = " ".join(p.text for s in document.sections for p in s.header.paragraphs)
        assert ("DRAF" in heads) is marked


def test_the_letter_names_another_basis(case, partner):
    letter = sample_letter(case, partner)
    sample_basis(case, "rujukan", "kewajiban-hukum")
    led_to(letter, "signed")
    assert "adalah kewajiban hukum (Pasal 20(2)c)" in text_of(letter.pdf.data)


def test_what_goes_out_as_one_pdf_has_all_pages(signed):
    with acting("worker1"):
        data, password = parcel(signed, "pdf")
    assert password == ""
    assert pages_of(data) == pages_of(signed.pdf.data) + 2
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        titles = [each.title for each in outline.root]
    assert titles == [
        "Daftar lampiran",
        "Lampiran 1 - Catatan perkembangan.pdf",
        "Lampiran 2 - Laporan monitoring & evaluasi.pdf",
    ]


def test_four_heads_who_sign_at_once_get_numbers_without_gap_or_double(functional_portal):
    portal = functional_portal
    partner = some_partner(portal)
    case = sample_case(portal["perkara"])
    sample_consent(case, "rujukan", uid(partner))
    letters = [led_to(sample_letter(case, partner), "submitted") for _ in range(2 * THREADS)]
    paths = [path(letter) for letter in letters]
    transaction.commit()
    start = Barrier(THREADS)
    heads = [Visitor(portal, "head1") for _ in range(THREADS)]
    for head in heads:
        head.look_again = None

    def sign(place):
        start.wait()
        return [sign_one(heads[place], paths[n]) for n in (place, place + THREADS)]

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(sign, range(THREADS)))
    portal._p_jar.sync()
    numbers = sorted(letter.number.split("/")[1] for letter in letters)
    assert numbers == [f"{n:04d}" for n in range(1, 2 * THREADS + 1)]
    assert {api.content.get_state(letter) for letter in letters} == {"signed"}
    for letter in letters:
        assert letter.number in text_of(letter.pdf.data)


def sign_one(head, where) -> None:
    """Sign a letter; where the site is busy, once more."""
    for _ in range(TRIES):
        answer = head.rest("POST", f"{where}/@workflow/sign", {})
        if answer.status == 200:
            return
        assert answer.status in (500, 503) and busy(answer.text), answer.text[:500]
    raise AssertionError("The site stayed busy.")
