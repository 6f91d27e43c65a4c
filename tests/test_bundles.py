"""A bundle: its numbers are those of its pages, its links and bookmarks lead where they say."""

from baleharum.bundles import spec
from baleharum.bundles.assembling import assemble
from baleharum.bundles.assembling import WrongRendition
from baleharum.bundles.front import evidence_list
from baleharum.bundles.spoken import words
from baleharum.renditions.frames import Frame
from dataclasses import replace
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from tests.bundles_made import opener
from tests.bundles_made import rendition
from tests.bundles_made import sample
from tests.bundles_made import SHAPES
from tests.bundles_made import targets
from tests.bundles_made import texts

import hashlib
import pikepdf
import pypdfium2
import pytest


def made(bundle, files):
    target = BytesIO()
    found = assemble(bundle, opener(files), target)
    return target.getvalue(), found


@pytest.fixture(scope="module")
def whole():
    """A bundle of 60 exhibits in pages of all shapes: its spec, bytes and what was assembled."""
    bundle, files = sample(60, 7)
    return bundle, *made(bundle, files)


def test_l1_the_stamp_of_a_page_is_its_number(whole):
    bundle, data, found = whole
    pages = texts(data)
    assert len(pages) == found.pages > 200
    for number, text in enumerate(pages, 1):
        assert str(number) in text.split(), number


def test_l1_each_page_of_an_exhibit_says_its_code(whole):
    bundle, data, found = whole
    pages = texts(data)
    for exhibit in bundle.exhibits:
        start = found.starts[exhibit.code]
        for number in range(start, start + exhibit.pages):
            assert set(pages[number - 1].split()) == {str(number), exhibit.code}


@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_l1_the_stamp_is_seen_upright_at_the_lower_right_on_top_of_everything(shape):
    bundle, files = sample_of_shape(shape)
    data, found = made(bundle, files)
    page = pypdfium2.PdfDocument(data)[found.starts["P-1"] - 1]
    picture = page.render(scale=2).to_pil().convert("RGB")
    width, height = picture.size
    # White around the number, black within it; the rest of the page is painted.
    corner = picture.crop((width - 120, height - 90, width, height))
    colours = {colour for _count, colour in corner.getcolors(maxcolors=100_000)}
    assert (255, 255, 255) in colours and any(max(colour) < 60 for colour in colours)
    upper = picture.crop((0, 0, width, height - 90))
    assert not any(max(c) < 60 for _n, c in upper.getcolors(maxcolors=100_000))


def sample_of_shape(shape):
    bundle, _files = sample(1, 1)
    data = rendition(1, shape)
    (exhibit,) = bundle.exhibits
    found = replace(exhibit, rendition=hashlib.sha256(data).hexdigest())
    return replace(bundle, exhibits=(found,)), {"P-1": data}


@given(
    st.floats(-500, 500),
    st.floats(10, 2000),
    st.floats(10, 2000),
    st.sampled_from([0, 90, 180, 270]),
    st.floats(0, 1),
    st.floats(0, 1),
)
@settings(max_examples=200, deadline=None)
def test_a_place_as_it_is_seen_lies_within_the_page(edge, width, height, turned, across, up):
    frame = Frame(edge, -edge, width, height, turned)
    seen_height = width if turned in (90, 270) else height
    *_turn, x, y = frame.matrix(across * frame.seen_width, up * seen_height)
    assert edge - 1e-6 <= x <= edge + width + 1e-6
    assert -edge - 1e-6 <= y <= -edge + height + 1e-6


def test_l2_every_exhibit_and_section_has_a_bookmark_with_its_page(whole):
    bundle, data, found = whole
    with pikepdf.open(BytesIO(data)) as pdf:
        marks = targets(pdf)
    for exhibit in bundle.exhibits:
        start = found.starts[exhibit.code]
        assert marks[f"{exhibit.code} {exhibit.title} ({start})"] == start
    for title, number in marks.items():
        assert title.endswith(f"({number})")


def test_l2_every_line_of_the_index_leads_to_its_page_and_says_it(whole):
    bundle, data, found = whole
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        front = list(pdf.pages)[: found.starts["P-1"] - 1]
        linked = [
            numbers[note.Dest[0].objgen] for page in front for note in page.get("/Annots", ())
        ]
        assert set(found.starts.values()) <= set(linked)
        assert all(page.get("/Annots") is None for page in list(pdf.pages)[len(front) :])
        assert not any("/A" in note for page in front for note in page.get("/Annots", ()))
    index = " ".join(texts(data)[: len(front)])
    for exhibit in bundle.exhibits:
        assert f"{exhibit.code} " in index
        assert f" {found.starts[exhibit.code]}" in index.replace("\r\n", " ")


def test_a_bundle_opens_at_full_size_with_its_bookmarks_and_names_nobody(whole):
    bundle, data, _found = whole
    with pikepdf.open(BytesIO(data)) as pdf:
        assert list(pdf.Root.OpenAction)[1:] == [pikepdf.Name.XYZ, None, None, 1]
        assert pdf.Root.PageMode == pikepdf.Name.UseOutlines
        assert "/PageLabels" not in pdf.Root and "/Metadata" not in pdf.Root
        assert str(pdf.docinfo["/Title"]) == bundle.stem == "LF-2026-003-sealed"
        assert not pdf.get_warnings()


def test_a_rendition_of_another_length_is_refused():
    bundle, files = sample(3)
    files["P-2"] = files["P-1"]
    target = BytesIO()
    with pytest.raises(WrongRendition) as refused:
        assemble(bundle, opener(files), target)
    assert refused.value.args == ("P-2",) and target.getvalue() == b""


def test_another_file_of_as_many_pages_is_refused():
    bundle, files = sample(4, 1)
    files["P-2"] = files["P-3"]
    with pytest.raises(WrongRendition):
        assemble(bundle, opener(files), BytesIO())


def test_l14_an_addendum_goes_on_where_the_filed_bundle_ended():
    bundle, files = sample(5)
    _data, filed = made(bundle, files)
    more, added = sample(
        3,
        first_exhibit=6,
        first_page=filed.last + 1,
        supersedes="LF-2026-003",
        number="LF-2026-004",
    )
    data, found = made(more, added)
    assert (found.first, found.pages) == (filed.last + 1, found.last - filed.last)
    for number, text in enumerate(texts(data), found.first):
        assert str(number) in text.split()
    with pikepdf.open(BytesIO(data)) as pdf:
        marks = targets(pdf)
    for title, page in marks.items():
        assert title.endswith(f"({page + filed.last})")
    assert "Tambahan" in texts(data)[0] or "TAMBAHAN" in texts(data)[0]
    assert f"Halaman {found.first}–{found.last}" in texts(data)[0]


def test_the_cover_says_the_numbers_of_all_pages_however_long_the_last_sheet_is():
    bundle, files = sample(60, 1)
    data, found = made(bundle, files)
    assert f"Halaman 1–{found.pages}" in texts(data)[0]
    assert found.pages - max(found.starts.values()) > 1


def test_l13_the_list_of_evidence_is_in_the_order_of_the_bundle(whole):
    bundle, _data, found = whole
    told = " ".join(texts(evidence_list(bundle, found.starts, "Mataram, 29 November 2026")))
    places = [told.index(f" {each.code} ") for each in bundle.ordered]
    assert places == sorted(places)
    assert "Bahwa pemohon tinggal di Mataram." in told.replace("\r\n", " ")


def test_l13_a_document_that_is_put_in_between_takes_no_code_of_another():
    bundle, files = sample(3)
    extra = replace(bundle.exhibits[1], code="P-2A")
    changed = replace(bundle, exhibits=(*bundle.exhibits[:2], extra, bundle.exhibits[2]))
    _data, found = made(changed, {**files, "P-2A": files["P-2"]})
    assert list(found.starts) == ["P-1", "P-2", "P-2A", "P-3"]


@pytest.mark.parametrize("edition", spec.EDITIONS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_cover_says_for_whom_the_edition_is(edition, language):
    bundle, files = sample(1, edition=edition, language=language)
    data, _found = made(bundle, files)
    cover = texts(data)[0].replace("\r\n", " ")
    assert words(language)["editions"][edition] in cover


@pytest.mark.parametrize(
    "wrong",
    [
        {"exhibits": ()},
        {"edition": "public"},
        {"first_page": 0},
        {"number": "LF 2026/003"},
        {"sections": ()},
    ],
)
def test_what_is_no_bundle_can_not_be_made(wrong):
    bundle, _files = sample(2)
    with pytest.raises(ValueError):
        replace(bundle, **wrong)


@pytest.mark.parametrize(
    "wrong", [{"code": "../x"}, {"pages": 0}, {"section": "Z"}, {"rendition": "-"}, {"code": "P-1"}]
)
def test_what_is_no_exhibit_neither(wrong):
    bundle, _files = sample(2)
    with pytest.raises(ValueError):
        replace(bundle, exhibits=(bundle.exhibits[0], replace(bundle.exhibits[1], **wrong)))


def test_a_spec_is_read_as_it_was_written():
    bundle, _files = sample(5)
    assert spec.from_json(spec.as_json(bundle)) == bundle
    for wrong in ('{"number": 1}', "{}", spec.as_json(bundle).replace('"party"', '"parties"')):
        with pytest.raises(ValueError):
            spec.from_json(wrong)
