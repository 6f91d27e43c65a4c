"""The directory of partners: who keeps it, what the public reads, lists in and out."""

from baleharum.cases.register.export import written
from baleharum.partners.exchange import exported
from baleharum.partners.importing import look
from baleharum.partners.kinds import in_use
from baleharum.partners.kinds import LISTS
from baleharum.partners.listing import partners
from baleharum.partners.listing import Wanted
from baleharum.partners.table import NotATable
from baleharum.partners.table import read
from baleharum.partners.table import table
from baleharum.terms.lists import terms
from openpyxl import load_workbook
from openpyxl import Workbook
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import sample_partner
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectModifiedEvent

import csv
import io
import pytest
import transaction


ADDRESS = "Jalan Rahasia 7, Gomong"


@pytest.fixture
def directory(portal, register):
    """An empty directory beside the register."""
    setRoles(portal, TEST_USER_ID, ["Manager"])
    made = api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    setRoles(portal, TEST_USER_ID, ["Member"])
    return made


@pytest.fixture
def shelter(directory):
    """A shelter with all that is known of it."""
    with acting("head1"):
        return sample_partner(
            directory,
            "RPTC Contoh",
            "rptc",
            phone="0812 0000 0201",
            address=ADDRESS,
            email="rptc@example.org",
            services=("rehabilitasi-sosial",),
            areas=("kota-mataram",),
        )


def move(partner, user_id, transition, comment=""):
    """Take a step of a partner as somebody."""
    with acting(user_id):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(partner, transition, comment=comment)


def test_no_kind_is_in_both_lists():
    tokens = [known.token for name in LISTS for known in terms(name)]
    assert len(tokens) == len(set(tokens))
    assert {"rs", "lpsk", "dinsos-asal", "tksk", "ldp"} <= set(in_use())


@pytest.mark.parametrize("user_id", ["worker1", "intake1", "privacy1", "advocate2", "head1"])
def test_staff_of_a_register_find_partners(directory, shelter, user_id):
    with acting(user_id):
        assert [row.name for row in partners(directory)] == ["RPTC Contoh"]


@pytest.mark.parametrize("user_id", ["operator1", "editor1", "siteadmin"])
def test_who_has_no_appointment_finds_none(directory, shelter, user_id):
    with acting(user_id):
        assert partners(directory) == []


def test_staff_of_a_later_register_find_them_as_well(portal, directory, shelter):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    other = api.content.create(portal, "CaseRegister", id="lain", title="Lain")
    setRoles(portal, TEST_USER_ID, ["Member"])
    from baleharum.team.api import assign

    assign(other, "operator1", "staff", granted_by="system")
    with acting("operator1"):
        assert [row.name for row in partners(directory)] == ["RPTC Contoh"]


def test_filters_narrow_the_list(directory, shelter):
    with acting("head1"):
        sample_partner(directory, "Puskesmas Contoh", "puskesmas", services=("kesehatan",))
    with acting("worker1"):
        found = {
            "text": partners(directory, Wanted(text="PUSK")),
            "kind": partners(directory, Wanted(kind="rptc")),
            "service": partners(directory, Wanted(service="kesehatan")),
            "area": partners(directory, Wanted(area="kota-mataram")),
            "state": partners(directory, Wanted(state="inactive")),
        }
    assert {name: [row.name for row in rows] for name, rows in found.items()} == {
        "text": ["Puskesmas Contoh"],
        "kind": ["RPTC Contoh"],
        "service": ["Puskesmas Contoh"],
        "area": ["RPTC Contoh"],
        "state": [],
    }


def test_a_published_shelter_never_shows_its_address(directory, shelter):
    move(shelter, "head1", "publish")
    assert shelter.shown == {"phone": "+6281200000201", "email": "rptc@example.org"}
    shelter.address = "Jalan Lain 9"
    notify(ObjectModifiedEvent(shelter))
    assert "address" not in shelter.shown
    move(shelter, "head1", "make_internal")
    assert shelter.shown == {}


def test_any_partner_becomes_a_shelter_when_somebody_says_so(directory):
    with acting("head1"):
        partner = sample_partner(directory, "LPA Contoh", "lpa", address=ADDRESS)
    move(partner, "head1", "publish")
    assert partner.shown == {"address": ADDRESS}
    partner.sheltering = True
    notify(ObjectModifiedEvent(partner))
    assert partner.shown == {}


def test_ways_to_reach_it_lie_sealed(directory, shelter):
    stored = repr({k: v for k, v in shelter.__dict__.items() if not k.startswith("_v_")})
    assert ADDRESS not in stored and "81200000201" not in stored


def test_deactivating_takes_a_reason_and_hides_it(directory, shelter):
    with pytest.raises(WorkflowException, match="reason"):
        move(shelter, "head1", "deactivate")
    assert api.content.get_state(shelter) == "internal"
    move(shelter, "head1", "deactivate", "Ditutup sejak Oktober.")
    assert shelter.inactive_reason == "Ditutup sejak Oktober."
    with acting("worker1"):
        assert partners(directory) == []
        assert [row.state for row in partners(directory, Wanted(state="inactive"))] == ["inactive"]
    move(shelter, "head1", "reactivate")
    assert shelter.inactive_reason is None


@pytest.mark.parametrize("user_id", ["worker1", "intake1", "privacy1"])
def test_other_staff_change_nothing(directory, shelter, user_id):
    with pytest.raises(WorkflowException):
        move(shelter, user_id, "publish")
    assert not api.user.has_permission("Modify portal content", username=user_id, obj=shelter)


ROWS = [
    {"name": "RSUD Contoh", "kind": "rs", "phone": "0370 640000", "services": "kesehatan"},
    {"name": "LBH Contoh", "kind": "lbh", "services": "bantuan-hukum", "areas": "kota-mataram"},
]


def test_a_list_is_taken_in(directory):
    with acting("head1"):
        report = look(directory, ROWS, take=True)
    assert report.taken and [line.outcome for line in report.lines] == ["new", "new"]
    assert {p.title: p.phone for p in directory.objectValues()} == {
        "RSUD Contoh": "+62370640000",
        "LBH Contoh": None,
    }


def test_looking_changes_nothing(directory):
    with acting("head1"):
        report = look(directory, ROWS, take=False)
    assert not report.taken and report.count("new") == 2
    assert list(directory.objectIds()) == []


WRONG = {
    "name": {"name": "", "kind": "rs"},
    "long name": {"name": "Rumah " * 40, "kind": "rs"},
    "name of two lines": {"name": "Rumah\nSakit", "kind": "rs"},
    "kind": {"name": "X", "kind": "rumahsakit"},
    "phone": {"name": "X", "kind": "rs", "phone": "12"},
    "email": {"name": "X", "kind": "rs", "email": "bukan alamat"},
    "service": {"name": "X", "kind": "rs", "services": "sihir"},
    "area": {"name": "X", "kind": "rs", "areas": "jawa"},
    "yes or no": {"name": "X", "kind": "rs", "sheltering": "mungkin"},
    "unknown id": {"id": "m99", "name": "X", "kind": "rs"},
    "twice": ROWS[0],
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_one_wrong_line_keeps_all_out(directory, wrong):
    with acting("head1"):
        report = look(directory, [*ROWS, wrong], take=True)
    assert not report.taken
    assert [line.number for line in report.lines if line.errors] == [4]
    assert list(directory.objectIds()) == []


def test_a_name_that_is_too_long_is_told_and_not_repeated_at_length(directory):
    with acting("head1"):
        report = look(directory, [{"name": "x" * 201, "kind": "rs"}], take=True)
    (line,) = report.lines
    assert [translate(error) for error in line.errors] == [
        "The name has more than 200 characters: shorten it."
    ]
    assert len(line.name) == 80


def test_a_second_list_changes_what_it_names_and_nothing_else(directory, shelter):
    with acting("head1"):
        report = look(
            directory,
            [{"name": "rptc contoh", "kind": "rptc", "hours": "24 jam"}, ROWS[1]],
            take=True,
        )
        again = look(directory, [{"id": "m1", "name": "RPTC Baru", "kind": "rptc"}], take=True)
    assert [line.outcome for line in report.lines] == ["changed", "new"]
    assert [line.outcome for line in again.lines] == ["changed"]
    assert (shelter.title, shelter.hours, shelter.address) == ("RPTC Baru", "24 jam", ADDRESS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_handed_out_can_be_taken_in_again(directory, shelter, kind):
    with acting("head1"):
        sample_partner(directory, "=SUM(A1) Contoh", "lpa", remarks="-")
        data = b"".join(written(kind, table(exported(directory, {}))))
        report = look(directory, read(data), take=True)
    assert [line.outcome for line in report.lines] == ["same", "same"]
    cells = rows_of(kind, data)
    assert "'=SUM(A1) Contoh" in cells, "a spreadsheet would run it"


def rows_of(kind, data):
    """Return all cells of a file."""
    if kind == "csv":
        return [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row]


def workbook(rows) -> bytes:
    """Return an XLSX file."""
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


FILES = {
    "semicolons": "name;kind\nRSUD Contoh;rs\n".encode("utf-8-sig"),
    "tabs": b"Name\tKind\nRSUD Contoh\trs\n",
    "latin": "name,kind\nRSUD Contoh,rs\nCafé,lpa\n".encode("cp1252"),
    "workbook": workbook([["name", "kind", "phone"], ["RSUD Contoh", "rs", 81200000201]]),
    "blank rows": b"name,kind\n,\nRSUD Contoh,rs\n",
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_lists_come_as_offices_write_them(data):
    row = next(filter(None, read(data)))
    assert row["name"] == "RSUD Contoh" and row["kind"] == "rs"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nama,jenis\nX,rs\n",
        b"PK\x03\x04broken",
        b"\x00\x01",
        workbook([]),
        "name,kind\nX,rs\n".encode("utf-16"),
        b"name,kind,Name\nX,rs,Y\n",
        b"name,kind,telepon\nX,rs,0370123456\n",
    ],
)
def test_what_is_no_list_is_said_so(data):
    with pytest.raises(NotATable):
        read(data)


def test_the_public_reads_what_is_published(functional, visit):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    directory = api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    setRoles(portal, TEST_USER_ID, ["Member"])
    with acting("head1"):
        sample_partner(directory, "RPTC Contoh", "rptc", phone="081200000201", address=ADDRESS)
        sample_partner(directory, "Puskesmas Contoh", "puskesmas", address=ADDRESS)
        api.content.transition(directory["m1"], "publish")
    transaction.commit()
    nobody = visit("")
    page = nobody.get("mitra/m1", Accept="text/html")
    assert page.status == 200 and "+6281200000201" in page.text and ADDRESS not in page.text
    answer = nobody.rest("GET", "mitra/m1")
    assert answer.json()["shown"] == {"phone": "+6281200000201"}
    assert ADDRESS not in answer.text
    assert nobody.get("mitra/m2").status == nobody.get("mitra").status == 404
    staff = visit("worker1").get("mitra/m2", Accept="text/html")
    assert staff.status == 200 and ADDRESS in staff.text


def test_who_files_a_partner_keeps_no_role_on_it(directory, shelter):
    assert shelter.get_local_roles() == directory.get_local_roles() == ()
