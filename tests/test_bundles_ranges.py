"""Some pages of a document: which, and nothing of the others; the numbers that binding will print."""

from baleharum.bundles import ranges
from baleharum.bundles import spec
from baleharum.bundles.assembling import assemble
from baleharum.bundles.excerpts import excerpt
from baleharum.bundles.numbering import lengths
from baleharum.bundles.package import build
from baleharum.bundles.package import InMemory
from baleharum.bundles.spec import PSEUDONYMOUS
from baleharum.bundles.verifying import problems
from dataclasses import replace
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from tests.bundles_made import opener
from tests.bundles_made import sample
from tests.bundles_made import saved
from tests.bundles_made import targets
from tests.bundles_made import texts
from tests.document_samples import pdf
from tests.test_bundles_package import originals

import hashlib
import json
import pikepdf
import pytest
import zipfile


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("3", (3,)),
        ("1-4,7", (1, 2, 3, 4, 7)),
        (" 1 \u2013 2 ; 5 ", (1, 2, 5)),
    ],
)
def test_pages_are_read_as_people_write_them(text, found):
    assert ranges.pages(text) == found


@pytest.mark.parametrize("text", ["0", "4-1", "1,1", "3,2", "1-3,3", "a", "1-", ",", "-2", "1.5"])
def test_what_names_no_pages_is_refused(text):
    with pytest.raises(ValueError):
        ranges.pages(text)


@given(st.sets(st.integers(1, 300), min_size=1, max_size=40))
def test_pages_are_read_as_they_are_spelled(numbers):
    found = tuple(sorted(numbers))
    text = ranges.spelled(found)
    if len(text) <= ranges.LONGEST:
        assert ranges.pages(text) == found


def parts() -> tuple:
    """Return a bundle of which P-2 and P-3 are parts of the same document, and its files."""
    bundle, files = sample(3, 1)
    data = five()
    known = hashlib.sha256(data).hexdigest()
    given = {"rendition": known, "of": 5}
    exhibits = (
        bundle.exhibits[0],
        replace(bundle.exhibits[1], pages=3, included="1-2,4", **given),
        replace(bundle.exhibits[2], pages=1, included="5", **given),
    )
    return replace(bundle, exhibits=exhibits), {**files, "P-2": data, "P-3": data}


def five() -> bytes:
    """Return a document of five pages that share one list of resources, one picture for each."""
    made = pikepdf.open(
        BytesIO(pdf("Halaman satu", "Halaman dua", "Halaman tiga", "Empat", "Lima"))
    )
    drawings = pikepdf.Dictionary()
    for number in range(1, 6):
        drawing = pikepdf.Stream(made, f"% rahasia halaman {number}\n0 0 5 5 re f".encode())
        drawing.Type, drawing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        drawing.BBox = pikepdf.Array([0, 0, 9, 9])
        drawings[f"/D{number}"] = made.make_indirect(drawing)
    fonts = [dict(page.resources.get("/Font", {})) for page in made.pages]
    shared = made.make_indirect(
        pikepdf.Dictionary(
            XObject=drawings, Font=pikepdf.Dictionary({k: v for f in fonts for k, v in f.items()})
        )
    )
    for number, page in enumerate(made.pages, 1):
        page.contents_add(f"q /D{number} Do Q".encode())
        page.Resources = shared
    return saved(made)


def written(data: bytes) -> str:
    """Return all streams of a PDF, unpacked."""
    with pikepdf.open(BytesIO(data)) as found:
        streams = [each for each in found.objects if isinstance(each, pikepdf.Stream)]
        return "\n".join(each.read_bytes().decode("latin-1") for each in streams)


def test_the_pages_that_are_named_are_bound_in_and_nothing_of_the_others():
    bundle, files = parts()
    target = BytesIO()
    made = assemble(bundle, opener(files), target)
    data = target.getvalue()
    pages = texts(data)
    assert [made.starts[code] for code in ("P-1", "P-2", "P-3")] == [3, 4, 7]
    assert "satu" in pages[3] and "Empat" in pages[5] and "Lima" in pages[6]
    assert "tiga" not in " ".join(pages)
    told = written(data)
    assert "rahasia halaman 4" in told and "rahasia halaman 3" not in told
    index = pages[1].replace("\r\n", " ")
    assert "(hal. 1–2, 4 dari 5)" in index and "(hal. 5 dari 5)" in index
    assert "(hal. 1–2, 4 dari 5)" in " ".join(pages[-1].split())


def test_the_same_pages_give_the_same_bytes():
    with pikepdf.open(BytesIO(five())) as source:
        first = excerpt(source, (2, 4))
    with pikepdf.open(BytesIO(five())) as source:
        assert excerpt(source, (2, 4)) == first
    bundle, files = parts()
    one, two = BytesIO(), BytesIO()
    assemble(bundle, opener(files), one)
    assemble(bundle, opener(files), two)
    assert one.getvalue() == two.getvalue()


@pytest.mark.parametrize("wrong", [{"included": "1-2"}, {"of": 4, "included": "1,2,5"}])
def test_pages_that_are_not_there_make_no_bundle(wrong):
    bundle, _files = parts()
    one, two, three = bundle.exhibits
    with pytest.raises(ValueError):
        replace(bundle, exhibits=(one, replace(two, **wrong), three))


def test_a_package_holds_the_pages_that_are_bound_in_and_verifies(tmp_path):
    bundle, files = parts()
    package = InMemory()
    build(bundle, opener(files), originals(bundle), InMemory(), package)
    with zipfile.ZipFile(package.open()) as found:
        names = {name.rpartition("/")[2] for name in found.namelist()}
        told = json.loads(found.read(f"{bundle.stem}/data/manifest.json"))
        part = found.read(f"{bundle.stem}/data/items/P-2.pdf")
    # What came in holds the pages that are left out as well.
    assert {"P-1.pdf", "P-2.pdf", "P-3.pdf"} <= names
    assert [name for name in names if "original" in name] == ["P-1_original.pdf"]
    assert "tiga" not in " ".join(texts(part)) and "rahasia halaman 3" not in written(part)
    row = told["exhibits"][1]
    assert (row["included_pages"], row["document_pages"]) == ("1-2,4", 5)
    assert row["excerpt_sha256"] == hashlib.sha256(part).hexdigest()
    place = tmp_path / "package.zip"
    place.write_bytes(package.data)
    assert problems(place) == []


def test_who_says_other_pages_in_the_manifest_is_found(tmp_path):
    bundle, files = parts()
    package = InMemory()
    build(bundle, opener(files), originals(bundle), InMemory(), package)
    with zipfile.ZipFile(package.open()) as found:
        found.extractall(tmp_path)
    place = tmp_path / bundle.stem
    manifest = place / "data/manifest.json"
    manifest.write_text(manifest.read_text().replace('"1-2,4"', '"1-2"'))
    assert any("P-2 has not the pages" in problem for problem in problems(place))


@pytest.mark.parametrize("count", [1, 40, 200])
@pytest.mark.parametrize("edition", ["sealed", PSEUDONYMOUS])
def test_pages_are_counted_before_binding_as_binding_makes_them(count, edition):
    bundle, files = sample(count, 4, edition=edition)
    made = assemble(bundle, opener(files), BytesIO())
    found = lengths(bundle)
    assert made.starts["P-1"] == 1 + found.front
    assert made.pages == found.front + sum(e.pages for e in bundle.exhibits) + found.back


def test_what_is_remembered_of_a_bundle_holds_no_word_of_it():
    from baleharum.bundles import numbering

    bundle, _files = sample(4)
    lengths(bundle)
    assert all(len(key) == 64 for key in numbering._known)
    assert bundle.title not in repr(numbering._known)


def with_chronology(count=12, facts=3):
    bundle, files = sample(count, 4)
    rows = tuple(
        spec.Fact(
            f"{1 + n % 28} Januari 2026",
            f"Peristiwa ke-{n}, yang diceritakan dengan beberapa kata. " * 3,
            "Dibantah" if n % 2 else "",
            (("P-2", (0, 1)), ("P-1", (0,))) if n % 3 == 0 else (),
        )
        for n in range(facts)
    )
    return replace(bundle, facts=rows), files


@pytest.mark.parametrize(("count", "facts"), [(1, 1), (40, 60), (200, 200)])
def test_a_chronology_is_bound_in_behind_the_index(count, facts):
    bundle, files = with_chronology(max(count, 2), facts)
    target = BytesIO()
    made = assemble(bundle, opener(files), target)
    found = lengths(bundle)
    assert made.starts["P-1"] == 1 + found.front
    data = target.getvalue()
    pages = texts(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        marks = targets(pdf)
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        (first,) = [number for title, number in marks.items() if title.startswith("Kronologi")]
        notes = pdf.pages[first - 1].get("/Annots", ())
        linked = {numbers[note.Dest[0].objgen] for note in notes}
        assert not pdf.get_warnings()
    assert f"Kronologi {first}" in " ".join(pages[1].split())
    assert "Peristiwa ke-0" in pages[first - 1] and "Peristiwa" not in pages[first - 2]
    start = made.starts["P-2"]
    assert {start, made.starts["P-1"]} <= linked
    assert f"P-2, hal. {start}–{start + 1}" in " ".join(pages[first - 1].split())
    assert str(first) in pages[first - 1].split()


def test_a_chronology_is_read_as_it_was_written_and_names_no_page_that_is_not_there():
    bundle, _files = with_chronology()
    assert spec.from_json(spec.as_json(bundle)) == bundle
    for place in (("P-9999", (0,)), ("P-1", ()), ("P-1", (9,))):
        with pytest.raises(ValueError):
            replace(bundle, facts=(spec.Fact("1 Mei 2026", "x", "", (place,)),))
