"""Every action of the record has a group and a label, and the record is asked by group."""

from baleharum.audit import kinds
from baleharum.audit.asking import question
from baleharum.trail import actions
from baleharum.trail.row import Draft
from datetime import timedelta
from zExceptions import BadRequest

import pytest


def test_each_action_is_in_one_group_and_has_a_label():
    grouped = [action for _label, found in kinds.KINDS.values() for action in found]
    assert sorted(grouped) == sorted(actions.ALL)
    assert set(kinds.LABELS) == set(actions.ALL)


def test_a_day_counts_to_its_end(integration):
    asked = question({"since": "2026-11-25", "until": "2026-11-25"})
    span = asked.span
    assert span["until"] - span["since"] == timedelta(days=1)
    assert asked.narrowing == 2


def test_a_question_is_asked_again_from_the_newest_row(integration):
    asked = question({"person": "budi s", "kind": "read", "before": "7"})
    assert asked.query() == "person=budi+s&kind=read"
    assert asked.query(before=3, kind="") == "person=budi+s&before=3"


@pytest.mark.parametrize("form", [{"kind": "x"}, {"since": "x"}, {"before": "-1"}])
def test_nonsense_is_refused(integration, form):
    with pytest.raises(BadRequest):
        question(form)


class TestRecord:
    def test_spans_tell_the_first_and_the_last(self, integration, trail):
        for user in ("a", "b", "a"):
            trail.append([Draft(user, actions.VIEW, "c" * 32)])
        rows = trail.rows()[::-1]
        assert trail.spans(("user",), case="c" * 32) == [
            ("a", 2, rows[0].at, rows[2].at),
            ("b", 1, rows[1].at, rows[1].at),
        ]

    def test_several_cases_in_one_question(self, integration, trail):
        trail.append([Draft("a", actions.VIEW, name * 32) for name in "cde"])
        assert {r.case[0] for r in trail.rows(case=("c" * 32, "d" * 32))} == {"c", "d"}
        assert trail.rows(case=()) == []
        assert trail.counts(("case",), case={"e" * 32}) == [("e" * 32, 1)]

    @pytest.mark.parametrize("by", [(), ("detail",)])
    def test_what_can_not_be_counted_by_is_refused(self, integration, trail, by):
        with pytest.raises(ValueError, match="Count by some of"):
            trail.spans(by)
