"""Where names stand in texts and on pages, what stands in their place, and what hides them."""

from baleharum.bundles import places
from baleharum.bundles.looking import Hit
from baleharum.bundles.looking import hits
from baleharum.bundles.names import found_in
from baleharum.bundles.names import needles
from baleharum.bundles.spans import replaced
from baleharum.bundles.spans import spans
from baleharum.documents import kinds
from baleharum.litigation import addresses
from baleharum.renditions import making
from baleharum.renditions.besides import beside
from baleharum.renditions.boxes import Box
from dataclasses import replace
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from tests import document_samples
from tests.bundles_made import saved
from tests.bundles_made import texts
from tests.test_renditions_redacted import WRITTEN

import pikepdf
import pytest


NAME, NIK = "Baiq Contoh Melati", "5271014101900000"


def made(data: bytes):
    return making.rendition(BytesIO(data), kinds.PDF)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_name_is_replaced_however_it_is_written(text):
    said = replaced(f"Saudari {text} datang.", needles([NAME]), lambda _needle: "[Anak A]")
    assert said in (
        "Saudari [Anak A] datang.",
        "Saudari ([Anak A]) datang.",
        "Saudari [Anak A]. datang.",
    )


def test_numbers_are_replaced_in_any_grouping_and_nothing_else_is():
    text = "NIK 5271.0141.0190.0000, telp +62 812-3456-7890, perkara 12/2026."
    said = replaced(text, needles([NIK, "081234567890"]), lambda _needle: "x")
    assert said == "NIK x, telp +62 x, perkara 12/2026."


def test_of_names_that_overlap_the_longest_is_replaced():
    wanted = needles(["Melati", NAME])
    assert replaced(f"{NAME} dan Melati", wanted, lambda each: f"<{each.name}>") == (
        f"<{NAME}> dan <Melati>"
    )


def test_of_names_that_run_into_each_other_nothing_is_left():
    """The last word of one and the first of the next are a name of their own, the last one first."""
    text = "BAIQ CONTOH MELATI, baiq contoh melati"
    assert replaced(text, needles([NAME]), lambda _needle: "x") == "x"
    source = made(document_samples.pdf(f"{NAME}  {NAME}")).data
    found = [each.box for each in places.asked(source, 1, [NAME], ["name"])]
    assert hits(making.redacted(source, found).data, needles([NAME]), found) == []


@given(st.text(max_size=60), st.sampled_from([NAME, "Melati", NIK, "Sri"]))
@settings(max_examples=300, deadline=None)
def test_whatever_is_found_in_a_text_has_a_place_and_is_gone_once_replaced(text, name):
    for said in (text, f"{text} {name} {text}"):
        wanted = needles([name])
        assert bool(spans(said, wanted)) == bool(found_in(said, wanted))
        assert not found_in(replaced(said, wanted, lambda _needle: "|||"), wanted)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_what_the_search_proposes_hides_the_name_on_a_page_of_any_turn(turned):
    with pikepdf.open(BytesIO(document_samples.pdf("Satu", f"Nama {NAME} {NIK}"))) as pdf:
        pdf.pages[1].Rotate = turned
        source = made(saved(pdf)).data
    found = places.asked(source, 2, [NAME, NIK], ["name", "number"])
    assert [(each.box.page, each.box.reason) for each in found] in (
        [(2, "name"), (2, "number")],
        [(2, "number"), (2, "name")],
    )
    assert Hit("box", 2) in hits(source, [], [each.box for each in found])
    left = making.redacted(source, [each.box for each in found])
    assert hits(left.data, needles([NAME, NIK]), [each.box for each in found]) == []


def test_a_name_over_the_end_of_a_line_has_a_box_on_each():
    with pikepdf.open(BytesIO(document_samples.pdf("x"))) as pdf:
        text = b"BT /F1 24 Tf 72 720 Td (Saudari Baiq) Tj 0 -40 Td (Contoh Melati datang) Tj ET"
        pdf.pages[0].Contents = pdf.make_stream(text)
        source = made(saved(pdf)).data
    found = [each.box for each in places.asked(source, 1, [NAME], ["name"])]
    assert len(found) == 2 and found[0].top + found[0].height <= found[1].top + 0.01
    assert hits(making.redacted(source, found).data, needles([NAME]), found) == []


@pytest.mark.parametrize(
    ("across", "up"), [(700, 400), (-900, 400), (72, 900), (72, -60), (480, 400)]
)
def test_a_name_beyond_the_edge_of_a_page_has_a_box_with_which_it_is_gone(across, up):
    with pikepdf.open(BytesIO(document_samples.pdf("x"))) as pdf:
        text = f"BT /F1 24 Tf 72 720 Td (Surat) Tj ET BT /F1 24 Tf {across} {up} Td ({NAME}) Tj ET"
        pdf.pages[0].Contents = pdf.make_stream(text.encode())
        source = saved(pdf)
    found = [each.box for each in places.asked(source, 1, [NAME], ["name"])]
    assert len(found) == 1
    assert places.beside(source, needles([NAME]), found) == []
    assert hits(making.redacted(source, found).data, needles([NAME]), found) == []


def test_what_a_box_leaves_of_a_name_is_told():
    with pikepdf.open(BytesIO(document_samples.pdf("Satu", f"Nama {NAME}"))) as pdf:
        source = saved(pdf)
    (box,) = [each.box for each in places.asked(source, 2, [NAME], ["name"])]
    wanted = needles([NAME])
    assert places.beside(source, wanted, [box]) == []
    assert places.beside(source, wanted, [replace(box, width=box.width * 0.6)]) == [2]
    assert places.beside(source, wanted, [replace(box, top=0.5)]) == [2]
    # Two boxes may hide it together; a page without one is read as it is bound.
    half = replace(box, width=box.width / 2)
    assert places.beside(source, wanted, [half, replace(half, left=box.left + half.width)]) == []
    assert places.beside(source, wanted, [replace(box, page=1)]) == []


def test_a_text_layer_that_nobody_sees_is_searched_as_well():
    """What a program has read of a scan lies unseen over it: its words have boxes like others."""
    with pikepdf.open(BytesIO(document_samples.pdf("x"))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(
            f"BT 3 Tr /F1 24 Tf 72 720 Td ({NAME}) Tj ET".encode()
        )
        found = places.places(saved(pdf), needles([NAME]), {})
    assert [each.name for each in found] == [NAME]


@pytest.mark.parametrize("text", ["Jl. Contoh 5", "Jalan Contoh Nomor 5", "JLN CONTOH NO 5"])
def test_an_address_is_found_as_people_write_it(text):
    ways = needles(addresses.ways("Jl. Contoh No. 5, Lingkungan Lain, Mataram"))
    assert found_in(f"tinggal di {text} sejak lahir", ways)
    assert not found_in("tinggal di Jl. Lain No. 5, Mataram", ways)


def read_text(*lines: tuple[int, int, str]) -> bytes:
    """A page of text as the program that reads scans gives it: unseen, word by word."""
    with pikepdf.open(BytesIO(document_samples.pdf("x"))) as pdf:
        shown = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj " for x, y, text in lines)
        pdf.pages[0].Contents = pdf.make_stream(f"BT 3 Tr /F1 12 Tf {shown} ET".encode())
        return saved(pdf)


def test_no_letter_that_was_read_lies_in_a_box():
    read = read_text((72, 720, "Nama"), (110, 720, "Melati"), (72, 600, "Alamat"))
    box = Box(1, 0.18, 0.12, 0.2, 0.03)
    left = beside(read, [box])
    assert texts(left)[0].split() == ["Nama", "Alamat"]
    assert beside(read, []) == read
    assert beside(read, [Box(1, 0, 0, 1, 1)]) is None


def covering(text: str, drawing: str, before: bool = False) -> tuple[int, ...]:
    with pikepdf.open(BytesIO(document_samples.pdf("Satu", text))) as pdf:
        pdf.pages[1].contents_add(drawing.encode(), prepend=before)
        return made(saved(pdf)).covered


def test_l8_text_under_a_black_or_white_area_is_found():
    assert covering(NAME, "q 0 g 60 700 450 50 re f Q") == (2,)
    assert covering(NAME, "q 1 g 60 700 450 50 re f Q") == (2,)


def test_text_on_a_coloured_ground_is_seen():
    assert covering(NAME, "q 0.9 0.9 0.6 rg 60 700 450 50 re f Q", before=True) == ()
    assert covering(NAME, "q 0 g 60 100 450 50 re f Q") == ()
    assert covering(NAME, "q 0 g 60 690 450 1 re f Q") == ()


def test_a_page_with_a_box_is_a_picture_and_the_text_that_was_read_alone():
    paper = made(document_samples.pdf(f"Nama {NAME}")).data
    box = Box(1, 0.05, 0.05, 0.9, 0.2)
    assert Hit("page", 1) in hits(paper, [], [box])
    assert hits(making.redacted(paper, [box]).data, [], [box]) == []


def test_places_on_paper_are_no_telephone_number():
    with pikepdf.open(BytesIO(document_samples.pdf("Surat"))) as pdf:
        pdf.pages[0].contents_add(b"q 370 64 51 23 re S Q")
        assert hits(saved(pdf), needles(["0370 645123"])) == []
        pdf.attachments["catatan.txt"] = b"telp 0370-64 51 23"
        assert Hit("stream", 0, "0370 645123") in hits(saved(pdf), needles(["0370 645123"]))
    shown = document_samples.pdf("telp 0370 64 51 23")
    assert Hit("text", 1, "0370 645123") in hits(shown, needles(["0370 645123"]))


def test_what_no_page_needs_is_found_in_a_file():
    with pikepdf.open(BytesIO(making.redacted(document_samples.pdf("x"), []).data)) as pdf:
        pdf.make_indirect(pikepdf.String("nobody refers to this"))
        assert hits(saved(pdf), []) == [], "It is not written either."
    assert Hit("file", 0) in hits(_loose(document_samples.pdf("Surat")), [])


def _loose(data: bytes) -> bytes:
    """Put an object into a file that nothing refers to, as a careless program leaves it."""
    count = data.count(b" 0 obj")
    table, begin = data.index(b"xref\n"), data.index(b"trailer")
    extra = b"%d 0 obj\n(lost)\nendobj\n" % (count + 1)
    head = data[table:begin].replace(b"0 %d\n" % (count + 1), b"0 %d\n" % (count + 2))
    trailer = data[begin:].replace(b"/Size %d" % (count + 1), b"/Size %d" % (count + 2))
    place = b"startxref\n%d\n"
    return (
        data[:table] + extra + head + b"%010d 00000 n \n" % table
        + trailer.replace(place % table, place % (table + len(extra)))
    )  # fmt: skip
