"""What is filed stays in its realm, whatever an administrator or another site does to the site."""

from baleharum.cases.api import add_note
from baleharum.cases.api import add_person
from baleharum.team.policy import is_token
from plone import api
from plone.app.contentrules.actions.copy import CopyAction
from plone.app.contentrules.rule import Rule
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.workflow.remap import remap_workflow
from plone.contentrules.engine.assignments import RuleAssignment
from plone.contentrules.engine.interfaces import IRuleAssignmentManager
from plone.contentrules.engine.interfaces import IRuleStorage
from plone.dexterity.utils import createContentInContainer
from Products.CMFCore.indexing import processQueue
from tests.case_forms import given_to_worker3
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.http import Visitor
from tests.plans_made import sample_conference
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from zExceptions import BadRequest
from zope.component import getUtility
from zope.event import notify
from zope.lifecycleevent import ObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent

import json
import pytest
import transaction


TYPES = ("Case", "CaseFile", "CaseSubject", "CaseNote", "CaseRegister", "CarePlan", "ServiceRecord")


@pytest.fixture
def program(portal):
    """A public folder of the site."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "program", title="Program")
        api.content.transition(folder, "publish")
    return folder


def copy_rule(portal, event, target):
    """Make a rule at the root of the site that copies whatever an event is about."""
    rule = Rule()
    rule.event, rule.enabled = event, True
    action = CopyAction()
    action.target_folder = target
    rule.actions.append(action)
    getUtility(IRuleStorage)["copies"] = rule
    assignment = RuleAssignment("copies", enabled=True, bubbles=True)
    IRuleAssignmentManager(portal)["copies"] = assignment


def test_a_content_rule_carries_nothing_out_and_stops_no_upload(portal, case, program):
    copy_rule(portal, IObjectAddedEvent, "/program")
    with api.env.adopt_roles(["Manager"]):
        api.content.create(portal, "Document", "kabar", title="Kabar")
    assert "kabar" in program, "the rule works outside of the realm"
    document = sample_document(case)
    assert document.getId() in case
    opened = sample_case(case.__parent__)
    assert opened.getId() in case.__parent__
    assert program.objectIds() == ["kabar"]


@pytest.mark.parametrize(
    "make",
    [sample_document, sample_person, sample_note, sample_plan, sample_record, sample_conference],
)
@pytest.mark.parametrize("place", ["folder", "case", "other case", "register"])
def test_nothing_in_a_case_is_copied(portal, case, program, make, place):
    content = make(case)
    register = case.__parent__
    places = {"folder": program, "case": case, "register": register}
    target = places.get(place) or sample_case(register)
    before = set(target.objectIds())
    with pytest.raises(BadRequest):
        notify(ObjectCopiedEvent(content._getCopy(target), content))
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        target._setObject("d80", content._getCopy(target))
    assert set(target.objectIds()) == before


def test_no_case_is_copied(case, program):
    register = case.__parent__
    for place in (program, register):
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
            place._setObject("kasus", case._getCopy(place))
    for content in (case, register):
        with pytest.raises(BadRequest):
            notify(ObjectCopiedEvent(content._getCopy(program), content))
    assert not program.objectIds()
    assert list(register.objectIds()) == [case.getId()]


@pytest.mark.parametrize(
    "portal_type", ["CaseNote", "CaseSubject", "CarePlan", "ServiceRecord", "Mediation"]
)
def test_nothing_is_filed_outside_of_a_case(portal, program, portal_type):
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        createContentInContainer(
            program, portal_type, checkConstraints=False, text="Ya.", name="Baiq Melati"
        )
    assert not program.objectIds()


@pytest.fixture
def filed(functional):
    """A committed case with one of everything."""
    case = sample_case(functional["portal"]["perkara"])
    sample_document(case)
    sample_document(case, kind="asesmen-biopsikososial", level="secret")
    sample_person(case)
    sample_note(case)
    transaction.commit()
    return case


@pytest.fixture
def visit(functional):
    portal = functional["portal"]

    def visit(user_id, **how):
        password = {"password": SITE_OWNER_PASSWORD} if user_id == SITE_OWNER_NAME else {}
        return Visitor(portal, user_id, **password, **how)

    return visit


@pytest.fixture
def without_workflows(functional, filed):
    """The types panel has given our types the workflow of published things."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        remap_workflow(portal, type_ids=TYPES, chain=("one_state_workflow",))
        with acting("worker1"):
            add_note(filed, "Sesudahnya.")
            add_person(filed, "Inaq Sari")
    processQueue()
    transaction.commit()
    return portal


@pytest.mark.parametrize("user_id", ["", "operator1", "editor1", "worker3", SITE_OWNER_NAME])
def test_a_workflow_taken_away_opens_nothing(without_workflows, filed, visit, user_id):
    assert "Anonymous" in [
        row["name"] for row in filed["n2"].rolesOfPermission("View") if row["selected"]
    ], "the permission alone would let everybody in"
    visitor = visit(user_id)
    for name in ("", "/d1", "/d2", "/p1", "/p2", "/n1", "/n2", "/@notes", "/@people"):
        assert visitor.get(f"{path(filed)}{name}").status == 404
        assert visitor.rest("GET", f"{path(filed)}{name}").status == 404
    for portal_type in TYPES[:4]:
        found = visitor.rest("GET", f"@search?portal_type={portal_type}").json()
        assert found["items_total"] == 0
    assert visitor.get(f"resolveuid/{api.content.get_uuid(filed['d1'])}").status == 404


def test_a_workflow_taken_away_opens_no_level(without_workflows, filed, visit):
    advocate = visit("advocate1")
    assert advocate.rest("GET", f"{path(filed)}/d1").status == 200
    assert advocate.rest("GET", f"{path(filed)}/d2").status == 404


def test_the_catalog_knows_team_groups_alone(case):
    contents = (
        case,
        case.__parent__,
        sample_document(case),
        sample_person(case),
        sample_note(case),
    )
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    for content in contents:
        rid = catalog.getrid("/".join(content.getPhysicalPath()))
        who = catalog.getIndexDataForRID(rid)["allowedRolesAndUsers"]
        assert who and all(is_token(name.removeprefix("user:")) for name in who)


def send(visitor, method, where, data, media_type, **headers):
    """Send JSON under some media type, '' for none; returns the answer."""
    sent = {"Content-Type": media_type} if media_type else {}
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return visitor.ask(method, where, json.dumps(data).encode(), {**sent, **headers})


NOTE = {"text": "Palsu."}


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("origin", ["", "https://elsewhere.example", "null"])
def test_another_site_writes_nothing_by_rest(filed, visit, media_type, origin):
    browser = visit("worker1", cookie=True)
    headers = {"Origin": origin} if origin else {}
    answer = send(browser, "POST", f"++api++/{path(filed)}/@notes", NOTE, media_type, **headers)
    assert answer.status == 403
    assert answer.json()["type"] == "Forbidden"
    assert "n2" not in filed.objectIds()


def test_another_site_takes_no_step_and_files_nothing(filed, visit):
    browser = visit("supervisor1", cookie=True)
    where = f"++api++/{path(filed)}"
    hold = {"comment": "Klien pindah sementara."}
    assert send(browser, "POST", f"{where}/@workflow/hold", hold, "text/plain").status == 403
    body = {"@type": "CaseNote", **NOTE}
    assert send(browser, "POST", where, body, "text/plain").status == 403
    assert api.content.get_state(filed) == "intake"
    assert "n2" not in filed.objectIds()


def test_json_from_another_origin_is_refused_too(filed, visit):
    browser = visit("worker1", cookie=True)
    where = f"++api++/{path(filed)}/@notes"
    for origin in ("https://elsewhere.example", "http://localhost:8081", "null", "http://["):
        answer = send(browser, "POST", where, NOTE, "application/json", Origin=origin)
        assert answer.status == 403
    assert "n2" not in filed.objectIds()


def test_own_pages_and_programs_go_on_writing(filed, visit):
    browser = visit("worker1", cookie=True)
    where = f"++api++/{path(filed)}/@notes"
    json_type = "application/json; charset=utf-8"
    for origin in ({}, {"Origin": "http://localhost"}, {"Origin": "http://localhost:80"}):
        assert send(browser, "POST", where, NOTE, json_type, **origin).status == 201
    program = visit("worker1")
    assert send(program, "POST", where, NOTE, "text/plain").status == 201
    tab = f"{path(filed)}/notes"
    form = {"text": "Ya.", "_authenticator": browser.authenticator(tab)}
    assert browser.post(f"{path(filed)}/@@notes", form).status == 302
    assert "n6" in filed.objectIds()


def test_a_form_with_its_token_is_refused_from_another_site(filed, visit):
    browser = visit("worker1", cookie=True)
    token = browser.authenticator(f"{path(filed)}/notes")
    body = f"text=Palsu&_authenticator={token}".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for origin, status in (("https://elsewhere.example", 403), ("http://localhost", 302)):
        answer = browser.ask("POST", f"{path(filed)}/@@notes", body, {**kind, "Origin": origin})
        assert answer.status == status


def test_an_upload_in_pieces_begins_with_a_cookie(filed, visit):
    headers = {"Accept": "application/json", "Tus-Resumable": "1.0.0", "Upload-Length": "5"}
    answer = visit("worker1", cookie=True).ask(
        "POST", f"{path(filed)}/@tus-upload", b"", {**headers, "Origin": "http://localhost"}
    )
    assert answer.status == 201


def test_who_cannot_see_a_case_is_not_told_of_forgery(filed, visit):
    browser = visit("worker3", cookie=True)
    answers = [
        send(browser, "POST", f"++api++/perkara/{name}/@notes", NOTE, "text/plain")
        for name in (filed.getId(), "BH-2026-99999")
    ]
    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].body == answers[1].body


PERSON = {"@type": "CaseSubject", "name": "Mohamad Contoh", "birth_date": "1991-02-03"}


def test_rest_asks_to_look_at_matches_first(filed, visit):
    elsewhere = given_to_worker3(sample_case(filed.__parent__))
    sample_person(elsewhere, author="worker3", name="Lalu Muhammad Contoh", birth_year=1990)
    transaction.commit()
    answer = visit("worker1").rest("POST", path(filed), PERSON)
    assert answer.status == 409
    assert "this person may be known already" in answer.json()["error"]["message"]
    assert "Supervisor1" in answer.json()["elsewhere"]
    assert elsewhere.getId() not in answer.text
    assert "p2" not in filed.objectIds()
    seen = {**PERSON, "matches_seen": True}
    assert visit("worker1").rest("POST", path(filed), seen).status == 201


def test_rest_asks_nothing_where_nobody_is_like_that(filed, visit):
    assert visit("worker1").rest("POST", path(filed), PERSON).status == 201


def test_rest_refuses_a_note_of_tomorrow_on_every_path(filed, visit):
    note = {"@type": "CaseNote", "text": "Besok.", "happened_on": "2099-01-01"}
    worker = visit("worker1")
    answer = worker.rest("POST", path(filed), note)
    assert answer.status == 400
    assert "yet to come" in answer.text
    assert worker.rest("POST", f"{path(filed)}/@notes", note).status == 400
    assert worker.rest("POST", path(filed), {**note, "happened_on": "2026-01-31"}).status == 201
