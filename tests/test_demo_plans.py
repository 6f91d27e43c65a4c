"""The plans of the invented cases: as the rules would have let them come about."""

from baleharum.demo import centre
from baleharum.demo.data import read
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import filed
from baleharum.plans.facts import is_delicate
from baleharum.plans.facts import plan_of
from baleharum.plans.facts import records
from baleharum.plans.policy import MANY_AGENCIES
from baleharum.plans.policy import progress
from baleharum.plans.services import service_label
from baleharum.plans.views import PlanTab
from baleharum.team.api import utcnow
from baleharum.terms.lists import term
from datetime import timedelta
from plone import api
from tests.centre import acting

import pytest


PLANS = read("plans")
CASES = {case["key"]: case for case in read("cases")}
LISTS = {
    "approach": "care-approaches",
    "rehabilitation": "rehabilitation-levels",
    "services": "services",
    "simfoni": "simfoni-services",
    "components": "intervention-kinds",
}

each_told = pytest.mark.parametrize("key", PLANS)


def team_of(key) -> set[str]:
    return {member["user"] for member in CASES[key]["team"]} | {"supervisor1"}


@each_told
def test_every_token_is_known(key):
    told = PLANS[key]
    for plan in told["plans"]:
        for name, code_list in LISTS.items():
            values = plan[name] if isinstance(plan[name], list) else [plan[name]]
            assert all(term(code_list, token) for token in values)
        assert all(service_label(goal["service"]) for goal in plan["goals"])
    for record in told["records"]:
        assert service_label(record["service"])
        assert term("service-kinds", record["kind"]) and term("service-outcomes", record["outcome"])


@each_told
def test_who_is_named_is_of_the_team_and_nobody_approves_their_own(key):
    told, team = PLANS[key], team_of(key)
    for each in (*told["plans"], *told["conferences"]):
        assert each["approver"] != each["author"]
        rows = each.get("goals") or each.get("decisions")
        assert {row["responsible"] for row in rows} - {None} <= team
    authors = {e["author"] for e in (*told["plans"], *told["conferences"], *told["records"])}
    assert authors <= team


@each_told
def test_a_plan_was_approved_before_its_case_went_on(key):
    """And the conference held before, where there are several agencies."""
    approved = [s["days_ago"] for s in CASES[key]["history"] if s["transition"] == "approve_plan"]
    plans = [plan for plan in PLANS[key]["plans"] if plan["decided"] is not None]
    assert len(plans) == len(approved)
    for plan, day in zip(plans, approved, strict=True):
        assert plan["days_ago"] >= plan["submitted"] >= plan["decided"] >= day
        if len(plan["agencies"]) >= MANY_AGENCIES:
            (conference,) = PLANS[key]["conferences"]
            assert conference["approved"] >= day


@pytest.fixture
def demo(portal, monkeypatch):
    """The demo centre in a site whose test register is out of the way."""
    with api.env.adopt_roles(["Manager"]):
        portal._delObject("perkara")
    monkeypatch.setenv(centre.PASSWORD_VARIABLE, "benar-kuda-baterai-9")
    centre.build(None)
    return {case.summary: case for case in portal["perkara"].objectValues()}


def test_the_plans_stand_in_their_cases(demo):
    cases = {key: demo[CASES[key]["summary"]] for key in PLANS}
    for key, told in PLANS.items():
        case = cases[key]
        assert len(records(case)) == len(told["records"])
        states = [plan["state"] for plan in told["plans"]]
        assert [api.content.get_state(p) for p in filed(case, "CarePlan")] == states
        plan = plan_of(case)
        if plan is not None and told["plans"][-1]["decided"] is not None:
            now = (utcnow() + timedelta(hours=8)).date()
            assert any(row.share for row in progress(plan.due_days, records(case), now))
            head = told["plans"][-1]["approver"] == "head1"
            assert head or not is_delicate(case, plan, now)
    assert bars_of(cases["k18"]) == []
    assert all(bars_of(case) for key, case in cases.items() if CASES[key]["harm_kinds"])


def test_progress_is_seen_by_the_lead(demo, http_request):
    case = demo[CASES["k06"]["summary"]]
    with acting("worker1"):
        tab = PlanTab(case, http_request)
        shares = [goal["share"] for goal in tab.goals]
    assert 100 in shares and any(0 < share < 100 for share in shares)
