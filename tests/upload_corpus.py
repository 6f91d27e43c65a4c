"""Some fifty files that people, programs and enemies send, and what becomes of each at the gate."""

from dataclasses import dataclass
from pathlib import Path
from tests import document_samples as samples
from tests.clamd import EICAR

import io
import struct
import zipfile
import zlib


ENCRYPTED_PDF = (Path(__file__).parent / "files" / "encrypted.pdf").read_bytes()
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
WORD_MAIN = b"wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Sample:
    """A file as it is sent, and what becomes of it: `refused`, a reason, or the findings."""

    name: str
    data: bytes
    refused: str = ""
    findings: tuple[str, ...] = ()
    declared: str = ""
    kept_as: str = ""


def acting_pdf(extra: str, *objects: str) -> bytes:
    """A sound PDF whose catalog has more in it; objects are numbered from 6."""
    import pikepdf

    with pikepdf.open(io.BytesIO(samples.pdf("satu"))) as pdf:
        for text in objects:
            pdf.make_indirect(pikepdf.Object.parse(text.encode()))
        for name, value in pikepdf.Object.parse(f"<< {extra} >>".encode()).items():
            pdf.Root[name] = value
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def packed_pdf() -> bytes:
    """A PDF with its JavaScript in a compressed stream of objects, where no search finds it."""
    import pikepdf

    acting = acting_pdf("/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>")
    with pikepdf.open(io.BytesIO(acting)) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/JavaScript" not in stream.getvalue()
    return stream.getvalue()


def attached_pdf() -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(samples.pdf("satu"))) as pdf:
        pdf.attachments["x.exe"] = b"MZ\x90\0"
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def relations(kind: str, target: str = "http://example.org/x.dotm") -> bytes:
    """Relationships of a part with one that leads outside."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()


def with_part(name: str, content: bytes = b"x", package: bytes = b"") -> bytes:
    return samples.with_member(package or samples.word(), name, content)


def macro_word() -> bytes:
    package = samples.with_replaced(
        samples.word(),
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument." + WORD_MAIN,
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return with_part("word/vbaProject.bin", package=package)


def dde_word() -> bytes:
    """A field that says DDEAUTO in two pieces."""
    runs = (
        b"<w:r><w:instrText> DDEA</w:instrText></w:r><w:r><w:instrText>UTO cmd</w:instrText></w:r>"
    )
    start = b"<w:body><w:p>" + runs + b"</w:p>"
    return samples.with_replaced(samples.word(), "word/document.xml", b"<w:body>", start)


def dde_sheet() -> bytes:
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    )
    return with_part("xl/externalLinks/externalLink1.xml", link, samples.sheet())


def locked_odt() -> bytes:
    end = b"</manifest:manifest>"
    locked = b"<!-- encryption-data -->" + end
    return samples.with_replaced(samples.odt(), "META-INF/manifest.xml", end, locked)


def macro_odt() -> bytes:
    return with_part("Basic/Standard/Module1.xml", b"<x/>", samples.odt())


def crowded() -> bytes:
    stream = io.BytesIO(samples.word())
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(1001):
            archive.writestr(f"word/media/{number}", b"")
    return stream.getvalue()


def linked() -> bytes:
    """A package with a member that is a symbolic link."""
    stream = io.BytesIO(samples.word())
    member = zipfile.ZipInfo("word/media/link")
    member.create_system, member.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(member, "/etc/passwd")
    return stream.getvalue()


def for_show() -> bytes:
    """A zip that begins like a Word document; its list of contents has none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("halaman.html", "<script>alert(1)</script>")
    word = samples.word()
    end = word.index(b"PK\x01\x02")
    return word[:end] + stream.getvalue()


def encrypted_word() -> bytes:
    """As office programs begin a document with a password: a file of the old kind."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + name + bytes(2000)


def png_bomb() -> bytes:
    """A picture of 400 million pixels in some kilobytes."""
    side = 20_000

    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + side // 8)) for _row in range(side)) + packer.flush()
    header = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_bomb() -> bytes:
    """A photo that claims four thousand million pixels."""
    photo = samples.photo()
    at = photo.index(b"\xff\xc0")
    return photo[: at + 5] + struct.pack(">2H", 65_000, 65_000) + photo[at + 9 :]


def commented_photo(comment: bytes) -> bytes:
    photo = samples.photo()
    return photo[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + photo[2:]


JS = "/S /JavaScript /JS (app.alert\\(1\\))"
HTML = b"<html><script>alert(1)</script></html>"
FILM = b"\0\0\0\x18ftypisom" + b"\0" * 100

CORPUS = {
    # What is not what it says is refused.
    "html-as-pdf": Sample("surat.pdf", HTML, "content"),
    "commented-html-as-pdf": Sample("surat.pdf", b"<!--%PDF-1.4 -->" + HTML, "content"),
    "svg-as-png": Sample("foto.png", b"<?xml version='1.0'?><svg onload='alert(1)'/>", "content"),
    "svg": Sample("gambar.svg", b"<svg onload='alert(1)'/>", "extension"),
    "html": Sample("halaman.html", HTML, "extension"),
    "html-as-txt": Sample("catatan.txt", HTML, "content"),
    "js": Sample("skrip.js", b"alert(1)", "extension"),
    "mz": Sample("program.exe", b"MZ\x90\0\x03", "extension"),
    "mz-as-docx": Sample("surat.docx", b"MZ\x90\0\x03", "content"),
    "gif-polyglot": Sample("foto.jpg", b"GIF89a/*" + b" " * 20 + b"*/=1;alert(1)", "content"),
    "double-extension": Sample("surat.pdf.exe", samples.pdf("satu"), "extension"),
    "other-extension": Sample("foto.jpg", samples.png(), "mismatch"),
    "pdf-as-docx": Sample("surat.docx", samples.pdf("satu"), "mismatch"),
    "docx-as-xlsx": Sample("daftar.xlsx", samples.word(), "mismatch"),
    "wrong-declared": Sample("foto.jpg", samples.photo(), "declared", declared=PNG),
    "declared-html": Sample("surat.pdf", samples.pdf("satu"), "declared", declared="text/html"),
    "declared-pdf": Sample("catatan.txt", b"catatan", "declared", declared=PDF),
    "zip-for-show": Sample("surat.docx", for_show(), "content"),
    "any-zip": Sample("surat.docx", b"PK\x05\x06" + bytes(18), "content"),
    "old-doc-as-docx": Sample("surat.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, "locked"),
    "docm": Sample("surat.docm", macro_word(), "extension"),
    "nul-late-in-txt": Sample("catatan.txt", b"kata " * 20_000 + b"\0", "content"),
    "half-utf-16": Sample("catatan.txt", b"\xff\xfea\0b", "content"),
    "empty": Sample("surat.pdf", b"", "empty"),
    "no-extension": Sample("surat", samples.pdf("satu"), "extension"),
    "rtl-override": Sample("surat\u202efdp.exe", samples.pdf("satu"), "extension"),
    "eicar": Sample("catatan.txt", EICAR, "infected"),
    "eicar-in-docx": Sample(
        "surat.docx", samples.with_member(samples.word(), "word/x.txt", b"") + EICAR, "infected"
    ),
    # What was made to break programs is refused.
    "zip-bomb": Sample("surat.docx", with_part("word/b.xml", b"\0" * 20_000_000), "bomb"),
    "crowded-zip": Sample("surat.docx", crowded(), "bomb"),
    "climbing-zip": Sample("surat.docx", with_part("../../x"), "bomb"),
    "absolute-zip": Sample("surat.docx", with_part("/etc/x"), "bomb"),
    "drive-zip": Sample("surat.docx", with_part("C:\\x"), "bomb"),
    "linked-zip": Sample("surat.docx", linked(), "bomb"),
    "jpeg-bomb": Sample("foto.jpg", jpeg_bomb(), "bomb"),
    "png-bomb": Sample("foto.png", png_bomb(), "bomb"),
    # What acts may be evidence: it is kept, and told.
    "pdf-js-direct": Sample(
        "a.pdf",
        acting_pdf(f"/Pages2 << /Deep [1 [2 << /A << {JS} >> >>]] >>"),
        findings=("javascript",),
    ),
    "pdf-js-packed": Sample("a.pdf", packed_pdf(), findings=("javascript",)),
    "pdf-open-action": Sample(
        "a.pdf", acting_pdf("/OpenAction << /S /URI /URI (http://x) >>"), findings=("open-action",)
    ),
    "pdf-turns-only": Sample("a.pdf", acting_pdf("/OpenAction << /S /GoTo /D [0 /Fit] >>")),
    "pdf-aa": Sample(
        "a.pdf", acting_pdf("/AA << /WC << /S /Named >> >>"), findings=("extra-actions",)
    ),
    "pdf-launch": Sample(
        "a.pdf", acting_pdf("/X << /S /Launch /F (cmd.exe) >>"), findings=("launch",)
    ),
    "pdf-attachment": Sample("a.pdf", attached_pdf(), findings=("embedded",)),
    "pdf-rich-media": Sample(
        "a.pdf", acting_pdf("/X [<< /Subtype /RichMedia >>]"), findings=("rich-media",)
    ),
    "pdf-xfa": Sample("a.pdf", acting_pdf("/AcroForm << /XFA (x) >>"), findings=("xfa",)),
    "pdf-submit": Sample(
        "a.pdf", acting_pdf("/X << /S /SubmitForm /F (http://x) >>"), findings=("submit-form",)
    ),
    "pdf-hidden-name": Sample(
        "a.pdf", acting_pdf("/X << /S /J#61vaScript /J#53 (x) >>"), findings=("javascript",)
    ),
    "pdf-encrypted": Sample("a.pdf", ENCRYPTED_PDF, findings=("encrypted",)),
    "pdf-cut-off": Sample("a.pdf", samples.pdf("satu")[:60], findings=("unchecked",)),
    "pdf-and-zip": Sample("a.pdf", samples.pdf("satu") + samples.word(), findings=("polyglot",)),
    "docx-macros": Sample("a.docx", with_part("word/vbaProject.bin"), findings=("macros",)),
    "docm-as-docx": Sample("a.docx", macro_word(), findings=("macros",)),
    "docx-template": Sample(
        "a.docx",
        with_part("word/_rels/settings.xml.rels", relations("attachedTemplate")),
        findings=("template",),
    ),
    "docx-remote-object": Sample(
        "a.docx",
        with_part("word/_rels/footer9.xml.rels", relations("oleObject")),
        findings=("external",),
    ),
    "docx-hyperlink": Sample(
        "a.docx", with_part("word/_rels/footer9.xml.rels", relations("hyperlink"))
    ),
    "docx-dde": Sample("a.docx", dde_word(), findings=("dde",)),
    "docx-ole": Sample(
        "a.docx", with_part("word/embeddings/oleObject1.bin"), findings=("embedded", "ole")
    ),
    "docx-encrypted": Sample("a.docx", encrypted_word(), findings=("encrypted",)),
    "docx-cut-off": Sample("a.docx", samples.word()[:3000], findings=("unchecked",)),
    "xlsx-dde": Sample("a.xlsx", dde_sheet(), findings=("dde",)),
    "xlsx-macro-sheet": Sample(
        "a.xlsx",
        with_part("xl/macrosheets/sheet1.xml", b"<x/>", samples.sheet()),
        findings=("macros",),
    ),
    "odt-encrypted": Sample("a.odt", locked_odt(), findings=("encrypted",)),
    "odt-macros": Sample("a.odt", macro_odt(), findings=("macros",)),
    "jpeg-html-comment": Sample("a.jpg", commented_photo(HTML), findings=("polyglot",)),
    "jpeg-and-zip": Sample("a.jpg", samples.photo() + samples.word(), findings=("polyglot",)),
    "jpeg-pdf-comment": Sample("a.jpg", commented_photo(b"%PDF-1.4"), findings=("polyglot",)),
    "png-cut-off": Sample("a.png", samples.png(300, 300)[:100], findings=("damaged",)),
    "film-and-page": Sample("a.mp4", FILM + HTML, findings=("polyglot",)),
    # What is sound is kept, whatever its name was made of.
    "good-pdf": Sample("surat.pdf", samples.pdf("satu"), declared=PDF),
    "good-jpeg": Sample("foto.JPG", samples.photo(), declared="image/jpg"),
    "good-docx-as-zip": Sample("a.docx", samples.word(), declared="application/zip"),
    "good-txt": Sample("a.txt", "catatan é".encode("cp1252"), declared="text/plain; charset=x"),
    "path-in-name": Sample("../../etc/surat.pdf", samples.pdf("satu"), kept_as="surat.pdf"),
    "windows-path": Sample("C:\\x\\surat.pdf", samples.pdf("satu"), kept_as="surat.pdf"),
    "rtl-in-name": Sample("surat\u202efdp.pdf", samples.pdf("satu"), kept_as="suratfdp.pdf"),
    "nul-in-name": Sample("surat\0.exe.pdf", samples.pdf("satu"), kept_as="surat.exe.pdf"),
    "long-name": Sample("s" * 300 + ".pdf", samples.pdf("satu"), kept_as="s" * 251 + ".pdf"),
    "program-before-pdf": Sample("surat.exe.pdf", samples.pdf("satu"), kept_as="surat.exe.pdf"),
}
