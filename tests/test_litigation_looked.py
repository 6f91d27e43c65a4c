"""What no program finds names in is looked at by whoever approves, and the record says so."""

from Acquisition import aq_parent
from baleharum.litigation import exhibits
from baleharum.litigation import gates
from baleharum.litigation import looked
from baleharum.litigation.exhibits import ExhibitRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.redacting import Exhibit
from baleharum.renditions.boxes import Box
from baleharum.trail.actions import EDIT
from baleharum.trail.api import rows
from dataclasses import replace
from io import BytesIO
from PIL import Image
from tests.bundles_made import saved
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.litigation_made import bound
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.referrals_made import refused
from tests.referrals_made import take
from tests.test_litigation_gates import facts
from tests.test_litigation_gates import source
from tests.test_litigation_gates import WHOLE
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from tests.test_renditions_scans import made
from tests.test_renditions_scans import scan

import json
import pikepdf
import pytest
import transaction


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


def with_picture(share: float) -> bytes:
    """Two pages of text; on the second one lies a picture that takes some of it."""
    photo = BytesIO()
    Image.effect_noise((60, 60), 80).save(photo, "JPEG")
    with pikepdf.open(BytesIO(pdf("Halaman satu", "Lampiran kartu identitas"))) as made_:
        page = made_.pages[1]
        stream = made_.make_stream(photo.getvalue())
        stream.update(
            {
                "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 60,
                "/Height": 60, "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8,
                "/Filter": pikepdf.Name.DCTDecode,
            }
        )  # fmt: skip
        page.Resources.XObject = pikepdf.Dictionary(Photo=stream)
        _left, _low, width, height = (float(edge) for edge in page.mediabox)
        side = (width * height * share) ** 0.5
        page.contents_add(f"q {side} 0 0 {side} 60 60 cm /Photo Do Q".encode())
        return saved(made_)


def test_a_page_that_no_program_can_read_is_unread(monkeypatch):
    monkeypatch.setattr("baleharum.renditions.reading.program", lambda: "")
    good, _text = scan()
    found = made(good)
    assert (found.silent, found.unsure, found.unread) == ((1,), (), (1,))


@pytest.mark.parametrize(
    ("edition", "pages"), [("pseudonymous", [(1, 3)]), ("sealed", []), ("own-counsel", [])]
)
def test_a_scan_is_looked_at_for_faces_before_names_are_replaced(edition, pages):
    scans = replace(WHOLE, pages=4, read=(1, 2, 3), unsure=(2,))
    found = gates.findings(facts(source(rendered=scans), edition=edition))
    told = [each for each in found if each.gate == "G11"]
    assert [each.sheets for each in told] == pages
    assert all(each.look == "scans=1, 3" and not each.blocks for each in told)


@pytest.mark.parametrize(("share", "unread"), [(0.07, (2,)), (0.02, ())])
def test_a_picture_beside_text_may_hold_a_paper_and_a_logo_does_not(share, unread):
    found = made(with_picture(share))
    assert (found.silent, found.unread) == ((), unread)


def test_a_text_in_signs_that_nobody_knows_is_unread():
    """Letters whose meaning the file does not tell: seen on paper, and found by no search."""
    with pikepdf.open(BytesIO(pdf("Baiq Contoh Melati"))) as source_:
        font = source_.pages[0].Resources.Font.F1
        told = (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            b"1 begincodespacerange <00> <FF> endcodespacerange\n"
            b"1 beginbfrange <20> <7E> <E020> endbfrange\nendcmap end end"
        )
        font.ToUnicode = source_.make_stream(told)
        found = made(saved(source_))
    assert found.unread == (1,)


UNSURE = WHOLE.__class__(pages=3, size=9, unsure=(2,), unread=(3,))


def test_it_is_a_warning_of_the_edition_with_names_replaced_alone():
    found = [
        each
        for each in gates.findings(facts(source(rendered=UNSURE), edition="pseudonymous"))
        if each.look
    ]
    assert [(each.gate, each.blocks, each.sheets) for each in found] == [
        ("G3", False, (2,)),
        ("G3", False, (3,)),
    ]
    assert looked.wanted(found) == {1: "unread=3 unsure=2"}
    for edition in ("sealed", "own-counsel"):
        rest = gates.findings(facts(source(rendered=UNSURE), edition=edition))
        assert not looked.wanted(rest)


def test_of_pages_that_are_not_bound_in_nothing_is_asked():
    part = source(rendered=UNSURE, about={"included": "1-2"})
    assert looked.wanted(gates.findings(facts(part, edition="pseudonymous"))) == {1: "unsure=2"}


def handed_in(app, site):
    case = sample_case(site["perkara"])
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    taken_in(context, approved(case, "catatan-kasus", data=with_picture(0.2)))
    worked(app)
    take(context, "advocate1", "submit")
    return context


@pytest.fixture
def file(prepared):
    return prepared(handed_in)


@pytest.fixture
def case(file):
    return aq_parent(file)


def look(context, by="supervisor1", number=1):
    with acting(by):
        looked.look(context, number, gates.findings(facts_of(context)))


def test_whoever_approves_has_looked_themselves_and_the_manifest_tells_it(trail, app, case, file):
    assert "tick that you did" in refused(file, "supervisor1", "approve", comment="x")
    look(file, "advocate1")
    assert "tick that you did" in refused(file, "supervisor1", "approve", comment="x")
    look(file)
    transaction.commit()
    (row,) = [
        row for row in rows(actions=(EDIT,))
        if row.detail.startswith("looked,") and row.user == "supervisor1"
    ]  # fmt: skip
    document = case[file.entries[0].name]
    known = next(each for each in looked.rows(file) if each.who == "supervisor1")
    assert known.sha256[:32] in row.detail and document._rendition is not None
    assert "Say in the comment" in refused(file, "supervisor1", "approve"), "A warning, too."
    take(file, "supervisor1", "approve", comment="Foto diperiksa, tanpa nama.")
    bundle = bound(app, file)
    (told,) = [
        row for row in json.loads(bundle.manifest.data)["gates"]
        if row["gate"] == "G3" and "found" in row
    ]  # fmt: skip
    assert "no program has read" in told["found"] and told["passed_by"] == "supervisor1"


def test_it_holds_for_this_pdf_and_these_pages_alone(app, file):
    look(file)
    what = "unread=2"
    assert [row.who for row in looked.holding(file, 1, what)] == ["supervisor1"]
    take(file, "supervisor1", "return", comment="Kotak kurang.")
    with acting("advocate1"):
        Exhibit(file, 1).draw([Box(1, 0.1, 0.1, 0.2, 0.1, "name")])
    worked(app)
    assert looked.holding(file, 1, what) == [], "It is another PDF."
    take(file, "advocate1", "submit")
    assert "tick that you did" in refused(file, "supervisor1", "approve", comment="x")


def test_nothing_is_noted_of_what_needs_no_look_or_while_it_is_written(app, site, case, file):
    with acting("supervisor1"), pytest.raises(ExhibitRefused):
        looked.look(file, 7, gates.findings(facts_of(file)))
    take(file, "supervisor1", "return", comment="Kembali.")
    with pytest.raises(ExhibitRefused):
        look(file)
    with acting("advocate1"):
        exhibits.describe(file, 1, included="1")
    take(file, "advocate1", "submit")
    with pytest.raises(ExhibitRefused):
        look(file)
    assert looked.rows(file) == ()


def test_it_is_ticked_on_the_page_of_the_exhibit_which_leads_to_the_pages(site, file):
    supervisor, page = Visitor(site, "supervisor1"), f"{path(file)}/@@exhibit"
    text = supervisor.get(f"{page}?number=1").text
    assert "@@redactions?number=1&amp;page=2" in text and 'value="look"' in text
    steps = supervisor.get(f"{path(file)}/view").text
    assert "@@exhibit?number=1#look" in steps
    assert send(supervisor, page, "?number=1", action="look", number="1").status == 302
    transaction.begin()
    assert [row.who for row in looked.rows(file)] == ["supervisor1"]
    assert "has looked at it" in supervisor.get(f"{page}?number=1").text
    answer = send(Visitor(site, "worker1"), page, "?number=1", action="look", number="1")
    assert "Unauthorized" in answer.text
    transaction.begin()
    assert len(looked.rows(file)) == 1


def test_it_is_ticked_over_rest(site, file):
    supervisor, where = Visitor(site, "supervisor1"), f"{path(file)}/@exhibits"
    (row,) = [row for row in supervisor.rest("GET", where).json()["gates"] if row["look"]]
    assert (row["gate"], row["number"], row["sheet"]) == ("G3", 1, 2)
    answer = supervisor.rest("POST", f"{where}/1/look", {})
    (told,) = answer.json()["looked"]
    assert (told["number"], told["who"]) == (1, "supervisor1")
    assert supervisor.rest("POST", f"{where}/2/look", {}).status == 400
    assert Visitor(site, "advocate2").rest("POST", f"{where}/1/look", {}).status == 404
