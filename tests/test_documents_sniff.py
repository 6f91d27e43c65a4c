"""Only files that are what their name says, and of a kind on the list, are kept."""

from baleharum.documents import kinds
from baleharum.documents.sniff import check
from baleharum.documents.sniff import HEAD
from baleharum.documents.sniff import media_type
from baleharum.documents.sniff import Refused
from pathlib import Path
from tests import document_samples as samples

import pytest


FILES = Path(__file__).parent / "files"
ODT_TEMPLATE = b"application/vnd.oasis.opendocument.text-template"
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN_WORD = kinds.DOCX.encode() + b".main+xml"
MP3_FRAME = b"\xff\xfb\x90\x64" + b"\0" * 400


def ftyp(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0" * 16


@pytest.mark.parametrize(
    "content, name, kind",
    [
        (samples.pdf("a"), "surat.pdf", kinds.PDF),
        (samples.pdf("a"), "SURAT.PDF", kinds.PDF),
        (samples.pdf("a")[:60], "terpotong.pdf", kinds.PDF),
        (b"%PDF-1.7 nothing more", "rusak.pdf", kinds.PDF),
        (samples.scanned_pdf(), "pindaian.pdf", kinds.PDF),
        ((FILES / "encrypted.pdf").read_bytes(), "terkunci.pdf", kinds.PDF),
        (samples.photo(), "foto.jpg", kinds.JPEG),
        (samples.photo(), "foto.jpeg", kinds.JPEG),
        (samples.png(), "foto.png", kinds.PNG),
        (samples.word(), "notula.docx", kinds.DOCX),
        (samples.word()[:3000], "terpotong.docx", kinds.DOCX),
        (
            samples.with_replaced(samples.word(), "[Content_Types].xml", PLAIN_WORD, MACROS),
            "makro.docx",
            kinds.DOCX,
        ),
        (samples.sheet(), "daftar.xlsx", kinds.XLSX),
        (samples.odt(), "laporan.odt", kinds.ODT),
        (b"catatan kasus\r\n", "catatan.txt", kinds.TXT),
        ("é".encode("cp1252"), "catatan.txt", kinds.TXT),
        ("\ufeffcatatan".encode(), "catatan.txt", kinds.TXT),
        ("\ufeffسلام ᬩᬮᬶ".encode("utf-16-le"), "catatan.txt", kinds.TXT),
        (b"ID3\x04\0" + MP3_FRAME, "rekaman.mp3", kinds.MP3),
        (MP3_FRAME, "rekaman.mp3", kinds.MP3),
        (ftyp(b"M4A "), "rekaman.m4a", kinds.M4A),
        (ftyp(b"mp42"), "rekaman.m4a", kinds.M4A),
        (ftyp(b"isom"), "film.mp4", kinds.MP4),
    ],
)
def test_a_file_that_is_what_it_says_is_kept(content, name, kind):
    assert check(content[:HEAD], name) == kind


@pytest.mark.parametrize(
    "content, name, reason",
    [
        (b"", "surat.pdf", "empty"),
        (b"<html><script>alert(1)</script>", "surat.pdf", "content"),
        (b"<!--%PDF-1.4 --><script>alert(1)</script>", "surat.pdf", "content"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "foto.png", "content"),
        (b"<html></html>", "halaman.html", "extension"),
        (b"<svg/>", "gambar.svg", "extension"),
        (b"alert(1)", "skrip.js", "extension"),
        (b"MZ\x90\0\x03", "program.exe", "extension"),
        (b"MZ\x90\0\x03", "surat.docx", "content"),
        (b"MZ\x90\0\x03", "catatan.txt", "content"),
        (b"  <HTML><body>", "catatan.txt", "content"),
        ("\ufeff<script>".encode(), "catatan.txt", "content"),
        ("\ufeff<script>".encode("utf-16-le"), "catatan.txt", "content"),
        (b"GIF89a/*alert()*/", "foto.jpg", "content"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "terkunci.docx", "locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lama.doc", "extension"),
        (samples.png(), "foto.jpg", "mismatch"),
        (samples.word(), "daftar.xlsx", "mismatch"),
        (samples.pdf("a"), "surat.docx", "mismatch"),
        (samples.pdf("a"), "surat", "extension"),
        (b"PK\x03\x04" + b"\0" * 40, "surat.docx", "content"),
        (ftyp(b"heic"), "film.mp4", "content"),
        (b"bunyi", "rekaman.mp3", "content"),
        (b"\xff\xfb\xff\xff", "rekaman.mp3", "content"),
        (
            samples.odt().replace(ODT_TEMPLATE[:-9], ODT_TEMPLATE[:-9][::-1]),
            "laporan.odt",
            "content",
        ),
    ],
)
def test_anything_else_is_refused_with_a_remedy(content, name, reason):
    with pytest.raises(Refused) as refused:
        check(content[:65536], name)
    assert refused.value.reason == reason
    assert refused.value.args[0].domain == "baleharum"
    assert "hoose" in str(refused.value)
    assert "${" not in str(refused.value)


def test_a_refusal_of_a_misnamed_file_names_the_right_extension():
    with pytest.raises(Refused, match="Rename it to end in '.png'"):
        check(samples.png(), "foto.jpg")


def test_content_that_is_not_known_has_the_type_of_anything():
    assert media_type(b"\0\1\2\3", "") == kinds.UNKNOWN
