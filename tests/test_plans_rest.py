"""Plans, records, conferences and mediations over REST: the same rules, and 400 for what is none."""

from baleharum.cases.moments import today
from baleharum.team import api as team
from datetime import timedelta
from plone import api
from tests.case_forms import given_to_worker3
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_partner
from tests.plans_made import approved_plan
from tests.plans_made import quiet_case
from tests.plans_made import sample_conference
from tests.plans_made import sample_mediation
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from tests.plans_made import take

import pytest
import transaction


DUE = (today() + timedelta(days=30)).isoformat()
GOAL = {
    "text": "Klien merasa aman.",
    "indicator": "Tidur tanpa terbangun.",
    "service": "pemulihan-psikososial",
    "responsible": "worker1",
    "due": DUE,
    "component": "terapi",
}
PLAN = {
    "@type": "CarePlan",
    "approach": "keluarga",
    "services": ["pemulihan-psikososial"],
    "simfoni": ["kesehatan"],
    "components": ["terapi"],
    "goals": [GOAL],
}
RECORD = {
    "@type": "ServiceRecord",
    "service": "pemulihan-psikososial",
    "minutes": 45,
    "outcome": "sebagian",
    "text": "Klien bercerita.",
}
CONFERENCE = {
    "@type": "CaseConference",
    "held_on": today().isoformat(),
    "participants": ["worker1", "supervisor1"],
    "guests": ["Ibu Ratna, RSUD Contoh"],
    "decisions": [{"text": "Kunjungan tiap pekan.", "responsible": "worker1", "due": DUE}],
}
MEDIATION = {
    "@type": "Mediation",
    "held_on": today().isoformat(),
    "parties": ["Amaq Rahim", "Inaq Sari"],
}


@pytest.fixture
def filed(functional):
    """A committed case."""
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def quiet(functional):
    """A committed case in which nothing bars a mediation."""
    case = quiet_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


def committed(content):
    transaction.commit()
    return content


def step(visitor, content, transition, **data):
    return visitor.rest("POST", f"{path(content)}/@workflow/{transition}", data)


def test_a_plan_goes_its_way(filed, visit):
    worker, supervisor = visit("worker1"), visit("supervisor1")
    added = worker.rest("POST", path(filed), PLAN)
    assert (added.status, added.json()["id"]) == (201, "r1")
    assert added.json()["goals"] == [{"number": 1, **GOAL}]
    more = [added.json()["goals"][0], {**GOAL, "text": "Klien punya KTP."}]
    assert worker.rest("PATCH", f"{path(filed)}/r1", {"goals": more}).status == 204
    plan = filed["r1"]
    assert [row[0] for row in plan.goals] == [1, 2]
    assert step(worker, plan, "submit").status == 200
    assert step(worker, plan, "approve").status == 400
    assert step(supervisor, plan, "return").status == 400
    assert step(supervisor, plan, "approve").json()["title"] == "Approved"
    refused = worker.rest("PATCH", path(plan), {"goals": []})
    assert refused.status == 404
    assert supervisor.rest("PATCH", path(plan), {"remarks": "Lain."}).status == 404
    assert len(plan.goals) == 2


def test_a_new_version_is_filed_of_an_approved_plan_alone(filed, visit):
    plan = committed(sample_plan(filed))
    worker = visit("worker1")
    place = f"{path(plan)}/@versions"
    assert worker.rest("POST", place, {}).status == 400
    take(take(plan, "submit", "worker1"), "approve", "supervisor1")
    transaction.commit()
    assert visit("advocate1").rest("POST", place, {}).status == 400
    made = worker.rest("POST", place, {})
    assert (made.status, made.json()["version"], made.json()["review_state"]) == (201, 2, "draft")
    assert made.header("Location").endswith("/r2")
    assert worker.rest("POST", place, {}).status == 400
    items = worker.rest("GET", place).json()["items"]
    assert [(row["id"], row["version"], row["state"]) for row in items] == [
        ("R2", 2, "draft"),
        ("R1", 1, "approved"),
    ]
    assert worker.rest("POST", path(filed), PLAN).status == 400
    assert sorted(filed.objectIds()) == ["r1", "r2"]


def test_what_was_done_shows_as_progress(filed, visit):
    approved_plan(filed)
    transaction.commit()
    worker = visit("worker1")
    added = worker.rest("POST", path(filed), {**RECORD, "goal": "1", "outcome": "tercapai"})
    assert (added.status, added.json()["done_by"]["token"]) == (201, "worker1")
    (first, second) = worker.rest("GET", f"{path(filed)}/r1").json()["progress"]
    assert (first["share"], first["minutes"], first["outcome"]) == (100, 45, "Achieved")
    assert (second["share"], second["records"]) == (0, 0)
    listed = worker.rest("GET", f"{path(filed)}/@plan").json()
    assert listed["plan"]["goals"][0]["share"] == 100
    assert (listed["records"]["items_total"], listed["records"]["items"][0]["id"]) == (1, "S1")
    assert worker.rest("GET", f"{path(filed)}/@plan?goal=2").json()["records"]["items"] == []
    assert listed["bars"] and listed["mediations"] == []


def test_a_record_is_changed_by_nobody_and_corrected_by_another(filed, visit):
    committed(sample_record(filed))
    for user_id in ("worker1", "supervisor1", "head1"):
        change = visit(user_id).rest("PATCH", f"{path(filed)}/s1", {"minutes": 5})
        assert change.status == 404
        assert visit(user_id).rest("DELETE", f"{path(filed)}/s1").status == 404
    worker = visit("worker1")
    assert worker.rest("POST", path(filed), {**RECORD, "corrects": "s1"}).status == 201
    assert worker.rest("POST", path(filed), {**RECORD, "corrects": "s1"}).status == 400
    assert worker.rest("GET", f"{path(filed)}/s1").json()["corrected_by"] == "s2"
    assert sorted(filed.objectIds()) == ["s1", "s2"]


def test_a_conference_goes_its_way(filed, visit):
    worker, supervisor = visit("worker1"), visit("supervisor1")
    assert worker.rest("POST", path(filed), CONFERENCE).status == 201
    minutes = filed["k1"]
    assert worker.rest("PATCH", path(minutes), {"discussion": "Membaik."}).status == 204
    assert supervisor.rest("PATCH", path(minutes), {"discussion": "Membaik. "}).status == 204
    assert step(worker, minutes, "approve").status == 400
    assert step(supervisor, minutes, "approve").status == 200
    assert supervisor.rest("PATCH", path(minutes), {"discussion": ""}).status == 404
    assert worker.rest("POST", path(filed), {**RECORD, "decision": "k1.1"}).status == 201
    progress = worker.rest("GET", path(minutes)).json()["progress"]
    assert progress == [{"number": 1, "done": True, "overdue": False}]


def test_a_mediation_is_refused_with_the_reason_and_nothing_is_left(filed, visit):
    for user_id in ("worker1", "supervisor1"):
        answer = visit(user_id).rest("POST", path(filed), MEDIATION)
        assert answer.status == 400
        assert "No mediation: the case is one of violence" in answer.text
    assert list(filed.objectIds()) == []


def test_a_mediation_stops_when_the_case_becomes_one_of_violence(quiet, visit):
    worker, supervisor = visit("worker1"), visit("supervisor1")
    assert worker.rest("POST", path(quiet), MEDIATION).status == 201
    mediation = quiet["m1"]
    assert worker.rest("PATCH", path(mediation), {"result": "sepakat"}).status == 204
    quiet.kdrt = True
    transaction.commit()
    assert "KDRT" in worker.rest("GET", path(mediation)).json()["bars"][0]
    refused = worker.rest("PATCH", path(mediation), {"agreement": "Damai."})
    assert (refused.status, "KDRT" in refused.text) == (400, True)
    answer = step(supervisor, mediation, "conclude")
    assert (answer.status, "KDRT" in answer.json()["error"]["message"]) == (400, True)
    assert (mediation.agreement, api.content.get_state(mediation)) == (None, "draft")
    assert step(worker, mediation, "stop", comment="KDRT terungkap.").status == 200


@pytest.mark.parametrize("sent", [{"version": 2}, {"series": "deadbeef"}, {"version": "dua"}])
def test_series_and_version_are_not_set_by_hand(filed, visit, sent):
    worker = visit("worker1")
    answer = worker.rest("POST", path(filed), {**PLAN, **sent})
    assert (answer.status, "@versions" in answer.text) == (400, True)
    assert worker.rest("POST", path(filed), PLAN).status == 201
    (plan,) = filed.objectValues()
    assert worker.rest("PATCH", path(plan), {"remarks": "x", **sent}).status == 400
    whole = worker.rest("GET", path(plan)).json()
    assert worker.rest("PATCH", path(plan), {**whole, "remarks": "Pagi saja."}).status == 204
    assert (plan.version, plan.remarks) == (1, "Pagi saja.")


ODD = (7, True, "kata", ["kata"], {"a": 1}, [[1]], [None], None)


@pytest.mark.parametrize("value", [*ODD, [{"text": []}], [{"text": "x", "due": 5}]])
def test_rows_of_any_json_are_answered_and_never_with_an_error(filed, visit, value):
    sample_plan(filed, goals=())
    sample_conference(filed, decisions=())
    transaction.commit()
    for place, name in (("r1", "goals"), ("k1", "decisions")):
        answer = visit("worker1").rest("PATCH", f"{path(filed)}/{place}", {name: value})
        assert answer.status == (204 if value is None else 400), answer.text
    assert (filed["r1"].goals, filed["k1"].decisions) == ((), ())


TEXTS = ("text", "remarks", "guests", "discussion")
FIELDS = (
    *((PLAN, name) for name in ("approach", "services", "agencies", "remarks")),
    *((RECORD, name) for name in ("kind", "service", "goal", "decision", "text", "happened_on")),
    *((RECORD, name) for name in ("minutes", "done_by", "outcome", "corrects")),
    *((CONFERENCE, name) for name in ("held_on", "participants", "guests", "discussion")),
)


@pytest.mark.parametrize(("body", "name"), FIELDS, ids=lambda v: v if isinstance(v, str) else "")
def test_fields_of_any_json_are_answered_and_never_with_an_error(filed, visit, body, name):
    worker = visit("worker1")
    for value in (-7, 10**9, True, "kata", {"a": 1}, [[1]], [None], "\u200b"):
        answer = worker.rest("POST", path(filed), {**body, name: value})
        expected = 201 if value == "kata" and name in TEXTS else 400
        assert answer.status == expected, (value, answer.text[:300])
        if expected == 201:
            break


def test_a_person_who_is_not_in_the_team_answers_for_nothing(filed, visit):
    body = {**PLAN, "goals": [{**GOAL, "responsible": "worker3"}]}
    answer = visit("worker1").rest("POST", path(filed), body)
    assert (answer.status, "not in the team" in answer.text) == (400, True)
    assert list(filed.objectIds()) == []


def test_who_has_left_stays_where_they_stood_and_comes_nowhere_else(filed, visit):
    plan = sample_plan(filed)
    with acting("supervisor1"):
        for record in team.current(filed, team.utcnow()):
            if record.principal == "worker1":
                team.revoke(filed, record.number, "left")
    transaction.commit()
    other = visit("worker2")
    rows = other.rest("GET", path(plan)).json()["goals"]
    assert other.rest("PATCH", path(plan), {"goals": rows}).status == 204
    rows.append({**GOAL, "responsible": "worker1"})
    assert other.rest("PATCH", path(plan), {"goals": rows}).status == 400


def test_agencies_are_partners_in_use(functional, filed, visit):
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(
            functional["portal"], "PartnerDirectory", id="mitra", title="M"
        )
    with acting("head1"):
        uids = [api.content.get_uuid(sample_partner(directory)) for _n in range(3)]
        api.content.transition(directory["m3"], "deactivate", comment="Tutup.")
    transaction.commit()
    worker = visit("worker1")
    for wrong in (["deadbeef"], uids, [filed.UID()]):
        assert worker.rest("POST", path(filed), {**PLAN, "agencies": wrong}).status == 400
    assert worker.rest("POST", path(filed), {**PLAN, "agencies": uids[:2]}).status == 201
    (plan,) = filed.objectValues()
    assert plan.agencies == tuple(uids[:2])


PLACES = (
    "",
    "/@plan",
    "/plan",
    "/r1",
    "/r1/@versions",
    "/s1",
    "/k1",
    "/r1/@transitions",
    "/k1/edit",
)


@pytest.mark.parametrize("user_id", ["worker3", "advocate2", "operator1", ""])
def test_for_a_colleague_who_is_not_assigned_nothing_of_it_exists(filed, visit, user_id):
    sample_plan(filed)
    sample_record(filed)
    sample_conference(filed)
    transaction.commit()
    visitor = visit(user_id)
    gone = {
        (a.status, a.body)
        for place in PLACES
        for a in (
            visitor.rest("GET", f"{path(filed)}{place}"),
            visitor.get(f"{path(filed)}{place}"),
        )
    }
    assert {status for status, _body in gone} == {404}
    for body in (PLAN, RECORD, CONFERENCE, MEDIATION):
        assert visitor.rest("POST", path(filed), body).status == 404
    assert sorted(filed.objectIds()) == ["k1", "r1", "s1"]


def test_who_was_in_the_team_loses_all_of_it(filed, visit):
    sample_plan(filed)
    transaction.commit()
    assert visit("worker1").rest("GET", f"{path(filed)}/r1").status == 200
    given_to_worker3(filed)
    transaction.commit()
    assert visit("worker1").rest("GET", f"{path(filed)}/r1").status == 404


def test_who_sees_the_case_alone_learns_nothing_of_the_plan(filed, visit):
    sample_plan(filed)
    sample_record(filed)
    transaction.commit()
    privacy = visit("privacy1")
    listed = privacy.rest("GET", f"{path(filed)}/@plan").json()
    assert (listed["plan"], listed["records"]["items_total"]) == (None, 0)
    assert "aman di rumah" not in privacy.get(f"{path(filed)}/plan").text
    assert privacy.rest("GET", f"{path(filed)}/r1").status == 404
    for name in ("GoalsOfCase", "RecordsOfCase", "DecisionsOfCase"):
        found = privacy.rest("GET", f"{path(filed)}/@vocabularies/baleharum.{name}")
        assert "aman di rumah" not in found.text
        assert found.status != 200 or found.json()["items"] == []


@pytest.mark.parametrize("verb", ["DELETE", "MOVE", "COPY", "PUT", "PROPPATCH"])
def test_no_verb_takes_a_decided_one_away(filed, visit, verb):
    approved_plan(filed)
    sample_record(filed)
    take(sample_conference(filed), "approve", "supervisor1")
    transaction.commit()
    for name in ("r1", "s1", "k1"):
        for user_id in ("worker1", "supervisor1", "head1"):
            headers = {"Destination": f"http://localhost/plone/{path(filed)}/x9"}
            answer = visit(user_id).ask(verb, f"{path(filed)}/{name}", b"", headers)
            assert answer.status >= 400
    assert sorted(filed.objectIds()) == ["k1", "r1", "s1"]
    assert filed["s1"].minutes == 60


def test_a_mediation_is_read_and_listed(quiet, visit):
    committed(sample_mediation(quiet))
    listed = visit("worker1").rest("GET", f"{path(quiet)}/@plan").json()
    assert (listed["bars"], [row["id"] for row in listed["mediations"]]) == ([], ["M1"])
