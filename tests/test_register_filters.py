"""What the register is asked stands in the address, whole and in words it knows."""

from baleharum.cases.register.dates import local_day
from baleharum.cases.register.dates import plain_day
from baleharum.cases.register.filters import FACETS
from baleharum.cases.register.filters import Filters
from baleharum.cases.register.filters import filters_of
from baleharum.cases.register.filters import SORTS
from baleharum.terms.lists import terms
from dataclasses import replace
from DateTime import DateTime
from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from urllib.parse import parse_qs
from zExceptions import BadRequest

import Missing
import pytest


def facets():
    chosen = {
        facet: st.lists(st.sampled_from([t.token for t in terms(name)]), unique=True, max_size=3)
        for facet, name in FACETS.items()
    }
    return st.fixed_dictionaries(chosen).map(
        lambda found: tuple((facet, tuple(found[facet])) for facet in FACETS if found[facet])
    )


def in_order(asked):
    """Return a question whose period begins before it ends."""
    if not (asked.since and asked.until):
        return asked
    since, until = sorted((asked.since, asked.until))
    return replace(asked, since=since, until=until)


questions = st.builds(
    Filters,
    facets=facets(),
    worker=st.sampled_from(["", "worker1", "tim jaga & siaga"]),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    sort=st.sampled_from(SORTS),
    down=st.booleans(),
).map(in_order)


def form(query):
    """Return a query string as the publisher hands it over: one value, or a list of several."""
    return {key: v[0] if len(v) == 1 else v for key, v in parse_qs(query).items()}


@given(questions)
def test_a_bookmark_asks_the_same_question_again(question):
    assert filters_of(form(question.query())) == question


@given(questions, st.integers(0, 500))
def test_the_next_page_asks_the_same_question(question, start):
    later = filters_of(form(question.query(b_start=start)))
    assert later.start == start
    assert replace(later, start=0) == question


def test_an_empty_form_asks_for_everything_newest_change_first():
    asked = filters_of({"state": "", "risk": "", "worker": "", "since": "", "until": ""})
    assert asked == Filters()
    assert not asked.active


@pytest.mark.parametrize("sort,down", [("changed", True), ("risk", True), ("sub_district", False)])
def test_the_newest_and_the_gravest_come_first(sort, down):
    assert filters_of({"sort": sort}).down is down


@pytest.mark.parametrize(
    "name,value",
    [
        ("state", "selesai"),
        ("risk", "merah"),
        ("category", ["anak-telantar", "nobody"]),
        ("since", "31-03-2026"),
        ("until", "kemarin"),
        ("sort", "leads"),
        ("order", "sideways"),
        ("b_start", "ten"),
        ("worker", ["worker1", "worker2"]),
    ],
)
def test_a_filter_that_no_case_could_pass_is_refused_by_name(name, value):
    with pytest.raises(BadRequest, match=name):
        filters_of({name: value})


@pytest.mark.parametrize("asked,size", [("7", 7), ("-3", 1), ("100000", 200)])
def test_a_page_has_between_1_and_200_rows(asked, size):
    assert filters_of({"b_size": asked}).size == size


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadRequest, match="later than the last"):
        filters_of({"since": "2026-03-02", "until": "2026-03-01"})
    day = filters_of({"since": "2026-03-01", "until": "2026-03-01"})
    assert day.since == day.until


def test_a_record_without_a_day_shows_none():
    assert plain_day(Missing.Value) is None
    assert local_day(Missing.Value) is None
    assert plain_day(DateTime(2026, 3, 31)) == date(2026, 3, 31)
