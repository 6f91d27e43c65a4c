"""Bundles of invented documents, and a look at what came out."""

from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spec import SEALED
from baleharum.bundles.spec import Section
from datetime import date
from datetime import datetime
from datetime import UTC
from io import BytesIO
from typing import Any

import hashlib
import pikepdf
import pypdfium2


#: What a page may look like: size, crop, turn; each is drawn full of colour, and leaves states open.
SHAPES = [
    {},
    {"turned": 90},
    {"turned": 180},
    {"turned": 270},
    {"size": (842, 1191)},
    {"size": (1191, 842), "turned": 90},
    {"crop": (50, 60, 400, 500)},
    {"crop": (50, 60, 400, 500), "turned": 90},
    {"crop": (500, 700, 50, 60), "turned": 270},
    {"size": (300, 200)},
    {"unit": 2},
]


def rendition(pages: int, seed: int = 0) -> bytes:
    """Return a PDF, each page of another shape; one font that all pages share."""
    made = pikepdf.new()
    shared = pikepdf.Dictionary(Font=pikepdf.Dictionary())
    for number in range(pages):
        shape = SHAPES[(number + seed) % len(SHAPES)]
        page = made.add_blank_page(page_size=shape.get("size", (595, 842)))
        page.Resources = shared
        if "turned" in shape:
            page.Rotate = shape["turned"]
        if "crop" in shape:
            page.CropBox = pikepdf.Array(shape["crop"])
        if "unit" in shape:
            page.UserUnit = shape["unit"]
        paint = f"0.8 0.9 1 rg -9 -9 3000 3000 re f q 2 0 0 2 0 {seed} cm q 0 0 1 1 re W n"
        page.Contents = pikepdf.Stream(made, paint.encode())
    return saved(made)


def saved(pdf: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def sample(count: int = 12, pages: int = 3, **fields: Any) -> tuple[Bundle, dict[str, bytes]]:
    """Return a bundle and its renditions by code; the first third is in section A."""
    first = fields.pop("first_exhibit", 1)
    files = {f"P-{first + n}": rendition(1 + n % pages, n) for n in range(count)}
    exhibits = []
    for place, (code, data) in enumerate(files.items()):
        found = hashlib.sha256(data).hexdigest()
        exhibits.append(
            Exhibit(
                code,
                f"Surat contoh ke-{place} tentang hal yang panjang namanya",
                "A" if place < count / 3 else "B",
                1 + place % pages,
                hashlib.sha256(code.encode()).hexdigest(),
                found,
                extension="docx" if place % 2 else "pdf",
                day=date(2026, 1 + place % 12, 1 + place % 28),
                has_original=bool(place % 2),
                proves="Bahwa pemohon tinggal di Mataram.",
            )
        )
    told = {
        "number": "LF-2026-003",
        "title": "Permohonan Perwalian",
        "court": "Pengadilan Agama Contoh",
        "case_number": "12/Pdt.P/2026/PA.Contoh",
        "party": "Pendamping hukum Bale Harum",
        "profile": "id-perdata",
        "rule_version": "Perma 7/2022",
        "edition": SEALED,
        "sections": (Section("A", "Permohonan"), Section("B", "Bukti surat")),
        "exhibits": tuple(exhibits),
        "approved_at": datetime(2026, 11, 29, 3, 4, 5, tzinfo=UTC),
    }
    return Bundle(**{**told, **fields}), files


def opener(files: dict[str, bytes]) -> Any:
    """Return what opens one of the files by its code."""
    return lambda code: BytesIO(files[code])


def texts(data: bytes) -> list[str]:
    """Return the text of each page, as PDFium reads it."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def targets(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return title of each bookmark -> number of its page, from 1."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = {}

    def walk(items):
        for item in items:
            found[item.title] = numbers[item.destination[0].objgen]
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    return found
