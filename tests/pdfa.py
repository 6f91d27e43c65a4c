"""What ISO 19005-2 (PDF/A-2b) asks of a file: the validator of pdf-oxide, and a look at every object.

veraPDF, the reference, is a Java program that no Python package brings. pdf-oxide looks at fonts,
metadata, encryption and scripts, and passes a file without an output intent; pikepdf shows the
rest. `test_letter_pdf.py` shows that faults are found.
"""

from collections.abc import Iterator
from io import BytesIO
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Stream

import pdf_oxide
import pikepdf
import re


STANDARD_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
ACTIONS = (
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/JavaScript",
    "/SetOCGState",
)
NOTES = ("/Sound", "/Movie", "/3D", "/Screen", "/FileAttachment")
FILTERS = ("/LZWDecode", "/Crypt")


def violations(data: bytes) -> list[str]:
    """Return what of a PDF is against PDF/A-2b; none is well."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            *_file(data, pdf),
            *_metadata(pdf),
            *_intent(pdf),
            *(fault for each in pdf.objects for fault in _object(each)),
            *_fonts(pdf),
            *validated(data),
        ]


def validated(data: bytes) -> list[str]:
    """Return what the validator says is wrong."""
    said = pdf_oxide.PdfDocument.from_bytes(data).validate_pdf_a("2b")
    assert said["valid"] is not bool(said["errors"])
    return said["errors"]


def _file(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    lines = data.split(b"\n", 2)
    if not re.fullmatch(rb"%PDF-1\.[0-7]\r?", lines[0]):
        yield "header"
    if not (lines[1].startswith(b"%") and all(byte > 127 for byte in lines[1][1:5])):
        yield "no comment of bytes above 127 in the second line"
    if pdf.is_encrypted:
        yield "encrypted"
    if "/ID" not in pdf.trailer:
        yield "no ID in the trailer"
    for name in ("/OpenAction", "/AA", "/NeedsRendering"):
        if name in pdf.Root:
            yield f"the catalogue has {name}"
    if any(name in pdf.Root.get("/Names", {}) for name in ("/JavaScript", "/EmbeddedFiles")):
        yield "scripts or files in the catalogue"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    packet = pdf.Root.get("/Metadata")
    if packet is None or "/Filter" in packet:
        yield "no readable XMP"
        return
    with pdf.open_metadata() as said:
        if (said.get("pdfaid:part"), said.get("pdfaid:conformance")) != ("2", "B"):
            yield "the XMP does not say 2B"
        title = pdf.docinfo.get("/Title")
        if title is not None and str(title) != said.get("dc:title"):
            yield "two titles"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.S == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield "not one output intent"
        return
    profile = intents[0].get("/DestOutputProfile")
    if profile is None or profile.read_bytes()[36:40] != b"acsp":
        yield "the output intent has no ICC profile"


def _object(each) -> Iterator[str]:
    if isinstance(each, Stream):
        yield from _stream(each)
    if isinstance(each, Dictionary | Stream):
        yield from _acting(each)
    if isinstance(each, Dictionary) and str(each.get("/Type")) == "/Annot":
        yield from _annotation(each)


def _stream(each) -> Iterator[str]:
    if any(name in each for name in ("/F", "/FFilter", "/FDecodeParms")):
        yield "a stream outside of the file"
    filters = each.get("/Filter", [])
    names = filters if isinstance(filters, Array) else [filters]
    yield from (f"filter {name}" for name in names if str(name) in FILTERS)
    if str(each.get("/Subtype")) == "/Image" and each.get("/Interpolate"):
        yield "an interpolated picture"


def _acting(each) -> Iterator[str]:
    if str(each.get("/S")) in ACTIONS:
        yield f"action {each.S}"
    if "/AA" in each:
        yield "additional actions"
    if str(each.get("/Type")) == "/ExtGState" and "/TR" in each:
        yield "a transfer function"


def _annotation(each) -> Iterator[str]:
    kind = str(each.get("/Subtype"))
    if kind in NOTES:
        yield f"annotation {kind}"
    if kind not in ("/Popup", "/Link") and "/AP" not in each:
        yield "an annotation without an appearance"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if not isinstance(each, Dictionary) or str(each.get("/Type")) != "/Font":
            continue
        kind = str(each.get("/Subtype"))
        if kind == "/Type0":
            if "/ToUnicode" not in each:
                yield f"no text behind {each.BaseFont}"
            continue
        described = each.get("/FontDescriptor", {})
        if kind != "/Type3" and not any(name in described for name in STANDARD_FONT_FILES):
            yield f"{each.get('/BaseFont')} is not embedded"
        if kind == "/CIDFontType2" and "/CIDToGIDMap" not in each:
            yield f"{each.BaseFont} has no map of its glyphs"
