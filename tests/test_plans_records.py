"""Service records: written once, corrected by another; the progress of goals that follows."""

from baleharum.cases import dues
from baleharum.cases.moments import today
from baleharum.plans import policy
from baleharum.plans.facts import records
from baleharum.plans.versions import add_version
from baleharum.retention.tombstone import hashes_of
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.plans_made import approved_plan
from tests.plans_made import goal
from tests.plans_made import sample_conference
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from tests.plans_made import take
from zExceptions import BadRequest

import pytest


DAY = date(2026, 11, 29)


@dataclass
class Told:
    """A record as the policy sees it."""

    name: str
    outcome: str = "sebagian"
    goal: str | None = "1"
    minutes: int = 30
    happened_on: date = DAY
    corrects: str | None = None
    decision: str | None = None

    def getId(self):
        return self.name


def progress(*records, due=DAY):
    return policy.progress([(1, due)], records, DAY)[0]


def test_a_goal_without_records_has_made_no_progress():
    assert progress() == policy.Progress(1)


def test_what_was_done_is_counted_and_the_last_outcome_says_how_far_it_is():
    found = progress(
        Told("s2", "tercapai", happened_on=DAY - timedelta(days=1)),
        Told("s1", "belum", happened_on=DAY - timedelta(days=9), minutes=45),
        Told("s3", goal="2", minutes=600),
    )
    assert (found.records, found.minutes, found.last) == (2, 75, DAY - timedelta(days=1))
    assert (found.outcome, found.share, found.achieved) == ("tercapai", 100, True)


def test_of_two_on_one_day_the_later_one_counts():
    assert progress(Told("s10", "memburuk"), Told("s9", "tercapai")).outcome == "memburuk"


def test_what_did_not_take_place_is_no_progress():
    found = progress(Told("s1", "sebagian"), Told("s2", "tidak-terlaksana", minutes=99))
    assert (found.records, found.minutes, found.outcome) == (2, 30, "sebagian")


def test_a_corrected_record_no_longer_counts():
    found = progress(Told("s1", "tercapai", minutes=90), Told("s2", "belum", corrects="s1"))
    assert (found.records, found.minutes, found.share) == (1, 30, 0)


@pytest.mark.parametrize(
    ("due", "outcome", "overdue"),
    [
        (DAY, "belum", False),
        (DAY - timedelta(days=1), "belum", True),
        (DAY - timedelta(days=1), "tercapai", False),
        (None, "belum", False),
    ],
)
def test_a_goal_is_overdue_after_its_day_unless_it_is_reached(due, outcome, overdue):
    assert progress(Told("s1", outcome), due=due).overdue is overdue


def test_a_record_says_by_whom_when_and_for_which_plan(case):
    plan = approved_plan(case)
    record = sample_record(case, "psychologist1", goal="2")
    assert (record.getId(), record.goal, record.plan) == ("s1", "2", plan.UID())
    assert (record.done_by, record.happened_on) == ("psychologist1", today())
    assert "bercerita" not in repr(sorted(record.__dict__.items()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", "Lain."),
        ("minutes", 5),
        ("outcome", "tercapai"),
        ("goal", None),
        ("happened_on", date(2026, 1, 1)),
        ("done_by", "worker2"),
        ("service", "kesehatan"),
        ("corrects", "s1"),
    ],
)
def test_no_script_changes_a_record(case, name, value):
    approved_plan(case)
    record = sample_record(case, goal="1")
    before = getattr(record, name)
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest, match="another one"):
        setattr(record, name, value)
    assert getattr(record, name) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"text": " \n"},
        {"goal": "3"},
        {"goal": "x"},
        {"decision": "k1.1"},
        {"corrects": "s9"},
        {"corrects": "n1"},
        {"outcome": None},
        {"minutes": None},
        {"service": None},
        {"happened_on": today() + timedelta(days=1)},
    ],
)
def test_what_is_not_right_is_not_filed_and_nothing_is_left(case, fields):
    sample_plan(case)
    before = set(case.objectIds())
    with pytest.raises(BadRequest):
        sample_record(case, **fields)
    assert set(case.objectIds()) == before


def test_a_record_is_corrected_once(case):
    sample_record(case)
    sample_record(case, corrects="s1", minutes=90)
    with pytest.raises(BadRequest, match="corrected already"):
        sample_record(case, corrects="s1")
    again = sample_record(case, corrects="s2")
    assert [r.getId() for r in policy.in_force(records(case))] == [again.getId()]


def test_a_goal_that_is_reached_is_due_no_more_until_the_record_is_corrected(case):
    plan = approved_plan(case, goals=[goal(days=5), goal(days=6)])
    sample_record(case, goal="1", outcome="tercapai")
    assert [row.at.date() for row in dues.dues_of(plan)] == [today() + timedelta(days=6)]
    assert kept(plan) == 1
    sample_record(case, goal="1", outcome="belum", corrects="s1")
    assert kept(plan) == 2


def test_a_decision_is_due_until_it_is_carried_out(case):
    conference = sample_conference(case)
    assert kept(conference) == 0
    take(conference, "approve", "supervisor1")
    assert [row.what for row in dues.dues_of(conference)] == ["decision"]
    sample_record(case, decision="k1.1", outcome="tidak-terlaksana")
    assert kept(conference) == 1
    sample_record(case, decision="k1.1")
    assert kept(conference) == 0


def kept(content) -> int:
    """Return how much the catalog remembers as due."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=api.content.get_uuid(content))
    return len(brain.dues or ())


def test_records_of_older_versions_count_for_the_goals_that_stay(case):
    plan = approved_plan(case)
    sample_record(case, goal="2", outcome="tercapai")
    with acting("worker1"):
        newer = add_version(plan)
    newer.goals = [newer.goals[1], goal("Klien punya KTP.")]
    found = policy.progress(newer.due_days, records(case), today())
    assert [(row.number, row.share) for row in found] == [(2, 100), (3, 0)]


def test_what_was_done_counts_in_the_hash_of_a_destroyed_case(case):
    before = hashes_of(case)[1]
    sample_record(case)
    assert len(hashes_of(case)[1]) == len(before) + 1
