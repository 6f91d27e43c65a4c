"""The REST services of a team obey the rules of the screens."""

from baleharum.team import api as team
from baleharum.team.records import book
from baleharum.team.records import writable_index
from baleharum.team.repair import drop
from datetime import datetime
from datetime import UTC
from tests.centre import sample_case
from tests.http import Visitor

import pytest
import transaction


@pytest.fixture
def site(functional):
    """The site over HTTP, with one committed case."""
    portal = functional["portal"]
    portal.case = sample_case(portal["perkara"])
    transaction.commit()
    yield portal
    del portal.case


@pytest.fixture
def path(site):
    """The path of the case below the site."""
    return f"perkara/{site.case.getId()}/@team"


def as_user(site, user_id):
    return Visitor(site, user_id)


def test_everybody_in_the_team_reads_who_is_in_it(site, path):
    found = as_user(site, "worker2").rest("GET", path).json()
    people = {item["person"]: item for item in found["items"]}
    assert {"worker1", "worker2", "psychologist1", "advocate1"} < set(people)
    assert people["supervisor1"]["standing"] is True
    assert people["worker1"]["function"] == "lead"
    assert [item["person"] for item in found["earlier"]] == ["intake1"]


@pytest.mark.parametrize("user_id", ["worker3", "operator1", "siteadmin", ""])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_nobody_else_learns_that_there_is_a_team(site, path, user_id, method):
    visitor = Visitor(site, user_id, *(["correct horse battery"] if user_id == "siteadmin" else []))
    there, missing = (
        visitor.rest(method, address, {"person": "worker3"})
        for address in (path, "perkara/BH-2026-99999/@team")
    )
    assert (there.status, there.body, there.headers) == (404, missing.body, missing.headers)


def test_assign_extend_hand_over_and_end(site, path):
    supervisor, case = as_user(site, "supervisor1"), site.case
    data = {"person": "worker3", "function": "worker", "reason": "Perlu"}
    made = supervisor.rest("POST", path, {**data, "expires": "2099-01-31T12:00:00+08:00"})
    assert (made.status, made.json()["expires"]) == (201, "2099-01-31T04:00:00+00:00")
    address = f"{path}/{made.json()['number']}"
    assert as_user(site, "worker3").rest("GET", path).status == 200
    moved = supervisor.rest("PATCH", address, {"expires": "2099-02-28", "reason": "Kontrak"})
    assert moved.json()["expires"].startswith("2099-02-2")
    address = f"{path}/{moved.json()['number']}"
    given = supervisor.rest("PATCH", address, {"to": "advocate2", "note": "Sidang menyusul."})
    assert given.json()["person"] == "advocate2"
    assert as_user(site, "worker3").rest("GET", path).status == 404
    address = f"{path}/{given.json()['number']}"
    assert supervisor.rest("DELETE", address, {"reason": "Selesai"}).status == 200
    assert as_user(site, "advocate2").rest("GET", path).status == 404
    assert team.people(case, ("worker",)) == ["worker2"]


@pytest.mark.parametrize(
    "fields,said",
    [
        ({"person": "operator1"}, "appointed to this register"),
        ({"function": "head"}, "cannot be given here"),
        ({"reason": ""}, "Say why"),
        ({"expires": "besok"}, "no date or time"),
    ],
)
def test_a_refusal_is_400_and_says_the_remedy(site, path, fields, said):
    data = {"person": "worker3", "function": "worker", "reason": "Perlu", **fields}
    answer = as_user(site, "supervisor1").rest("POST", path, data)
    assert answer.status == 400
    assert said in answer.json()["message"]
    assert team.people(site.case, ("worker",)) == ["worker2"]


@pytest.mark.parametrize("user_id", ["worker1", "worker2", "privacy1"])
def test_who_may_not_manage_the_team(site, path, user_id):
    visitor = as_user(site, user_id)
    data = {"person": "worker3", "function": "worker", "reason": "Perlu"}
    assert visitor.rest("POST", path, data).status == 403
    assert visitor.rest("DELETE", f"{path}/2", {"reason": "Perlu"}).status == 403
    assert visitor.rest("PATCH", f"{path}/2", {"expires": "", "reason": "Perlu"}).status == 403
    assert len(team.current(site.case, team.utcnow())) == 4


def test_a_form_of_another_site_changes_nothing(site, path):
    supervisor = Visitor(site, "supervisor1", cookie=True)
    body = b'{"person": "worker3", "function": "worker", "reason": "Palsu"}'
    headers = {"Accept": "application/json", "Content-Type": "text/plain"}
    assert supervisor.ask("POST", path, body, headers).status == 403
    assert team.people(site.case, ("worker",)) == ["worker2"]


def test_appointments_and_leave(site, path):
    head = as_user(site, "head1")
    data = {"person": "operator1", "function": "staff", "profession": "law", "reason": "Magang"}
    made = head.rest("POST", "perkara/@team", data)
    assert (made.status, made.json()["profession"]) == (201, "law")
    assert as_user(site, "operator1").get("perkara").status == 200
    leave = {
        "absent": "worker1",
        "deputy": "operator1",
        "expires": "2099-01-01",
        "reason": "Cuti",
    }
    assert head.rest("POST", "perkara/@team", leave).json() == {"cases": 1}
    assert as_user(site, "operator1").rest("GET", path).status == 200
    address = f"perkara/@team/{made.json()['number']}"
    assert head.rest("DELETE", address, {"reason": "Selesai"}).status == 400
    assert head.rest("DELETE", address, {"reason": "Selesai", "with_cases": True}).status == 200
    assert as_user(site, "operator1").get("perkara").status == 404
    assert as_user(site, "operator1").rest("GET", path).status == 404


def test_who_reads_and_changes_appointments(site):
    data = {"person": "operator1", "function": "staff", "reason": "Magang"}
    expected = {"head1": (200, 201), "supervisor1": (200, 400), "privacy1": (200, 403)}
    for user_id, (reading, appointing) in expected.items():
        visitor = as_user(site, user_id)
        assert visitor.rest("GET", "perkara/@team").status == reading
        assert visitor.rest("POST", "perkara/@team", data).status == appointing
    for user_id in ("worker1", "intake1"):
        assert as_user(site, user_id).rest("GET", "perkara/@team").status == 404
        assert as_user(site, user_id).rest("POST", "perkara/@team", data).status == 403


def test_emergency_access(site, path):
    worker = as_user(site, "worker3")
    data = {"number": site.case.getId(), "reason": "Klien dalam bahaya malam ini.", "hours": 2}
    for wrong in ({"hours": 25}, {"reason": "Perlu"}, {"number": "BH-2026-99999"}):
        assert worker.rest("POST", "@break-glass", {**data, **wrong}).status == 400
    made = worker.rest("POST", "@break-glass", data)
    assert made.status == 201
    assert made.header("Location").endswith(site.case.getId())
    assert worker.rest("GET", path).status == 200
    assert book(site.case)[made.json()["number"]].cause == "break_glass"


def test_who_leaves_a_team_has_no_access_at_the_next_request(site, path):
    worker = Visitor(site, "worker2", cookie=True)
    pages = (f"perkara/{site.case.getId()}", f"perkara/{site.case.getId()}/@@team")
    assert [worker.get(page).status for page in pages] == [200, 200]
    assert worker.rest("GET", path).status == 200
    listed = f"@search?portal_type=Case&id={site.case.getId()}"
    assert worker.rest("GET", listed).json()["items_total"] == 1
    record = next(r for r in book(site.case).values() if r.principal == "worker2")
    team.revoke(site.case, record.number, "Pindah tugas")
    transaction.commit()
    assert [worker.get(page).status for page in pages] == [404, 404]
    assert worker.rest("GET", path).status == 404
    assert worker.rest("GET", listed).json()["items_total"] == 0


def test_what_a_person_can_see(site):
    case = site.case
    own = as_user(site, "worker1").rest("GET", "perkara/@person-access").json()
    assert (own["person"], own["people"], own["others"]) == ("worker1", [], 0)
    (item,) = own["items"]
    assert (item["case"]["number"], item["function"], item["sees"]) == (
        case.getId(),
        "lead",
        True,
    )
    assert [row["function"] for row in own["appointments"]] == ["staff"]
    overseeing = as_user(site, "supervisor1").rest("GET", "perkara/@person-access?person=worker2")
    assert overseeing.json()["items"][0]["person"] == "worker2"
    assert {"id": "worker1", "name": "Worker1 (worker1)"} in overseeing.json()["people"]
    team.revoke_all(case, "Selesai")
    transaction.commit()
    assert as_user(site, "worker1").rest("GET", "perkara/@person-access").json()["items"] == []


def test_cases_that_the_reader_does_not_see_are_only_counted(site):
    later = datetime(2099, 1, 1, tzinfo=UTC)
    team.assign(site.case, "worker3", "worker", starts=later, granted_by="supervisor1")
    transaction.commit()
    answer = as_user(site, "worker3").rest("GET", "perkara/@person-access")
    assert (answer.json()["items"], answer.json()["others"]) == ([], 1)
    assert site.case.getId() not in answer.text
    asked = as_user(site, "supervisor1").rest("GET", "perkara/@person-access?person=worker3")
    (item,) = asked.json()["items"]
    assert (item["sees"], item["starts"][:4], asked.json()["others"]) == (False, "2099", 0)


@pytest.mark.parametrize("user_id", ["worker1", "worker3", "operator1", "siteadmin", ""])
def test_nobody_looks_at_what_others_see(site, user_id):
    visitor = Visitor(site, user_id, *(["correct horse battery"] if user_id == "siteadmin" else []))
    for person in ("worker2", "nobody"):
        answer = visitor.rest("GET", f"perkara/@person-access?person={person}")
        assert answer.status == 404
        assert "worker2" not in answer.text.replace("person=worker2", "")


def test_who_may_be_chosen(site, path):
    address = path.replace("@team", "@candidates")
    found = as_user(site, "worker1").rest("GET", address).json()
    assert "worker3" in {person["id"] for person in found["people"]}
    assert {f["token"]: f["sees"] for f in found["functions"]}["reader"] is True
    assert as_user(site, "worker2").rest("GET", address).status == 403
    assert as_user(site, "worker3").rest("GET", address).status == 404
    head = as_user(site, "head1").rest("GET", "perkara/@candidates").json()
    assert "operator1" in head["accounts"]
    assert "law" in {row["token"] for row in head["professions"]}
    supervisor = as_user(site, "supervisor1").rest("GET", "perkara/@candidates").json()
    assert supervisor["accounts"] == []
    assert as_user(site, "privacy1").rest("GET", "perkara/@candidates").status == 403
    assert as_user(site, "worker1").rest("GET", "perkara/@candidates").status == 404


def test_where_emergency_access_is_offered(site):
    found = as_user(site, "worker3").rest("GET", "@break-glass").json()
    assert [row["id"] for row in found["registers"]] == ["perkara"]
    assert found["hours"] == 24 and found["reason_length"] == 20
    assert as_user(site, "operator1").rest("GET", "@break-glass").status == 404
    assert as_user(site, "").rest("GET", "@break-glass").status in (401, 404)


def administrator(site):
    return Visitor(site, "siteadmin", "correct horse battery")


def test_the_first_head_through_rest(site):
    manager = administrator(site)
    assert manager.rest("GET", "@first-head").json()["registers"] == []
    data = {"person": "operator1", "reason": "Baru"}
    assert manager.rest("POST", "@first-head", data).status == 400
    for record in list(team.current(site["perkara"], team.utcnow())):
        if record.function == "head":
            team.revoke(site["perkara"], record.number, "Pensiun")
    transaction.commit()
    (register,) = manager.rest("GET", "@first-head").json()["registers"]
    data["register"] = register["UID"]
    itself = manager.rest("POST", "@first-head", {**data, "person": "siteadmin"})
    assert (itself.status, team.people(site["perkara"], ("head",))) == (400, [])
    for user_id in ("supervisor1", "operator1", ""):
        assert as_user(site, user_id).rest("GET", "@first-head").status in (401, 403, 404)
        assert as_user(site, user_id).rest("POST", "@first-head", data).status in (401, 403, 404)
    made = manager.rest("POST", "@first-head", data)
    assert (made.status, made.json()["function"]) == (201, "head")
    assert team.people(site["perkara"], ("head",)) == ["operator1"]


def test_the_index_is_mended_through_rest(site, path):
    manager = administrator(site)
    assert manager.rest("GET", "@team-repair").json()["missing"] == 0
    index = writable_index()
    uid = site.case.UID()
    number = next(r.number for r in book(site.case).values() if r.principal == "worker2")
    drop(index, "worker2", (uid, number))
    transaction.commit()
    assert as_user(site, "worker2").rest("GET", path).status == 404
    assert manager.rest("GET", "@team-repair").json()["missing"] == 1
    for user_id in ("head1", "operator1", ""):
        assert as_user(site, user_id).rest("GET", "@team-repair").status in (401, 403, 404)
        assert as_user(site, user_id).rest("POST", "@team-repair", {}).status in (401, 403, 404)
    assert as_user(site, "worker2").rest("GET", path).status == 404
    assert manager.rest("POST", "@team-repair", {}).json() == {"added": 1, "removed": 0}
    assert as_user(site, "worker2").rest("GET", path).status == 200


@pytest.mark.parametrize("name", ["@first-head", "@team-repair"])
def test_a_form_of_another_site_sets_nothing_up(site, name):
    manager = Visitor(site, "siteadmin", "correct horse battery", cookie=True)
    headers = {"Accept": "application/json", "Content-Type": "text/plain"}
    assert manager.ask("POST", name, b'{"person": "operator1"}', headers).status in (400, 403)
