"""Requests of the people whose data it is: the clock, decisions, the package, and who sees it."""

from baleharum.documents.text import extract
from baleharum.retention import clock
from baleharum.retention import holds
from baleharum.retention import letters
from baleharum.retention import lists
from baleharum.retention import package
from baleharum.retention import releases
from baleharum.retention import requests
from baleharum.retention.refusals import RetentionRefused
from base64 import b64decode
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from io import BytesIO
from plone import api
from tests.centre import acting
from tests.centre import APPOINTMENTS
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.disposal import archived

import pytest
import pyzipper
import re
import transaction


ASKED = "Saya, Melati, minta salinan data saya."
THEN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def filed(case, kind="access", person="P1"):
    with acting("worker1"):
        return requests.file_request(case, person, kind, ASKED)


def decided(register, found, accept=True, **named):
    with acting("privacy1"):
        return requests.decide(register, found.number, accept, "Sesuai hukum.", **named)


@pytest.mark.parametrize(
    ("hours", "late", "left"), [(0, False, 72), (71.5, False, 0), (72, False, 0), (72.1, True, 0)]
)
def test_the_clock_of_three_days(hours, late, left):
    now = THEN + timedelta(hours=hours)
    assert clock.overdue(THEN, None, now) is late
    assert clock.hours_left(THEN, now) == left
    assert clock.overdue(THEN, now, now + timedelta(days=9)) is late


@pytest.fixture
def subject(case):
    sample_person(case)
    return case


def test_what_is_asked_and_decided_is_sealed_by_the_case(register, subject, trail):
    found = filed(subject)
    assert (found.asked, found.person_number) == (ASKED, f"{subject.getId()}/P1")
    assert found._vault_case == found.case
    assert not [v for v in vars(found).values() if isinstance(v, bytes) and b"Melati" in v]
    decided(register, found, accept=False)
    assert (found.state, found.reason, found.decided_by) == ("refused", "Sesuai hukum.", "privacy1")
    with pytest.raises(RetentionRefused, match="decided"):
        decided(register, found)


def test_only_people_and_documents_of_the_case(register, subject):
    for person in ("P9", "N1", "", "../x"):
        with pytest.raises(RetentionRefused, match="no_such_person"):
            filed(subject, person=person)
    with pytest.raises(RetentionRefused, match="request_kind"):
        filed(subject, kind="gossip")
    with pytest.raises(RetentionRefused, match="no_document_for_person"):
        decided(register, filed(subject), documents="D9")


@pytest.mark.parametrize("kind", ["restriction", "objection"])
def test_a_granted_restriction_is_answered_when_the_record_is_restricted(register, subject, kind):
    found = decided(register, filed(subject, kind))
    with acting("privacy1"), pytest.raises(RetentionRefused, match="not_restricted"):
        requests.answered(register, found.number)
    with acting("supervisor1"):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(subject["p1"], "restrict", comment="Atas permohonan.")
    with acting("privacy1"):
        assert requests.answered(register, found.number).answered_at is not None


def test_an_erasure_needs_consent_as_basis_and_no_hold(register):
    case = sample_case(register, lawful_basis="tugas-publik")
    sample_person(case)
    found = filed(case, "erasure")
    archived(case, closed="2025/01/01")
    with pytest.raises(RetentionRefused, match="erasure_basis"):
        decided(register, found)
    with acting("privacy1"):
        holds.place_hold(case, "Diminta pengadilan.")
    with pytest.raises(RetentionRefused, match="held_not_listed"):
        decided(register, found, despite_basis=True)
    with acting("privacy1"):
        holds.lift_hold(case, "Selesai.")
    decided(register, found, despite_basis=True)
    listed = lists.list_with(register, found.disposal_list)
    assert (listed.cause, [row.number for row in listed.rows()]) == ("request", [case.getId()])
    assert listed.next_step == "prepare"


def test_whoever_decides_an_erasure_sees_how_many_others_it_takes(functional, visit):
    register = functional["portal"]["perkara"]
    case = sample_case(register, lawful_basis="persetujuan")
    for name in ("Baiq Melati", "Amaq Melati", "Inaq Kenanga"):
        sample_person(case, name=name)
    found = filed(case, "erasure")
    archived(case, closed="2025/01/01")
    transaction.commit()
    page = visit("privacy1").get("perkara/@@requests").text
    assert re.search(r"Other people in this case:\s+2\b", page)
    (row,) = visit("privacy1").rest("GET", "perkara/@requests").json()["items"]
    assert row["others"] == 2
    decided(register, found)
    transaction.commit()
    for person in ("archivist1", "privacy1", "head1"):
        page = visit(person).get("perkara/@@disposal").text
        assert re.search(r"Other people in this case:\s+2\b", page)
        assert "Kenanga" not in page and "Melati" not in page
        (listed,) = visit(person).rest("GET", "perkara/@disposal").json()["items"]
        assert listed["items"][0]["people"] == 3


def test_the_package_opens_with_its_password_alone(register, subject, trail):
    sample_document(subject)
    sample_document(subject)
    found = decided(register, filed(subject), documents="d1")
    with acting("worker1"):
        releases.release(subject, found.number, "D1")
    with acting("privacy1"):
        data = package.package(register, found)
    with acting("worker1"):
        password = releases.take_password(subject, found.number)
    assert b"Baiq Melati" not in data
    with pyzipper.AESZipFile(BytesIO(data)) as bundle:
        assert bundle.namelist() == ["data.json", "ringkasan.pdf", "D1.pdf"]
        with pytest.raises(RuntimeError):
            bundle.read("data.json")
        bundle.setpassword(password.encode())
        assert b"Baiq Melati" in bundle.read("data.json")
        assert bundle.read("ringkasan.pdf").startswith(b"%PDF")
        assert bundle.read("D1.pdf") == MINIMAL_PDF
        assert {info.wz_aes_strength for info in bundle.infolist()} == {3}


def test_the_summary_is_in_words(register, subject):
    told = {"sex": "p", "kelurahan": "dayan-peken", "marital_state": "cerai-mati"}
    more = {"education": "tidak-sekolah", "religion": "islam", "birth_date": date(1990, 2, 1)}
    person = sample_person(subject, **told, **more)
    record = package.person_record(person)
    assert record["kelurahan"] == "dayan-peken"
    found = decided(register, filed(subject, person="P2"))
    sheet = letters.summary(found, record)
    text = " ".join(extract(BytesIO(sheet), "application/pdf").split())
    assert "Jenis kelamin Perempuan" in text and "Dayan Peken" in text
    assert "Tanggal lahir 1 Februari 1990" in text and "NIK: ada atau tidak? " in text
    tokens = [value for name, value in record.items() if name in ("part", *told, "education")]
    assert not [token for token in tokens if f" {token} " in text]


def test_no_package_before_the_decision(register, subject):
    found = filed(subject)
    with acting("privacy1"), pytest.raises(RetentionRefused, match="no_package"):
        package.package(register, found)


@pytest.fixture
def case_number(functional):
    """A case with a person and a request, committed."""
    case = sample_case(functional["portal"]["perkara"])
    sample_person(case)
    sample_document(case)
    filed(case)
    transaction.commit()
    return case.getId()


def number_of(functional):
    (found,) = requests.requests_of(functional["portal"]["perkara"])
    return found.number


def test_from_filing_to_the_answer_on_the_pages(functional, case_number, visit):
    number = number_of(functional)
    page = "perkara/@@requests"
    privacy = visit("privacy1")
    shown = privacy.get(page).text
    assert ASKED in shown and re.search(r"D1\s+·\s+Progress note\s+·\s+Confidential", shown)
    assert "berkas.pdf" not in shown and "Melati" not in shown.replace(ASKED, "")
    token = privacy.authenticator(page)

    def send(**form):
        return privacy.post(page, {"request": number, "_authenticator": token, **form})

    assert privacy.get(f"perkara/@@request-answer?request={number}").status == 404
    assert send(action="accept", reason="").status == 200
    assert send(action="accept", reason="Sesuai hukum.", documents="D1").status == 302
    letter = privacy.get(f"perkara/@@request-answer?request={number}")
    assert letter.body.startswith(b"%PDF")
    form = {"request": number}
    assert privacy.post("perkara/@@request-package", form).status in (403, 404)
    sent = privacy.post("perkara/@@request-package", {**form, "_authenticator": token})
    assert sent.status == 200 and sent.header("Content-Type") == "application/zip"
    assert "its password waits" in privacy.get(page).text
    lead, own = visit("worker1"), f"perkara/{case_number}/@@releases"
    form = {"action": "password", "request": number, "_authenticator": lead.authenticator(own)}
    password = re.search(r"<code>([a-z-]+)</code>", lead.post(own, form).text)[1]
    with pyzipper.AESZipFile(BytesIO(sent.body)) as bundle:
        bundle.setpassword(password.encode())
        assert b"Melati" in bundle.read("data.json")
    again = lead.post(own, form)
    assert "No password waits" in again.text and password not in again.text
    assert password not in privacy.get(page).text and password not in lead.get(own).text
    assert send(action="answered").status == 302
    assert "error" in send(action="answered").text


def test_from_filing_to_the_answer_by_rest(functional, case_number, visit):
    lead, privacy = visit("worker1"), visit("privacy1")
    body = {"person": "P1", "kind": "rectification", "asked": "Nama salah."}
    answer = lead.rest("POST", f"perkara/{case_number}/@requests", body)
    assert answer.status == 201, answer.text
    number = answer.json()["number"]
    assert len(lead.rest("GET", f"perkara/{case_number}/@requests").json()["items"]) == 2
    address = f"perkara/@requests/{number_of_access(privacy)}"
    assert privacy.rest("POST", f"{address}/accept", {"reason": "Ya."}).status == 200
    found = privacy.rest("POST", f"{address}/package", {}).json()
    assert set(found) == {"data", "encoding"}
    taken = f"perkara/{case_number}/@releases/{address.rpartition('/')[2]}/password"
    assert privacy.rest("POST", taken, {}).status == 404
    password = lead.rest("POST", taken, {}).json()["password"]
    with pyzipper.AESZipFile(BytesIO(b64decode(found["data"]))) as bundle:
        bundle.setpassword(password.encode())
        assert b"Melati" in bundle.read("data.json")
    address = f"perkara/@requests/{number}"
    assert privacy.rest("POST", f"{address}/refuse", {"reason": ""}).status == 400
    assert privacy.rest("POST", f"{address}/refuse", {"reason": "Sudah benar."}).status == 200
    assert privacy.rest("POST", f"{address}/answered", {}).json()["answered_at"]


def number_of_access(visitor):
    rows = visitor.rest("GET", "perkara/@requests").json()["items"]
    return next(row["number"] for row in rows if row["kind"] == "access")


@pytest.mark.parametrize("person", sorted({*APPOINTMENTS, "operator1"} - {"privacy1", "head1"}))
def test_nobody_else_sees_requests(functional, case_number, visit, person):
    visitor = visit(person)
    nothing = visitor.get("perkara/@@nothing-here")
    number = number_of(functional)
    for page in ("@@requests", f"@@request-answer?request={number}", "@@request-package"):
        answer = visitor.get(f"perkara/{page}")
        assert (answer.status, answer.body) == (404, nothing.body)
    assert visitor.rest("GET", "perkara/@requests").status == 404
    assert visitor.rest("POST", f"perkara/@requests/{number}/accept", {}).status == 404
    own = visitor.get(f"perkara/{case_number}/@@subject-requests")
    assert own.status == (200 if person == "worker1" else 404)
