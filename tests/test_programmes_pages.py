"""The pages of programmes and their services, over HTTP."""

from baleharum.cases.people.checks import SAMPLES
from baleharum.jobs.running import run_pending
from baleharum.login import api as login
from baleharum.programmes import refusals
from baleharum.programmes.activity import GroupActivity
from baleharum.programmes.batch import AssistanceBatch
from baleharum.programmes.content import Programme
from baleharum.programmes.content import ProgrammeFolder
from plone import api
from tests.http import Visitor
from tests.multipart import send
from tests.programmes_made import as_csv
from tests.programmes_made import nik
from tests.programmes_made import row
from tests.programmes_made import sample_activity
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import some_rows
from tests.programmes_made import take_in

import base64
import inspect
import pytest
import transaction


BATCH = "program/p1/JSLU-2026-001"


@pytest.fixture
def made(functional):
    """A site, and a batch with sixty recipients."""
    portal = functional["portal"]
    batch = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    take_in(portal, batch, as_csv(some_rows(60)))
    transaction.commit()
    return portal, batch


def hand_in(operator, fields, files):
    """Send the form that takes a list in."""
    page = f"{BATCH}/@@import-list"
    return send(operator, page, fields, files, page=page, json=False, name="file")


def test_pages_show_numbers_and_no_nik(made):
    portal, _batch = made
    operator = Visitor(portal, "intake1")
    for page in ("", "/@@recipients", "/@@import-list", "/edit"):
        answer = operator.get(BATCH + page)
        assert answer.status == 200 and nik(0) not in answer.text, page
    rows = operator.get(f"{BATCH}/@@recipients")
    assert "Inaq Contoh 0" in rows.text and "5271••••••••0000" in rows.text
    assert "Inaq Contoh 25" not in rows.text and "start=25" in rows.text
    assert "60" in operator.get("program").text and BATCH in operator.get("program/p1").text


@pytest.mark.parametrize(
    "name", ["recipients", "recipients/chunks", "recipients/count", "refusal", "incoming"]
)
def test_what_a_batch_keeps_has_no_address(made, name):
    portal, _batch = made
    answer = Visitor(portal, "intake1").get(f"{BATCH}/{name}")
    assert b"BTree" not in answer.body and b"object at" not in answer.body


def methods(kind):
    """Return the names of our own methods and properties that an address could name."""
    ours = [each for each in kind.__mro__ if each.__module__.startswith("baleharum.programmes")]
    return {name for each in ours for name in vars(each) if not name.startswith("_")}


def test_no_method_that_an_address_could_reach_changes_anything():
    # A method with a docstring and no arguments is a page for Zope.
    plain = [
        f"{kind.__name__}.{name}"
        for kind in (AssistanceBatch, GroupActivity, Programme, ProgrammeFolder)
        for name in methods(kind)
        if inspect.isfunction(found := getattr(kind, name))
        and list(inspect.signature(found).parameters) == ["self"]
    ]
    assert plain == []


def test_the_receipts_are_a_pdf_without_niks(made):
    portal, _batch = made
    answer = Visitor(portal, "head1").get(f"{BATCH}/@@receipts")
    assert answer.status == 200 and answer.body.startswith(b"%PDF-1.7")
    assert b"pdfaid" in answer.body and nik(0).encode() not in answer.body
    assert Visitor(portal, "head1").get(f"{BATCH}/@@receipts?part=2").status == 404
    assert Visitor(portal, "privacy1").get(f"{BATCH}/@@receipts").status == 404


def test_the_receipts_are_handed_out_after_a_step_up(made, monkeypatch):
    portal, _batch = made
    visitor = Visitor(portal, "head1", cookie=True)
    monkeypatch.setattr(login, "stepped_up", lambda request, minutes: False)
    answer = visitor.get(f"{BATCH}/@@receipts")
    assert answer.status == 302 and "@@step-up" in answer.header("Location")


def test_an_activity_beside_a_batch_is_no_batch(made):
    portal, batch = made
    sample_activity(batch.__parent__)
    transaction.commit()
    assert Visitor(portal, "head1").get(BATCH).status == 200
    assert take_in(portal, batch, as_csv(some_rows(2, 700)))[0] == "taken"


def test_a_list_comes_in_by_the_form_and_its_report_goes_out(made):
    portal, batch = made
    operator = Visitor(portal, "intake1", cookie=True)
    bad = as_csv([row(900, kecamatan="Denpasar")])
    answer = hand_in(operator, {}, [("daftar.csv", bad)])
    assert answer.status == 302, answer.text[:500]
    assert batch.incoming is not None and batch.taken_by == ("intake1",)
    again = hand_in(operator, {}, [("daftar.csv", as_csv(some_rows(2, 700)))])
    assert again.status == 200 and "being taken in" in again.text


def test_a_list_comes_in_by_rest_and_says_how_far_it_is(made):
    portal, batch = made
    operator = Visitor(portal, "intake1")
    data = base64.b64encode(as_csv([row(900, kecamatan="Denpasar")])).decode()
    answer = operator.rest("POST", f"{BATCH}/@import-list", {"filename": "a.csv", "data": data})
    assert answer.status == 202 and answer.json()["state"] == "waiting"
    refused = operator.rest("POST", f"{BATCH}/@import-list", {"filename": "a.csv", "data": data})
    assert refused.status == 422
    for broken in ({}, {"data": "§"}, {"data": 5}):
        answer = operator.rest("POST", f"{BATCH}/@import-list", broken)
        assert answer.status in (400, 422), broken
    assert Visitor(portal, "head1").rest("POST", f"{BATCH}/@import-list", {}).status == 404
    assert batch.incoming is not None


def test_the_report_of_a_refused_list_is_a_file(made):
    portal, batch = made
    take_in(portal, batch, as_csv([row(900, kecamatan="=cmd"), row(5)]))
    transaction.commit()
    answer = Visitor(portal, "intake1").get(f"{BATCH}/@@refused-lines")
    assert answer.status == 200 and answer.header("Content-Type").startswith("text/csv")
    lines = answer.body.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(refusals.parsed(batch)) == 3
    assert lines[1].startswith("2,kecamatan (C)") and "=cmd" not in answer.text
    assert "recipient 6" in lines[2] and nik(5) not in answer.text
    shown = Visitor(portal, "intake1").rest("GET", f"{BATCH}/@import-list").json()
    assert [each["line"] for each in shown["refused"]] == [2, 3]
    assert shown["last"]["outcome"] == "refused"


def test_rest_finds_one_and_pages_the_others(made):
    portal, _batch = made
    operator = Visitor(portal, "intake1")
    found = operator.rest("POST", f"{BATCH}/@recipients", {"nik": nik(41)}).json()
    assert [each["number"] for each in found["items"]] == [42]
    assert found["items"][0]["nik"] == "5271••••••••0000"
    page = operator.rest("GET", f"{BATCH}/@recipients?start=50&size=500").json()
    assert (page["items_total"], len(page["items"])) == (60, 10)
    page = operator.rest("GET", f"{BATCH}/@recipients?kecamatan=mataram").json()
    assert {each["sub_district"] for each in page["items"]} == {"mataram"}
    early = {"numbers": [1], "outcome": "received", "on": "2026-11-01"}
    assert operator.rest("POST", f"{BATCH}/@recipients", early).status == 422
    body = operator.rest("GET", BATCH).json()
    assert (body["recipients"], body["total"], body["unit"]) == (60, 18_000_000, "Rp")


def test_all_recipients_of_a_draft_are_taken_out_by_who_is_sure(made):
    portal, batch = made
    operator = Visitor(portal, "intake1", cookie=True)
    answer = hand_in(operator, {"forget": "1"}, [])
    assert answer.status == 200 and len(batch.recipients) == 60
    hand_in(operator, {"forget": "1", "sure": "1"}, [])
    assert len(batch.recipients) == 0


def test_a_site_that_is_no_training_takes_no_invented_people(made):
    portal, batch = made
    api.portal.set_registry_record(SAMPLES, False)
    transaction.commit()
    operator = Visitor(portal, "intake1")
    data = base64.b64encode(as_csv(some_rows(1, 900))).decode()
    operator.rest("POST", f"{BATCH}/@import-list", {"filename": "a.csv", "data": data})
    run_pending(portal.getPhysicalRoot())
    transaction.begin()
    assert "invented person" in refusals.parsed(batch)[0].message
