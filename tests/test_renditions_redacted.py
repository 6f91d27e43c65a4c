"""Boxes: what lies under them is gone, and everything else is still there."""

from baleharum.bundles.assembling import assemble
from baleharum.bundles.looking import Hit
from baleharum.bundles.looking import hits
from baleharum.bundles.names import folded
from baleharum.bundles.names import found_in
from baleharum.bundles.names import needles
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.renditions import boxes
from baleharum.renditions import making
from baleharum.renditions.boxes import Box
from dataclasses import replace
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from PIL import Image
from tests import document_samples
from tests.bundles_made import opener
from tests.bundles_made import sample
from tests.bundles_made import saved
from tests.bundles_made import texts

import hashlib
import json
import pikepdf
import pypdfium2
import pytest
import subprocess
import sys


NAME = "Baiq Contoh Melati"


@pytest.fixture(scope="module")
def paper():
    """A rendition of three pages; the second one holds the name in its upper half."""
    source = document_samples.pdf("Halaman satu", f"Nama {NAME}", "Halaman tiga")
    return making.rendition(BytesIO(source), kinds.PDF)


@pytest.fixture
def quiet(monkeypatch):
    """No program reads scans: only what was text before counts."""
    monkeypatch.setattr(making.reading, "PROGRAM", "no-such-program")


UPPER = Box(2, 0.05, 0.05, 0.9, 0.2, "nama")


def test_l9_what_a_box_hides_is_gone(paper, quiet):
    before = [Hit("box", 2), Hit("page", 2), Hit("stream", 0, NAME), Hit("text", 2, NAME)]
    assert hits(paper.data, needles([NAME]), [UPPER]) == before
    found = making.redacted(paper.data, [UPPER])
    assert hits(found.data, needles([NAME]), [UPPER]) == []
    assert (found.pages, found.drawn, found.silent) == (3, (2,), (2,))
    unpacked = BytesIO()
    with pikepdf.open(BytesIO(found.data)) as pdf:
        pdf.save(
            unpacked, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
        )
    assert b"Melati" not in unpacked.getvalue()


def test_the_other_pages_keep_their_text_and_the_page_its_size(paper, quiet):
    found = making.redacted(paper.data, [UPPER])
    assert [page.strip() for page in texts(found.data)] == ["Halaman satu", "", "Halaman tiga"]
    with pikepdf.open(BytesIO(found.data)) as pdf:
        assert [float(edge) for edge in pdf.pages[1].mediabox] == [0, 0, 595, 842]


def test_the_box_is_black_where_it_was_drawn_and_nowhere_else(paper, quiet):
    found = making.redacted(paper.data, [Box(2, 0.25, 0.5, 0.5, 0.1)])
    picture = pypdfium2.PdfDocument(found.data)[1].render(scale=1).to_pil().convert("L")
    width, height = picture.size
    assert picture.getpixel((width // 2, int(height * 0.55))) < 30
    for across, down in ((0.2, 0.55), (0.8, 0.55), (0.5, 0.47), (0.5, 0.63)):
        assert picture.getpixel((int(width * across), int(height * down))) > 220


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_box_lies_on_the_page_as_it_is_seen(turned, quiet):
    with pikepdf.open(BytesIO(document_samples.pdf(NAME))) as pdf:
        pdf.pages[0].Rotate = turned
        source = making.rendition(BytesIO(saved(pdf)), kinds.PDF).data
    page = pypdfium2.PdfDocument(source)[0]
    before = page.render(scale=0.5).to_pil().convert("L")
    dark = before.point(lambda value: 255 if value < 128 else 0).getbbox()
    left, top, right, bottom = (
        edge / size for edge, size in zip(dark, (*before.size, *before.size), strict=True)
    )
    box = Box(1, left - 0.01, top - 0.01, right - left + 0.02, bottom - top + 0.02)
    found = making.redacted(source, [box])
    assert hits(found.data, needles([NAME]), [box]) == []
    after = pypdfium2.PdfDocument(found.data)[0].render(scale=0.5).to_pil().convert("L")
    assert after.size == before.size
    middle = ((dark[0] + dark[2]) // 2, (dark[1] + dark[3]) // 2)
    assert after.getpixel(middle) < 30


def test_the_same_boxes_give_the_same_bytes_in_any_order(paper, quiet):
    two = [UPPER, Box(3, 0.1, 0.1, 0.2, 0.2)]
    assert making.redacted(paper.data, two) == making.redacted(paper.data, two[::-1])


def test_many_boxes_and_their_reasons_are_told_to_nobody_else(paper, quiet):
    many = [Box(3, (n % 40) / 50, n // 40 / 50, 0.01, 0.01, "nama") for n in range(1500)]
    assert making.redacted(paper.data, many).drawn == (3,)
    with pytest.raises(ValueError):
        Box(1, 0, 0, 1, 1, "Nama ibu klien")


def test_a_page_that_is_none_is_refused(paper):
    with pytest.raises(Unreadable) as refused:
        making.redacted(paper.data, [Box(4, 0.1, 0.1, 0.1, 0.1)])
    assert refused.value.reason == "no-page"


@pytest.mark.parametrize(
    "place",
    [(0, 0, 0, 1, 1), (1, -0.1, 0, 1, 1), (1, 0, 0, 0, 1), (1, 0, 2, 1, 1), (1, 0, 0, 1, 2)],
)
def test_what_is_no_box_can_not_be_drawn(place):
    with pytest.raises(ValueError):
        Box(*place)


def test_boxes_are_read_as_they_were_written():
    told = (UPPER, Box(1, 0, 0, 1, 1))
    assert boxes.from_json(boxes.as_json(told)) == tuple(sorted(told))
    for wrong in ('[{"page": 1}]', "[1]", "{"):
        with pytest.raises(ValueError):
            boxes.from_json(wrong)


WRITTEN = [
    "BAIQ CONTOH MELATI",
    "baiq-contoh\r\nmelati",
    "B\u00e0iq  Contoh, M\u00e9lati",
    "B. C. Melati",
    "Melati, Baiq Contoh",
    "(baiqcontohmelati)",
    "B A I Q C O N T O H M E L A T I",
    "Baiq Contoh M.",
    "Contoh Melati",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_l7_a_name_is_found_however_it_is_written(text):
    assert found_in(f"Saudari {text} datang.", needles([NAME]))


@pytest.mark.parametrize(
    "text", ["Melatih anak", "Baiq Lain", "contoh", "melati", "B. C. Melatihan", "Bu Ciptaningrum"]
)
def test_another_word_is_not_that_name(text):
    assert not found_in(f"Saudari {text} datang.", needles([NAME]))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5271014101900000", "NIK 5271.0141.0190.0000"),
        ("5271014101900000", "NIK 5271 0141\n01900000."),
        ("081234567890", "telp +62 812-3456-7890"),
        ("+62 812 3456 7890", "(0812) 34567890"),
    ],
)
def test_l7_a_number_is_found_in_any_grouping(number, text):
    assert found_in(text, needles([number]))


def test_a_short_number_is_not_looked_for():
    assert needles(["12", "Al", ""]) == []


@given(st.text(min_size=3, max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_name_is_always_found_in_itself(name):
    for needle in needles([name]):
        if needle.words == tuple(folded(name).split()):
            assert needle in found_in(f"x {name} y", [needle])


def title(pdf):
    pdf.docinfo["/Title"] = NAME


def metadata(pdf):
    with pdf.open_metadata() as told:
        told["dc:title"] = NAME


def bookmark(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def note(pdf):
    told = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Contents=pikepdf.String(NAME))
    pdf.pages[0].Annots = pikepdf.Array([told])


def attachment(pdf):
    pdf.attachments[f"{NAME}.txt"] = b"-"


def private(pdf):
    pdf.pages[0].PieceInfo = pikepdf.Dictionary({"/X": pdf.make_stream(NAME.encode("utf-16-be"))})


@pytest.mark.parametrize("put", [title, metadata, bookmark, note, attachment, private])
def test_l7_a_name_is_found_wherever_it_hides(put):
    with pikepdf.open(BytesIO(document_samples.pdf("Surat"))) as pdf:
        put(pdf)
        data = saved(pdf)
    found = hits(data, needles([NAME]))
    assert found and {hit.name for hit in found} == {NAME}


def test_an_earlier_state_within_a_file_is_found():
    data = document_samples.pdf("Surat")
    assert hits(data, []) == []
    assert Hit("file", 0) in hits(data + b"\n%%EOF\n", [])


def test_l8_a_black_box_over_living_text_is_found():
    """What a naive program does: the text lies under the box, whole."""
    with pikepdf.open(BytesIO(document_samples.pdf(NAME))) as pdf:
        pdf.pages[0].contents_add(b"0 g 60 700 400 50 re f")
        data = saved(pdf)
    assert hits(data, [], [Box(1, 0.1, 0.05, 0.7, 0.15)]) == [
        Hit("box", 1),
        Hit("page", 1),
    ]


def test_the_text_of_a_picture_is_not_looked_for_in_its_pixels():
    target = BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(target, "PNG")
    found = making.rendition(target, kinds.PNG)
    assert hits(found.data, needles(["abc", "123456"])) == []


#: The look of somebody else, in a process of its own: its library is not under our licence.
ORACLE = """
import asyncio, json, sys, xray
print(json.dumps(asyncio.run(xray.inspect(sys.stdin.buffer.read()))))
"""


def found_by_xray(data: bytes) -> dict:
    """Page -> the texts that lie under black boxes, as x-ray finds them."""
    ended = subprocess.run([sys.executable, "-c", ORACLE], input=data, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()
    return json.loads(ended.stdout)


def blackened(data: bytes) -> bytes:
    """What somebody does who draws a black box over a name in an office program."""
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[1]
        box = pikepdf.Stream(pdf, b"q 0 g 20 640 540 180 re f Q")
        page.contents_add(box)
        return saved(pdf)


def test_l8_another_program_finds_no_text_under_the_boxes(paper):
    assert found_by_xray(making.redacted(paper.data, [UPPER]).data) == {}


def test_l8_it_finds_the_text_under_a_box_that_was_only_drawn(paper):
    found = found_by_xray(blackened(paper.data))
    assert [each["text"] for each in found["2"]] == [f"Nama {NAME}"]


def test_l8_a_bundle_of_what_was_redacted_has_none_either(paper):
    bundle, files = sample(1)
    files = {code: making.redacted(paper.data, [UPPER]).data for code in files}
    exhibits = [
        replace(each, pages=3, rendition=hashlib.sha256(files[each.code]).hexdigest())
        for each in bundle.exhibits
    ]
    target = BytesIO()
    assemble(replace(bundle, exhibits=tuple(exhibits)), opener(files), target)
    assert found_by_xray(target.getvalue()) == {}
