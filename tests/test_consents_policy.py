"""When a consent holds: over dates, recipients, states and withdrawals, and all reasons why not."""

from baleharum.cases.history import emergency_since
from baleharum.cases.moments import WITA
from baleharum.consents import policy
from baleharum.consents.policy import LawRow
from baleharum.consents.policy import Row
from baleharum.consents.spoken import REASONS
from baleharum.terms.lists import terms
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


DAY = date(2026, 11, 29)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
BIRTHS = st.dates(date(1950, 1, 1), date(2030, 12, 31))
STATES = [term.token for term in terms("consent-states")]
PURPOSES = [term.token for term in terms("consent-purposes")]
RECIPIENTS = ["", "partner-1", "partner-2"]

ROWS = st.builds(
    Row,
    state=st.sampled_from(STATES),
    purpose=st.sampled_from(PURPOSES),
    recipient=st.sampled_from(RECIPIENTS),
    person=st.sampled_from(["p1", "p2"]),
    given_on=st.none() | DAYS,
    until=st.none() | DAYS,
    of_age_on=st.none() | DAYS,
    by_guardian=st.booleans(),
    own=st.booleans(),
    disabled=st.booleans(),
    perpetrator=st.booleans(),
    stranger=st.booleans(),
    client=st.booleans(),
)
ASKED = {
    "purpose": st.sampled_from(PURPOSES),
    "recipient": st.sampled_from(RECIPIENTS),
    "day": DAYS,
    "person": st.sampled_from(["", "p1", "p2"]),
}
HOLDS = Row("in_force", "layanan", given_on=DAY, until=DAY + timedelta(days=30), person="p1")


@given(row=ROWS, **ASKED)
def test_it_holds_or_says_why_not(row, purpose, recipient, day, person):
    found = policy.reasons(row, purpose, recipient, day, person)
    assert policy.in_force(row, purpose, recipient, day, person) is (found == ())
    assert set(found) <= set(REASONS)
    assert len(set(found)) == len(found)


@given(row=ROWS, **ASKED)
def test_nothing_but_what_is_in_force_for_this_very_use_holds(row, purpose, recipient, day, person):
    if policy.in_force(row, purpose, recipient, day, person):
        assert (row.state, row.purpose, row.recipient) == ("in_force", purpose, recipient)
        assert row.given_on is None or row.given_on <= day
        assert row.until is None or day <= row.until
        assert not (row.perpetrator or row.stranger)
        assert row.person == person if person else row.client


@given(row=ROWS, day=DAYS, later=st.integers(0, 4000))
def test_what_has_ended_by_time_never_holds_again(row, day, later):
    if policy.ended(row, day):
        after = day + timedelta(days=later)
        assert not policy.in_force(row, row.purpose, row.recipient, after, row.person)


@given(state=st.sampled_from(policy.STATES_WITHOUT), row=ROWS, **ASKED)
def test_a_withdrawal_outweighs_everything(state, row, purpose, recipient, day, person):
    found = policy.reasons(replace(row, state=state), purpose, recipient, day, person)
    assert state in found


@given(row=ROWS, other=st.sampled_from(RECIPIENTS), day=DAYS)
def test_a_consent_serves_its_recipient_alone(row, other, day):
    if other != row.recipient:
        assert "other_recipient" in policy.reasons(row, row.purpose, other, day)


@given(day=DAYS, months=st.integers(1, 60), asked=st.none() | DAYS, adult=st.none() | DAYS)
def test_no_guardians_consent_outlives_childhood(day, months, asked, adult):
    until = policy.last_day(day, months, asked, adult)
    if adult is not None and adult > day:
        assert until < adult
        assert until <= (asked or policy.months_later(day, months))
    else:
        assert until == (asked or policy.months_later(day, months))


@given(born=BIRTHS)
def test_who_is_18_is_so_from_the_birthday_on(born):
    day = policy.of_age_on(born, None)
    assert day.year == born.year + 18
    assert (day.month, day.day) in ((born.month, born.day), (3, 1))


@given(born=BIRTHS)
def test_where_only_the_year_is_known_the_child_is_a_child_to_its_end(born):
    assert policy.of_age_on(None, born.year) >= policy.of_age_on(born, None)


@given(adult=DAYS, before=st.integers(1, 2000))
def test_the_day_in_lists_never_tells_a_birthday(adult, before):
    until = adult - timedelta(days=1)
    shown = policy.shown_end(until, adult)
    assert shown <= until
    assert (shown + timedelta(days=1)).day == 1
    earlier = adult - timedelta(days=1 + before)
    assert policy.shown_end(earlier, adult) == earlier


@given(day=DAYS, months=st.integers(0, 60))
def test_months_are_counted_by_the_calendar(day, months):
    later = policy.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(
    recorded=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    ago=st.integers(0, 400),
)
def test_the_clock_runs_three_days_and_never_longer(recorded, ago):
    on = recorded.astimezone(WITA).date() - timedelta(days=ago)
    end = policy.stopped_by(recorded, on, WITA)
    assert end <= recorded + timedelta(hours=72)
    assert end.astimezone(WITA) >= datetime(on.year, on.month, on.day, tzinfo=WITA) + timedelta(
        hours=72
    )
    assert (end == recorded + timedelta(hours=72)) or ago > 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "draft", "given_on": None}, ("draft",)),
        ({"state": "refused"}, ("refused",)),
        ({"state": "withdrawn"}, ("withdrawn",)),
        ({"state": "replaced"}, ("replaced",)),
        ({"state": "expired", "until": DAY - timedelta(days=1)}, ("expired",)),
        ({"until": DAY - timedelta(days=1), "given_on": None}, ("expired",)),
        ({"until": DAY}, ()),
        ({"given_on": DAY + timedelta(days=1)}, ("not_yet",)),
        ({"by_guardian": True, "given_on": DAY - timedelta(days=9), "of_age_on": DAY}, ("of_age",)),
        ({"by_guardian": True, "of_age_on": DAY + timedelta(days=1)}, ()),
        # A guardian speaks for a grown person with a disability: that does not end with a birthday.
        ({"by_guardian": True, "of_age_on": date(1998, 1, 1), "disabled": True}, ()),
        # Without one it never was the guardian's, unless the person has given it as well.
        ({"by_guardian": True, "of_age_on": date(1998, 1, 1)}, ("adult",)),
        ({"by_guardian": True, "of_age_on": DAY}, ("adult",)),
        ({"by_guardian": True, "of_age_on": date(1998, 1, 1), "own": True}, ()),
        ({"by_guardian": True, "stranger": True}, ("no_guardian",)),
        ({"of_age_on": DAY + timedelta(days=1)}, ("needs_guardian",)),
        ({"perpetrator": True}, ("perpetrator",)),
        ({"client": False}, ("other_person",)),
        ({"purpose": "foto"}, ("other_purpose",)),
        ({"recipient": "partner-1"}, ("other_recipient",)),
        (
            {"state": "withdrawn", "purpose": "foto", "recipient": "x", "perpetrator": True},
            ("withdrawn", "perpetrator", "other_purpose", "other_recipient"),
        ),
    ],
)
def test_every_reason_is_told(change, why):
    assert policy.reasons(replace(HOLDS, **change), "layanan", "", DAY) == why


@pytest.mark.parametrize(
    ("row", "asked", "why"),
    [
        (LawRow("recorded", "layanan"), ("layanan", ""), ()),
        (LawRow("recorded", "layanan"), ("layanan", "partner-1"), ()),
        (LawRow("recorded", "layanan", "partner-1"), ("layanan", "partner-1"), ()),
        (LawRow("recorded", "layanan", "partner-1"), ("layanan", ""), ("other_recipient",)),
        (LawRow("ended", "layanan"), ("rujukan", ""), ("ended", "other_purpose")),
    ],
)
def test_another_basis_serves_its_purpose(row, asked, why):
    assert policy.law_reasons(row, *asked) == why


@pytest.mark.parametrize(
    ("actions", "found"),
    [
        (["start_triage"], None),
        (["emergency"], "emergency"),
        (["emergency", "start_monitoring"], "emergency"),
        (["emergency", "close", "reopen"], None),
        (["emergency", "close", "reopen", "emergency"], "emergency"),
    ],
)
def test_an_emergency_is_open_until_the_case_begins_anew(actions, found):
    row = emergency_since([{"action": action} for action in actions])
    assert (row and row["action"]) == found
