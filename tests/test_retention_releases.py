"""No document leaves in a package by the word of one person: who releases, who gets the password."""

from baleharum.cases import storyline
from baleharum.documents import kinds
from baleharum.documents.text import extract
from baleharum.retention import package
from baleharum.retention import releases
from baleharum.retention import requests
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import assign
from io import BytesIO
from tests.centre import acting
from tests.centre import APPOINTMENTS
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.disposal import agreed
from tests.disposal import archived
from zope.i18n import translate

import json
import pytest
import pyzipper
import re
import transaction


ASKED = "Saya minta salinan laporan."


def granted(register, case, documents, filer="worker1", decider="privacy1"):
    """File and accept a request for these documents; returns it."""
    with acting(filer):
        number = requests.file_request(case, "P1", "access", ASKED).number
    with acting(decider):
        return requests.decide(register, number, True, "Sesuai hukum.", documents=documents)


def packed(register, found, person="privacy1"):
    """Return the names in a new package."""
    with acting(person), pyzipper.AESZipFile(BytesIO(package.package(register, found))) as bundle:
        return bundle.namelist()[2:]


def fill(case):
    """Give a case a person; D1 confidential, D2 secret of a psychologist, D3 secret, social."""
    sample_person(case)
    sample_document(case)
    sample_document(case, "psychologist1", level="secret")
    sample_document(case, level="secret")
    return case


@pytest.fixture
def filled(case):
    """A case with a person and three documents, see `fill`."""
    return fill(case)


def test_who_files_a_request_does_not_decide_it(register, filled):
    with acting("privacy1"):
        number = requests.file_request(filled, "P1", "access", ASKED).number
        for accept in (True, False):
            with pytest.raises(RetentionRefused, match="own_request"):
                requests.decide(register, number, accept, "Ya.")
    with acting("head1"):
        found = requests.decide(register, number, True, "Sesuai hukum.")
    assert (found.filed_by, found.decided_by) == ("privacy1", "head1")


def test_the_privacy_officer_alone_gets_no_document(register, filled):
    found = granted(register, filled, "D1 D2 D3", filer="privacy1", decider="head1")
    assert packed(register, found) == []
    with acting("privacy1"):
        assert releases.waiting(filled, found) == []
        with pytest.raises(RetentionRefused, match="not_to_release"):
            releases.release(filled, found.number, "D2")
        with pytest.raises(RetentionRefused, match="no_password"):
            releases.take_password(filled, found.number)
    assert packed(register, found) == [] and found.releases == ()


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("worker1", ["D1", "D2", "D3"]),
        ("supervisor1", ["D1", "D2", "D3"]),
        ("psychologist1", ["D2"]),
        ("worker2", []),
        ("advocate1", []),
        ("head1", []),
        ("privacy1", []),
        ("archivist1", []),
        ("worker3", []),
        ("operator1", []),
    ],
)
def test_who_answers_for_a_document_releases_it(register, filled, person, may):
    found = granted(register, filled, "D1 D2 D3")
    for name in ("D1", "D2", "D3"):
        with acting(person):
            if name in may:
                releases.release(filled, found.number, name)
            else:
                with pytest.raises(RetentionRefused, match="not_to_release"):
                    releases.release(filled, found.number, name)
    assert packed(register, found) == [f"{name}.pdf" for name in may]


def test_a_supervisor_of_a_closed_case_releases_and_an_emergency_reader_does_not(register, filled):
    found = granted(register, filled, "D2")
    archived(filled)
    assign(filled, "psychologist1", "reader", granted_by="system")
    with acting("worker3"):
        assert releases.waiting(filled, found) == []
    with acting("supervisor1"):
        releases.release(filled, found.number, "D2")
    assert packed(register, found) == ["D2.pdf"]


def test_a_release_is_for_one_document_of_one_request(register, filled):
    found = granted(register, filled, "D1 D2")
    other = granted(register, filled, "D2")
    with acting("worker1"):
        for typed in ("", "D3", "D9", "P1", "D1 D3"):
            with pytest.raises(RetentionRefused, match="not_to_release"):
                releases.release(filled, found.number, typed)
        releases.release(filled, found.number, "d2")
        with pytest.raises(RetentionRefused, match="not_to_release"):
            releases.release(filled, found.number, "D2")
    assert packed(register, found) == ["D2.pdf"] and packed(register, other) == []
    neighbour = sample_case(register)
    with acting("worker1"), pytest.raises(RetentionRefused, match="no_such_request"):
        releases.release(neighbour, found.number, "D1")


def test_what_is_left_out_is_told_in_the_package(register, filled):
    found = granted(register, filled, "D1 D3")
    with acting("worker1"):
        releases.release(filled, found.number, "D1 D3")
    filled["d3"].scan = "pending"
    with acting("privacy1"):
        data = package.package(register, found)
        password = found.password
    with pyzipper.AESZipFile(BytesIO(data)) as bundle:
        bundle.setpassword(password.encode())
        assert bundle.namelist()[2:] == ["D1.pdf"]
        assert json.loads(bundle.read("data.json"))["left_out"] == ["D3"]
        assert "Berkas D3 belum disertakan" in extract(
            BytesIO(bundle.read("ringkasan.pdf")), kinds.PDF
        )


def test_the_password_is_not_for_who_makes_the_package_and_shown_once(register, filled):
    assign(register, "privacy1", "supervisor", granted_by="system")
    found = granted(register, filled, "")
    for person in ("worker1", "supervisor1"):
        packed(register, found)
        assert not [v for v in vars(found).values() if isinstance(v, str) and v.count("-") == 5]
        for other in ("privacy1", "psychologist1", "worker2", "head1"):
            with acting(other), pytest.raises(RetentionRefused, match="no_password"):
                releases.take_password(filled, found.number)
        with acting(person):
            assert re.fullmatch(r"([a-z]+-){5}[a-z]+", releases.take_password(filled, found.number))
            with pytest.raises(RetentionRefused, match="no_password"):
                releases.take_password(filled, found.number)
        assert found.handed_by == person


def test_a_destroyed_case_has_no_package(functional, visit):
    register = functional["portal"]["perkara"]
    case = sample_case(register, lawful_basis="persetujuan")
    sample_person(case)
    found = granted(register, case, "")
    packed(register, found)
    archived(case)
    with acting("worker1"):
        erasure = requests.file_request(case, "P1", "erasure", "Hapus.").number
    with acting("privacy1"):
        listed = requests.decide(register, erasure, True, "Ya.").disposal_list
    agreed(register, listed)
    with acting("archivist1"):
        functional["portal"].portal_workflow.doActionFor(case, "destroy", comment=listed)
    transaction.commit()
    privacy = visit("privacy1")
    page = privacy.get("perkara/@@requests")
    assert page.status == 200 and "@@request-package" not in page.text
    form = {"request": found.number, "_authenticator": privacy.authenticator("perkara/@@requests")}
    answer = privacy.post("perkara/@@request-package", form)
    assert answer.status == 302 and answer.header("Location").endswith("/@@requests")
    answer = privacy.rest("POST", f"perkara/@requests/{found.number}/package", {})
    assert answer.status == 400 and "destroyed" in answer.json()["message"]
    (kept,) = [r for r in requests.requests_of(register, case) if r.number == found.number]
    assert kept.password == ""
    with acting("supervisor1"), pytest.raises(RetentionRefused, match="package_gone"):
        releases.take_password(case, found.number)
    assert visit("supervisor1").get(f"perkara/{case.getId()}/@@releases").status == 200


@pytest.fixture
def asked(functional):
    """A case and the number of a request for D1 and D2, committed."""
    register = functional["portal"]["perkara"]
    case = sample_case(register)
    sample_person(case)
    sample_document(case)
    sample_document(case, "psychologist1", level="secret")
    found = granted(register, case, "D1 D2")
    transaction.commit()
    return case.getId(), found.number


def test_each_release_stands_in_the_record_and_in_the_timeline(functional, asked, trail):
    case_number, number = asked
    case = functional["portal"]["perkara"][case_number]
    with acting("worker1"):
        releases.release(case, number, "D1 D2")
        transaction.commit()
        packed(case.__parent__, requests.request_with(case.__parent__, number))
        releases.take_password(case, number)
        transaction.commit()
        rows = trail.rows(actions=("request",), user="worker1")
        told = [row.sentence for row in storyline.page(case).rows if "release" in row.entry.what]
    uids = {case["d1"].UID(), case["d2"].UID()}
    assert {r.subject for r in rows if r.detail == f"{number},released"} == uids
    assert [r.subject for r in rows if r.detail == f"{number},password"] == [case["p1"].UID()]
    assert [translate(text, target_language="en") for text in told] == [
        f"Worker1 released the document {name} for a person's request about their data"
        for name in ("D2", "D1")
    ]
    with acting("worker2"):
        shown = [row.entry.uid for row in storyline.page(case).rows]
    assert case["d2"].UID() in shown
    with acting("advocate1"):
        shown = [row.entry.uid for row in storyline.page(case).rows]
    assert case["d2"].UID() not in shown


def test_the_page_leads_whom_it_concerns_and_takes_releases(functional, asked, visit):
    case_number, number = asked
    page = f"perkara/{case_number}/@@releases"
    for person, notice in (("psychologist1", True), ("advocate1", False), ("worker2", False)):
        assert ("release-waits" in visit(person).get(f"perkara/{case_number}").text) is notice
    psychologist, lead = visit("psychologist1"), visit("worker1")
    shown = psychologist.get(page).text
    assert 'value="d2"' in shown and 'value="d1"' not in shown
    assert re.search(r"Look at\s+D2\s*</a>", shown)
    form = {"action": "release", "request": number, "documents": "d2"}
    assert psychologist.post(page, form).status in (403, 404)
    token = {"_authenticator": psychologist.authenticator(page)}
    assert psychologist.post(page, {**form, **token}).status == 302
    assert psychologist.post(page, {**form, **token}).status == 200
    assert "release-waits" not in psychologist.get(f"perkara/{case_number}").text
    assert "Psychologist1" in visit("privacy1").get("perkara/@@requests").text
    token = {"_authenticator": lead.authenticator(page)}
    assert lead.post(page, {**form, **token, "documents": "d1"}).status == 302
    assert lead.rest("GET", f"perkara/{case_number}/@releases").json()["items"][0]["waiting"] == []


def test_the_service_takes_releases(functional, asked, visit):
    case_number, number = asked
    address = f"perkara/{case_number}/@releases"
    lead = visit("worker1")
    (row,) = lead.rest("GET", address).json()["items"]
    assert [each["number"] for each in row["waiting"]] == ["D1", "D2"]
    assert lead.rest("POST", f"{address}/{number}/release", {"documents": "D9"}).status == 400
    row = lead.rest("POST", f"{address}/{number}/release", {"documents": "D1 D2"}).json()
    assert row["waiting"] == [] and row["password_waits"] is False
    assert lead.rest("POST", f"{address}/{number}/burn", {}).status == 400
    listed = visit("privacy1").rest("GET", "perkara/@requests").json()["items"]
    assert [each["by"] for each in listed[0]["releases"]] == ["worker1", "worker1"]


MAY_SEE = {"worker1", "psychologist1", "advocate1", "supervisor1"}


@pytest.mark.parametrize("person", sorted({*APPOINTMENTS, "operator1"}))
def test_nobody_else_sees_releases(functional, asked, visit, person):
    case_number, number = asked
    visitor = visit(person)
    nothing = visitor.get("perkara/@@nothing-here")
    answer = visitor.get(f"perkara/{case_number}/@@releases")
    if person in MAY_SEE:
        assert answer.status == 200
        return
    assert (answer.status, answer.body) == (404, nothing.body)
    assert visitor.rest("GET", f"perkara/{case_number}/@releases").status == 404
    sent = visitor.rest("POST", f"perkara/{case_number}/@releases/{number}/password", {})
    assert sent.status == 404
