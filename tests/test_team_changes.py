"""Assigning, revoking, expiry, leave and handover act at once, with nothing reindexed."""

from baleharum.team import api as team
from baleharum.team import clock
from baleharum.team import policy
from baleharum.team.api import TeamRefused
from baleharum.team.events import forget_answers
from baleharum.team.records import book
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import partial
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.Catalog import Catalog
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document

import pytest


NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the team. Plone remembers answers for a request: this is the next one."""

    def set_clock(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        forget_answers(None, None)

    return set_clock


@pytest.fixture
def indexed(monkeypatch):
    """Count what is put into the catalog from here on."""
    processQueue()
    calls = []
    original = Catalog.catalogObject

    def counted(self, object, uid, *args, **kwargs):
        calls.append(uid)
        return original(self, object, uid, *args, **kwargs)

    monkeypatch.setattr(Catalog, "catalogObject", counted)
    return calls


def number_of(context, user_id):
    """Return the number of somebody's latest assignment that is not ended."""
    found = [r.number for r in book(context).values() if r.principal == user_id and not r.ended_at]
    return found[-1]


def after(days):
    """Return the moment so many days from now."""
    return team.utcnow() + timedelta(days=days)


def seen_by(user_id, case):
    """Return how many things in a case somebody sees: in listings, and in themselves."""
    with acting(user_id):
        path = "/".join(case.getPhysicalPath())
        listed = {brain.getPath() for brain in api.content.find(context=case)}
        viewable = {
            "/".join(content.getPhysicalPath())
            for content in (case, *case.objectValues())
            if api.user.has_permission("View", obj=content)
        }
        assert listed == viewable, f"listing and access disagree in {path}"
        return len(viewable)


@pytest.mark.parametrize(
    "moment,holds",
    [
        (NOON - TICK, False),
        (NOON, True),
        (NOON + DAY - TICK, True),
        (NOON + DAY, False),
    ],
)
def test_in_force_from_the_first_moment_to_before_the_last(case, at, moment, holds):
    team.assign(case, "worker3", "worker", starts=NOON, expires=NOON + DAY, now=NOON - DAY)
    assert policy.in_force(NOON, NOON + DAY, moment) is holds
    at(moment)
    assert seen_by("worker3", case) == int(holds)


def test_every_change_acts_at_once_and_reindexes_nothing(case, at, indexed):
    for _number in range(50):
        sample_document(case)
    with acting("supervisor1"):
        team.assign(case, "worker3", "reader")
        team.revoke(case, number_of(case, "worker3"))
    processQueue()
    indexed.clear()
    everything, later, mine = 51, timedelta(0), partial(number_of, case)
    emergency = "Klien dalam bahaya malam ini."
    # what is done; how long after that is looked; how much is then seen
    steps = (
        (lambda: team.assign(case, "worker3", "worker", expires=after(1)), later, everything),
        (lambda: team.extend(case, mine("worker3"), after(2), "Lagi"), DAY, everything),
        (lambda: None, DAY, 0),
        (lambda: team.assign(case, "worker3", "worker"), later, everything),
        (lambda: team.revoke(case, mine("worker3"), "Selesai"), later, 0),
        (lambda: leave(case, after(0), after(1)), later, everything),
        (lambda: None, DAY, 0),
        (lambda: team.transfer(case, mine("worker1"), "worker3", "Catatan"), later, everything),
        (lambda: team.revoke_all(case, "Kasus selesai"), later, 0),
        (lambda: team.break_glass(case, "worker3", emergency, 1), later, everything),
        (lambda: None, timedelta(hours=1), 0),
    )
    moment = team.utcnow()
    for change, wait, expected in steps:
        at(moment)
        change()
        moment += wait
        at(moment)
        assert seen_by("worker3", case) == expected
    processQueue()
    assert indexed == []


def leave(case, starts, expires):
    """Let worker3 stand in for worker1, in this case."""
    made = team.substitute(
        "worker1", "worker3", starts, expires, "Cuti", find={case.UID(): case}.get, now=starts
    )
    assert made == 1


def test_the_count_of_reindexed_objects_would_notice(case, indexed):
    case.reindexObject()
    processQueue()
    assert len(indexed) == 1


def test_a_deputy_ends_with_whom_they_stand_for(case, at):
    now = team.utcnow()
    leave(case, now, now + 9 * DAY)
    team.revoke(case, number_of(case, "worker1"), "Pindah")
    assert seen_by("worker3", case) == 0


def test_a_deputy_stays_when_the_end_is_moved(case):
    now = team.utcnow()
    leave(case, now, now + 9 * DAY)
    team.extend(case, number_of(case, "worker1"), now + 30 * DAY, "Kontrak")
    assert seen_by("worker3", case) == 1
    team.revoke(case, number_of(case, "worker1"), "Pindah")
    assert seen_by("worker3", case) == 0


def test_a_deputy_stays_no_longer_than_whom_they_stand_for(case):
    now = team.utcnow()
    team.assign(case, "doctor1", "clinician", expires=now + DAY)
    find = {case.UID(): case}.get
    team.substitute("doctor1", "worker3", now, now + 9 * DAY, "Cuti", find=find)
    assert book(case)[number_of(case, "worker3")].expires == now + DAY
    later = now + 2 * DAY
    assert team.substitute("doctor1", "worker2", later, later + DAY, "Cuti", find=find) == 0


def test_a_deputy_gets_neither_appointments_nor_emergency_access(case, register):
    now = team.utcnow()
    team.break_glass(case, "doctor1", "Klien dalam bahaya malam ini.", 1)
    found = {case.UID(): case, register.UID(): register}
    assert team.substitute("doctor1", "worker3", now, now + DAY, "Cuti", find=found.get) == 0
    assert team.substitute("head1", "worker3", now, now + DAY, "Cuti", find=found.get) == 0


@pytest.mark.parametrize(
    "absent,deputy,days",
    [("worker1", "worker1", 1), ("worker1", "worker3", 0), ("worker1", "nobody9", 1)],
)
def test_leave_refused(case, absent, deputy, days):
    now = team.utcnow()
    with pytest.raises(TeamRefused):
        team.substitute(absent, deputy, now, now + days * DAY, "Cuti", find={case.UID(): case}.get)
    assert "substitute" not in [record.cause for record in book(case).values()]


def test_a_handover_keeps_the_end(case):
    now = team.utcnow()
    record = team.assign(case, "doctor1", "clinician", expires=now + DAY)
    taken = team.transfer(case, record.number, "worker3", "Visum menyusul.")
    assert (taken.function, taken.expires, taken.reason) == (
        "clinician",
        now + DAY,
        "Visum menyusul.",
    )
    assert record.end_reason == "Visum menyusul."


def test_an_emergency_access_is_neither_handed_over_nor_extended(case):
    record = team.break_glass(case, "doctor1", "Klien dalam bahaya malam ini.", 1)
    with pytest.raises(TeamRefused):
        team.transfer(case, record.number, "worker3", "Catatan")
    with pytest.raises(TeamRefused):
        team.extend(case, record.number, None, "Lebih lama")
    assert team.current(case, team.utcnow())[-1] is record


@pytest.mark.parametrize("change", [team.transfer, team.extend])
def test_what_has_ended_is_not_handed_over_or_extended(case, change):
    number = number_of(case, "worker2")
    team.revoke(case, number)
    for gone in (number, 99):
        with pytest.raises(TeamRefused):
            change(case, gone, "worker3" if change is team.transfer else None, "Catatan")


def test_the_same_assignment_is_made_once(case):
    first = team.assign(case, "worker3", "worker", expires=NOON + 900 * DAY)
    again = team.assign(case, "worker3", "worker", expires=NOON + 900 * DAY)
    later = {"starts": NOON + 800 * DAY, "expires": NOON + 810 * DAY}
    planned = team.assign(case, "doctor1", "clinician", **later)
    assert again is first
    assert team.assign(case, "doctor1", "clinician", **later) is planned


def test_the_profession_is_the_one_that_was_confirmed(case, register, portal):
    with acting("worker3"):
        portal.portal_membership.getAuthenticatedMember().setMemberProperties(
            {"profession": "psychology"}
        )
    assert team.assign(case, "worker3", "clinician").profession == "social"
    record = next(r for r in book(register).values() if r.principal == "worker3")
    team.revoke(register, record.number)
    team.assign(register, "worker3", "staff", profession="medicine")
    assert team.assign(case, "worker3", "worker").profession == "medicine"
    assert team.assign(case, "operator1", "worker").profession == ""


def test_an_account_outside_of_the_site_is_refused(case):
    for nobody in (SITE_OWNER_NAME, "nobody9", "AuthenticatedUsers", "Administrators"):
        with pytest.raises(TeamRefused):
            team.assign(case, nobody, "reader")


def test_a_group_is_not_appointed(register):
    with api.env.adopt_roles(["Manager"]):
        api.group.create("konselor")
    with pytest.raises(TeamRefused):
        team.assign(register, "konselor", "staff")


def test_closing_a_case_ends_every_assignment(register):
    case = sample_case(register)
    with acting("supervisor1"):
        team.assign(case, "worker3", "worker", starts=team.utcnow() + DAY)
        api.content.transition(case, "decline", comment="Bukan tugas pusat.", reason_code="lisan")
    assert [r.number for r in book(case).values() if r.ended_at is None] == []
    for user_id in ("worker1", "worker2", "worker3", "psychologist1", "advocate1"):
        assert seen_by(user_id, case) == 0
