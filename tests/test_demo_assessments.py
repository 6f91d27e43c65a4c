"""The invented assessments: people, states and domains that fit."""

from baleharum.assessments.kinds import kind
from baleharum.assessments.policy import LICENSED
from baleharum.demo.assessments import PATHS
from baleharum.demo.data import read

import pytest


ALL = read("assessments")
CASES = {case["key"]: case for case in read("cases")}
PROFESSIONS = {account["id"]: account["profession"] for account in read("accounts")}
IDS = [f"{told['case']}-{told['kind']}" for told in ALL]


@pytest.mark.parametrize("told", ALL, ids=IDS)
def test_the_author_is_of_the_team_and_of_the_profession(told):
    case, rules = CASES[told["case"]], kind(told["kind"])
    assert told["author"] in {member["user"] for member in case["team"]}
    assert not rules.author or PROFESSIONS[told["author"]] == rules.author
    assert PROFESSIONS[told["author"]] not in LICENSED or told["licence"]


@pytest.mark.parametrize("told", ALL, ids=IDS)
def test_what_was_submitted_is_complete_and_endorsed_by_somebody_else(told):
    rules = kind(told["kind"])
    for version in told["versions"]:
        assert version["state"] in PATHS
        domains = {domain: row for domain, row in version["domains"].items() if row[1]}
        assert set(domains) <= {term.token for term in rules.domains}
        assert all(score in range(5) for score, _text in domains.values())
        assert bool(version["risk"]) is rules.risk
        if version["state"] != "draft":
            assert set(rules.mandatory) <= set(domains) and version["conclusion"]
            assert version["reviewer"] != told["author"]


@pytest.mark.parametrize("told", ALL, ids=IDS)
def test_versions_follow_each_other_and_the_case(told):
    days = [version["days_ago"] for version in told["versions"]]
    assert days == sorted(days, reverse=True) and len(set(days)) == len(days)
    assert days[0] <= CASES[told["case"]]["opened_days_ago"]
    states = [version["state"] for version in told["versions"]]
    assert set(states[:-1]) <= {"superseded"} and states[-1] != "superseded"


def test_three_have_several_versions_to_compare():
    assert sum(len(told["versions"]) > 1 for told in ALL) >= 3
