"""The board of a house, the houses of a register, and the pages and services of stays."""

from baleharum.cases.moments import today
from baleharum.stays.policy import place_token
from baleharum.trail.actions import EDIT
from baleharum.trail.api import rows as trail_rows
from datetime import timedelta
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.http import Visitor
from tests.referrals_made import uid
from tests.stays_made import admitted
from tests.stays_made import leaving
from tests.stays_made import prepared
from tests.stays_made import room
from tests.stays_made import sample_house
from tests.stays_made import sample_stay
from tests.stays_made import state
from tests.test_consents_collide import at_once
from tests.test_court_pages import sent
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    return sample_case(site["perkara"])


@pytest.fixture
def house(site):
    return sample_house(site["perkara"], [room("Melati", 2), room("Mawar", 1, sex="p")])


def board(site, user_id, house):
    """Return the board as somebody gets it over REST."""
    return Visitor(site, user_id).rest("GET", f"perkara/{house.getId()}/@board").json()


def test_the_board_names_a_case_to_who_may_see_it_alone(site, case, house):
    stay = admitted(case, house, days_ago=6)
    waiting = sample_stay(sample_case(site["perkara"]), house=uid(house))
    transaction.commit()
    for user_id, number in (("worker1", case.getId()), ("worker3", ""), ("intake1", "")):
        found = board(site, user_id, house)
        assert (found["beds"], found["free"]) == (3, 2)
        first, second = found["rooms"][0]["beds"]
        assert (first["taken"], first["number"], first["near"]) == (True, number, "soon")
        assert second == {"taken": False, "number": "", "@id": "", "near": "", "limit": None}
        assert [row["number"] for row in found["ending"]] == [number]
        page = Visitor(site, user_id).get(f"perkara/{house.getId()}").text
        assert (case.getId() in page) is bool(number)
        assert "Jalan Rahasia" not in page
        assert (path(stay) in page) is bool(number)
    assert [row["number"] for row in board(site, "worker3", house)["waiting"]] == [""]
    mine = waiting.__parent__.getId()
    assert [row["number"] for row in board(site, "supervisor1", house)["waiting"]] == [mine]


def test_the_board_wakes_nothing_of_a_case(site, case, house, monkeypatch):
    admitted(case, house)
    transaction.commit()
    site._p_jar.cacheMinimize()

    def wake(self, *args):
        raise AssertionError("The board has opened a stay.")

    from baleharum.stays.content import ShelterStay

    monkeypatch.setattr(ShelterStay, "__setstate__", wake, raising=False)
    assert board(site, "worker1", house)["free"] == 2


def test_the_address_is_for_who_keeps_the_house_and_the_team_of_who_lives_there(site, case, house):
    stay = admitted(case, house)
    transaction.commit()
    place = f"perkara/{house.getId()}"
    for user_id, told in (("head1", True), ("supervisor1", True), ("worker3", False)):
        assert ("Jalan Rahasia" in Visitor(site, user_id).get(place).text) is told
        assert ("address" in Visitor(site, user_id).rest("GET", place).json()) is told
    assert "Jalan Rahasia" in Visitor(site, "worker1").get(path(stay)).text
    assert "Jalan Rahasia" not in Visitor(site, "psychologist1").get(path(stay)).text


def test_the_head_adds_a_house_with_its_rooms(site):
    transaction.commit()
    widgets = {
        "name": "Rumah Singgah",
        "kind:list": "rptc",
        "in_use:list": "selected",
        "address": "Jalan Contoh 1",
        "rooms.count": "1",
    }
    cells = {"name": "Mawar", "beds": "2", "sex": "p", "age": "semua", "use": "umum"}
    form = sent(**widgets) | {
        f"form.widgets.rooms.0.{name}": value
        for name, value in (cells | {"access": "biasa"}).items()
    }
    form |= {"form.widgets.rooms.0.number": ""}
    answer = send(Visitor(site, "head1", cookie=True), "perkara/++add++Shelter", **form)
    assert answer.status == 302, answer.text
    with acting("head1"):
        (made,) = site["perkara"]["s1"].room_list
    assert (made.number, made.name, made.beds, made.sex) == (1, "Mawar", 2, "p")
    assert Visitor(site, "worker1").get("perkara/++add++Shelter").status in (401, 403, 404)
    page = Visitor(site, "worker3").get("perkara/@@shelters").text
    assert "Rumah Singgah" in page and "Jalan Contoh" not in page


def test_houses_and_stays_over_rest(site, case):
    client = uid(client_of(case))
    transaction.commit()
    head, worker = Visitor(site, "head1"), Visitor(site, "worker1")
    body = {"@type": "Shelter", "name": "Rumah", "kind": "rumah-aman"}
    answer = head.rest("POST", "perkara", body | {"rooms": [room("Melati", "dua")]})
    assert answer.status == 400 and answer.text
    answer = head.rest("POST", "perkara", body | {"rooms": [room("Melati", 2)]})
    assert answer.status == 201, answer.text
    found = answer.json()
    assert found["rooms"] == [{"number": 1, **room("Melati", 2)}]
    listed = worker.rest("GET", "perkara/@shelters").json()
    assert [(row["id"], row["beds"], row["free"]) for row in listed["items"]] == [("s1", 2, 2)]
    assert Visitor(site, "worker3").rest("POST", "perkara", body).status == 404
    where = f"perkara/{case.getId()}"
    stay = {"@type": "ShelterStay", "about": client, "house": found["UID"], "why": "Aman."}
    assert worker.rest("POST", where, stay | {"limit": "2026-12-12"}).status == 400
    assert worker.rest("POST", where, stay | {"why": 7}).status == 400
    made = worker.rest("POST", where, stay)
    assert made.status == 201, made.text
    row = worker.rest("GET", f"{where}/@stays").json()["items"][0]
    assert (row["review_state"], row["house"], row["limit"]) == ("proposed", found["UID"], None)
    patched = {
        "room": place_token(found["UID"], 1),
        "belongings": [{"what": "Tas", "count": 2}],
        "nothing_brought": False,
    }
    assert worker.rest("PATCH", f"{where}/t1", patched).status == 204
    assert worker.rest("GET", f"{where}/t1").json()["belongings"][0]["count"] == 2
    assert worker.rest("PATCH", f"{where}/t1", {"left_on": today().isoformat()}).status == 400
    assert [r.detail for r in trail_rows(user="worker1", actions=(EDIT,), limit=5)]


def test_a_page_says_what_is_missing_and_forms_have_their_time(site, case, house):
    stay = prepared(case, house, room=None)
    transaction.commit()
    worker = Visitor(site, "worker1", cookie=True)
    page = worker.get(path(stay)).text
    assert f"{path(stay)}/@@room" in page and f"{path(stay)}/@@exit" not in page
    assert worker.get(f"{path(stay)}/@@exit").status == 302
    form = sent(**{"room:list": place_token(uid(house), 1), "adapted": ""})
    answer = send(worker, f"{path(stay)}/@@room", **form)
    assert answer.status == 302, answer.text
    assert stay.room == place_token(uid(house), 1)


def test_of_two_who_give_the_last_bed_away_one_is_refused(site, case):
    house = sample_house(site["perkara"], [room("Melati", 1)])
    stays = [prepared(each, house) for each in (case, sample_case(site["perkara"]))]
    found = at_once(
        site,
        *(("supervisor1", "POST", f"{path(each)}/@workflow/admit", {}) for each in stays),
    )
    assert sorted(found) == [200, 400]
    assert sorted(map(state, stays)) == ["admitted", "proposed"]
    late = stays[found.index(400)]
    answer = Visitor(site, "supervisor1").rest("POST", f"{path(late)}/@workflow/admit", {})
    assert answer.status == 400 and "bed" in answer.text


def test_what_is_told_of_who_is_restricted_is_not_shown(site, case, house):
    person = sample_person(case, name="Inaq Sari", sex="p", birth_year=1980)
    stay = admitted(case, house, about=uid(person), needs="Obat tidur.")
    leaving(stay)
    with acting("supervisor1"):
        site.portal_workflow.doActionFor(person, "restrict", comment="Diminta.")
    transaction.commit()
    for user_id, told in (("worker2", False), ("worker1", True)):
        visitor = Visitor(site, user_id)
        page, found = visitor.get(path(stay)).text, visitor.rest("GET", path(stay)).json()
        for text in ("Obat tidur", "Pulang ke rumah kakak"):
            assert (text in page) is told
        assert (found["needs"] == "Obat tidur.") is told
        assert bool(found["belongings"]) is told


def test_how_long_ago_is_told(site, case, house):
    stay = admitted(case, house, days_ago=9)
    transaction.commit()
    assert stay.limit == today() - timedelta(days=2)
    (bed, _free) = board(site, "worker1", house)["rooms"][0]["beds"]
    assert bed["near"] == "late"
    (row,) = Visitor(site, "worker1").rest("GET", "perkara/@shelters").json()["items"]
    assert row["late"] == 1


def test_the_register_lists_cases_and_no_house(site, case, house):
    transaction.commit()
    supervisor = Visitor(site, "supervisor1")
    found = supervisor.rest("GET", "perkara/@cases").json()
    assert found["items_total"] == 1
    page = supervisor.get("perkara")
    assert page.status == 200 and "perkara/@@shelters" in page.text
    assert "perkara/s1" not in page.text
