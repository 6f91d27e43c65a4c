"""What the steps of a case ask of its plan, its records and its conferences (domain.md 2a)."""

from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step
from baleharum.consents.api import consents_of
from baleharum.demo.past import write_history
from DateTime import DateTime
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_partner
from tests.centre import sample_person
from tests.consents_made import sample_basis
from tests.plans_made import approved_plan
from tests.plans_made import sample_conference
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from tests.plans_made import take
from zope.i18n import translate

import pytest


CONFERENCE = "An approved document 'Case-conference minutes' is missing."
CONTRACT = "An approved document 'Service agreement' is missing."
PLAN = "An approved document 'Intervention plan' is missing."


def put(case, state):
    """Put a case into a state, as if it had come there; what is worked on has a basis for it."""
    row = {"action": None, "actor": "", "comments": "", "review_state": state, "time": DateTime()}
    write_history(case, "case_workflow", [row])
    case.reindexObject()
    if state in ACTIVE_STATES and not consents_of(case):
        sample_basis(case)
    return case


def approve_file(case, kind):
    """File an approved document."""
    document = sample_document(case, kind=kind)
    row = {"action": "approve", "actor": "supervisor1", "comments": "", "time": DateTime()}
    write_history(document, "case_document_workflow", [{**row, "review_state": "approved"}])
    document.reindexObject()


def missing(case, user_id, transition) -> list[tuple[str, str]]:
    with acting(user_id):
        found = step(case, transition)
        return [(translate(row.message), row.mend) for row in found.missing]


@pytest.fixture
def agencies(portal):
    """UIDs of three partners of a directory."""
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    with acting("head1"):
        made = [sample_partner(directory, name=f"RSUD Contoh {n}") for n in range(3)]
    return tuple(api.content.get_uuid(partner) for partner in made)


@pytest.fixture
def planning(case):
    """A case whose plan waits for its approval, with the contract."""
    approve_file(case, "kontrak-layanan")
    return put(case, "planning")


@pytest.mark.parametrize("reached", ["", "draft", "submitted"])
def test_a_plan_that_is_not_approved_is_none(planning, reached):
    if reached:
        plan = sample_plan(planning)
    if reached == "submitted":
        take(plan, "submit", "worker1")
    assert [text for text, _p in missing(planning, "supervisor1", "approve_plan")] == [PLAN]


def test_the_plan_of_the_case_is_an_approved_record(planning):
    approved_plan(planning)
    assert missing(planning, "supervisor1", "approve_plan") == []
    with acting("supervisor1"):
        api.content.transition(planning, "approve_plan")
    assert api.content.get_state(planning) == "intervention"


@pytest.mark.parametrize("draft", [True, False])
def test_a_plan_on_paper_alone_is_approved_by_the_head_after_a_conference(planning, draft):
    """Nothing tells how many agencies are in it, or whether somebody is taken in."""
    if draft:
        sample_plan(planning)
    approve_file(planning, "rencana-intervensi")
    (conference, head) = missing(planning, "supervisor1", "approve_plan")
    assert (conference, head[1]) == ((CONFERENCE, "plan"), "team")
    assert missing(planning, "head1", "approve_plan") == [(CONFERENCE, "plan")]
    approve_file(planning, "konferensi-kasus")
    with acting("head1"):
        api.content.transition(planning, "approve_plan")
    places = [place for _t, place in missing(planning, "worker1", "start_monitoring")]
    assert sorted(places) == ["notes#add-note", "plan"]


def test_without_a_contract_no_plan_is_approved(case):
    put(case, "planning")
    approved_plan(case)
    assert missing(case, "supervisor1", "approve_plan") == [(CONTRACT, "documents")]


@pytest.mark.parametrize("many", [0, 1, 2, 3])
@pytest.mark.parametrize("form", ["record", "paper"])
def test_with_two_agencies_or_more_there_is_a_conference_first(planning, agencies, many, form):
    approved_plan(planning, agencies=agencies[:many])
    needed = [(CONFERENCE, "plan")] if many >= 2 else []
    assert missing(planning, "supervisor1", "approve_plan") == needed
    if form == "paper":
        approve_file(planning, "konferensi-kasus")
    else:
        conference = sample_conference(planning)
        assert missing(planning, "supervisor1", "approve_plan") == needed
        take(conference, "approve", "supervisor1")
    assert missing(planning, "supervisor1", "approve_plan") == []


def test_the_conference_of_a_childs_case_with_agencies_is_asked_for_once(planning, agencies):
    approved_plan(planning, agencies=agencies)
    sample_person(planning, birth_date=today() - timedelta(days=3650))
    assert missing(planning, "head1", "approve_plan") == [(CONFERENCE, "plan")]


@pytest.mark.parametrize(
    ("fields", "approach"), [({"harm": ("seksual",)}, "keluarga"), ({}, "residensial")]
)
def test_the_step_of_a_delicate_case_is_for_the_head(register, fields, approach):
    case = put(sample_case(register, **fields), "planning")
    approve_file(case, "kontrak-layanan")
    approved_plan(case, approver="head1", approach=approach)
    ((text, place),) = missing(case, "supervisor1", "approve_plan")
    assert ("by the head of the centre alone" in text, place) == (True, "team")
    with acting("supervisor1"), pytest.raises(TransitionRefused):
        case.portal_workflow.doActionFor(case, "approve_plan")
    assert missing(case, "head1", "approve_plan") == []


@pytest.fixture
def working(case):
    """A case with an approved plan of two goals, on which work goes on."""
    approved_plan(case)
    return put(case, "intervention")


def test_monitoring_begins_when_something_was_done_for_every_goal(working):
    sample_note(working)
    rows = [
        (f"Nothing was recorded yet for goal {n} of the plan.", f"plan#goal-{n}") for n in (1, 2)
    ]
    assert missing(working, "worker1", "start_monitoring") == rows
    sample_record(working, goal="2")
    assert missing(working, "worker1", "start_monitoring") == rows[:1]
    sample_record(working, goal="1", outcome="tidak-terlaksana")
    sample_record(working)
    assert missing(working, "worker1", "start_monitoring") == rows[:1]
    with acting("worker1"), pytest.raises(TransitionRefused, match="goal 1 of the plan"):
        working.portal_workflow.doActionFor(working, "start_monitoring")
    sample_record(working, goal="1")
    assert missing(working, "worker1", "start_monitoring") == []


def test_without_any_note_both_are_listed(working):
    assert len(missing(working, "worker1", "start_monitoring")) == 3


def test_a_service_record_is_a_note_of_the_work(working):
    assert len(missing(working, "worker1", "revise_plan")) == 1
    sample_record(working, goal="1")
    assert len(missing(working, "worker1", "start_monitoring")) == 1
    sample_record(working, goal="2")
    assert missing(working, "worker1", "start_monitoring") == []
    assert missing(working, "worker1", "revise_plan") == []


def test_service_goes_on_after_a_monitoring_report(working):
    put(working, "monitoring")
    sample_record(working, goal="1")
    assert [place for _t, place in missing(working, "worker1", "continue_service")] == ["documents"]
    sample_document(working, kind="laporan-monev")
    assert missing(working, "worker1", "continue_service") == []


READY = "A record of a family-readiness visit is missing"


@pytest.mark.parametrize("child", [True, False])
def test_a_child_goes_back_to_a_family_that_is_ready(case, child):
    put(case, "termination")
    approve_file(case, "ba-terminasi")
    if child:
        sample_person(case, birth_date=today() - timedelta(days=3650))
    sample_record(case)
    sample_record(case, kind="kesiapan-keluarga", outcome="tidak-terlaksana")
    rows = missing(case, "head1", "start_aftercare")
    assert [(text.startswith(READY), place) for text, place in rows] == (
        [(True, "plan#records")] if child else []
    )
    sample_record(case, kind="kesiapan-keluarga")
    assert missing(case, "head1", "start_aftercare") == []


@pytest.mark.parametrize("state", ["closed", "declined", "archived"])
def test_in_a_case_that_is_over_no_plan_moves(case, state):
    plan = take(sample_plan(case), "submit", "worker1")
    conference = sample_conference(case)
    put(case, state)
    for content in (plan, conference):
        with pytest.raises(TransitionRefused, match="The case is closed"):
            take(content, "approve", "supervisor1")
