"""A case that is reopened begins anew: what was decided before opens no step any more."""

from baleharum.cases.history import begun
from baleharum.demo.past import write_history
from baleharum.retention.requests import answered
from baleharum.retention.requests import decide
from baleharum.retention.requests import file_request
from DateTime import DateTime
from plone import api
from tests.assessments_made import endorsed_assessment
from tests.assessments_made import sample_assessment
from tests.centre import acting
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.consents_made import sample_basis
from tests.plans_made import approved_plan
from tests.plans_made import sample_conference
from tests.plans_made import sample_record
from tests.plans_made import take
from tests.test_case_rules import approved
from tests.test_case_rules import missing
from tests.test_case_rules import put

import pytest


NOW = DateTime()


def reopened(case, state):
    """Let an hour pass, in which the case was closed and reopened, and put it into a state."""
    row = {"actor": "supervisor1", "comments": ""}
    rows = [
        {**row, "action": None, "review_state": "intake", "time": NOW - 2},
        {**row, "action": "close", "review_state": "closed", "time": DateTime() + 0.04},
        {**row, "action": "reopen", "review_state": "triage", "time": DateTime() + 0.05},
        {**row, "action": "-", "review_state": state, "time": DateTime() + 0.06},
    ]
    write_history(case, "case_workflow", rows)
    case.reindexObject()
    return case


def later(content, *states):
    """Let something come into states after the case was reopened; returns it."""
    (name,) = content.workflow_history
    rows = list(content.workflow_history[name])
    for state in states:
        rows.append({**rows[-1], "action": "-", "review_state": state, "time": DateTime() + 1})
    write_history(content, name, rows)
    content.creation_date = DateTime() + 1
    content.reindexObject()
    return content


def places(case, user_id, transition) -> set[str]:
    return {place for _text, place in missing(case, user_id, transition)}


def test_a_case_that_was_never_reopened_has_no_such_day(case):
    assert begun(case) is None
    assert begun(put(case, "triage", "assessment")) is None


@pytest.mark.parametrize(
    ("state", "transition", "kind"),
    [
        ("triage", "start_assessment", "asesmen-awal"),
        ("assessment", "make_plan", "asesmen-biopsikososial"),
        ("planning", "approve_plan", "kontrak-layanan"),
        ("monitoring", "propose_termination", "laporan-monev"),
        ("monitoring", "continue_service", "laporan-monev"),
        ("termination", "start_aftercare", "ba-terminasi"),
        ("termination", "close", "ba-terminasi"),
    ],
)
def test_an_older_paper_opens_no_step(case, state, transition, kind):
    case.lawful_basis = "tugas-publik"
    approved(case, kind)
    who = {"close": "head1", "start_aftercare": "head1", "approve_plan": "head1"}
    place = "assessments" if kind.startswith("asesmen") else "documents"
    put(case, state)
    assert place not in places(case, who.get(transition, "worker1"), transition)
    reopened(case, state)
    assert place in places(case, who.get(transition, "worker1"), transition)
    later(next(iter(case.objectValues())), "approved")
    assert place not in places(case, who.get(transition, "worker1"), transition)


def test_an_older_assessment_neither(case):
    case.lawful_basis = "tugas-publik"
    sample_basis(case)
    old = endorsed_assessment(case, "triage")
    reopened(case, "triage")
    assert "assessments" in places(case, "worker1", "start_assessment")
    later(old, "endorsed")
    assert places(case, "worker1", "start_assessment") == set()


def test_an_older_triage_is_no_emergency(case):
    sample_basis(case, basis="kepentingan-vital")
    old = sample_assessment(case, risk="darurat")
    put(case, "triage")
    assert places(case, "supervisor1", "emergency") == set()
    reopened(case, "triage")
    assert places(case, "supervisor1", "emergency") == {"assessments", "edit"}
    later(old, "draft")
    assert places(case, "supervisor1", "emergency") == set()


def test_older_plans_minutes_and_records_neither(case):
    sample_basis(case)
    sample_person(case, birth_year=2015)
    approved(case, "kontrak-layanan")
    plan = approved_plan(case, approver="head1")
    minutes = take(sample_conference(case), "approve", "supervisor1")
    put(case, "planning")
    assert places(case, "head1", "approve_plan") == set()
    reopened(case, "planning")
    assert {"documents", "plan"} & places(case, "head1", "approve_plan")
    for each in (case["d1"], plan, minutes):
        later(each, "approved")
    assert places(case, "head1", "approve_plan") == set()
    reopened(case, "intervention")
    later(plan, "approved")
    record, other = sample_record(case, goal="1"), sample_record(case, goal="2")
    later(other, "recorded")
    assert places(case, "worker1", "start_monitoring") == {"plan#goal-1"}
    later(record, "recorded")
    assert places(case, "worker1", "start_monitoring") == set()


def test_an_older_note_neither(case):
    sample_basis(case)
    note = sample_note(case)
    put(case, "intervention")
    assert places(case, "worker1", "revise_plan") == set()
    reopened(case, "intervention")
    assert places(case, "worker1", "revise_plan") == {"notes#add-note"}
    later(note, "recorded")
    assert places(case, "worker1", "revise_plan") == set()


@pytest.mark.parametrize("kind", ["surat-permohonan", "ba-penjangkauan", ""])
def test_a_report_is_a_paper_or_was_told_and_typed(case, kind):
    case.lawful_basis = "tugas-publik"
    take(sample_document(case, kind="form-penerimaan"), "submit", "worker1")
    assert places(case, "worker1", "start_triage") == {"edit"}
    if kind:
        sample_document(case, kind=kind)
    else:
        case.summary = "Tetangga menelepon."
    assert places(case, "worker1", "start_triage") == set()


def test_an_intake_form_that_is_not_handed_in_is_not_complete(case):
    case.lawful_basis, case.summary = "tugas-publik", "Tetangga menelepon."
    form = sample_document(case, kind="form-penerimaan")
    ((text, place),) = missing(case, "worker1", "start_triage")
    assert ("complete: submit it" in text, place) == (True, "documents")
    take(form, "submit", "worker1")
    assert places(case, "worker1", "start_triage") == set()
    take(form, "return", "supervisor1", "Tanggal lahir belum ada.")
    assert places(case, "worker1", "start_triage") == {"documents"}


def test_who_declines_says_how_other_services_were_told_of(case):
    rows = missing(case, "supervisor1", "decline", reason_code="")
    assert [place for _text, place in rows] == ["#reason_code"]
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan sasaran.", reason_code="tertulis")
    assert case.closing_reason is None


def test_a_case_does_not_close_before_an_answer_about_somebodys_data(case):
    person = sample_person(case)
    approved(case, "ba-terminasi")
    put(case, "termination")
    assert places(case, "head1", "close") == set()
    with acting("privacy1"):
        asked = file_request(case, person.getId(), "access", "Apa yang disimpan?").number
    ((text, place),) = missing(case, "head1", "close")
    assert ("not answered" in text, place) == (True, "retention")
    with acting("head1"):
        decide(case.__parent__, asked, accept=False, reason="Pernah dijawab bulan lalu.")
    assert places(case, "head1", "close") == {"retention"}
    with acting("privacy1"):
        answered(case.__parent__, asked)
    assert places(case, "head1", "close") == set()
