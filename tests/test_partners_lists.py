"""Lists of partners that would show what is protected, mean two partners, or are broken."""

from baleharum.cases.register.export import written
from baleharum.partners.events import PUBLIC
from baleharum.partners.exchange import exported
from baleharum.partners.importing import look
from baleharum.partners.table import NotATable
from baleharum.partners.table import read
from baleharum.partners.table import table
from openpyxl import Workbook
from plone import api
from tests.centre import acting
from tests.http import Visitor
from tests.multipart import send
from tests.referrals_made import sample_partners
from tests.referrals_made import some_partner
from zipfile import ZipFile
from zope.i18n import translate

import io
import pytest
import transaction


ADDRESS = "Jalan Rahasia 7, Gomong"


def published(portal, kind="lbh", **fields):
    """File a partner with its address and publish it; returns it."""
    partner = some_partner(portal, "Rumah Contoh", kind, address=ADDRESS, **fields)
    with acting("head1"):
        api.content.transition(partner, "publish")
    assert api.content.get_state(partner) == PUBLIC
    return partner


def take_in(portal, *rows, take=True):
    """Take a list in as the head; returns the report."""
    with acting("head1"):
        return look(sample_partners(portal), list(rows), take=take)


def errors_of(report):
    """Return what is wrong with the lines of a report, in words."""
    return [translate(error) for line in report.lines for error in line.errors]


def test_an_empty_cell_does_not_say_that_nobody_is_sheltered(portal, register):
    partner = published(portal, sheltering=True)
    report = take_in(portal, *read(b"name,kind,sheltering,hours\nRumah Contoh,lbh,,24 jam\n"))
    assert report.taken and report.lines[0].columns == ("hours",)
    assert partner.sheltering and partner.shown == {"hours": "24 jam"}


FULL = {
    "services": ("kesehatan",),
    "areas": ("52.71",),
    "sub_districts": ("ampenan",),
    "contact": "Ni Luh Contoh",
    "phone": "+62370123456",
    "hours": "24 jam",
    "remarks": "Bawa surat rujukan.",
}


@pytest.mark.parametrize("cell", ["", "-", " - "])
def test_an_empty_cell_leaves_what_is_there_and_a_hyphen_takes_it_away(portal, register, cell):
    partner = some_partner(portal, "Rumah Contoh", "lbh", **FULL)
    heads, cells = ",".join(FULL), ",".join([cell] * len(FULL))
    report = take_in(portal, *read(f"name,kind,{heads}\nRumah Contoh,lbh,{cells}\n".encode()))
    assert report.taken and report.lines[0].outcome == ("changed" if cell else "same")
    assert report.lines[0].columns == (tuple(FULL) if cell else ())
    left = {name: getattr(partner, name) or None for name in FULL}
    assert left == (dict.fromkeys(FULL) if cell else FULL)


def test_a_hyphen_is_no_kind_and_no_answer_to_the_shelter(portal, register):
    some_partner(portal, "Rumah Contoh", "lbh", sheltering=True)
    for row in ({"kind": "-"}, {"kind": "lbh", "sheltering": "-"}):
        assert (
            "no value of the column"
            in errors_of(take_in(portal, {"name": "Rumah Contoh", **row}))[0]
        )


BARED = {
    "said": ("lbh", {"sheltering": True}, {"kind": "lbh", "sheltering": "no"}),
    "by its kind": ("rptc", {}, {"kind": "rs"}),
}


@pytest.mark.parametrize("kind,fields,cells", BARED.values(), ids=BARED)
def test_no_list_takes_the_protection_of_a_published_partner_away(
    portal, register, kind, fields, cells
):
    partner = published(portal, kind, **fields)
    report = take_in(portal, {"id": partner.getId(), "name": "Rumah Contoh", **cells})
    assert not report.taken and "on the partner's own page" in errors_of(report)[0]
    assert partner.is_shelter and "address" not in partner.shown


def test_a_list_may_say_so_of_who_is_not_published_or_in_another_way(portal, register):
    partner = some_partner(portal, "Rumah Contoh", "lbh", sheltering=True)
    report = take_in(portal, {"name": "Rumah Contoh", "kind": "lbh", "sheltering": "tidak"})
    assert report.taken and report.lines[0].columns == ("sheltering",)
    assert not partner.sheltering
    with acting("head1"):
        api.content.transition(partner, "publish")
    row = {"id": partner.getId(), "name": "Rumah Baru", "kind": "rptc", "sheltering": "no"}
    assert take_in(portal, row).lines[0].columns == ("name", "kind")
    assert partner.is_shelter


def test_a_name_that_two_partners_have_asks_for_the_id(portal, register):
    one = some_partner(portal, "LKSA Contoh", "lksa", phone="+62370111111")
    other = some_partner(portal, "LKSA Contoh", "lksa", phone="+62370222222")
    row = {"name": "LKSA Contoh", "kind": "lksa", "phone": "0370333333"}
    report = take_in(portal, row)
    assert not report.taken and "Write the `id`" in errors_of(report)[0]
    assert (one.phone, other.phone) == ("+62370111111", "+62370222222")
    assert take_in(portal, {**row, "id": other.getId()}).lines[0].columns == ("phone",)
    assert (one.phone, other.phone) == ("+62370111111", "+62370333333")


def broken_workbook(take_away=60) -> bytes:
    """Return an XLSX file whose sheet ends in the middle."""
    whole, book, stream = io.BytesIO(), Workbook(), io.BytesIO()
    book.active.append(["name", "kind"])
    book.active.append(["RSUD Contoh", "rs"])
    book.save(whole)
    with ZipFile(whole) as source, ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:-take_away] if name.endswith("sheet1.xml") else data)
    return stream.getvalue()


BROKEN = {
    "a.csv": b"name,kind\n" + b"x" * 200_000 + b",rs\n",
    "a.xlsx": broken_workbook(),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_file_that_breaks_off_is_no_list(data):
    with pytest.raises(NotATable, match="error_table_broken"):
        read(data)


def test_the_page_says_what_changes_and_what_cannot_be_read(functional):
    site = functional["portal"]
    partner = some_partner(site)
    transaction.commit()
    head = Visitor(site, "head1")
    page = "mitra/@@import-partners"
    for name, data in BROKEN.items():
        answer = send(head, page, {"take": "1"}, [(name, data)], page=page, json=False, name="file")
        assert answer.status == 200 and "The file cannot be read" in answer.text
    data = f"id,name,kind,hours\n{partner.getId()},RSUD Contoh,rs,24 jam\n".encode()
    shown = send(head, page, {"look": "1"}, [("b.csv", data)], page=page, json=False, name="file")
    assert shown.status == 200 and "(hours)" in shown.text


def test_a_service_that_says_false_has_said_no(functional):
    site = functional["portal"]
    some_partner(site, sheltering=True)
    transaction.commit()
    row = {"name": "RSUD Contoh", "kind": "rs", "sheltering": False}
    answer = Visitor(site, "head1").rest("POST", "mitra/@import-partners", {"rows": [row]})
    assert answer.status == 200 and answer.json()["lines"][0]["columns"] == ["sheltering"]


def test_a_report_names_the_line_of_the_file(portal, register):
    report = take_in(portal, *read(b"name,kind,hours\n,,\nRSUD Contoh,rs,\n\n,,\nSalah,x,\n,,\n"))
    assert [(line.number, line.outcome) for line in report.lines] == [(3, "new"), (6, "wrong")]
    assert not report.taken


@pytest.mark.parametrize(
    "data",
    [
        b"name,kind,address\nRSUD Contoh,rs,Jl. Pejanggik 1, Mataram\n",
        b"name,,kind\nRSUD Contoh,Mataram,rs\n",
        b"name,kind\n,,Mataram\n",
    ],
)
def test_what_stands_in_no_column_is_not_lost_in_silence(portal, register, data):
    report = take_in(portal, *read(data))
    assert not report.taken and any("Mataram" in error for error in errors_of(report))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_signs_that_no_workbook_holds_keep_nobody_from_the_list(portal, register, kind):
    some_partner(portal, "RSUD\x0b Contoh\x00", remarks="a\x1fb")
    with acting("head1"):
        data = b"".join(written(kind, table(exported(sample_partners(portal), {}))))
    assert b"".join(data.split())
