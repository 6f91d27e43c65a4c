"""Whatever is assigned, ended and run out in whatever order: the index says what the books say."""

from baleharum.team import api as team
from baleharum.team import clock
from baleharum.team.events import forget_answers
from baleharum.team.leaves import forget
from baleharum.team.records import book
from baleharum.team.records import BOOK_KEY
from baleharum.team.records import team_index
from baleharum.team.repair import assignables
from baleharum.team.repair import differences
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from unittest import mock
from zope.annotation.interfaces import IAnnotations


START = datetime(2099, 1, 1, tzinfo=UTC)
PEOPLE = ("worker1", "worker2", "worker3")
HOURS = st.integers(min_value=1, max_value=6)


class Teams(RuleBasedStateMachine):
    """A model of two cases: (case, person) -> the spans of time that were given and not ended."""

    cases: tuple

    @initialize()
    def begin(self):
        self.now = START
        for case in self.cases:
            team.revoke_all(case, "from the beginning")
            IAnnotations(case).pop(BOOK_KEY, None)
        forget(lambda leave: True)
        # Number of an assignment of a case -> (person, first moment, end or None, open)
        self.spans = [{}, {}]
        self.clock = mock.patch.object(clock, "now", lambda: self.now)
        self.clock.start()

    def teardown(self):
        self.clock.stop()

    def keep(self, which, record):
        self.spans[which][record.number] = (record.principal, record.starts, record.expires)

    @rule(
        which=st.integers(0, 1),
        person=st.sampled_from(PEOPLE),
        function=st.sampled_from(("lead", "worker", "reader")),
        wait=st.integers(0, 3),
        hours=st.none() | HOURS,
    )
    def assign(self, which, person, function, wait, hours):
        starts = self.now + timedelta(hours=wait)
        expires = None if hours is None else starts + timedelta(hours=hours)
        case = self.cases[which]
        self.keep(which, team.assign(case, person, function, starts=starts, expires=expires))
        self.keep_deputies()

    @rule(which=st.integers(0, 1), pick=st.integers(0, 50))
    def revoke(self, which, pick):
        open_ones = [n for n, r in book(self.cases[which]).items() if r.ended_at is None]
        if open_ones:
            number = open_ones[pick % len(open_ones)]
            gone = [number, *self.deputies_of(which, number)]
            team.revoke(self.cases[which], number, "ended")
            for one in gone:
                self.spans[which].pop(one)

    def deputies_of(self, which, number):
        """Return the numbers of who stands in for an assignment, and for them in turn."""
        found = []
        for record in book(self.cases[which]).values():
            if record.stands_for == number and record.ended_at is None:
                found += [record.number, *self.deputies_of(which, record.number)]
        return found

    @rule(absent=st.sampled_from(PEOPLE), deputy=st.sampled_from(PEOPLE), hours=HOURS)
    @precondition(lambda self: any(self.spans))
    def go_on_leave(self, absent, deputy, hours):
        if absent == deputy:
            return
        find = {case.UID(): case for case in self.cases}.get
        team.substitute(
            absent, deputy, self.now, self.now + timedelta(hours=hours), "leave", find=find
        )
        self.keep_deputies()

    def keep_deputies(self):
        """Keep what was made besides for who stands in."""
        for which, case in enumerate(self.cases):
            for record in book(case).values():
                if record.ended_at is None and record.number not in self.spans[which]:
                    assert record.cause == "substitute"
                    self.keep(which, record)

    @rule(which=st.integers(0, 1))
    def close(self, which):
        team.revoke_all(self.cases[which], "closed")
        self.spans[which].clear()

    @rule(hours=HOURS)
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @invariant()
    def the_index_is_what_the_books_say(self):
        site = api.portal.get()
        assert differences(site, assignables(site)) == (set(), set())

    @invariant()
    def people_see_what_the_model_says(self):
        forget_answers(None, None)
        for person in PEOPLE:
            expected = {
                case.UID()
                for case, spans in zip(self.cases, self.spans, strict=True)
                for who, starts, expires in spans.values()
                if who == person and starts <= self.now and (expires is None or self.now < expires)
            }
            assert team_index().uids([person], self.now) & self.uids == expected
            with acting(person):
                listed = {brain.UID for brain in api.content.find(portal_type="Case")}
                viewable = {c.UID() for c in self.cases if api.user.has_permission("View", obj=c)}
            assert listed == viewable == expected

    @property
    def uids(self):
        return {case.UID() for case in self.cases}


def test_teams_in_any_order(case, register):
    Teams.cases = (case, sample_case(register))
    run_state_machine_as_test(
        Teams,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
