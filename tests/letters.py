"""Letters for tests, with what people could type."""

from baleharum.letters.letter import Enclosed
from baleharum.letters.letter import Letter
from baleharum.letters.letter import Signatory
from baleharum.letters.letterhead import Letterhead
from datetime import date
from io import BytesIO

import docx
import hashlib
import pikepdf


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<circle cx="5" cy="5" r="4" fill="#087" opacity=".5"/></svg>'
)
HEAD = Letterhead(
    lines=("Pemerintah Kota Contoh", "Dinas Sosial", "Bale Harum"),
    address="Jalan Contoh 1",
    phone="0370 000000",
    email="surat@example.org",
    city="Mataram",
    logo=LOGO,
)


def sample_letter(**changes) -> Letter:
    """Return a letter with two enclosures."""
    letter = {
        "subject": "Rujukan layanan",
        "addressee": ("Kepala Lembaga Contoh", "di Mataram"),
        "paragraphs": ("Dengan hormat,", "Bersama ini kami merujuk satu orang."),
        "day": date(2026, 9, 28),
        "signatory": Signatory("Kepala Dinas", "Lalu Contoh", "Pembina", "19800101 200501 1 000"),
        "number": "400.9.8/0123/DINSOS-BH/IX/2026",
        "nature": "rahasia",
        "copies": ("Arsip",),
        "enclosures": (
            Enclosed("Laporan sosial.pdf", 4, hashlib.sha256(b"a").hexdigest()),
            Enclosed("Rekaman.mp3", None, hashlib.sha256(b"b").hexdigest()),
        ),
    }
    return Letter(**{**letter, **changes})


def template(*paragraphs: str) -> bytes:
    """Return a template of these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


#: The fields that no letter is without.
NEEDED = (
    "{{ nomor }} {{ tanggal }} {{ hal }} {{ nama }}",
    "{% for satu in penerima %}{{ satu }} {% endfor %}",
    "{% for satu in isi %}{{ satu }} {% endfor %}",
)


def pages(count=1, **of_the_page) -> BytesIO:
    """Return a PDF of empty pages, the first with these entries."""
    with pikepdf.new() as pdf:
        for _page in range(count):
            pdf.add_blank_page()
        for name, value in of_the_page.items():
            pdf.pages[0].obj[f"/{name}"] = pdf.make_indirect(value)
        stream = BytesIO()
        pdf.save(stream)
    return stream
