"""A care plan: versions, who approves it, and that what is approved stays as it is."""

from AccessControl import Unauthorized
from baleharum.cases import dues
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step
from baleharum.cases.steps import steps
from baleharum.plans.versions import add_version
from baleharum.team.api import assign
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.plans_made import approved_plan
from tests.plans_made import goal
from tests.plans_made import sample_plan
from tests.plans_made import take
from zExceptions import BadRequest
from zope.i18n import translate

import pytest


def state(content) -> str:
    return api.content.get_state(content)


def missing(content, user_id, transition) -> list[tuple[str, str]]:
    """Return (text, place) of all that is missing for a step of somebody."""
    with acting(user_id):
        found = step(content, transition)
        return [(translate(row.message), row.mend) for row in found.missing]


def test_a_plan_is_named_after_its_case_and_nobody_owns_it(case):
    plan = sample_plan(case)
    assert (plan.getId(), plan.title) == ("r1", f"{case.getId()}/R1")
    assert (plan.version, state(plan)) == (1, "draft")
    assert plan.series == api.content.get_uuid(plan)
    assert "Owner" not in {r for _u, roles in plan.get_local_roles() for r in roles}


def test_what_describes_the_client_is_sealed(case):
    plan = sample_plan(case, remarks="Tinggal bersama bibi.")
    stored = repr(sorted(plan.__dict__.items()))
    assert "aman" not in stored and "bibi" not in stored
    assert [g.text for g in plan.goal_list()] == [
        "Klien merasa aman di rumah.",
        "Klien bekerja lagi.",
    ]


def test_goals_keep_their_numbers_and_none_is_given_twice(case):
    plan = sample_plan(case)
    first, second = plan.goals
    plan.goals = [second, goal("Klien punya KTP.")]
    assert [row[0] for row in plan.goals] == [2, 3]
    plan.goals = [plan.goals[0]]
    plan.goals = [*plan.goals, goal("Klien punya rekening.")]
    assert [row[0] for row in plan.goals] == [2, 4]
    assert plan.due_days == tuple((row[0], row[5]) for row in plan.goals)
    with pytest.raises(BadRequest, match="no row of this number"):
        plan.goals = [first, (9, *second[1:])]


@pytest.mark.parametrize(
    "rows",
    [
        "Klien aman.",
        {"text": "Klien aman."},
        [None],
        ["Klien aman."],
        [{"text": 7}],
        [{"text": "  "}],
        [{"indicator": "Tidur nyenyak"}],
        [{"text": "Aman.", "service": "sulap"}],
        [{"text": "Aman.", "due": "besok"}],
        [{"text": "Aman.", "due": "0001-01-01"}],
        [{"text": "Aman.", "warna": "hijau"}],
        [{"text": "Aman.", "number": True}],
        [{"text": "Aman.", "number": 1}],
        [{"text": "x" * 2001}],
        [{"text": "Aman."}] * 61,
    ],
)
def test_rows_that_are_none_are_refused_and_nothing_changes(case, rows):
    plan = sample_plan(case, goals=())
    with pytest.raises(BadRequest):
        plan.goals = rows
    assert (plan.goals, plan.highest, plan.due_days) == ((), 0, ())


def test_a_draft_that_lacks_something_is_not_submitted_and_all_is_listed(case):
    plan = sample_plan(case, goals=[{"text": "Klien aman."}], approach=None, services=())
    rows = missing(plan, "worker1", "submit")
    assert [text for text, _place in rows] == [
        "The approach is not chosen.",
        "No service is chosen.",
        "Goal 1: 'Service' is missing.",
        "Goal 1: 'Who sees to it' is missing.",
        "Goal 1: 'Until when' is missing.",
    ]
    assert {place for _text, place in rows} == {"r1/edit"}
    plan.goals = ()
    assert "The plan has no goal yet." in [t for t, _p in missing(plan, "worker1", "submit")]
    with acting("worker1"), pytest.raises(TransitionRefused):
        case.portal_workflow.doActionFor(plan, "submit")
    assert state(plan) == "draft"


@pytest.mark.parametrize(
    ("user_id", "draft", "submitted"),
    [
        ("worker1", ["submit"], []),
        ("worker2", ["submit"], []),
        ("psychologist1", ["submit"], []),
        ("advocate1", [], []),
        ("supervisor1", [], ["approve", "return"]),
        ("head1", [], ["approve", "return"]),
        ("privacy1", [], []),
    ],
)
def test_everybody_is_offered_the_steps_that_are_theirs(case, user_id, draft, submitted):
    plan = sample_plan(case)
    with acting(user_id):
        assert sorted(s.id for s in steps(plan)) == draft
    take(plan, "submit", "worker1")
    with acting(user_id):
        assert sorted(s.id for s in steps(plan)) == submitted


def test_a_plan_is_returned_with_a_reason_and_submitted_again(case):
    plan = take(sample_plan(case), "submit", "worker1")
    with pytest.raises(TransitionRefused, match="A reason is missing"):
        take(plan, "return", "supervisor1")
    take(plan, "return", "supervisor1", "Sasaran 2 belum terukur.")
    assert state(plan) == "draft"
    take(plan, "submit", "worker2")
    assert state(plan) == "submitted"


@pytest.mark.parametrize("handing_in", ["worker1", "supervisor1"])
def test_nobody_approves_their_own_plan(case, handing_in):
    with acting("head1"):
        assign(case, "supervisor1", "worker")
    plan = take(sample_plan(case, author="supervisor1"), "submit", handing_in)
    assert any("written themselves" in text for text, _p in missing(plan, "supervisor1", "approve"))
    with pytest.raises(TransitionRefused):
        take(plan, "approve", "supervisor1")
    assert state(take(plan, "approve", "head1")) == "approved"


@pytest.mark.parametrize(
    ("fields", "plan", "child"),
    [
        ({}, {}, True),
        ({"harm": ("seksual",)}, {}, False),
        ({"categories": ("anak-jalanan",)}, {}, False),
        ({}, {"approach": "residensial"}, False),
    ],
)
def test_the_head_alone_approves_what_is_delicate(register, fields, plan, child):
    case = sample_case(register, **fields)
    if child:
        sample_person(case, birth_date=today() - timedelta(days=10 * 365))
    made = take(sample_plan(case, **plan), "submit", "worker1")
    ((text, place),) = missing(made, "supervisor1", "approve")
    assert ("by the head of the centre alone" in text, place) == (True, "team")
    with pytest.raises(TransitionRefused):
        take(made, "approve", "supervisor1")
    assert state(take(made, "approve", "head1")) == "approved"


@pytest.mark.parametrize("reached", ["submitted", "approved", "superseded"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("goals", ()),
        ("goals", [{"text": "Lain."}]),
        ("remarks", "Lain."),
        ("approach", "komunitas"),
        ("services", ()),
        ("agencies", ("x",)),
    ],
)
def test_what_is_decided_is_changed_by_no_script(case, reached, name, value):
    plan = take(sample_plan(case, remarks="Satu."), "submit", "worker1")
    if reached != "submitted":
        take(plan, "approve", "supervisor1")
    if reached == "superseded":
        with acting("worker1"):
            newer = add_version(plan)
        take(take(newer, "submit", "worker1"), "approve", "supervisor1")
    assert state(plan) == reached
    before = getattr(plan, name)
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest, match="new version"):
        setattr(plan, name, value)
    assert getattr(plan, name) == before
    setattr(plan, name, before)


def test_a_new_version_begins_as_a_copy_and_takes_the_place_when_it_is_approved(case):
    plan = approved_plan(case)
    with acting("worker2"):
        newer = add_version(plan)
    assert (newer.version, newer.series, newer.Creator()) == (2, plan.series, "worker2")
    assert (newer.goals, newer.services) == (plan.goals, plan.services)
    newer.goals = [newer.goals[1], goal("Klien punya KTP.")]
    assert [row[0] for row in newer.goals] == [2, 3]
    take(newer, "submit", "worker2")
    assert (state(plan), state(newer)) == ("approved", "submitted")
    take(newer, "approve", "supervisor1")
    assert (state(plan), state(newer)) == ("superseded", "approved")


def test_nothing_is_superseded_by_hand(case):
    plan = approved_plan(case)
    with acting("supervisor1"):
        assert steps(plan) == []


def test_a_case_has_one_plan_and_one_version_in_the_making(case):
    plan = sample_plan(case)
    with pytest.raises(BadRequest, match="in the making already"):
        sample_plan(case)
    take(take(plan, "submit", "worker1"), "approve", "supervisor1")
    with pytest.raises(BadRequest, match="has a plan already"):
        sample_plan(case)
    with acting("worker1"):
        add_version(plan)
        with pytest.raises(BadRequest, match="in the making already"):
            add_version(plan)


@pytest.mark.parametrize("series", [{"version": 7}, {"series": "deadbeef", "version": 2}])
def test_nobody_places_a_plan_into_a_series(case, series):
    approved_plan(case)
    with pytest.raises(BadRequest):
        sample_plan(case, **series)


def test_a_plan_is_due_while_it_waits_and_its_goals_once_it_is_approved(case):
    plan = sample_plan(case, goals=[goal(days=10), goal(days=20)])
    assert dues.dues_of(plan) == []
    take(plan, "submit", "worker1")
    ((due),) = dues.dues_of(plan)
    assert (due.what, (due.at.astimezone(WITA).date() - today()).days) == ("plan-approval", 7)
    assert kept_dues(plan) == ["plan-approval"]
    take(plan, "approve", "supervisor1")
    days = [today() + timedelta(days=10), today() + timedelta(days=20)]
    assert [row.at for row in dues.dues_of(plan)] == [dues.end_of(day) for day in days]
    assert kept_dues(plan) == ["goal", "goal"]


def kept_dues(content) -> list[str]:
    """Return what the catalog remembers as due."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=api.content.get_uuid(content))
    return [what for _at, what in brain.dues or ()]


@pytest.mark.parametrize("user_id", ["advocate1", "psychologist1", "head1", "privacy1", "worker3"])
def test_who_does_not_work_on_the_case_writes_no_plan(case, user_id):
    with acting(user_id), pytest.raises(Unauthorized):
        createContentInContainer(case, "CarePlan")
    assert not [c for c in case.objectValues() if c.portal_type == "CarePlan"]
