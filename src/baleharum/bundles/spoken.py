"""The words of a bundle, in the language of the court. Codes and numbers are the same in both."""

from baleharum.bundles.spec import OWN
from baleharum.bundles.spec import PSEUDONYMOUS
from baleharum.bundles.spec import SEALED
from baleharum.terms import days
from datetime import date
from typing import Any


WORDS: dict[str, dict[str, Any]] = {
    "id": {
        "bundle": "Berkas alat bukti",
        "addendum": "Tambahan berkas alat bukti",
        "index": "Daftar isi",
        "code": "Kode",
        "document": "Dokumen",
        "date": "Tanggal",
        "kind": "Bentuk",
        "part": "(hal. {pages} dari {of})",
        "chronology": "Kronologi",
        "chronology_columns": ["Tanggal", "Peristiwa", "Bukti"],
        "page": "Hal.",
        "original": "Asli",
        "copy": "Fotokopi",
        "number": "Nomor berkas",
        "case_number": "Nomor perkara",
        "party": "Diajukan oleh",
        "pages": "Halaman",
        "supersedes": "Tambahan atas",
        "evidence": "Daftar alat bukti surat",
        "columns": [
            "No.",
            "Kode",
            "Dokumen",
            "Asli/fotokopi",
            "Meterai",
            "Yang dibuktikan",
            "Hal.",
        ],
        "integrity": "Lembar integritas",
        "integrity_help": "Tiap dokumen dikenali dari nilai SHA-256: dari berkas yang diterima, dan"
        " dari salinan PDF yang dijilid di sini. Nilai berkas ini sendiri ada di manifest.json.",
        "integrity_columns": ["Kode", "Hal.", "Berkas yang diterima", "Salinan yang dijilid"],
        "editions": {
            SEALED: "RAHASIA. Memuat nama sebenarnya; hanya untuk pengadilan.",
            PSEUDONYMOUS: "Nama disamarkan.",
            OWN: "RAHASIA. Hanya untuk pendamping hukum sendiri; tidak untuk diajukan.",
        },
    },
    "en": {
        "bundle": "Bundle of documents",
        "addendum": "Addendum to the bundle of documents",
        "index": "Index",
        "code": "Code",
        "document": "Document",
        "date": "Date",
        "kind": "Form",
        "part": "(pages {pages} of {of})",
        "chronology": "Chronology",
        "chronology_columns": ["Date", "What happened", "Evidence"],
        "page": "Page",
        "original": "Original",
        "copy": "Copy",
        "number": "Number of the file",
        "case_number": "Case number",
        "party": "Handed in by",
        "pages": "Pages",
        "supersedes": "Addendum to",
        "evidence": "List of documentary evidence",
        "columns": [
            "No.",
            "Code",
            "Document",
            "Original/copy",
            "Duty stamp",
            "What it proves",
            "Page",
        ],
        "integrity": "Integrity sheet",
        "integrity_help": "Each document is known by SHA-256: of the file that came in, and of the"
        " PDF copy that is bound in here. That of this file itself is in manifest.json.",
        "integrity_columns": ["Code", "Pages", "File that came in", "Copy that is bound in"],
        "editions": {
            SEALED: "CONFIDENTIAL. Holds real names; for the court alone.",
            PSEUDONYMOUS: "Names are replaced.",
            OWN: "CONFIDENTIAL. For our own counsel alone; not to be handed in.",
        },
    },
}


def words(language: str) -> dict[str, Any]:
    """Return the words of a language; those of Indonesian for one that we do not speak."""
    return WORDS.get(language, WORDS["id"])


def day_text(day: date | None, language: str) -> str:
    """Return `5 Maret 2026`; '' for no day. Spelled like `words`.

    >>> day_text(date(2026, 3, 5), "en")
    '5 March 2026'
    """
    return days.day_text(day, language if language in WORDS else "id")
