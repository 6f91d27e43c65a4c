"""A leave covers what somebody is given while they are away, and ends with all it gave."""

from baleharum.team import absence
from baleharum.team import api as team
from baleharum.team.leaves import leaves
from baleharum.team.leaves import leaves_in
from baleharum.team.records import book
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.http import Visitor

import pytest
import transaction


DAY = timedelta(days=1)


def number_of(case, user_id):
    """Return the number of somebody's latest assignment."""
    return [r.number for r in book(case).values() if r.principal == user_id][-1]


def stands_in(case, user_id="worker3") -> list:
    """Return what somebody fills in a case."""
    rows = book(case).values()
    return [r for r in rows if (r.principal, r.cause) == (user_id, "substitute") and not r.ended_at]


@pytest.fixture
def away(case, register):
    """A case in which worker3 stands in for worker2, and another one; returns the other."""
    other = sample_case(register)
    team.revoke(other, number_of(other, "worker2"), "of another team")
    find = {case.UID(): case, other.UID(): other}.get
    with acting("head1"):
        now = team.utcnow()
        team.substitute("worker2", "worker3", now, now + 9 * DAY, "Cuti", find=find)
    assert stands_in(case) and not stands_in(other)
    return other


def test_a_case_that_is_given_during_the_leave_is_covered_until_it_ends(away):
    with acting("supervisor1"):
        record = team.assign(away, "worker2", "lead")
    (deputy,) = stands_in(away)
    (leave,) = leaves("worker2", team.utcnow())
    assert (deputy.function, deputy.expires, deputy.stands_for) == (
        "lead",
        leave.expires,
        record.number,
    )
    assert (deputy.granted_by, deputy.reason) == ("head1", "Cuti")
    with acting("worker3"):
        assert api.user.has_permission("View", obj=away)


def test_who_gives_way_takes_the_deputy_along(away):
    with acting("supervisor1"):
        record = team.assign(away, "worker2", "lead")
        team.revoke(away, record.number, "Pindah")
    assert not stands_in(away)


def test_a_handover_to_who_is_away_is_covered(away):
    with acting("supervisor1"):
        team.transfer(away, number_of(away, "worker1"), "worker2", "Semua lengkap.")
    assert [r.function for r in stands_in(away)] == ["lead"]


def test_the_deputy_stays_as_long_as_both_leave_and_assignment(away):
    now = team.utcnow()
    with acting("supervisor1"):
        team.assign(away, "worker2", "worker", expires=now + 2 * DAY)
        team.assign(away, "worker2", "lead", starts=now + DAY)
        team.assign(away, "worker2", "advocate", starts=now + 20 * DAY)
    spans = {r.function: (r.starts, r.expires) for r in stands_in(away)}
    (leave,) = leaves("worker2", now)
    assert set(spans) == {"worker", "lead"}
    assert spans["worker"][1] == now + 2 * DAY
    assert spans["lead"] == (now + DAY, leave.expires)


def test_moving_an_end_makes_no_second_deputy_for_the_same_time(away):
    now = team.utcnow()
    with acting("supervisor1"):
        team.assign(away, "worker2", "lead")
        team.extend(away, number_of(away, "worker2"), now + 5 * DAY, "Kontrak")
    assert len(stands_in(away)) == 1
    with acting("supervisor1"):
        team.revoke(away, number_of(away, "worker2"), "Pindah")
    assert not stands_in(away)


def test_neither_emergency_access_nor_reading_is_covered(away):
    team.break_glass(away, "worker2", "Klien dalam bahaya malam ini.", 1)
    with acting("supervisor1"):
        team.assign(away, "worker2", "reader")
    assert not stands_in(away)


def test_after_the_leave_nobody_stands_in(away):
    later = team.utcnow() + 10 * DAY
    with acting("supervisor1"):
        team.assign(away, "worker2", "lead", now=later)
    assert not stands_in(away)


def test_who_stands_in_gives_no_case_to_themselves(case, register):
    other = sample_case(register)
    find = {case.UID(): case}.get
    with acting("head1"):
        now = team.utcnow()
        team.substitute("worker1", "supervisor1", now, now + DAY, "Cuti", find=find)
    with acting("supervisor1"):
        team.assign(other, "worker1", "advocate")
    assert not stands_in(other, "supervisor1")


def test_who_is_no_longer_on_the_staff_gets_no_further_case(away, register):
    team.revoke(register, number_of(register, "worker3"), "Berhenti")
    with acting("supervisor1"):
        team.assign(away, "worker2", "lead")
    assert not stands_in(away)


@pytest.mark.parametrize("gone", ["worker2", "worker3"])
def test_with_an_account_its_leaves_go(away, gone):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=gone)
    assert leaves("worker2", team.utcnow()) == []


def test_a_leave_ends_early_with_all_that_the_deputy_fills(away, case, register):
    with acting("supervisor1"):
        team.assign(away, "worker2", "lead")
        find = {case.UID(): case, away.UID(): away}.get
        assert absence.end_leave(register, "worker2", "worker3", "Sudah masuk", find=find) == 2
        assert not stands_in(case) and not stands_in(away)
        team.assign(away, "worker2", "worker")
    assert not stands_in(away)
    assert leaves_in(register.UID(), team.utcnow()) == []


def test_screen_and_service_show_a_leave_and_end_it(functional):
    portal = functional["portal"]
    case, other = sample_case(portal["perkara"]), sample_case(portal["perkara"])
    with acting("supervisor1"):
        team.revoke(other, number_of(other, "worker2"), "of another team")
    transaction.commit()
    head = Visitor(portal, "head1")
    leave = {"absent": "worker2", "deputy": "worker3", "expires": "2099-01-01", "reason": "Cuti"}
    assert head.rest("POST", "perkara/@team", leave).json() == {"cases": 1}
    (shown,) = head.rest("GET", "perkara/@team").json()["leaves"]
    assert (shown["absent"], shown["deputy"], shown["granted_by"]) == (
        "worker2",
        "worker3",
        "head1",
    )
    given = {"person": "worker2", "function": "worker", "reason": "Perlu"}
    where = f"perkara/{other.getId()}"
    assert head.rest("POST", f"{where}/@team", given).status == 201
    assert Visitor(portal, "worker3").get(where).status == 200
    assert "stands in" in head.get("perkara/@@staff").text
    ended = {"absent": "worker2", "deputy": "worker3", "reason": "Sudah masuk"}
    worker = Visitor(portal, "worker1")
    assert worker.rest("DELETE", "perkara/@team", ended).status in (403, 404)
    token = head.authenticator("perkara/@@staff")
    form = {"action": "end_leave", **ended, "_authenticator": token}
    assert head.post("perkara/@@staff", form).status == 302
    assert Visitor(portal, "worker3").get(where).status == 404
    assert head.rest("DELETE", "perkara/@team", ended).status == 400
    assert not stands_in(case)
