"""What did this person read: cases, days and rows of one register, for who oversees its staff."""

from baleharum.login import events
from baleharum.trail import actions
from baleharum.trail.row import Draft
from plone import api as plone_api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.uuid.interfaces import IUUID
from tests.centre import appoint
from tests.centre import sample_case
from tests.http import Visitor
from tests.trail_file import fresh
from zope.event import notify

import pytest
import transaction


OVERSEERS = ("supervisor1", "head1", "privacy1")
OTHERS = ("", "worker1", "worker2", "psychologist1", "advocate1", "archivist1", "operator1")


@pytest.fixture
def cases(functional, trail):
    """Two cases of the register and one of another, and an empty record."""
    portal = functional["portal"]
    mine = sample_case(portal["perkara"]), sample_case(portal["perkara"])
    setRoles(portal, TEST_USER_ID, ["Manager"])
    other = plone_api.content.create(portal, "CaseRegister", id="lain", title="Lain", prefix="LN")
    appoint(other)
    setRoles(portal, TEST_USER_ID, ["Member"])
    found = (*mine, sample_case(other))
    transaction.commit()
    fresh()
    return found


def read(case, user="worker2", action=actions.VIEW):
    return Draft(user, action, IUUID(case), IUUID(case), "view", "GET", "r", 0, "192.0.2.0/24")


@pytest.mark.parametrize("page", ["@@reader-log", "@@reader-log?person=worker2", "@@alarms"])
class TestWho:
    @pytest.mark.parametrize("user_id", OVERSEERS)
    def test_who_oversees_the_staff(self, visit, cases, page, user_id):
        assert visit(user_id).get(f"perkara/{page}").status == 200
        assert visit(user_id).rest("GET", f"perkara/{page[1:]}").status == 200

    @pytest.mark.parametrize("user_id", OTHERS)
    def test_for_everybody_else_there_is_nothing(self, visit, cases, page, user_id):
        missing = visit(user_id).get("perkara/@@nothing")
        answer = visit(user_id).get(f"perkara/{page}")
        assert (answer.status, answer.body) == (404, missing.body)
        assert visit(user_id).rest("GET", f"perkara/{page[1:]}").status == 404

    def test_an_administrator_finds_nothing(self, functional, cases, page):
        admin = Visitor(functional["portal"], "siteadmin", "correct horse battery")
        assert admin.get(f"perkara/{page}").status == 404


def test_cases_days_and_rows_of_this_register_alone(visit, trail, cases):
    first, second, other = cases
    trail.append([read(first)] * 3 + [read(second), read(other), read(first, "advocate1")])
    trail.append([Draft("worker2", actions.VIEW, "", IUUID(other.aq_parent), "view")])
    trail.append([Draft("worker2", actions.LIST, "", IUUID(first.aq_parent), detail="cases=2")])
    found = visit("supervisor1").rest("GET", "perkara/@reader-log?person=worker2").json()
    assert {(c["number"], c["rows"]) for c in found["cases"]} == {
        (first.getId(), 3),
        (second.getId(), 1),
    }
    (day,) = found["days"]
    assert (day["rows"], day["cases"]) == (4, 2)
    assert {row["person"] for row in found["items"]} == {"worker2"}
    assert len(found["items"]) == 5
    assert other.getId() not in {row["case"] for row in found["items"]}
    page = visit("supervisor1").get("perkara/@@reader-log?person=worker2")
    assert f"{first.getId()}/@@access-log?person=worker2" in page.text
    assert "/lain/" not in page.text


def test_paging_and_filters(visit, trail, cases):
    first, _second, other = cases
    trail.append([read(first)] * 80 + [read(other)] * 1400 + [read(first)] * 90)
    ask = visit("privacy1").rest
    found = ask("GET", "perkara/@reader-log?person=worker2").json()
    rest = ask("GET", f"perkara/@reader-log?person=worker2&before={found['before']}").json()
    assert (len(found["items"]), len(rest["items"]), rest["before"]) == (100, 70, None)
    none = ask("GET", "perkara/@reader-log?person=worker2&kind=refused").json()
    assert none["items"] == []
    old = ask("GET", "perkara/@reader-log?person=worker2&until=2020-01-01").json()
    assert (old["cases"], old["days"], old["items"]) == ([], [], [])


def test_what_somebody_did_about_their_own_login_is_said_in_words(visit, trail, cases):
    for event, detail in (
        (events.SecondFactorEnrolled, ""),
        (events.RecoveryCodeUsed, "7"),
        (events.StepUp, "code"),
        (events.PledgeAccepted, "3"),
        (events.SecondFactorRemoved, events.BY_OWNER),
    ):
        notify(event("worker2", "", detail))
    path = "perkara/@reader-log?person=worker2&kind=changed"
    found = visit("head1").ask("GET", path, headers={"Accept": "application/json"}).json()["items"]
    assert {item["action"] for item in found} == {actions.SETTING}
    assert "Own log-in" in visit("head1").get(path.replace("@", "@@", 1)).text
    assert {item["more"] for item in found} == {
        "second factor set up",
        "recovery code used",
        "identity proved once more",
        "pledge accepted",
        "second factor removed",
    }


def test_without_a_person_one_chooses(visit, cases):
    page = visit("head1").get("perkara/@@reader-log")
    assert 'value="worker2"' in page.text
    assert "bh-empty" in page.text


@pytest.mark.parametrize("person", ["operator9", "../x", "BH-2026-00001"])
def test_nobody_of_that_name(visit, cases, person):
    assert visit("head1").get(f"perkara/@@reader-log?person={person}").status == 404


def test_looking_is_recorded(visit, trail, cases):
    assert visit("head1").get("perkara/@@reader-log?person=worker2").status == 200
    found = trail.rows(user="head1", actions=(actions.LIST,))
    assert [(r.view, r.subject) for r in found] == [("reader-log", IUUID(cases[0].aq_parent))]


def test_the_pages_of_the_register_and_of_a_person_lead_there(visit, cases):
    assert "@@alarms" in visit("head1").get("perkara").text
    assert "@@alarms" not in visit("worker1").get("perkara").text
    link = "@@reader-log?person=worker2"
    assert link in visit("head1").get("perkara/@@person-access?person=worker2").text
    assert "@@reader-log" not in visit("worker2").get("perkara/@@person-access").text


def test_the_record_is_down(visit, cases, monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("BALEHARUM_TRAIL", str(file / "trail.sqlite3"))
    for page in ("@@reader-log?person=worker2", "@@alarms"):
        assert visit("head1").get(f"perkara/{page}").status == 503
