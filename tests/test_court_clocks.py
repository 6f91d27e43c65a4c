"""The clocks of the law: from when to when, met or late, each with its article."""

from baleharum.cases.moments import WITA
from baleharum.litigation.court.clocks import clocks
from baleharum.litigation.court.clocks import due
from baleharum.litigation.court.clocks import Known
from baleharum.litigation.court.clocks import moment
from baleharum.litigation.court.clocks import Periods
from baleharum.litigation.court.stages import fails_here
from baleharum.litigation.court.stages import stage_diverted
from datetime import datetime
from datetime import timedelta

import pytest


MONDAY = datetime(2026, 9, 28, 10, tzinfo=WITA)
DAY = MONDAY.date()
CHILD = {"role": "anak-konflik"}


def at(days=0, hours=0):
    return MONDAY + timedelta(days=days, hours=hours)


def on(days=0):
    return DAY + timedelta(days=days)


def last(days):
    """The last second of a day."""
    return datetime.combine(on(days), datetime.max.time(), WITA).replace(microsecond=0)


def known(stage, **fields):
    return Known(**{"state": stage, "stage": stage, **fields})


#: what -> (procedure, until, law)
CLOCKS = {
    "social-report": (known("investigation", asked=MONDAY), at(hours=72), "pp65-13-2"),
    "diversion-offer": (known("investigation", began=MONDAY, **CHILD), at(hours=168), "pp65-14-1"),
    "diversion-notice": (
        known("investigation", offered=MONDAY, offered_from=MONDAY, **CHILD),
        at(hours=24),
        "pp65-12-3",
    ),
    "diversion-end": (
        known("investigation", state="diversion", diversion_on=DAY, **CHILD),
        last(30),
        "uu11-29-2",
    ),
    "appeal-period": (known("judgment", judged_on=DAY), last(14), "kuhap-upaya-hukum"),
}


@pytest.mark.parametrize("what", CLOCKS)
def test_each_clock_ends_when_its_article_says(what):
    procedure, until, law = CLOCKS[what]
    (clock,) = clocks(procedure, Periods())
    assert (clock.what, clock.until, clock.law) == (what, until, law)
    assert clock.state(until) == "running"
    after = "lapsed" if what == "appeal-period" else "late"
    assert clock.state(until + timedelta(seconds=1)) == after
    assert [each.what for each in due(procedure, Periods())] == [what]


#: what -> fields that meet its clock, in time and late.
MEETS = {
    "social-report": ({"given": at(hours=71)}, {"given": at(hours=73)}),
    "diversion-offer": ({"offered": at(6)}, {"offered": at(8)}),
    "diversion-notice": ({"told": at(hours=23)}, {"told": at(hours=25)}),
    "diversion-end": ({"diversion_ended": on(30)}, {"diversion_ended": on(31)}),
    "appeal-period": ({"appealed_on": on(14)}, {"appealed_on": on(15)}),
}


@pytest.mark.parametrize("what", MEETS)
def test_what_was_done_meets_a_clock_in_time_or_late(what):
    procedure, _until, _law = CLOCKS[what]
    for fields, state in zip(MEETS[what], ("met", "met-late"), strict=True):
        done = Known(**{**vars(procedure), **fields})
        (clock,) = (each for each in clocks(done, Periods()) if each.what == what)
        assert clock.state(at(100)) == state
        assert what not in [each.what for each in due(done, Periods())]


@pytest.mark.parametrize("role", ["anak-korban", "anak-saksi", "korban", "saksi", "tersangka", ""])
def test_no_clock_of_a_diversion_runs_for_anybody_but_a_child_of_whom_it_is_alleged(role):
    procedure = known("investigation", role=role, began=MONDAY, offered=MONDAY, diversion_on=DAY)
    assert clocks(procedure, Periods()) == []


@pytest.mark.parametrize(
    "stage,laws",
    [("prosecution", {"uu11-42-1", "uu11-42-2"}), ("trial", {"uu11-52-2", "uu11-52-3"})],
)
def test_prosecutor_and_judge_have_days_where_the_police_have_hours(stage, laws):
    procedure = known(stage, began=MONDAY, diversion_on=DAY, **CHILD)
    found = {clock.law: clock.until for clock in clocks(procedure, Periods())}
    assert set(found) == laws
    assert sorted(found.values()) == [last(7), last(30)]


def test_the_periods_are_the_settings_of_the_centre():
    (clock,) = clocks(known("investigation", asked=MONDAY), Periods(report_hours=24))
    assert clock.until == at(hours=24)


def test_a_stage_that_is_over_reminds_nobody_and_still_tells_that_it_was_late():
    procedure = known("trial", asked=MONDAY)
    assert due(procedure, Periods()) == []
    assert clocks(procedure, Periods())[0].state(at(9)) == "late"


def test_nobody_is_late_with_an_appeal_that_was_not_wanted():
    (clock,) = clocks(known("judgment", judged_on=DAY), Periods())
    assert clock.state(at(30)) == "lapsed"


def test_a_decision_that_is_final_without_an_appeal_has_let_the_time_pass():
    (clock,) = clocks(known("execution", judged_on=DAY, final_on=on(15)), Periods())
    assert clock.state(at(30)) == "met"


def test_an_hour_that_was_not_noted_counts_against_who_answers_for_it():
    begins, done = moment(DAY, ""), moment(DAY, None, datetime.max.time().replace(microsecond=0))
    assert (begins.hour, done.hour) == (0, 23)
    assert moment(None, "09:30") is None
    assert moment(DAY, "09.30").hour == 9


def rows(*steps):
    return [{"action": action, "review_state": state} for action, state in steps]


@pytest.mark.parametrize(
    "stage,step",
    [
        ("investigation", "diversion_failed_prosecution"),
        ("prosecution", "diversion_failed_trial"),
        ("trial", "diversion_failed_trial"),
    ],
)
def test_after_a_diversion_that_failed_the_next_stage_follows(stage, step):
    history = rows((None, "preparation"), ("x", stage), ("divert", "diversion"))
    assert stage_diverted(history) == stage
    steps = ("diversion_failed_prosecution", "diversion_failed_trial")
    assert [each for each in steps if fails_here(each, history)] == [step]


def test_a_second_diversion_counts_from_the_stage_it_interrupts():
    history = rows(
        ("x", "investigation"),
        ("divert", "diversion"),
        ("diversion_failed_prosecution", "prosecution"),
        ("divert", "diversion"),
    )
    assert stage_diverted(history) == "prosecution"
    assert stage_diverted([]) == ""
