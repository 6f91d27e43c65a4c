"""Names of files are kept as people wrote them, without what deceives or breaks; hashes and guesses."""

from baleharum.documents.filenames import clean_name
from baleharum.documents.guess import Guess
from baleharum.documents.guess import guess
from baleharum.documents.hashing import CHUNK
from baleharum.documents.hashing import sha256
from hypothesis import given
from hypothesis import strategies

import hashlib
import io
import pytest
import unicodedata


@pytest.mark.parametrize(
    "given_name, kept",
    [
        ("Surat Kuasa (final) №2.pdf", "Surat Kuasa (final) №2.pdf"),
        ("ᬲᬸᬭᬢ᭄ ᬓᬸᬯᬲ.pdf", "ᬲᬸᬭᬢ᭄ ᬓᬸᬯᬲ.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("cafe\u0301.txt", "café.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Dokumen\\visum.pdf", "visum.pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("\u2066surat\u2069.pdf", "surat.pdf"),
        ("baris\r\nbaru\0.pdf", "barisbaru.pdf"),
        ("  surat   kuasa .pdf", "surat kuasa.pdf"),
        ("", "dokumen"),
        ("...", "dokumen"),
        (".pdf", "dokumen.pdf"),
        ("tanpa akhiran", "tanpa akhiran"),
    ],
)
def test_what_is_kept_of_a_name(given_name, kept):
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_extension():
    kept = clean_name("a" * 300 + ".pdf")
    assert kept == "a" * 251 + ".pdf"


def test_a_long_name_is_not_cut_between_a_letter_and_its_signs():
    syllable = "ᬲᬸ"
    stem = clean_name(syllable * 60 + ".pdf").removesuffix(".pdf")
    assert stem == syllable * (len(stem) // 2)


@given(strategies.text())
def test_every_name_becomes_a_name_that_can_be_kept(name):
    kept = clean_name(name)
    assert 0 < len(kept.encode()) <= 255
    assert not set(kept) & set("/\\\0\r\n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert kept.strip() == kept == unicodedata.normalize("NFC", kept)
    assert clean_name(kept) == kept


@pytest.mark.parametrize("size", [0, 1, CHUNK, 2 * CHUNK + 1])
def test_hash_and_size_of_a_stream(size):
    content = b"x" * size
    assert sha256(io.BytesIO(content)) == (hashlib.sha256(content).hexdigest(), size)


@pytest.mark.parametrize(
    "name, kind, level",
    [
        ("Surat Kuasa_scan02.pdf", "surat-kuasa", "confidential"),
        ("SuratKuasa.pdf", "surat-kuasa", "confidential"),
        ("VISUM ET REPERTUM.PDF", "visum", "secret"),
        ("asesmen-awal 12.docx", "asesmen-awal", "secret"),
        ("IMG20260102.jpg", "foto-klien", "confidential"),
        ("kk.jpg", "kk-akta", "confidential"),
        ("surat permohonan.pdf", "surat-permohonan", "restricted"),
    ],
)
def test_a_name_hints_at_kind_and_level(name, kind, level):
    assert guess(name) == Guess(kind, level)


def test_a_word_within_a_word_is_no_hint():
    assert guess("kkn.pdf").kind is None


def test_an_unknown_name_is_asked_about_and_kept_to_the_team():
    assert guess("dokumen.pdf") == Guess(None, "confidential")


def test_of_several_hints_the_most_closed_level_counts():
    assert guess("permohonan visum.pdf") == Guess("surat-permohonan", "secret")
