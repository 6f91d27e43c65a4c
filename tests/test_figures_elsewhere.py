"""Figures of programmes, of several registers together, and the targets of the standard, over HTTP."""

from baleharum.cases.moments import today
from baleharum.programmes.recipients import Outcome
from baleharum.programmes.rows import marked
from baleharum.statistics.periods import quarter_of
from baleharum.statistics.quarter import KEPT_BACK
from baleharum.team.api import assign
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.centre import acting
from tests.figures_made import case_with
from tests.http import Visitor
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.test_programmes import brought
from tests.test_programmes import mark

import pytest
import transaction


QUERY = "period=2026-11"


@pytest.fixture
def programmes(functional):
    """A site with a batch of eight, seven of whom have received it."""
    portal = functional["portal"]
    batch = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    brought(portal, batch, "distributed", 8)
    mark(batch, range(1, 8), "received")
    mark(batch, [8], "returned", "pindah")
    # What is noted otherwise later counts on its new day alone.
    mark(batch, [7], "waiting")
    mark(batch, [7], "received")
    transaction.commit()
    return portal


def table_of(answer, key):
    """Return row -> column -> cell of a table of a service."""
    found = next(each for each in answer["tables"] if each["key"] == key)
    columns = [each["key"] for each in found["columns"]]
    rows = [each["key"] for each in found["rows"]]
    return {
        r: dict(zip(columns, cells, strict=True))
        for r, cells in zip(rows, found["cells"], strict=True)
    }


def test_assistance_is_counted_drawn_handed_out_and_kept(programmes):
    operator = Visitor(programmes, "intake1")
    assert "program/@@figures" in operator.get("program").text
    page = operator.get(f"program/@@figures?{QUERY}")
    assert page.status == 200 and "<svg" in page.text and "Older-person grant" in page.text
    found = operator.rest("GET", f"program/@figures?{QUERY}").json()
    total = table_of(found, "programmes")["total"]
    assert (total["verified"], total["received"], total["returned"]) == (8, 7, 1)
    assert (total["verified_rp"], total["received_rp"], total["share"]) == (2400000, 2100000, 88)
    assert table_of(found, "cross")["jslu"]["ampenan"] == 2
    only = operator.rest("GET", f"program/@figures?{QUERY}&sub_district=sandubaya").json()
    assert table_of(only, "programmes")["total"]["received"] == 1
    for kind, begins in (("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF-1.7")):
        file = operator.get(f"program/@@figures-export?{QUERY}&format={kind}")
        assert file.body.startswith(begins), kind
    book = load_workbook(
        BytesIO(operator.get(f"program/@@figures-export?{QUERY}&format=xlsx").body)
    )
    assert 2100000 in [cell.value for row in book.active for cell in row]
    kept = operator.rest("POST", "program/@figures-kept", {"period": "2026-11"}).json()
    assert (kept["report"], kept["number"]) == ("assistance", "F00001")
    assert operator.get("program/@@figures-kept?number=F00001").status == 200
    for user in ("privacy1", "worker3", "operator1", ""):
        assert Visitor(programmes, user).get(f"program/@@figures?{QUERY}").status in (302, 401, 404)


def test_a_quarter_of_assistance_is_published_without_small_numbers(functional):
    programmes = functional["portal"]
    batch = sample_batch(sample_programme(sample_folder(programmes)))
    transaction.commit()
    brought(programmes, batch, "distributed", 24)
    with acting("intake1"):
        marked(batch, range(1, 24), Outcome("received", "2026-08-10"))
    transaction.commit()
    head = Visitor(programmes, "head1")
    asked = {"report": "assistance-quarter", "period": "2026-Q3"}
    number = head.rest("POST", "program/@figures-kept", asked).json()["number"]
    assert Visitor(programmes, "intake1").rest(
        "POST", f"program/@figures-kept/{number}/publish", {"name": "Bale"}
    ).status == 403  # fmt: skip
    told = head.rest("POST", f"program/@figures-kept/{number}/publish", {"name": "Bale Contoh"})
    assert told.status == 200, told.text
    page = Visitor(programmes).get("@@statistics").text
    assert "Bale Contoh" in page and "23" in page and "are left out" in page
    (told,) = Visitor(programmes).rest("GET", "@statistics").json()["items"]
    assert table_of(told, "assistance-programmes") == {
        "jslu": {"received": 23},
        "total": {"received": 23},
    }
    places = {row: cells["received"] for row, cells in table_of(told, "assistance-places").items()}
    # 6, 6, 6 and 5 people: that nobody came from elsewhere is kept back, and some numbers with it.
    assert places["elsewhere"] == places["cakranegara"] == KEPT_BACK
    assert places["total"] == 23 and KEPT_BACK in [places[p] for p in ("ampenan", "sandubaya")]
    now = head.rest("POST", "program/@figures-kept", {**asked, "period": quarter_of(today()).token})
    refused = head.rest("POST", f"program/@figures-kept/{now.json()['number']}/publish", {})
    assert refused.status == 400


@pytest.fixture
def centres(functional):
    """Two registers: head1 is head of both, operator1 sees figures of the first alone."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        second = api.content.create(portal, "CaseRegister", id="kedua", title="Bale Kedua")
    for user, function in (("head1", "head"), ("intake1", "intake")):
        assign(second, user, function, granted_by="system")
    assign(portal["perkara"], "operator1", "data", granted_by="system")
    for register, number in ((portal["perkara"], 2), (second, 3)):
        for _each in range(number):
            case_with(register, [{"sex": "p", "birth_year": 1990}], categories=("odgj",))
    transaction.commit()
    return portal, second


def test_several_registers_are_counted_as_one_and_filtered(centres):
    portal, second = centres
    head = Visitor(portal, "head1")
    asked = "report=recap&period=2026-01"
    found = head.rest("GET", f"@figures?{asked}").json()
    assert table_of(found, "recap")["odgj"]["new"] == 5
    by = table_of(found, "centres")
    assert by[api.content.get_uuid(second)]["new"] == 3 and by["total"]["new"] == 5
    split = head.rest("GET", f"@figures?{asked}&split=sex").json()
    assert table_of(split, "recap")["odgj:p"]["new"] == 5
    only = f"{asked}&register={api.content.get_uuid(second)}"
    narrowed = head.rest("GET", f"@figures?{only}").json()
    assert table_of(narrowed, "recap")["odgj"]["new"] == 3
    assert "register=" in narrowed["@id"]
    page = head.get(f"@@figures?{only}").text
    assert "Bale Kedua" in page and "Keep these figures" not in page
    assert "@@figures?report=recap" in head.get(f"perkara/@@figures?{asked}").text
    assert head.get(f"@@figures-export?{only}&format=xlsx").status == 200
    cell = f"@figures-cases?{only}&table=recap&row=odgj&column=new"
    assert head.rest("GET", cell).json()["cases_total"] == 3


def test_nobody_counts_a_register_of_which_they_may_not_see_figures(centres):
    portal, second = centres
    uid, asked = api.content.get_uuid(second), "report=recap&period=2026-01"
    officer = Visitor(portal, "operator1")
    found = officer.rest("GET", f"@figures?{asked}&register={uid}").json()
    assert table_of(found, "recap")["odgj"]["new"] == 2 and uid not in str(found)
    assert "Bale Kedua" not in officer.get(f"@@figures?{asked}").text
    for user in ("worker1", "privacy1", "editor1", "siteadmin"):
        for page in ("@@figures", "@@figures-export", "@@figures-cases"):
            answer = Visitor(portal, user).get(f"{page}?{asked}")
            assert answer.status in (302, 404) and "Bale Kedua" not in answer.text, (user, page)
        assert Visitor(portal, user).rest("GET", f"@figures?{asked}").status in (401, 404)
    assert Visitor(portal).rest("GET", f"@figures?{asked}").status in (401, 404)


def test_the_head_enters_targets_with_their_source(centres):
    portal, _second = centres
    head = Visitor(portal, "head1", cookie=True)
    page = "perkara/@@figures-targets?year=2026"
    fields = {
        "action": "targets",
        "year": "2026",
        "number-lanjut-usia-telantar": "1.200",
        "source-lanjut-usia-telantar": "",
        "_authenticator": head.authenticator(page),
    }
    refused = head.post("perkara/@@figures-targets", fields)
    assert refused.status == 200 and "Write where each target stands" in refused.text
    assert 'value="1.200"' in refused.text
    taken = head.post(
        "perkara/@@figures-targets", {**fields, "source-lanjut-usia-telantar": "DTSEN 2026"}
    )
    assert taken.status == 302
    told = head.rest("GET", "perkara/@figures-targets?year=2026").json()["items"]
    assert told["lanjut-usia-telantar"]["number"] == 1200 and told["anak-telantar"] is None
    report = head.get("perkara/@@figures?report=spm&period=2026").text
    assert "DTSEN 2026" in report and "1,200" in report and "@@figures-targets" in report
    assert "DTSEN 2026" in head.get(page).text
    items = {"lanjut-usia-telantar": {"number": 5, "source": "X"}}
    officer = Visitor(portal, "operator1")
    assert "DTSEN 2026" in officer.get(page).text and "disabled=" in officer.get(page).text
    body = {"year": 2026, "items": items}
    assert officer.rest("POST", "perkara/@figures-targets", body).status == 403
    for wrong in ({"year": 2026, "items": {"x": {"number": 5, "source": "X"}}}, {"year": "2026"}):
        assert head.rest("POST", "perkara/@figures-targets", wrong).status == 400, wrong
    changed = head.rest("POST", "perkara/@figures-targets", body).json()
    assert changed["items"]["lanjut-usia-telantar"]["number"] == 5
