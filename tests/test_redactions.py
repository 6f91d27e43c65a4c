"""Boxes of an exhibit: who draws them, what is made of them, in which editions they hold."""

from Acquisition import aq_parent
from baleharum.bundles.looking import hits
from baleharum.bundles.names import needles
from baleharum.jobs.queue import jobs
from baleharum.litigation import chronology
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation import ordering
from baleharum.litigation import pseudonyms
from baleharum.litigation import redacted
from baleharum.litigation import redactions
from baleharum.litigation.content import bundles_of
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import findings
from baleharum.litigation.pseudonyms import Row
from baleharum.litigation.redacting import Exhibit
from baleharum.renditions.boxes import Box
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import OPEN
from baleharum.trail.api import rows
from baleharum.vault.objects import opened_with
from dataclasses import replace
from io import BytesIO
from tests.bundles_made import saved
from tests.bundles_made import texts
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import release
from tests.litigation_made import sample_exhibit
from tests.litigation_made import sample_request
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.referrals_made import refused
from tests.referrals_made import take
from tests.referrals_made import uid
from zExceptions import NotFound

import hashlib
import json
import pikepdf
import pytest
import transaction
import zipfile


NAME = "Baiq Melati"
TEXT = f"Anak bernama {NAME} tinggal di sini"


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    return sample_case(site["perkara"])


def with_name(app, site, case, edition="pseudonymous"):
    """A file with one exhibit that names a client."""
    to = court_of(site)
    context = ready(app, site, case, 0, to=to, edition=edition)
    taken_in(context, sample_exhibit(case, TEXT))
    worked(app)
    return context


def one_exhibit(app, site):
    return with_name(app, site, sample_case(site["perkara"]))


@pytest.fixture
def file(prepared):
    return prepared(one_exhibit)


def take_all(context, number=1):
    """Draw all boxes that a search for names proposes."""
    with acting("advocate1"):
        exhibit = Exhibit(context, number)
        return exhibit.draw([each.box for each in exhibit.named()])


def gates(context) -> set[tuple[str, bool]]:
    return {(each.gate, each.blocks) for each in findings(facts_of(context))}


def test_from_a_name_that_is_found_to_an_edition_that_does_not_hold_it(app, file):
    case = aq_parent(file)
    with acting("advocate1"):
        pseudonyms.write(case, [Row("Anak A", uid(case["p1"]))])
        exhibits.describe(file, 1, title=f"Surat tentang {NAME}")
    assert take_all(file) == 1
    assert ("G7", True) in gates(file), "The PDF without the name is being made."
    worked(app)
    bundle = bound(app, checked(file))
    data = bundle.pdf.data
    assert hits(data, needles([NAME])) == []
    assert "Surat tentang [Anak A]" in "".join(texts(data))
    told = json.loads(bundle.manifest.data)
    assert [row["redacted"] for row in told["exhibits"]] == [1]
    assert {"gate": "G4", "passed": True} in told["gates"]


def test_what_the_approver_says_names_nobody_either(app, file):
    take_all(file)
    worked(app)
    with acting("advocate1"):
        exhibits.describe(file, 1, dated="")
    bundle = bound(app, checked(file, comment=f"Tanggal {NAME} tidak diketahui."))
    rows_ = json.loads(bundle.manifest.data)["gates"]
    assert "Tanggal [...] tidak diketahui." in {row.get("why") for row in rows_}


def test_a_name_that_is_left_is_told_with_the_page_on_which_it_is_mended(app, file):
    case = aq_parent(file)
    checked(file)
    with acting("advocate1"):
        exporting.ask(file)
    worked(app)
    assert bundles_of(case) == []
    (found,) = [each for each in findings(facts_of(file)) if each.gate == "G3"]
    assert (found.code, found.number, found.sheet) == ("P-1", 1, 1)


def test_the_pdf_of_the_document_stays_as_it_is(app, file):
    case = aq_parent(file)
    document = case[file.entries[0].name]
    before = document._rendition.data
    take_all(file)
    worked(app)
    assert document._rendition.data == before
    with acting("advocate1"), Exhibit(file, 1).opened(bound=True) as stream:
        assert NAME not in "".join(texts(stream.read()))


def test_the_same_boxes_are_made_once_and_others_anew(app, file):
    take_all(file)
    worked(app)
    facts = file.__dict__["_redacted_1_facts"]
    redacted.ask(file, 1)
    assert worked(app) == 0
    with acting("advocate1"):
        Exhibit(file, 1).draw([Box(1, 0.1, 0.5, 0.2, 0.1, "face")])
        assert Exhibit(file, 1).state == "waiting"
    worked(app)
    assert file.__dict__["_redacted_1_facts"] != facts
    with acting("advocate1"):
        assert Exhibit(file, 1).state == "made"


def test_what_is_bound_is_what_its_hash_says(app, file):
    take_all(file)
    worked(app)
    entry = file.entries[0]
    document = file.__parent__[entry.name]
    with redacted.opened(file, entry, document) as stream:
        data = stream.read()
    assert redacted.sha256_of(file, entry, document) == hashlib.sha256(data).hexdigest()


def test_nothing_is_made_of_boxes_that_were_taken_away(app, file):
    take_all(file)
    worked(app)
    with acting("advocate1"):
        exhibit = Exhibit(file, 1)
        exhibit.erase([redactions.name_of(box) for box in exhibit.boxes])
        assert exhibit.state == "none"
        with pytest.raises(NotFound):
            exhibit.opened(bound=True)
    assert not [name for name in file.__dict__ if name.startswith("_redacted_")]


def test_an_exhibit_that_is_taken_out_leaves_nothing(app, file):
    take_all(file)
    worked(app)
    with acting("advocate1"):
        exhibits.remove(file, 1)
    assert not [name for name in file.__dict__ if name.startswith("_redacted_")]


def test_the_sealed_edition_holds_boxes_where_the_exhibit_says_so(app, site, case):
    context = with_name(app, site, case, edition="sealed")
    take_all(context)
    worked(app)
    document = case[context.entries[0].name]
    whole = redacted.sha256_of(context, context.entries[0], document)
    with acting("advocate1"):
        exhibits.describe(context, 1, flags=("redacted-sealed",))
    assert redacted.sha256_of(context, context.entries[0], document) != whole
    bundle = bound(app, checked(context))
    assert hits(bundle.pdf.data, needles([NAME])) == []
    with bundle.package.open() as stream, zipfile.ZipFile(stream) as package:
        items = {name.rpartition("/")[2]: name for name in package.namelist() if "/items/" in name}
        # No original: it shows what the boxes hide.
        assert sorted(items) == ["P-1.pdf"]
        assert hits(package.read(items["P-1.pdf"]), needles([NAME])) == []


def test_the_sealed_edition_and_that_of_our_own_counsel_say_all(app, site, case):
    for edition in ("sealed", "own-counsel"):
        context = with_name(app, site, case, edition=edition)
        take_all(context)
        if edition == "own-counsel":
            with acting("advocate1"):
                exhibits.describe(context, 1, flags=("redacted-sealed",))
        worked(app)
        bundle = bound(app, checked(context))
        assert hits(bundle.pdf.data, needles([NAME])), edition
        assert json.loads(bundle.manifest.data)["exhibits"][0]["redacted"] == 0


def test_boxes_are_drawn_in_the_draft_alone(file):
    with acting("advocate1"):
        exhibit = Exhibit(file, 1)
    take(file, "advocate1", "submit")
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        exhibit.draw([Box(1, 0.1, 0.1, 0.1, 0.1, "name")])


def test_whoever_draws_on_an_exhibit_does_not_approve_it(app, site, file):
    case = aq_parent(file)
    from baleharum.team.api import assign

    with acting("supervisor1"):
        assign(case, "advocate2", "advocate")
    with acting("advocate2"):
        Exhibit(file, 1).draw([Box(1, 0.1, 0.1, 0.1, 0.1, "name")])
    worked(app)
    take(file, "advocate1", "submit")
    assert "Nobody approves" in refused(file, "advocate2", "approve", comment="x")


@pytest.mark.parametrize(
    "box", [Box(2, 0.1, 0.1, 0.1, 0.1, "name"), Box(99, 0.1, 0.1, 0.1, 0.1, "name")]
)
def test_a_page_that_is_none_is_refused(file, box):
    with acting("advocate1"), pytest.raises(ExhibitRefused):
        Exhibit(file, 1).draw([box])


@pytest.mark.parametrize(
    ("page", "edges", "reason"),
    [
        (1, (0.1, 0.1, 0.1, 0.1), "Nama anak"),
        (0, (0.1, 0.1, 0.1, 0.1), "name"),
        (1, (-0.1, 0.1, 0.1, 0.1), "name"),
        (1, (0.1, 0.1, 0, 0.1), "name"),
        (1, (float("nan"), 0.1, 0.1, 0.1), "name"),
        (1, (0.1, 0.1, float("inf"), 0.1), "name"),
    ],
)
def test_what_is_no_box_is_refused(page, edges, reason):
    with pytest.raises(ExhibitRefused):
        redactions.drawn(page, edges, reason)


def test_an_exhibit_that_is_not_open_to_somebody_is_not_there(file):
    with acting("advocate1"), pytest.raises(NotFound):
        Exhibit(file, 7)


def test_nor_is_one_whose_release_is_over(app, site, case):
    context = ready(app, site, case, 0, to=court_of(site))
    secret = approved(case, "laporan-sosial", data=pdf("Rahasia"))
    opening = release(sample_request(case), secret)
    taken_in(context, secret)
    worked(app)
    with acting("advocate1"):
        assert Exhibit(context, 1).pages == 1
    take(opening, "worker1", "withdraw", comment="Sidang selesai.")
    with acting("advocate1"), pytest.raises(NotFound):
        Exhibit(context, 1)


def test_reading_and_drawing_are_rows_of_the_record(trail, file):
    document = file.__parent__[file.entries[0].name]
    take_all(file)
    transaction.commit()
    told = [row for row in rows(actions=(OPEN,)) if row.subject == uid(document)]
    assert [row.user for row in told if row.detail == "exhibit=1"] == ["advocate1"]
    drawn = [row.user for row in rows(actions=(EDIT,)) if row.subject == uid(file)]
    assert set(drawn) == {"advocate1"}


def test_boxes_are_sealed(file):
    with acting("advocate1"):
        Exhibit(file, 1).draw([Box(1, 0.12345, 0.1, 0.1, 0.1, "name")])
    assert b"0.12345" not in repr(file.__dict__).encode()
    assert redactions.boxes_of(file, 1)[0].left == 0.12345


def test_a_box_over_a_whole_page_leaves_room_for_its_number(app, file):
    with acting("advocate1"):
        Exhibit(file, 1).draw([Box(1, 0, 0, 1, 1, "other")])
    worked(app)
    bundle = bound(app, checked(file))
    said = texts(bundle.pdf.data)
    assert file.found == () and set(said[2].split()) == {"3", "P-1"}


def test_a_rendition_that_was_changed_is_not_bound(app, file):
    """Were the PDF with the boxes to say a name all the same, the bound file would be found out."""
    take_all(file)
    worked(app)
    kept = file.__dict__["_redacted_1_facts"]
    whole = case_document(file)._rendition.data
    row = redacted.Redacted(*opened_with(file, kept, redacted.place(1)))
    other = row._replace(sha256=hashlib.sha256(whole).hexdigest())
    redacted.keep(file, 1, other, whole)
    checked(file)
    with acting("advocate1"):
        exporting.ask(file)
    worked(app)
    assert bundles_of(file.__parent__) == []
    assert {row[4] for row in file.found} == {"G3", "G4"}
    assert {"G3", "G4"} <= {gate for gate, _blocks in gates(file)}


def named_twice() -> bytes:
    """A document that names the client on its second page, above and below."""
    with pikepdf.open(BytesIO(pdf("Halaman pertama", TEXT))) as made:
        made.pages[1].contents_add(f"BT /F1 24 Tf 72 300 Td (Tertanda {NAME}) Tj ET".encode())
        return saved(made)


def test_a_name_beside_a_box_is_found_where_a_picture_is_misread(app, site, case, monkeypatch):
    """A box makes the page a picture: what a program reads of it, or no program, proves nothing."""
    monkeypatch.setattr("baleharum.renditions.reading.program", lambda: "")
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    taken_in(context, approved(case, data=named_twice()))
    worked(app)
    with acting("advocate1"):
        exhibit = Exhibit(context, 1)
        first, second = sorted((each.box for each in exhibit.named()), key=lambda box: box.top)
        exhibit.draw([first])
    worked(app)
    checked(context)
    with acting("advocate1"):
        exporting.ask(context)
    worked(app)
    assert bundles_of(case) == []
    (found,) = [each for each in findings(facts_of(context)) if each.gate == "G3" and each.blocks]
    assert (found.number, found.sheet) == (1, 2)
    take(context, "supervisor1", "return", comment="Masih ada nama.")
    with acting("advocate1"):
        # As somebody draws it: no wider than the letters.
        room = second.height / 8
        tight = replace(second, top=second.top + room, height=second.height - 2 * room)
        Exhibit(context, 1).draw([tight])
    worked(app)
    assert bound(app, checked(context)).edition == "pseudonymous"


def case_document(file):
    return file.__parent__[file.entries[0].name]


def blackened(text: str) -> bytes:
    """What somebody uploads who has drawn a black area over a name in an office program."""
    with pikepdf.open(BytesIO(pdf("Halaman satu", text))) as made:
        made.pages[1].contents_add(b"q 0 g 60 700 450 50 re f Q")
        return saved(made)


def test_l8_text_that_is_only_covered_is_told_with_its_page(app, site, case):
    context = ready(app, site, case, 0, to=court_of(site))
    taken_in(context, approved(case, "catatan-kasus", data=blackened("Nama yang ditutup")))
    worked(app)
    (found,) = [each for each in findings(facts_of(context)) if each.gate == "G4"]
    assert (found.number, found.sheet, found.blocks) == (1, 2, False)
    assert "2" in found.message.mapping["pages"]
    with acting("advocate1"):
        assert Exhibit(context, 1).covered == (2,)
        exhibits.describe(context, 1, flags=("redacted-sealed",))
        Exhibit(context, 1).draw([Box(2, 0.05, 0.05, 0.9, 0.2, "name")])
        assert Exhibit(context, 1).covered == ()
    worked(app)
    assert "G4" not in {each.gate for each in findings(facts_of(context))}


def test_in_the_edition_without_names_it_stops_the_bundle(app, site, case):
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    taken_in(context, approved(case, "catatan-kasus", data=blackened("Nama yang ditutup")))
    worked(app)
    assert ("G4", True) in gates(context)


def test_a_job_for_what_is_gone_does_nothing(app, file):
    take_all(file)
    with acting("advocate1"):
        exhibits.remove(file, 1)
    worked(app)
    assert {job.state for job in jobs(kind=redacted.JOB)} == {"done"}
    assert not [name for name in file.__dict__ if name.startswith("_redacted_")]


def three_pages(app, site):
    """A file with one exhibit of three pages: the client is named on the second and the third."""
    case = sample_case(site["perkara"])
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    pages = pdf("Halaman pertama", TEXT, f"Lagi {NAME}")
    taken_in(context, approved(case, data=pages))
    worked(app)
    return context


@pytest.fixture
def three(prepared):
    return prepared(three_pages)


def test_boxes_come_along_with_the_pages_of_an_exhibit_that_is_taken_apart(app, three):
    assert take_all(three) == 2
    with acting("advocate1"):
        other = ordering.split(three, 1, "3")
        exhibits.describe(three, other, title="Halaman ketiga")
    assert redactions.boxes_of(three, other) == redactions.boxes_of(three, 1)
    worked(app)
    bundle = bound(app, checked(three))
    assert hits(bundle.pdf.data, needles([NAME])) == []
    told = json.loads(bundle.manifest.data)["exhibits"]
    assert [row["included_pages"] for row in told] == ["1-2", "3"]


def test_a_box_on_a_page_that_is_left_out_is_looked_for_nowhere(app, three):
    take_all(three)
    with acting("advocate1"):
        exhibits.describe(three, 1, included="1,3")
    worked(app)
    bundle = bound(app, checked(three))
    assert hits(bundle.pdf.data, needles([NAME])) == []


def test_a_name_on_a_page_of_an_excerpt_is_told_with_the_page_of_the_document(app, three):
    case = aq_parent(three)
    with acting("advocate1"):
        exhibits.describe(three, 1, included="1,3")
    checked(three)
    with acting("advocate1"):
        exporting.ask(three)
    worked(app)
    assert bundles_of(case) == []
    (found,) = [each for each in findings(facts_of(three)) if each.gate == "G3"]
    assert (found.code, found.number, found.sheet) == ("P-1", 1, 3)


def test_the_chronology_that_is_bound_in_names_nobody(app, three):
    case = aq_parent(three)
    take_all(three)
    with acting("advocate1"):
        pseudonyms.write(case, [Row("Anak A", uid(case["p1"]))])
        chronology.save(three, 0, day="2026-03-05", text=f"{NAME} melapor.", pins=[(1, "2")])
        three.with_chronology = True
    worked(app)
    data = bound(app, checked(three)).pdf.data
    assert hits(data, needles([NAME])) == []
    assert "[Anak A] melapor." in "".join(texts(data))
