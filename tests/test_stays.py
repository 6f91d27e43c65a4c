"""A stay in a shelter from the proposal to its end: domain.md 2b, row by row."""

from baleharum.cases.dues import dues_of
from baleharum.cases.interfaces import ICopy
from baleharum.cases.moments import today
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import period
from baleharum.statistics.reports import counted
from baleharum.stays.content import stays_of
from baleharum.stays.messages import EXTENSION
from baleharum.stays.messages import FAMILY as FAMILY_BARS
from baleharum.stays.messages import MISSING
from baleharum.stays.messages import OPEN_STAY
from baleharum.stays.messages import ROOM
from baleharum.stays.policy import place_token
from datetime import timedelta
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.plans_made import sample_plan
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from tests.stays_made import admitted
from tests.stays_made import asking
from tests.stays_made import assessed
from tests.stays_made import HEAD
from tests.stays_made import missing_person
from tests.stays_made import prepared
from tests.stays_made import room
from tests.stays_made import sample_house
from tests.stays_made import sample_stay
from tests.stays_made import state
from tests.stays_made import step
from tests.stays_made import SUPERVISOR
from tests.stays_made import WORKER
from zExceptions import BadRequest
from zope.i18n import translate

import pytest


@pytest.fixture
def case(register):
    return sample_case(register)


@pytest.fixture
def house(register):
    return sample_house(register)


def words(*messages):
    """Return messages as a refusal says them."""
    return {translate(each) for each in messages}


def test_a_house_has_a_number_and_its_address_is_sealed(register, house):
    assert (house.getId(), house.title) == ("s1", "S1")
    with acting(HEAD):
        assert house.name == "Rumah Contoh"
    kept = repr(sorted(house.__dict__.items()))
    assert "Rahasia" not in kept and "Rumah Contoh" not in kept and "Melati" not in kept


def test_a_house_is_added_to_a_register_and_stays_there(portal, register, house):
    with acting(HEAD), pytest.raises(Exception):  # noqa: B017 (whatever path refuses it)
        api.content.move(house, portal)
    assert house.getId() in register.objectIds()


#: What is missing while nothing but the person is written.
ADMITTING = words(MISSING["rules"], MISSING["rules-proof"], MISSING["belongings"], MISSING["room"])


def test_letting_in_needs_assessment_rules_belongings_and_a_room(case, house):
    stay = sample_stay(case)
    assert state(stay) == "proposed"
    found = missing(stay, SUPERVISOR, "admit")
    assert set(found) >= ADMITTING and len(found) == len(ADMITTING) + 1
    assert any("asesmen" in text.lower() or "assessment" in text.lower() for text in found)
    assessed(case)
    assert set(missing(stay, SUPERVISOR, "admit")) == ADMITTING


def test_belongings_are_listed_and_signed_or_there_are_none(case, house):
    stay = prepared(case, house, listed_by=None)
    assert set(missing(stay, SUPERVISOR, "admit")) == words(MISSING["belongings-signed"])
    write(stay, belongings=(), nothing_brought=True)
    assert missing(stay, SUPERVISOR, "admit") == []


def test_somebody_is_let_in_and_the_limit_is_noted(case, house):
    stay = admitted(case, house)
    assert (state(stay), stay.kind, stay.house) == ("admitted", "rumah-aman", uid(house))
    assert stay.limit == today() + timedelta(days=7)
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid(stay))
    assert (brain.stay_house, brain.stay_room, brain.stay_kind) == (uid(house), 1, "rumah-aman")
    assert brain.stay_admitted.asdatetime().date() == today()
    assert brain.stay_limit.asdatetime().date() == stay.limit and not brain.stay_left


def test_the_limit_follows_from_the_day_of_arrival_and_the_setting(case, house):
    api.portal.set_registry_record("baleharum.stays.limit_days", 10)
    stay = admitted(case, house, days_ago=2)
    assert stay.limit == today() + timedelta(days=8)
    api.portal.set_registry_record("baleharum.stays.limit_days", 3)
    assert stay.limit == today() + timedelta(days=8)


WOMEN = {"sex": "p", "age": "dewasa"}


@pytest.mark.parametrize(
    "cells,person,message",
    [
        (WOMEN, {"sex": "l", "birth_year": 1990}, ROOM["sex"]),
        (WOMEN, {"birth_year": 1990}, ROOM["sex-unknown"]),
        (WOMEN, {"sex": "p", "birth_year": 2015}, ROOM["age"]),
        (WOMEN, {"sex": "p"}, ROOM["age-unknown"]),
        ({"age": "lansia"}, {"birth_year": 1990}, ROOM["age"]),
        ({}, {"disability": "fisik"}, ROOM["disability"]),
    ],
    ids=["sex", "sex-unknown", "child", "age-unknown", "old", "disability"],
)
def test_rooms_keep_people_apart(case, register, cells, person, message):
    house = sample_house(register, [room(**cells)])
    somebody = sample_person(case, **person)
    stay = prepared(case, house, about=uid(somebody))
    assert set(missing(stay, SUPERVISOR, "admit")) == words(message)


def test_who_has_a_disability_gets_an_accessible_room_or_one_that_suits_them(case, register):
    house = sample_house(register, [room(), room("Mawar", access="mudah-diakses")])
    somebody = sample_person(case, disability="netra")
    stay = prepared(case, house, about=uid(somebody))
    assert missing(stay, SUPERVISOR, "admit")
    write(stay, adapted="Kamar di lantai bawah, dekat kamar mandi.")
    assert missing(stay, SUPERVISOR, "admit") == []
    write(stay, adapted=None, room=place_token(uid(house), 2))
    assert missing(stay, SUPERVISOR, "admit") == []


def test_a_room_of_a_family_is_one_cases(register, case):
    house = sample_house(register, [room("Keluarga", 3, use="keluarga", sex="p", age="dewasa")])
    mother = sample_person(case, sex="p", birth_year=1990)
    son = sample_person(case, name="Lalu Contoh", sex="l", birth_year=2018)
    for person in (mother, son):
        take(prepared(case, house, about=uid(person)), SUPERVISOR, "admit")
    other = sample_case(register)
    stay = prepared(other, house, about=uid(sample_person(other, sex="p", birth_year=1991)))
    assert set(missing(stay, SUPERVISOR, "admit")) == words(ROOM["family"])


def test_of_a_full_room_nobody_gets_a_bed_before_one_is_free(register, case, house):
    first = admitted(case, house)
    other = sample_case(register)
    stay = prepared(other, house)
    assert refused(stay, SUPERVISOR, "admit") == translate(ROOM["full"])
    step(first, "leave")
    take(stay, SUPERVISOR, "admit")
    assert state(stay) == "admitted"


def test_a_house_that_takes_nobody_in_lets_those_stay_who_live_there(case, house):
    stay = admitted(case, house)
    write(house, HEAD, in_use=False)
    write(stay, adapted="Kamar sendiri.")
    other = prepared(case, house, about=uid(sample_person(case, name="Inaq Sari")))
    assert ROOM["closed"] in [*ROOM.values()]
    assert translate(ROOM["closed"]) in missing(other, SUPERVISOR, "admit")


def test_nobody_lives_in_two_houses(register, case, house):
    admitted(case, house)
    other = sample_house(register)
    stay = prepared(case, other)
    assert set(missing(stay, SUPERVISOR, "admit")) == words(MISSING["inside"])


def test_somebody_moves_within_the_house_and_never_into_a_taken_bed(register, case):
    house = sample_house(register, [room(), room("Mawar"), room("Laki", sex="l")])
    elsewhere = sample_house(register)
    stay = admitted(case, house)
    admitted(sample_case(register), house, number=2)
    for token in (place_token(uid(house), 2), place_token(uid(elsewhere), 1), "x:1"):
        with pytest.raises(BadRequest):
            write(stay, room=token)
        stay._keep("room", place_token(uid(house), 1))


def test_beds_in_which_somebody_sleeps_are_not_taken_away(register, case):
    house = sample_house(register, [room("Melati", 2), room("Mawar")])
    admitted(case, house)
    with acting(HEAD):
        rows = house.rooms
    with pytest.raises(BadRequest):
        write(house, HEAD, rooms=rows[1:])
    write(house, HEAD, rooms=((*rows[0][:2], 1, *rows[0][3:]),))


def test_the_head_extends_what_is_asked_for_before_the_limit(case, house):
    stay = admitted(case, house)
    limit = stay.limit
    asked = {"comment": "Disetujui."}
    found = missing(stay, HEAD, "extend")
    assert set(found) == words(MISSING["reason"], EXTENSION["until"])
    asking(stay)
    take(stay, HEAD, "extend", **asked)
    assert (state(stay), stay.limit) == ("extended", limit + timedelta(days=7))
    (given,) = stay.extensions
    assert (given.before, given.until, given.on) == (limit, stay.limit, today())
    assert given.reason == "Rumah belum aman." and stay.ask_until is None
    asking(stay)
    assert set(missing(stay, HEAD, "extend")) == words(EXTENSION["many"])
    api.portal.set_registry_record("baleharum.stays.extensions", 2)
    take(stay, HEAD, "extend", **asked)
    assert len(stay.extensions) == 2


@pytest.mark.parametrize("days_ago,days,key", [(8, 7, "late"), (0, 8, "long"), (0, 0, "backwards")])
def test_what_is_no_extension(case, house, days_ago, days, key):
    stay = admitted(case, house, days_ago=days_ago)
    asking(stay, days)
    assert set(missing(stay, HEAD, "extend")) == words(EXTENSION[key])


def test_a_leave_needs_note_handover_and_the_belongings(case, house):
    stay = admitted(case, house)
    needed = ("left", "exit-note", "handed", "minutes", "returned")
    assert set(missing(stay, WORKER, "leave")) == words(*(MISSING[key] for key in needed))
    assert set(missing(stay, WORKER, "transfer")) == words(
        *(MISSING[key] for key in (*needed, "moved"))
    )
    step(stay, "leave")
    assert (state(stay), stay.ended_on) == ("left", today())
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid(stay))
    assert brain.stay_left.asdatetime().date() == today()
    with pytest.raises(BadRequest):
        write(stay, exit_note="Lain.")


def test_nobody_leaves_before_they_came(case, house):
    stay = admitted(case, house)
    write(stay, left_on=today() - timedelta(days=1))
    assert translate(MISSING["left"]) in missing(stay, WORKER, "leave")


def test_a_transfer_says_where(case, house):
    stay = step(admitted(case, house), "transfer")
    assert (state(stay), stay.moved_to) == ("transferred", "Sentra Contoh")


def test_an_absence_is_an_incident(case, house):
    stay = admitted(case, house)
    assert set(missing(stay, WORKER, "abscond")) == words(MISSING["absence"])
    step(stay, "abscond")
    assert (state(stay), stay.ended_on) == ("absconded", today())


def test_for_a_child_that_is_missing_the_police_is_told(register, house):
    case = sample_case(register)
    child = sample_person(case, sex="p", birth_date=today() - timedelta(days=4000))
    stay = admitted(case, house, about=uid(child))
    missing_person(stay)
    assert set(missing(stay, WORKER, "abscond")) == words(MISSING["police"])
    missing_person(stay, child=True)
    assert missing(stay, WORKER, "abscond") == []


def test_a_proposal_is_cancelled_with_a_reason(case):
    stay = sample_stay(case)
    assert refused(stay, SUPERVISOR, "cancel")
    step(stay, "cancel")
    assert state(stay) == "cancelled"


@pytest.mark.parametrize(
    "who,transition,reached",
    [
        (WORKER, "admit", "proposed"),
        (HEAD, "admit", "proposed"),
        (SUPERVISOR, "extend", "admitted"),
        (WORKER, "extend", "admitted"),
        (SUPERVISOR, "leave", "admitted"),
        (HEAD, "abscond", "extended"),
        (WORKER, "cancel", "admitted"),
    ],
)
def test_others_do_not_take_a_step(case, house, who, transition, reached):
    stay = sample_stay(case) if reached == "proposed" else admitted(case, house)
    if reached == "extended":
        step(stay, "extend")
    with pytest.raises(WorkflowException):
        take(stay, who, transition, comment="-")


def test_what_is_due_of_a_stay(case, house):
    stay = admitted(case, house, days_ago=5)
    told = [(due.what, due.at.date()) for due in dues_of(stay)]
    assert told == [("stay-decision", today()), ("stay-limit", today() + timedelta(days=2))]
    asking(stay)
    assert [due.what for due in dues_of(stay)] == ["stay-extension", "stay-limit"]
    step(stay, "extend")
    told = [(due.what, due.at.date()) for due in dues_of(stay)]
    assert told[1] == ("stay-limit", today() + timedelta(days=9))
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid(stay))
    assert [what for _at, what in brain.dues] == ["stay-decision", "stay-limit"]
    step(stay, "leave")
    assert dues_of(stay) == []


def test_what_is_overdue_ends_nobodys_stay(case, house):
    stay = admitted(case, house, days_ago=30)
    assert state(stay) == "admitted" and stay.limit < today()
    assert [due.what for due in dues_of(stay)] == ["stay-decision", "stay-limit"]
    step(stay, "leave")


def test_a_case_does_not_end_while_somebody_lives_in_a_shelter(case, house):
    from baleharum.cases.requirements import missing_for

    stay = admitted(case, house)
    for transition in ("start_aftercare", "close"):
        found = [row.message for row in missing_for(case, transition, {"comment": "-"})]
        assert OPEN_STAY in found
    step(stay, "leave")
    assert OPEN_STAY not in [r.message for r in missing_for(case, "close", {"comment": "-"})]


@pytest.mark.parametrize("reached", ["proposed", "admitted", "left"])
def test_the_head_alone_approves_the_plan_while_somebody_is_taken_in(case, house, reached):
    stay = prepared(case, house)
    if reached != "proposed":
        take(stay, SUPERVISOR, "admit")
    if reached == "left":
        step(stay, "leave")
    plan = sample_plan(case, approach="keluarga")
    take(plan, WORKER, "submit")
    alone = [text for text in missing(plan, SUPERVISOR, "approve") if "head" in text]
    assert bool(alone) is (reached != "left")
    assert missing(plan, HEAD, "approve") == []


def test_a_stay_refers_to_its_own_case_alone(register, case, house):
    other = sample_case(register)
    stranger = client_of(other)
    with pytest.raises(BadRequest):
        sample_stay(case, about=uid(stranger))
    with pytest.raises(BadRequest):
        sample_stay(case, house=uid(other))
    stay = sample_stay(case)
    with pytest.raises(BadRequest):
        write(stay, rules_proof=uid(stranger))


def test_nothing_that_is_told_lies_in_the_clear(case, house):
    told = {
        "why": "Takut pulang.",
        "needs": "Obat asma.",
        "adapted": "Dekat pintu.",
        "rules_by": "Inaq Rahasia",
    }
    stay = prepared(case, house, **told)
    kept = repr(sorted(stay.__dict__.items()))
    for text in (*told.values(), "Tas", "Lemari 2", "Lalu Contoh"):
        assert text not in kept
    assert [each.getId() for each in stays_of(case)] == ["t1"]


def test_the_copy_for_the_person_tells_of_the_stay_and_not_where_the_house_is(case, house):
    stay = prepared(case, house)
    assert not ICopy(stay).stands
    take(stay, SUPERVISOR, "admit")
    step(stay, "extend")
    step(stay, "leave")
    with acting(WORKER):
        copy = ICopy(stay)
        told = dict(copy.rows())
    assert copy.stands and copy.person == uid(client_of(case))
    assert told["Jenis rumah"] == "Rumah aman" and told["Barang bawaan"] == "1 × Tas"
    assert "Rumah belum aman." in told["Perpanjangan"] and told["Catatan keluar"]
    assert "Rahasia" not in repr(told) and "Rumah Contoh" not in repr(told)


def test_figures_of_the_shelters_count_stays_of_this_month(register, case, house):
    stay = admitted(case, house, days_ago=3)
    days = period(f"{today() - timedelta(days=40)}..{today()}")

    def told(key):
        table = counted(register, "shelter", Question(days)).tables[key]
        return {line.key: table.cell("rumah-aman", line.key) for line in table.columns}

    assert told(0) == {"admitted": 1, "nights": 3, "left": 0, "inside": 1, "overdue": 0}
    assert told(1) == {"mean": None, "longest": None}
    step(stay, "leave")
    assert told(0) == {"admitted": 1, "nights": 3, "left": 1, "inside": 0, "overdue": 0}
    assert told(1) == {"mean": 3, "longest": 3}


FAMILY = {"kind": "pengasuhan-keluarga", "religion": "islam"}
SEEN = {"assessed_on": today() - timedelta(days=60), "declared_on": today() - timedelta(days=50)}


def small_child(case, **fields):
    return sample_person(case, name="Lalu Contoh", birth_year=today().year - 8, **fields)


def test_a_family_is_assessed_and_of_the_religion_of_the_child(register, case):
    house = sample_house(register, **FAMILY)
    stay = prepared(case, house, about=uid(small_child(case, religion="hindu")))
    assert set(missing(stay, SUPERVISOR, "admit")) == words(
        *(FAMILY_BARS[key] for key in ("assessed", "declared", "religion"))
    )
    write(house, HEAD, **SEEN)
    write(stay, about=uid(small_child(case)))
    assert set(missing(stay, SUPERVISOR, "admit")) == words(FAMILY_BARS["religion-unknown"])
    write(stay, about=uid(small_child(case, religion="islam")))
    assert missing(stay, SUPERVISOR, "admit") == []


def test_a_stay_with_a_family_lasts_longer_and_is_visited(register, case):
    house = sample_house(register, **FAMILY, **SEEN)
    child = small_child(case, religion="islam")
    stay = admitted(case, house, days_ago=10, about=uid(child))
    assert stay.limit == today() + timedelta(days=170)
    assert [d.what for d in dues_of(stay)] == ["stay-visit", "stay-decision", "stay-limit"]
    told = {"by": "Peksos contoh", "note": "Sehat, mulai sekolah.", "alone": "Ingin ibu."}
    write(stay, visits=[{"day": today() - timedelta(days=3), **told}])
    due = {d.what: d.at.date() for d in dues_of(stay)}
    assert due["stay-visit"] == today() + timedelta(days=27)
    assert told["alone"] not in repr(sorted(stay.__dict__.items()))
    step(stay, "extend")
    asking(stay)
    assert missing(stay, HEAD, "extend") == []


def test_in_other_houses_there_are_no_visits(case, house):
    stay = admitted(case, house)
    assert [due.what for due in dues_of(stay)] == ["stay-decision", "stay-limit"]
    with pytest.raises(BadRequest):
        write(stay, visits=[{"day": today(), "by": "Peksos contoh", "note": "Sehat."}])
