"""How long reports are kept: their end, holds, restriction, and requests of whom they are about."""

from baleharum.cases.interfaces import IRegisterDues
from baleharum.intake import deciding
from baleharum.intake import policy
from baleharum.intake.erasing import Look
from baleharum.intake.erasing import may_go
from baleharum.intake.keeping import holds
from baleharum.intake.keeping import package
from baleharum.intake.keeping import records
from baleharum.intake.keeping import requests
from baleharum.intake.keeping.refusals import KeepingRefused
from baleharum.intake.messages import add_message
from baleharum.intake.settings import OPEN
from baleharum.jobs.queue import jobs
from baleharum.jobs.running import run_pending
from baleharum.team.api import utcnow
from datetime import timedelta
from io import BytesIO
from plone import api
from tests.centre import acting
from tests.http import Visitor
from tests.intake_made import NARRATIVE
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf
from zope.component import subscribers

import json
import pytest
import pyzipper
import transaction


WHY = "Jaksa memintanya."
ASKED = "Saya ingin tahu apa yang tertulis."


@pytest.fixture
def site(functional):
    """The site with a box."""
    sample_box(functional["portal"])
    transaction.commit()
    return functional["portal"]


@pytest.fixture
def box(site):
    """The box."""
    return site["penerimaan"]


def later(days):
    return utcnow() + timedelta(days=days)


def filed(report, kind, person="privacy1"):
    with acting(person):
        return requests.file(report, kind, ASKED)


def decided(row, box, accept=True, person="head1"):
    with acting(person):
        return requests.decide(box, row.number, accept, "Berhak.")


def test_a_report_on_which_nobody_decides_ends_after_two_years(box):
    report = sample_report(box)
    assert not may_go(report, later(policy.OPEN_DAYS - 1))
    assert may_go(report, later(policy.OPEN_DAYS))
    with acting("intake1"):
        deciding.step(report, "take")
    api.portal.set_registry_record(OPEN, 90)
    assert may_go(report, later(90)) and not may_go(report, later(89))
    # Whatever is written begins the time anew.
    add_message(report, "Saya masih menunggu.", now=later(80))
    assert not may_go(report, later(169)) and may_go(report, later(170))


def test_the_worker_erases_it(site, box):
    report = sample_report(box)
    transaction.commit()
    api.portal.set_registry_record(OPEN, 90)
    report.received_at = later(-91)
    history = report.workflow_history["intake_workflow"]
    report.workflow_history["intake_workflow"] = tuple(
        {**row, "time": row["time"] - 91} for row in history
    )
    transaction.commit()
    Look()(site, {}, None)
    transaction.commit()
    run_pending(site)
    transaction.begin()
    assert report.erased_at is not None and report.said == {}


def test_what_a_reporter_has_written_keeps_a_dismissed_one_for_as_long_again(box):
    report = sample_report(box)
    with acting("intake1"):
        deciding.step(report, "dismiss", "Bukan kewenangan kami.")
    add_message(report, "Tolong.", now=later(300))
    assert not may_go(report, later(policy.KEPT_DAYS + 1))
    assert may_go(report, later(300 + policy.KEPT_DAYS))


def what_is_due(box, person):
    with acting(person):
        found = [due for each in subscribers((box,), IRegisterDues) for due in each.dues()]
    return [(due.what, due.number) for due in found]


def test_its_officers_are_reminded_before(box):
    report = sample_report(box)
    assert what_is_due(box, "intake1") == []
    api.portal.set_registry_record(OPEN, 90)
    report.received_at = later(-40)
    report.reindexObject()
    history = report.workflow_history["intake_workflow"]
    report.workflow_history["intake_workflow"] = tuple(
        {**row, "time": row["time"] - 40} for row in history
    )
    assert what_is_due(box, "intake1") == [("report-ends", report.getId())]
    assert what_is_due(box, "privacy1") == []


def test_a_hold_stops_the_end_until_it_is_lifted(box, trail):
    report = sample_report(box)
    with acting("supervisor1"):
        holds.place(report, WHY)
        with pytest.raises(KeepingRefused):
            holds.place(report, WHY)
    assert not may_go(report, later(5000))
    with acting("privacy1"):
        holds.lift(report, "Perkara selesai.")
    assert may_go(report, later(5000))
    transaction.commit()
    told = [(row.user, row.detail) for row in trail.rows(case=report.UID(), actions=("hold",))]
    assert told == [("privacy1", "lifted"), ("supervisor1", "placed")]


def test_a_request_that_waits_stops_it_and_is_due_in_three_days(box):
    report = sample_report(box)
    row = filed(report, "access")
    assert not may_go(report, later(5000))
    assert what_is_due(box, "head1") == [("subject-request", row.number)]
    decided(row, box, accept=False)
    with acting("head1"):
        requests.answered(box, row.number)
    assert may_go(report, later(5000)) and what_is_due(box, "head1") == []


def test_who_files_does_not_decide(box):
    row = filed(sample_report(box), "erasure")
    with acting("privacy1"), pytest.raises(KeepingRefused):
        requests.decide(box, row.number, True, WHY)


def test_an_erasure_is_done_at_once_unless_something_stands_against_it(site, box):
    report = sample_report(box)
    with acting("supervisor1"):
        holds.place(report, WHY)
    transaction.commit()
    row = filed(report, "erasure")
    with acting("head1"), pytest.raises(KeepingRefused, match="erasure_held"):
        requests.decide(box, row.number, True, WHY)
    transaction.abort()
    with acting("head1"):
        holds.lift(report, WHY)
    row = filed(report, "erasure")
    decided(row, box)
    transaction.commit()
    assert report.erased_at is not None and report.holds == ()
    assert [job.key for job in jobs(kind="intake-shred")] == [report.UID()]
    run_pending(site)
    transaction.begin()
    (row,) = records.requests_of(box)
    assert records.opened(report, row, "asked") == "" and row.state == "accepted"
    with acting("head1"):
        requests.answered(box, row.number)


def test_a_restricted_report_is_kept_for_the_supervisors_alone(site, box):
    report = sample_report(box)
    row = filed(report, "restriction")
    transaction.commit()
    path = f"penerimaan/{report.getId()}"
    assert Visitor(site, "intake1").get(path).status == 200
    decided(row, box)
    transaction.commit()
    officer, supervisor = Visitor(site, "intake1"), Visitor(site, "supervisor1")
    for way in (path, f"{path}/@@report-file?number=1", f"{path}/@@convert"):
        assert officer.get(way).status == 404
    assert officer.rest("GET", path).status == 404
    found = officer.rest("GET", f"penerimaan/@search?getId={report.getId()}").json()
    assert found["items_total"] == 0
    assert officer.rest("GET", "penerimaan/@intake-queue").json()["items"] == []
    assert supervisor.get(path).status == 200
    answer = supervisor.rest("POST", f"{path}/@intake-triage", {"risk": "tinggi"})
    assert answer.status == 400 and "restricted" in answer.text
    with acting("supervisor1"), pytest.raises(deciding.IntakeRefused):
        deciding.step(report, "take")
    lift = {"report": report.getId()}
    assert (
        Visitor(site, "supervisor1").rest("POST", "penerimaan/@keeping/restriction", lift).status
        == 403
    )
    assert (
        Visitor(site, "privacy1").rest("POST", "penerimaan/@keeping/restriction", lift).status
        == 200
    )
    assert Visitor(site, "intake1").get(path).status == 200


def test_an_access_package_needs_two_people(site, box, trail):
    report = sample_report(box, files=[sent_pdf()])
    row = filed(report, "access")
    with acting("intake1"), pytest.raises(KeepingRefused):
        package.package(box, row.number)
    decided(row, box)
    with acting("supervisor1"):
        data = package.package(box, row.number)
    with acting("supervisor1"), pytest.raises(KeepingRefused):
        package.hand_over(box, row.number)
    with acting("privacy1"):
        password = package.hand_over(box, row.number)
        with pytest.raises(KeepingRefused):
            package.hand_over(box, row.number)
    transaction.commit()
    with pyzipper.AESZipFile(BytesIO(data)) as bundle:
        assert bundle.namelist() == ["data.json", "1.pdf"]
        bundle.setpassword(password.encode())
        told = json.loads(bundle.read("data.json"))
        assert bundle.read("1.pdf").startswith(b"%PDF")
    assert told["fields"]["narrative"] == NARRATIVE
    assert NARRATIVE.encode() not in data
    exported = trail.rows(case=report.UID(), actions=("export",))
    assert [(each.user, each.detail) for each in exported] == [
        ("supervisor1", f"{row.number},files=1")
    ]


def test_the_page_tells_each_what_is_theirs(site, box):
    report = sample_report(box)
    row = filed(report, "access")
    transaction.commit()
    for person, status in (("intake1", 200), ("head1", 200), ("worker1", 404), ("operator1", 404)):
        assert Visitor(site, person).get("penerimaan/@@keeping").status == status
    pages = {p: Visitor(site, p).get("penerimaan/@@keeping").text for p in ("intake1", "head1")}
    assert row.number in pages["intake1"] and ASKED not in pages["intake1"]
    assert ASKED in pages["head1"] and NARRATIVE not in pages["head1"]
    head = Visitor(site, "head1", cookie=True)
    form = {"action": "accept", "request": row.number, "reason": "Berhak."}
    token = head.authenticator("penerimaan/@@keeping")
    assert head.post("penerimaan/@@keeping", {**form, "_authenticator": token}).status == 302
    found = Visitor(site, "privacy1").rest("GET", "penerimaan/@keeping").json()
    assert [each["state"] for each in found["requests"]] == ["accepted"]
    packed = Visitor(site, "intake1").rest(
        "POST", "penerimaan/@keeping/package", {"request": row.number}
    )
    assert packed.status == 200 and packed.json()["data"]
    head = Visitor(site, "head1", cookie=True)
    token = head.authenticator("penerimaan/@@keeping")
    form = {"action": "password", "request": row.number, "_authenticator": token}
    page = head.post("penerimaan/@@keeping", form)
    assert page.status == 200 and page.text.count("<code>") == 1
    again = head.post("penerimaan/@@keeping", form)
    assert "no password that waits" in again.text
