"""Rulings and guidance, and health records: days, deadlines, who has them, pages, REST."""

from baleharum.cases import timeline
from baleharum.cases.dues import dues_of
from baleharum.cases.moments import today
from baleharum.health.content import IHealthRecord
from baleharum.mandates import policy
from baleharum.mandates.events import NO_OFFICE
from baleharum.mandates.schema import ENDS_BEFORE
from baleharum.mandates.schema import REPORTS_OUTSIDE
from baleharum.mandates.schema import REPORTS_WHEN
from baleharum.retention.copies import is_for
from baleharum.team.api import assign
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.restapi.interfaces import ISerializeToJson
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import client_of
from tests.http import Visitor
from tests.mandates_made import sample_health
from tests.mandates_made import sample_mandate
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.component import getMultiAdapter

import doctest
import pytest
import transaction


def whats(context):
    return {due.what: due.at.date() for due in dues_of(context)}


def test_examples_in_the_code():
    assert doctest.testmod(policy).failed == 0


def test_its_end_and_its_next_report_are_due_until_it_has_ended(case):
    first = today() - timedelta(days=20)
    made = sample_mandate(case, report_on=first, report_months=1)
    assert whats(made) == {"mandate-report": first, "mandate-end": made.ends_on}
    write(made, "worker1", reported_on=first)
    assert whats(made)["mandate-report"] == policy.months_later(first, 1)
    with pytest.raises(WorkflowException), acting("worker1"):
        api.portal.get_tool("portal_workflow").doActionFor(made, "end")
    take(made, "worker1", "end", comment="Selesai menurut laporan Bapas.")
    assert whats(made) == {}
    with pytest.raises(BadRequest), acting("worker1"):
        made.remarks = "Masih diubah."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_on": today() - timedelta(days=31)}, ENDS_BEFORE),
        ({"report_on": today() + timedelta(days=61)}, REPORTS_OUTSIDE),
        ({"report_months": 3}, REPORTS_WHEN),
        ({"office": "tidak-ada"}, NO_OFFICE),
    ],
)
def test_days_that_contradict_each_other_are_refused_with_what_mends_them(case, fields, message):
    with pytest.raises(BadRequest, match=str(message.default)[:40]):
        sample_mandate(case, **fields)


def test_the_page_says_which_demanded_documents_are_missing(case, http_request):
    made = sample_mandate(case, demanded=("laporan-sosial", "putusan"))
    sample_document(case, "worker1", "laporan-sosial")
    with acting("worker1"):
        view = made.restrictedTraverse("@@view")
        assert [each["filed"] for each in view.demanded()] == [True, False]
        html = view()
    assert "12/Pid.Sus/2026" in html and "Pengadilan Contoh" in html


@pytest.mark.parametrize(
    ("made", "user", "words"),
    [
        (sample_mandate, "worker2", "12/Pid.Sus/2026"),
        (sample_health, "doctor1", "Berobat teratur."),
    ],
)
def test_what_is_told_of_who_is_restricted_is_not_shown(case, http_request, made, user, words):
    content = made(case)
    with acting(user):
        assert words in content.restrictedTraverse("@@view")()
    with acting("supervisor1"):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(client_of(case), "restrict", comment="Diminta.")
    with acting(user):
        answer = getMultiAdapter((content, http_request), ISerializeToJson)()
        assert words not in content.restrictedTraverse("@@view")() and words not in str(answer)
        with pytest.raises(Unauthorized):
            content.restrictedTraverse("edit")()


def test_who_is_a_clinician_here_has_health_and_nobody_else(case):
    record = sample_health(case)
    assign(case, "psychologist1", "clinician")
    # A doctor who leads, and whoever comes in by emergency, are not its clinicians.
    assign(case, "doctor1", "lead")
    seen = {}
    for user in ("doctor1", "psychologist1", "worker1", "advocate1", "supervisor1", "head1"):
        with acting(user):
            found = api.content.find(portal_type="HealthRecord")
            may = api.user.has_permission("Modify portal content", obj=record)
            stories = [entry for _k, entry in timeline.entries(case) if entry.uid == uid(record)]
            seen[user] = (len(found), may, len(timeline.visible([(0, e) for e in stories])))
    none = (0, False, 0)
    wanted = dict.fromkeys(seen, none) | dict.fromkeys(("doctor1", "psychologist1"), (1, True, 1))
    assert seen == wanted


@pytest.mark.parametrize("function", ["worker", "lead"])
def test_a_doctor_of_another_function_has_no_health_record(register, function):
    case = sample_case(register)
    record = sample_health(case, "psychologist1")
    assign(case, "doctor1", function)
    with acting("doctor1"):
        assert not api.user.has_permission("View", obj=record)
        with pytest.raises(Unauthorized):
            createContentInContainer(case, "HealthRecord", about=uid(client_of(case)))


def test_a_clinician_without_a_confirmed_profession_adds_none(register):
    case = sample_case(register)
    assign(case, "worker2", "clinician")
    with acting("worker2"), pytest.raises(BadRequest, match="profession"):
        createContentInContainer(case, "HealthRecord", about=uid(client_of(case)))


def test_health_goes_into_no_package_and_lies_sealed(case):
    record = sample_health(case, note="Kanarikesehatan", conditions=("hiv", "gangguan-jiwa"))
    assert not is_for(record, client_of(case))
    plain = {name for name in IHealthRecord.names() if name in vars(record)}
    assert plain == set()
    assert "hiv" not in repr(vars(record))


def test_rest_and_pages_of_both(functional_portal):
    site = functional_portal
    case = sample_case(site["perkara"], categories=("bwblp",))
    client, where = uid(client_of(case)), f"perkara/{case.getId()}"
    assign(case, "doctor1", "clinician")
    transaction.commit()
    worker, doctor = Visitor(site, "worker1"), Visitor(site, "doctor1")
    body = {"@type": "Mandate", "kind": "bimbingan-bapas", "about": client}
    days = {"begins_on": "2026-01-01", "report_on": "2026-02-01", "report_months": 2}
    assert worker.rest("POST", where, body | {"kind": "lain"}).status == 400
    assert worker.rest("POST", where, body | {"report_months": 2}).status == 400
    answer = worker.rest("POST", where, body | days | {"ends_on": "2026-07-01"})
    assert answer.json()["report_days"] == ["2026-02-01", "2026-04-01", "2026-06-01"]
    assert worker.rest("PATCH", f"{where}/j1", {"ends_on": "2025-07-01"}).status == 400
    assert worker.rest("PATCH", f"{where}/j1", {"officer": "Petugas Contoh"}).status == 204
    (row,) = worker.rest("GET", f"{where}/@mandates").json()["items"]
    assert (row["kind"], row["review_state"]) == ("bimbingan-bapas", "in_force")
    assert "Petugas Contoh" in worker.get(f"{where}/j1").text
    assert "J1" in worker.get(f"{where}/@@mandates").text
    record = {"@type": "HealthRecord", "about": client, "conditions": ["hiv"]}
    assert worker.rest("POST", where, record).status in (401, 403, 404)
    assert doctor.rest("POST", where, record).status == 201
    assert doctor.rest("PATCH", f"{where}/w1", {"treatment": "berjalan"}).status == 204
    assert doctor.rest("GET", f"{where}/@health").json()["items"][0]["id"] == "w1"
    assert "HIV" in doctor.get(f"{where}/w1").text
    assert "W1" in doctor.get(f"{where}/@@health").text
    for path in ("w1", "w1/edit", "@@health", "++add++HealthRecord"):
        assert worker.get(f"{where}/{path}").status == 404
    assert worker.rest("GET", f"{where}/@health").status == 404
    for page in ("", "/timeline", "/access-log"):
        text = worker.get(f"{where}{page}").text
        assert "Kesehatan" not in text and "/health" not in text
