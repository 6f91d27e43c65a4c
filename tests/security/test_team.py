"""People of the team, those who have left it, and those who run the site."""

from baleharum.cases.api import add_document
from baleharum.cases.api import add_note
from baleharum.cases.api import add_person
from baleharum.hardening.access import open_states
from baleharum.hardening.access import realm_types
from baleharum.hardening.checking import rows
from baleharum.hardening.demanded import opened_permissions
from baleharum.team import api as team
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.security.asking import GONE
from tests.security.asking import uniform
from urllib.parse import urlencode

import json
import pytest
import time
import transaction


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json", "Accept": "application/json"}


def case_of(realm):
    """Return the case as an object."""
    return realm.portal["perkara"][realm.number]


def test_case_04_states(realm):
    assert open_states(realm.portal) == []
    assert "CaseFile" in realm_types(realm.portal)
    roles = set()
    for content in (case_of(realm), case_of(realm)[realm.document]):
        for permission in ("View", "Access contents information", "Modify portal content"):
            rows_ = content.rolesOfPermission(permission)
            roles |= {row["name"] for row in rows_ if row["selected"]}
            assert not content.acquiredRolesAreUsedBy(permission)
    assert roles and all(role.startswith(("Case ", "Document ")) for role in roles)


def test_case_05_rolemap(realm):
    assert opened_permissions(realm.portal) == []
    for permission, holders in {
        "WebDAV access": set(),
        "WebDAV Lock items": set(),
        "WebDAV Unlock items": set(),
        "FTP access": set(),
        "List undoable changes": {"Manager"},
        "List portal members": {"Manager", "Site Administrator"},
        "View Groups": {"Manager", "Site Administrator"},
        "Sharing page: Delegate roles": {"Manager"},
        "Copy or Move": {"Manager", "Site Administrator", "Owner", "Contributor", "Editor"},
        "Add portal member": {"Manager", "Site Administrator"},
    }.items():
        rows_ = realm.portal.rolesOfPermission(permission)
        assert {row["name"] for row in rows_ if row["selected"]} == holders, permission


def test_case_30_who_is_let_go_is_out_at_once(realm):
    case = case_of(realm)
    browser = visitor(realm.portal, "worker2", cookie=True)
    other_tab = visitor(realm.portal, "worker2", cookie=True)
    assert browser.get(f"perkara/{realm.number}").status == 200
    with acting("supervisor1"):
        for record in team.current(case, team.utcnow()):
            if record.principal == "worker2":
                team.revoke(case, record.number, "left")
    transaction.commit()
    begun = time.monotonic()
    for window in (browser, other_tab):
        for path in ("", "/documents", f"/{realm.document}", f"/{realm.document}/@@download/file"):
            assert window.get(f"perkara/{realm.number}{path}").body == GONE
    found = visitor(realm.portal, "worker2").rest("GET", "@search?path=/plone/perkara&b_size=500")
    assert [i["@id"] for i in found.json()["items"] if realm.number in i["@id"]] == []
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("user_id", ["advocate2", "worker7"])
def test_case_31_who_made_something_keeps_nothing_of_it(realm, user_id):
    former = visitor(realm.portal, user_id)
    made = [o for o in case_of(realm).objectValues() if o.Creator() == user_id]
    assert made
    for content in made:
        path = "/".join(content.getPhysicalPath())
        assert former.get(path).body == GONE
        assert former.rest("PATCH", path, {"title": "x"}).body == GONE
        assert dict(content.get_local_roles()) == {}


def test_case_32_an_open_form_saves_nothing_after_leaving(realm):
    case = case_of(realm)
    worker = visitor(realm.portal, "worker1", cookie=True)
    token = worker.authenticator(f"perkara/{realm.number}/edit")
    assert token
    with acting("supervisor1"):
        for record in team.current(case, team.utcnow()):
            if record.principal == "worker1":
                team.revoke(case, record.number, "left")
    transaction.commit()
    before = realm.portal._p_jar.db().lastTransaction()
    form = {"form.widgets.summary": "x", "form.buttons.save": "Save", "_authenticator": token}
    assert worker.post(f"perkara/{realm.number}/edit", form).body == GONE
    assert worker.post(f"perkara/{realm.number}/notes", {"text": "x", **form}).body == GONE
    assert realm.portal._p_jar.db().lastTransaction() == before


@pytest.mark.parametrize("letter", ["C", "X", "G", "SA", "Z"])
def test_case_33_nobody_adds_themselves(realm, letter):
    case = case_of(realm)
    before = dict(case.get_local_roles()), len(team.current(case, team.utcnow()))
    sharing = {"entries": [{"id": "worker4", "roles": {"Case Lead": True}, "type": "user"}]}
    answers = [realm.ask(letter, "{c}/@sharing", "POST", json.dumps(sharing).encode(), JSON)]
    form = urlencode({"entries.id:records": "worker4", "form.button.Save": "Save"}).encode()
    for name in ("@@sharing", "@@updateSharingInfo", "manage_setLocalRoles", "team"):
        answers.append(realm.ask(letter, f"{{c}}/{name}", "POST", form, FORM))
    assert all(answer.status in (302, 401, 403, 404) for answer in answers[:4])
    if letter != "G":
        assert {answer.body for answer in answers} == {GONE}
    realm.portal._p_jar.sync()
    assert (dict(case.get_local_roles()), len(team.current(case, team.utcnow()))) == before


def test_case_34_nobody_of_the_team_copies_out(realm):
    page = public_folder(realm)
    for source in ("{uid}", "/{d}", "http://localhost/plone/{d}", "/{c}"):
        body = realm.fill(json.dumps({"source": source})).encode()
        for target in (page, f"perkara/{realm.number}", ""):
            assert realm.ask("G", f"{target}/@copy", "POST", body, JSON).status >= 400
    for name in ("object_copy", "folder_copy", "@@copy", "@@fc-copy", "object_cut"):
        realm.ask("G", f"{{d}}/{name}", "POST", b"", FORM)
    realm.ask("G", f"{page}/object_paste", "POST", b"", FORM)
    realm.portal._p_jar.sync()
    assert realm.portal[page].objectIds() == []


def test_case_35_nobody_of_the_team_moves_out(realm):
    page = public_folder(realm)
    before = set(case_of(realm).objectIds())
    other = f"perkara/{WHERE['Case']['triage']}"
    inside = set(object_at(realm.portal, WHERE["Case"]["triage"]).objectIds())
    for source in ("{uid}", "/{d}"):
        body = realm.fill(json.dumps({"source": source})).encode()
        for target in (page, other):
            for letter in ("G", "S"):
                assert realm.ask(letter, f"{target}/@move", "POST", body, JSON).status >= 400
    realm.portal._p_jar.sync()
    assert set(case_of(realm).objectIds()) == before
    assert set(object_at(realm.portal, WHERE["Case"]["triage"]).objectIds()) == inside
    assert realm.portal[page].objectIds() == []


def public_folder(realm) -> str:
    """Return the name of a folder in which worker1 may write."""
    setRoles(realm.portal, TEST_USER_ID, ["Manager"])
    folder = api.content.create(realm.portal, "Folder", "berkas", title="Berkas")
    folder.manage_setLocalRoles("worker1", ["Editor", "Contributor", "Owner"])
    transaction.commit()
    return "berkas"


@pytest.mark.parametrize("letter", ["G", "S"])
def test_case_36_evidence_is_neither_renamed_nor_deleted(realm, letter):
    before = unhurt(realm)
    for state in ("approved", "submitted", "superseded"):
        path = f"perkara/{WHERE['CaseFile, confidential'][state]}"
        assert realm.ask(letter, path, "DELETE", b"", JSON).status in (401, 403, 404)
        change = json.dumps({"id": "lain", "title": "lain", "file": None}).encode()
        realm.ask(letter, path, "PATCH", change, JSON)
        for name in ("object_rename", "delete_confirmation", "folder_rename", "manage_delObjects"):
            realm.ask(letter, f"{path}/{name}", "POST", b"form.buttons.Delete=Delete", FORM)
    realm.portal._p_jar.sync()
    assert unhurt(realm) == before


def unhurt(realm) -> dict:
    """Return what the documents of the case are called and how large they are."""
    documents = [o for o in case_of(realm).objectValues() if o.portal_type == "CaseFile"]
    return {d.getId(): (d.title, d.file.getSize()) for d in documents}


@pytest.mark.parametrize("letter", ["G", "S", "SA"])
def test_case_37_nothing_foreign_comes_in(realm, letter):
    before = set(case_of(realm).objectIds())
    for kind in ("Document", "Folder", "File", "Image", "Link", "EasyForm", "CaseRegister", "Case"):
        body = json.dumps({"@type": kind, "id": "asing", "title": "x"}).encode()
        assert realm.ask(letter, "{c}", "POST", body, JSON).status >= 400, kind
        assert realm.ask(letter, f"{{c}}/++add++{kind}").status != 200, kind
    for name in ("manage_importObject", "manage_exportObject", "@import", "@export"):
        assert realm.ask(letter, f"{{c}}/{name}", "POST", b"file=x", FORM).status >= 400
    realm.portal._p_jar.sync()
    assert set(case_of(realm).objectIds()) == before


def test_case_38_there_are_no_histories_to_read(realm):
    repository = api.portal.get_tool("portal_repository")
    assert not set(repository.getVersionableContentTypes()) & set(realm_types(realm.portal))
    for name in (
        "@history/0",
        "@@historyview",
        "versions_history_form",
        "@@history",
        "@@version-view",
    ):
        answer = realm.ask("G", f"{{d}}/{name}")
        assert answer.status >= 400 or "catatan" not in answer.text.lower(), name
    before = realm.portal._p_jar.db().lastTransaction()
    realm.ask("G", "{d}/revertversion?version_id=0")
    assert realm.portal._p_jar.db().lastTransaction() == before


def test_case_44_nothing_inside_is_open_to_more_people_than_its_case(realm):
    """What a child may be seen by sees the case as well, so that no path names a hidden case."""
    case = case_of(realm)
    for letter in ("G", "S"):
        for child in list(case.objectIds())[::12]:
            if realm.ask(letter, f"{{c}}/{child}").status == 200:
                assert realm.ask(letter, "{c}").status == 200
    uniform(
        realm, " ".join(f"{{c}}/{child}/@breadcrumbs" for child in list(case.objectIds())[::15])
    )


def test_case_51_an_administrator_has_no_way_in(realm):
    for letter in ("SA", "Z"):
        uniform(realm, "{c} {d} {c}/@sharing {c}/manage_access {c}/team", letters=(letter,))
        roles = {"roles": {"Case Lead": True, "Document Reader": True, "Reader": True}}
        user = {"SA": "siteadmin2", "Z": "operator1"}[letter]
        realm.ask(letter, f"@users/{user}", "PATCH", json.dumps(roles).encode(), JSON)
        uniform(realm, "{c} {d}", letters=(letter,))


def test_case_52_what_a_manager_opens_the_security_check_names(realm):
    setRoles(realm.portal, TEST_USER_ID, ["Manager"])
    state = realm.portal.portal_workflow["case_workflow"].states["intervention"]
    state.permission_roles = {**state.permission_roles, "View": ("Manager",)}
    realm.portal.manage_permission("List undoable changes", ["Member"], acquire=1)
    broken = {row.name: " ".join(row.findings) for row in rows(realm.portal) if not row.holds}
    assert "case_workflow / intervention / View: Manager" in broken["states"]
    assert "List undoable changes: Member" in broken["permissions"]


XSS = "<img src=x onerror=alert(1)>"


def test_case_66_what_people_type_is_text(realm):
    case = case_of(realm)
    with acting("worker1"):
        note = add_note(case, XSS)
        person = add_person(case, XSS, remarks=XSS, address=XSS)
        document = add_document(case, MINIMAL_PDF + b"%x\n", "a.pdf", kind="catatan-kasus")
        document.file.filename = f"{XSS}.pdf"
        document.remark = XSS
        case.summary = XSS
    transaction.commit()
    pages = [
        "",
        "/documents",
        "/people",
        "/notes",
        "/timeline",
        "/team",
        "/edit",
        "/@@find?text=img",
    ]
    pages += [f"/{content.getId()}" for content in (note, person, document)]
    browser = visitor(realm.portal, "worker1", cookie=True)
    shown = 0
    for path in pages:
        answer = browser.get(f"perkara/{realm.number}{path}")
        assert answer.status == 200, path
        assert XSS not in answer.text and "<img src=x" not in answer.text, path
        shown += "&lt;img src=x" in answer.text
    assert shown >= 4
    for path in (f"@@search?SearchableText={XSS}", f"author/{XSS}", f"login?came_from={XSS}"):
        assert "<img src=x" not in realm.ask("A", path).text, path


def test_case_84_installing_again_closes_it_again(realm):
    setRoles(realm.portal, TEST_USER_ID, ["Manager"])
    realm.portal.manage_permission("WebDAV access", ["Member"], acquire=1)
    applyProfile(realm.portal, "baleharum:default")
    transaction.commit()
    test_case_04_states(realm)
    test_case_05_rolemap(realm)
    names = "@@main_template @@title @@plone_context_state/object_title view edit @types @history"
    uniform(realm, " ".join(f"{{c}}/{name} {{d}}/{name}" for name in names.split()))
