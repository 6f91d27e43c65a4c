"""The plans of the invented cases, as they are told: as the rules would have let them come about.

How they stand in their cases is in test_demo.py.
"""

from baleharum.demo.data import read
from baleharum.plans.policy import MANY_AGENCIES
from baleharum.plans.services import service_label
from baleharum.terms.lists import term

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
