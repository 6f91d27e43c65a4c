"""The index of the teams says the same by person and by case, whatever happened before."""

from baleharum.team.policy import CASE_FUNCTIONS
from baleharum.team.records import Assignment
from baleharum.team.records import TeamIndex
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st


NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
UIDS = ("a" * 32, "b" * 32, "c" * 32)

assignments = st.builds(
    lambda number, principal, function, days: Assignment(
        number=number,
        principal=principal,
        function=function,
        cause="assignment",
        profession="social",
        granted_by="system",
        granted_at=NOW,
        starts=NOW - timedelta(days=5),
        expires=None if days is None else NOW + timedelta(days=days),
        reason="",
    ),
    st.integers(1, 4),
    st.sampled_from(["worker1", "worker2", "tim-jaga"]),
    st.sampled_from(CASE_FUNCTIONS),
    st.none() | st.integers(-3, 3),
)
steps = st.lists(st.tuples(st.booleans(), st.sampled_from(UIDS), assignments), max_size=25)


@given(steps, st.sampled_from(CASE_FUNCTIONS))
def test_who_holds_a_case_is_who_is_said_to_hold_it(done, function):
    index = TeamIndex()
    for added, uid, record in done:
        (index.add if added else index.remove)(uid, record)
    expected = {}
    for principal in index.people:
        for uid in index.uids([principal], NOW, (function,)):
            expected.setdefault(uid, []).append(principal)
    assert index.holders(UIDS, NOW, (function,)) == expected


@given(steps)
def test_nothing_is_left_of_what_was_revoked(done):
    index = TeamIndex()
    for _added, uid, record in done:
        index.add(uid, record)
    for _added, uid, record in done:
        index.remove(uid, record)
    assert not index.cases
    assert not any(index.people.values())
