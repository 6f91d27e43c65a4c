"""The record of access and the site: no answer without its row, no row with a word of anybody."""

from baleharum.cases.timeline import entries
from baleharum.trail import actions
from baleharum.trail import api
from baleharum.trail import store
from baleharum.trail import verify
from contextlib import closing
from contextlib import contextmanager
from plone import api as plone_api
from plone.uuid.interfaces import IUUID
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.http import Visitor
from tests.trail_file import fresh
from tests.trail_file import gone
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubBeforeCommit

import pytest
import sqlite3
import transaction


CANARY = "Kenari-Rahasia"


@pytest.fixture(autouse=True)
def path():
    return fresh()


@pytest.fixture
def filled(functional):
    """A case with something of everything in it, whose words are the canary; rows begin after."""
    register = functional["portal"]["perkara"]
    case = sample_case(register)
    document = sample_document(case)
    person = sample_person(case, name=CANARY)
    note = sample_note(case, text=f"{CANARY} bercerita.")
    transaction.commit()
    fresh()
    return case, document, person, note


def local(content):
    return "/".join(content.getPhysicalPath()[2:])


@contextmanager
def locked(path):
    """Somebody holds the file and does not let go."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def full(path):
    """No page more fits into the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON trail BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        yield
        connection.execute("DROP TRIGGER full")


class TestReading:
    def test_a_page_of_a_case_has_one_row_with_all_the_facts(self, visit, filled):
        case = filled[0]
        assert visit("worker1").get(local(case), X="1").status == 200
        (row,) = api.rows(actions=[actions.VIEW])
        assert (row.user, row.action, row.case) == ("worker1", actions.VIEW, IUUID(case))
        assert (row.subject, row.method, row.attempt) == (IUUID(case), "GET", 0)
        assert (row.network, len(row.request)) == ("127.0.0.0/24", 16)
        assert row.view

    def test_every_answer_in_a_realm_has_a_row_of_its_user_and_case(self, visit, filled):
        case, document, person, note = filled
        visitor = visit("worker1")
        pages = [
            (case, ["", "/documents", "/people", "/notes", "/team", "/timeline", "/@timeline"]),
            (document, ["", "/@@download/file", "/@@page-image", "/@versions"]),
            (person, ["", "/edit", "/@matches"]),
            (note, [""]),
        ]
        answered = 0
        for content, views in pages:
            for view in views:
                answer = visitor.ask(
                    "GET",
                    local(content) + view,
                    headers={"Accept": "application/json"} if "/@" in view else {},
                )
                if answer.status != 200:
                    continue
                row = next(r for r in api.rows() if r.action == actions.VIEW)
                assert (row.user, row.case) == ("worker1", IUUID(case)), view
                assert row.subject == IUUID(content), view
                answered += 1
                fresh()
        assert answered >= 12

    def test_the_register_is_a_list_with_its_number_and_of_no_case(self, visit, filled, register):
        assert visit("supervisor1").get("perkara").status == 200
        shown = {row.action: row for row in api.rows()}
        assert set(shown) == {actions.VIEW, actions.LIST}
        assert (shown[actions.LIST].detail, shown[actions.LIST].case) == ("cases=1", "")
        assert shown[actions.LIST].subject == IUUID(register)
        assert shown[actions.LIST].request == shown[actions.VIEW].request

    def test_searching_and_exporting_leave_a_count_and_no_word(self, visit, filled):
        visitor = visit("supervisor1")
        assert visitor.get(f"perkara/@@find?text={CANARY}").status == 200
        assert visitor.get("perkara/@@export?format=csv").status == 200
        found = {row.action: row.detail for row in api.rows()}
        assert found[actions.SEARCH] == "hits=0"
        assert found[actions.EXPORT] == "cases=1"

    def test_a_request_waits_for_the_disk_once(self, visit, filled, monkeypatch):
        written = []
        kept = store.store().__class__.append
        monkeypatch.setattr(
            store.store().__class__,
            "append",
            lambda self, drafts: (written.append(len(drafts)), kept(self, drafts))[1],
        )
        visit("supervisor1").get("perkara")
        assert written == [2]

    def test_public_pages_leave_no_row(self, visit, filled, path):
        assert visit("").get("").status == 200
        assert visit("worker1").get("@@ok").status in (200, 404)
        assert not path.exists()


class TestRefusals:
    def test_a_colleague_without_the_case_is_named_with_what_was_tried(self, visit, filled):
        case, document = filled[:2]
        assert visit("worker3").get(local(document)).status == 404
        (row,) = api.rows()
        assert (row.user, row.action, row.method) == ("worker3", actions.REFUSE, "GET")
        assert row.case == IUUID(case)
        assert row.subject in (IUUID(document), IUUID(case))

    @pytest.mark.parametrize("path", ["perkara/nothing", "perkara/BH-2026-09999/d1"])
    def test_so_is_who_asks_for_what_is_not_there(self, visit, filled, path):
        assert visit("worker3").get(path).status == 404
        (row,) = api.rows()
        assert (row.user, row.action, row.case) == ("worker3", actions.REFUSE, "")

    def test_nobody_in_particular_leaves_the_network(self, visit, filled):
        assert visit("").get(local(filled[0])).status == 404
        (row,) = api.rows()
        assert (row.user, row.action, row.network) == ("", actions.REFUSE, "127.0.0.0/24")

    def test_a_verb_that_is_not_let_through_is_refused_too(self, visit, filled):
        assert visit("worker1").ask("PROPFIND", local(filled[0])).status == 404
        (row,) = api.rows()
        assert (row.user, row.action, row.method) == ("worker1", actions.REFUSE, "PROPFIND")


class TestChanges:
    def test_every_entry_of_the_timeline_is_a_row(self, functional):
        case = sample_case(functional["portal"]["perkara"])
        document, person = sample_document(case), sample_person(case)
        with acting("worker1"):
            plone_api.content.transition(document, "submit")
        transaction.commit()
        rows = api.rows(case=IUUID(case))[::-1]
        told = [(r.user, r.action, r.detail) for r in rows]
        assert ("intake1", actions.ADD, "case") in told
        assert ("supervisor1", actions.ASSIGN, "lead:assignment") in told
        assert ("supervisor1", actions.REVOKE, "worker:intake") in told
        assert ("worker1", actions.ADD, "document") in told
        assert ("worker1", actions.TRANSITION, "submit") in told
        assert [r.subject for r in rows if r.detail == "lead:assignment"] == ["worker1"]
        assert [r.subject for r in rows if r.detail == "submit"] == [IUUID(document)]
        assert [r.subject for r in rows if r.detail == "person"] == [IUUID(person)]
        count = [r for r in rows if r.action != actions.EDIT]
        assert len(count) == len(entries(case, limit=99))

    def test_an_edit_names_the_fields_and_not_what_is_in_them(self, visit, filled):
        person = filled[2]
        answer = visit("worker1").rest("PATCH", local(person), {"phone": "081234567890"})
        assert answer.status == 204, answer.text
        (row,) = api.rows(actions=[actions.EDIT])
        assert (row.user, row.subject, row.detail) == ("worker1", IUUID(person), "phone")
        seen = api.rows(actions=[actions.VIEW])[0]
        assert seen.request == row.request

    def test_a_request_that_is_tried_again_says_so_and_is_one_request(
        self, visit, filled, monkeypatch
    ):
        # The tests of Zope try nothing again, a site that is served does.
        monkeypatch.setattr(HTTPRequest, "retry_max_count", 3)
        person, registry = filled[2], getGlobalSiteManager()

        def collide(event):
            if not event.request.retry_count:
                raise ConflictError()

        registry.registerHandler(collide, (IPubBeforeCommit,))
        try:
            answer = visit("worker1").rest("PATCH", local(person), {"phone": "081234567890"})
        finally:
            registry.unregisterHandler(collide, (IPubBeforeCommit,))
        assert answer.status == 204, answer.text
        edit, view = api.rows(actions=[actions.EDIT, actions.VIEW])
        assert (edit.action, edit.attempt) == (actions.EDIT, 1)
        assert (view.action, view.attempt) == (actions.VIEW, 0)
        assert edit.request == view.request

    def test_what_is_undone_leaves_no_row_of_a_change(self, functional):
        sample_case(functional["portal"]["perkara"])
        transaction.abort()
        assert api.rows() == []

    def test_a_savepoint_takes_its_rows_back(self, functional):
        api.change(actions.EDIT, "", detail="kept")
        point = transaction.savepoint()
        api.change(actions.EDIT, "", detail="undone")
        point.rollback()
        transaction.commit()
        assert [row.detail for row in api.rows()] == ["kept"]

    def test_a_record_that_is_down_refuses_the_commit(self, functional, path, monkeypatch):
        monkeypatch.setattr(store, "PATIENCE", 0.1)
        api.now(actions.LOGIN, "")
        portal = functional["portal"]
        portal.title = "changed"
        api.change(actions.SETTING, "")
        with gone(path), pytest.raises(api.TrailUnavailable):
            transaction.commit()
        transaction.abort()
        portal._p_jar.sync()
        assert portal.title != "changed"


class TestComingAndGoing:
    def test_logging_in_and_out_through_the_form(self, functional, filled):
        visitor = Visitor(functional["portal"], "worker1", cookie=True)
        visitor.get("logout")
        assert [(r.user, r.action) for r in api.rows()] == [
            ("worker1", actions.LOGOUT),
            ("worker1", actions.LOGIN),
        ]

    @pytest.mark.parametrize("login, user", [("worker1", "worker1"), (PASSWORD, "")])
    def test_a_wrong_password_names_the_account_if_there_is_one(self, visit, filled, login, user):
        form = {"__ac_name": login, "__ac_password": "salah", "buttons.login": "Log in"}
        visit("").post("login", form)
        (row,) = api.rows()
        assert (row.user, row.action, row.detail) == (user, actions.LOGIN_FAILED, "password")

    def test_so_do_the_service_and_the_header(self, functional, filled):
        nobody = Visitor(functional["portal"])
        wrong = {"login": "worker1", "password": "salah"}
        nobody.rest("POST", "@login", wrong)
        wrong_header = Visitor(functional["portal"], "worker1", "salah")
        wrong_header.get(local(filled[0]))
        found = [(r.user, r.action, r.detail) for r in api.rows()]
        assert ("worker1", actions.LOGIN_FAILED, "password") in found
        assert ("", actions.REFUSE, "") in found


class TestDown:
    @pytest.mark.parametrize("trouble", [locked, gone, full])
    @pytest.mark.parametrize("accept", ["text/html", "application/json"])
    def test_nothing_is_read(self, visit, filled, path, monkeypatch, trouble, accept):
        monkeypatch.setattr(store, "PATIENCE", 0.1)
        case, document, person, note = filled
        visitor = visit("worker1")
        assert visitor.get(local(person)).status == 200
        with trouble(path):
            for content, view in [
                (case, ""),
                (case, "/people"),
                (document, "/@@download/file"),
                (person, ""),
                (note, ""),
                (case, "/@timeline"),
                (case.__parent__, ""),
            ]:
                answer = visitor.ask("GET", local(content) + view, headers={"Accept": accept})
                assert answer.status == 503, view
                assert answer.header("Cache-Control") == "private, no-store"
                for word in (CANARY, "BH-2026", str(path), "worker1", "%PDF"):
                    assert word not in answer.text
            assert visit("worker3").get(local(case)).status == 503
            # What needs no row goes on.
            assert visit("").get("").status == 200
        assert visitor.get(local(person)).status == 200
        assert verify.verify().bad is None

    def test_nothing_is_written_and_head_has_no_body(self, visit, filled, path, monkeypatch):
        monkeypatch.setattr(store, "PATIENCE", 0.1)
        case, _document, person, _note = filled
        visitor = visit("worker1")
        visitor.get(local(case))
        with gone(path):
            answer = visitor.rest("PATCH", local(person), {"phone": "081234567890"})
            assert answer.status == 503
            assert visitor.ask("HEAD", local(case)).body == b""
        assert person.phone != "081234567890"


class TestSecrecy:
    def test_no_row_holds_a_word_of_anybody(self, visit, filled, path):
        case, document, person, note = filled
        team, other = visit("worker1"), visit("worker3")
        for visitor in (team, other):
            for content in filled:
                for view in (
                    "",
                    "/edit",
                    f"/@@download/file/{CANARY}.pdf",
                    f"/{CANARY}",
                    f"/@@find?text={CANARY}",
                    f"/@@images/{CANARY}",
                    f"/++widget++{CANARY}",
                    f"/@@{CANARY}",
                ):
                    visitor.get(local(content) + view)
        team.rest("POST", f"{local(case)}/@matches", {"name": CANARY})
        form = {"__ac_name": CANARY, "__ac_password": CANARY, "buttons.login": "x"}
        visit("").post("login", form)
        visit("").post(f"{local(case)}/login", form)
        assert len(api.rows(limit=999)) > 30
        for file in path.parent.iterdir():
            content = file.read_bytes()
            for word in (CANARY, "BH-2026", "perkara", "berkas", "Melati"):
                assert word.encode() not in content, (file, word)
