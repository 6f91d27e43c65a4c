"""How long cases are kept: pure dates, the rule for children, and the dates of a real case."""

from baleharum.retention import dates
from baleharum.retention import policy
from baleharum.retention.policy import add_years
from baleharum.retention.policy import due_on
from baleharum.retention.policy import Schedule
from baleharum.retention.records import schedule_of
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from tests.centre import sample_case
from tests.centre import sample_person
from tests.disposal import archived

import pytest


DAYS = st.dates(date(1940, 1, 1), date(2100, 1, 1))
YEARS = st.integers(0, 60)
SCHEDULES = st.builds(Schedule, active=YEARS, inactive=YEARS, child=YEARS)
USUAL = Schedule()


def age_on(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@given(DAYS, YEARS)
def test_years_are_added_to_the_same_day_or_the_first_after_it(day, years):
    later = add_years(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) == (day.month, day.day) or (day.month, day.day) == (2, 29)
    assert add_years(day + timedelta(1), years) >= later


@given(DAYS, st.integers(0, 20000), DAYS, SCHEDULES)
def test_a_child_is_kept_until_its_majority_and_then_some(received, open_days, born, schedule):
    closed = received + timedelta(days=open_days)
    plain = due_on(closed, received, (), schedule)
    end = due_on(closed, received, (born,), schedule)
    assert end >= plain
    if age_on(born, received) < policy.MAJORITY:
        assert age_on(born, end) >= policy.MAJORITY + schedule.child
        assert end == max(plain, date(born.year + policy.MAJORITY + schedule.child, 12, 31))
    else:
        assert end == plain


@given(DAYS, st.lists(st.integers(1930, 2100) | DAYS, max_size=5), SCHEDULES)
def test_the_longest_time_of_all_clients_counts(closed, births, schedule):
    each = [due_on(closed, closed, (birth,), schedule) for birth in births]
    alone = due_on(closed, closed, (), schedule)
    assert due_on(closed, closed, births, schedule) == max([alone, *each])


@given(DAYS, st.dates(date(1950, 1, 1), date(2090, 12, 31)), SCHEDULES)
def test_who_knows_only_the_year_of_birth_keeps_it_no_shorter(closed, born, schedule):
    by_day = due_on(closed, closed, (born,), schedule)
    assert due_on(closed, closed, (born.year,), schedule) >= by_day


def test_the_numbers_of_the_domain():
    assert due_on(date(2020, 2, 29), date(2019, 1, 1), (), USUAL) == date(2035, 3, 1)
    born = date(2018, 5, 6)
    assert due_on(date(2020, 1, 1), date(2019, 1, 1), (born,), USUAL) == date(2046, 12, 31)


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)))
def test_the_date_does_not_tell_the_birthday(born):
    assert due_on(date(2005, 1, 1), date(2004, 1, 1), (born,), USUAL) == date(2028, 12, 31)


def test_the_last_closing_counts_not_the_first():
    rows = [("closed", 1), ("monitoring", 2), ("declined", 3), ("archived", 4)]
    history = [{"review_state": state, "time": time} for state, time in rows]
    assert policy.closing_time(history) == 3
    assert policy.closing_time(history[1:2]) is None


def test_years_are_a_setting_unless_the_class_has_its_own(portal):
    assert schedule_of("umum") == Schedule(5, 10, "musnah", 10)
    api.portal.set_registry_record("baleharum.retention_active_years", 2)
    api.portal.set_registry_record("baleharum.retention_child_years", 12)
    assert schedule_of("umum") == Schedule(2, 10, "musnah", 12)
    assert schedule_of("ditolak") == Schedule(1, 4, "musnah", 12)
    assert schedule_of("bernilai-guna").fate == "permanen"


def test_the_dates_of_a_case(register):
    case = sample_case(register, received_on=date(2000, 1, 3))
    assert dates.closed_on(case) is None and dates.end(case) is None
    archived(case)
    assert dates.closed_on(case) == date(2001, 5, 4)
    assert dates.usual_end(case) == dates.end(case) == date(2016, 5, 4)


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"birth_date": date(1999, 7, 8)}, date(2027, 12, 31)),
        ({"birth_year": 1999}, date(2027, 12, 31)),
        ({"birth_date": date(1970, 7, 8)}, date(2016, 5, 4)),
        ({"birth_date": date(1999, 7, 8), "part": "guardian"}, date(2016, 5, 4)),
    ],
)
def test_clients_who_were_children_keep_the_case(register, fields, end):
    case = sample_case(register, received_on=date(2000, 1, 3))
    sample_person(case, **fields)
    assert dates.end(archived(case)) == end


def test_a_child_of_unknown_age_counts_as_newborn(register):
    case = sample_case(register, received_on=date(2000, 1, 3), categories=("anak-telantar",))
    sample_person(case)
    assert dates.end(archived(case)) == date(2028, 12, 31)
