"""What of an access package waits for somebody is among their deadlines, and nobody else's."""

from baleharum.deadlines import finding
from baleharum.deadlines import mail
from baleharum.deadlines.rows import end_of_soon
from baleharum.jobs.queue import enqueue
from baleharum.jobs.running import run_pending
from baleharum.retention import releases
from baleharum.retention import requests
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from datetime import timedelta
from email import message_from_bytes
from Products.CMFCore.indexing import processQueue
from tests.centre import acting
from tests.centre import APPOINTMENTS
from tests.centre import sample_case
from tests.test_retention_releases import fill
from tests.test_retention_releases import granted
from tests.test_retention_releases import packed
from tests.test_team_emergency import mail_server

import pytest
import transaction


RELEASE, PASSWORD = "document-release", "package-password"
TEAM = {"worker1", "worker2", "psychologist1", "advocate1", "supervisor1", "head1", "privacy1"}


@pytest.fixture
def filled(case):
    """A case with a person and three documents."""
    return fill(case)


def waits(person):
    """Return (case, what, number) of what of a package waits for somebody."""
    processQueue()
    with acting(person):
        rows = finding.of_person(utcnow())
    return [(r.case, r.what, r.thing) for r in rows if r.what in (RELEASE, PASSWORD)]


@pytest.mark.parametrize(
    ("documents", "people"),
    [
        ("D1", {"worker1", "supervisor1"}),
        ("D2", {"worker1", "supervisor1", "psychologist1"}),
        ("D1 D2 D3", {"worker1", "supervisor1", "psychologist1"}),
        ("", set()),
    ],
)
def test_a_document_waits_for_whoever_may_release_it(register, filled, documents, people):
    asked = granted(register, filled, documents)
    row = (filled.getId(), RELEASE, asked.number)
    for person in sorted({*APPOINTMENTS, "operator1"}):
        assert waits(person) == ([row] if person in people else []), person


def test_until_the_last_one_is_released(register, filled):
    asked = granted(register, filled, "D1 D2")
    with acting("psychologist1"):
        releases.release(filled, asked.number, "D2")
    assert waits("psychologist1") == []
    assert [what for _case, what, _number in waits("worker1")] == [RELEASE]
    with acting("supervisor1"):
        releases.release(filled, asked.number, "D1")
    assert waits("worker1") == waits("supervisor1") == []


def test_not_once_the_request_is_answered(register, filled):
    asked = granted(register, filled, "D1")
    with acting("privacy1"):
        requests.answered(register, asked.number)
    assert waits("worker1") == []


def test_nor_one_that_is_not_decided_or_is_refused(register, filled):
    with acting("worker1"):
        number = requests.file_request(filled, "P1", "access", "Saya minta salinan.").number
    assert waits("worker1") == []
    with acting("privacy1"):
        requests.decide(register, number, False, "Bukan orangnya.")
    assert waits("worker1") == []


def test_a_password_waits_for_who_hands_it_out(register, filled):
    asked = granted(register, filled, "")
    assert packed(register, asked) == []
    for person in sorted(TEAM):
        found = [what for _case, what, _number in waits(person)]
        assert found == ([PASSWORD] if person in ("worker1", "supervisor1") else []), person
    with acting("worker1"):
        releases.take_password(filled, asked.number)
    assert waits("worker1") == waits("supervisor1") == []


def test_a_lead_without_an_appointment_is_told_too(register, filled):
    assign(filled, "operator1", "lead", granted_by="system")
    asked = granted(register, filled, "D1")
    assert waits("operator1") == [(filled.getId(), RELEASE, asked.number)]


def test_it_is_due_with_the_answer_and_leads_to_the_page(register, filled):
    asked = granted(register, filled, "D1")
    with acting("worker1"):
        (row,) = finding.of_person(utcnow(), register)
        assert [each.what for each in finding.of_case(filled, utcnow())] == [RELEASE]
    assert row.at == asked.received_at + timedelta(hours=72) < end_of_soon(utcnow())
    assert row.url == f"{filled.absolute_url()}/@@releases"
    with acting("advocate1"):
        assert finding.of_case(filled, utcnow()) == []


@pytest.fixture
def committed(functional):
    """A case with a request for D1."""
    register = functional["portal"]["perkara"]
    case = fill(sample_case(register))
    asked = granted(register, case, "D1")
    transaction.commit()
    return case, asked


def test_the_desk_and_the_services_tell_it(committed, visit):
    case, asked = committed
    for person, told in (("worker1", True), ("psychologist1", False)):
        desk = visit(person).get("@@desk").text
        assert (f"{case.getId()}/@@releases" in desk) is told
        items = visit(person).rest("GET", "@deadlines").json()["items"]
        found = [(item["case"], item["thing"]) for item in items if item["what"] == RELEASE]
        assert found == ([(case.getId(), asked.number)] if told else [])


def test_the_mail_tells_numbers_alone(functional, committed):
    case, _asked = committed
    today = utcnow().astimezone(mail.WITA).date().isoformat()
    with mail_server(functional["portal"]) as sent:
        for person in ("worker1", "psychologist1"):
            enqueue(mail.MAIL, {"to": person, "day": today})
        transaction.commit()
        run_pending(functional["app"])
    (letter,) = map(message_from_bytes, sent)
    body = letter.get_payload(decode=True).decode()
    assert letter["To"] == "worker1@example.org"
    assert f"{case.getId()}: Documents for a person's package wait for your release" in body
    for name in ("Melati", "P1", "D1", "salinan"):
        assert name not in body
