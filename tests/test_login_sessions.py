"""Sessions: what the cookie says of itself, and all that ends them, at once and everywhere."""

from baleharum.login import sessions
from baleharum.login.events import LoggedOut
from baleharum.login.events import SessionEnded
from baleharum.login.visitors import account_of
from baleharum.team.api import revoke
from baleharum.team.records import book
from plone import api
from tests.centre import PASSWORD
from tests.door import Clock
from tests.door import demand
from tests.door import enrol
from tests.door import listening
from tests.door import logged_in
from tests.door import try_login
from tests.http import Visitor

import pytest
import transaction


# Wherever logins are kept.
pytestmark = pytest.mark.usefixtures("login_store")


NEW = "gunung-tenang-sepatu-3"


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def hour(monkeypatch, site):
    return Clock(monkeypatch)


def come_in(site, user_id="worker1"):
    return Visitor(site, user_id, cookie=True)


def twin(visitor):
    """Another browser with a copy of the cookies."""
    other = Visitor.__new__(Visitor)
    other.__dict__.update(visitor.__dict__, cookies=dict(visitor.cookies))
    return other


def test_the_cookie_is_for_the_server_alone(site):
    answer = try_login(Visitor(site), "worker1")
    cookie = next(v for k, v in answer.headers if k == "Set-Cookie" and v.startswith("__ac="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure(site):
    answer = try_login(OverHttps(site), "worker1")
    cookie = next(v for k, v in answer.headers if k == "Set-Cookie" and v.startswith("__ac="))
    assert "Secure" in cookie


class OverHttps(Visitor):
    """A visitor behind TLS."""

    def _environ(self, *parts):
        return {**super()._environ(*parts), "HTTPS": "on"}


def test_each_login_gets_an_id_of_its_own_and_none_that_was_there_before(site):
    visitor = Visitor(site)
    visitor.cookies["__ac"] = '"chosen-by-somebody-else"'
    try_login(visitor, "worker1")
    assert visitor.cookies["__ac"] != '"chosen-by-somebody-else"'
    assert come_in(site).cookies["__ac"] != visitor.cookies["__ac"]


def test_the_store_keeps_no_cookie(site, login_store):
    visitor = come_in(site)
    kept = login_store.content()
    assert account_of("worker1").encode() in kept
    assert visitor.cookies["__ac"].strip('"').encode() not in kept


def test_while_the_store_is_away_nobody_is_let_in_and_nobody_is_thrown_out(
    site, monkeypatch, tmp_path
):
    visitor = come_in(site)
    with monkeypatch.context() as away:
        (tmp_path / "file").touch()
        away.setenv("BALEHARUM_LOGIN", str(tmp_path / "file" / "login.sqlite3"))
        for answer in (
            visitor.get("@@my-login"),
            visitor.rest("POST", "@login-renew", {}),
            try_login(Visitor(site), "worker1"),
        ):
            assert (answer.status, answer.header("Retry-After")) == (503, "30")
            assert "no-store" in answer.header("Cache-Control")
            assert "tidak dapat diperiksa" in answer.text
            assert "login.sqlite3" not in answer.text
        # Within a register nothing is there for who is not known.
        assert visitor.get("perkara").status == 404
    assert logged_in(visitor)


def test_twenty_minutes_without_activity_end_it(hour, site):
    visitor = come_in(site)
    hour.forward(minutes=19)
    assert logged_in(visitor)
    hour.forward(minutes=19)
    assert logged_in(visitor)
    hour.forward(minutes=20)
    with listening(SessionEnded) as heard:
        assert not logged_in(visitor)
    assert [(e.user_id, e.detail) for e in heard] == [("worker1", "idle")]


def test_asking_for_what_is_left_is_no_activity(hour, site):
    visitor = come_in(site)
    hour.forward(minutes=18)
    assert visitor.get("@@session-left").json() == {"left": 120}
    hour.forward(minutes=2)
    assert visitor.get("@@session-left").json() == {"left": 0}
    assert not logged_in(visitor)


def test_ten_hours_end_it_whatever_happens(hour, site):
    visitor = come_in(site)
    for _quarter in range(39):
        hour.forward(minutes=15)
        assert logged_in(visitor)
    hour.forward(minutes=15)
    assert not logged_in(visitor)


def test_after_a_logout_the_cookie_is_worth_nothing(site):
    visitor = come_in(site)
    thief = twin(visitor)
    with listening(LoggedOut) as heard:
        answer = visitor.get("logout")
    assert answer.header("Clear-Site-Data") == '"cache", "storage"'
    assert [e.user_id for e in heard] == ["worker1"]
    assert not logged_in(thief)


def test_a_changed_password_ends_the_others_and_keeps_ones_own(site):
    visitor, other = come_in(site), come_in(site)
    thief = twin(visitor)
    form = {
        "form.widgets.current_password": PASSWORD,
        "form.widgets.new_password": NEW,
        "form.widgets.new_password_ctl": NEW,
        "form.buttons.reset_passwd": "Change",
        "_authenticator": visitor.authenticator("@@change-password"),
    }
    assert visitor.post("@@change-password", form).status == 200
    assert logged_in(visitor)
    assert not logged_in(thief)
    assert not logged_in(other)


def test_a_password_set_by_an_administrator_ends_all(site):
    visitor = come_in(site)
    site.acl_users.userSetPassword("worker1", NEW)
    transaction.commit()
    assert not logged_in(visitor)


def test_a_removed_account_is_out_at_once_and_its_namesake_inherits_nothing(site):
    visitor = come_in(site)
    enrol("worker1")
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="worker1")
    transaction.commit()
    assert not logged_in(visitor)
    api.user.create(email="new@example.org", username="worker1", password=PASSWORD)
    transaction.commit()
    assert not logged_in(visitor)
    assert logged_in(come_in(site))


def end_appointments(site, user_id):
    register = site["perkara"]
    for number, record in list(book(register).items()):
        if record.principal == user_id and record.ended_at is None:
            revoke(register, number, "moved away")
    transaction.commit()


def test_with_the_last_assignment_every_session_ends(site):
    visitor, stranger = come_in(site), come_in(site, "operator1")
    with listening(SessionEnded) as heard:
        end_appointments(site, "worker1")
        assert not logged_in(visitor)
    assert [e.detail for e in heard] == ["assignment"]
    assert logged_in(stranger)
    assert logged_in(come_in(site))


def test_who_gets_a_first_function_must_show_a_factor(site):
    from baleharum.team.api import assign

    demand()
    visitor = come_in(site, "operator1")
    assert logged_in(visitor)
    assign(site["perkara"], "operator1", "staff", granted_by="system")
    transaction.commit()
    assert not logged_in(visitor)


def test_people_see_their_sessions_and_end_them(site):
    mine, other, third = come_in(site), come_in(site), come_in(site)
    come_in(site, "worker2")
    rows = sessions.of_account(account_of("worker1"))
    assert len(rows) == 3
    page = mine.get("@@my-login")
    assert page.text.count("127.0.0.0/24") == 3
    token = mine.authenticator("@@my-login")
    key = sessions.digest(other.cookies["__ac"].strip('"'))[:16]
    mine.post("@@my-login", {"action": "end", "id": key, "_authenticator": token})
    assert (logged_in(mine), logged_in(other), logged_in(third)) == (True, False, True)
    mine.post("@@my-login", {"action": "end_others", "_authenticator": token})
    assert (logged_in(mine), logged_in(third)) == (True, False)


def test_nobody_ends_the_session_of_another(site):
    mine, other = come_in(site), come_in(site, "worker2")
    key = sessions.digest(other.cookies["__ac"].strip('"'))[:16]
    token = mine.authenticator("@@my-login")
    mine.post("@@my-login", {"action": "end", "id": key, "_authenticator": token})
    assert logged_in(other)
    assert mine.post("@@my-login", {"action": "end_others"}).status == 403


def test_a_ticket_of_plone_session_is_worth_nothing(site):
    from plone.keyring.interfaces import IKeyManager
    from plone.session import tktauth
    from zope.component import getUtility

    import binascii

    secret = getUtility(IKeyManager).secret()
    ticket = tktauth.createTicket(secret, "worker1")
    visitor = Visitor(site)
    visitor.cookies["__ac"] = binascii.b2a_base64(ticket).decode().strip()
    assert not logged_in(visitor)


@pytest.mark.parametrize("path", ["@@desk", "@@my-login", "perkara", ""])
def test_the_browser_keeps_no_page_of_a_session(site, path):
    assert come_in(site).get(path).header("Cache-Control") == "private, no-store"


def test_the_browser_keeps_style_sheets(site):
    answer = come_in(site).get("++plone++baleharum/baleharum.css")
    assert "no-store" not in answer.header("Cache-Control")


class TestDrafts:
    def ask(self, visitor, name, **fields):
        token = visitor.authenticator("@@my-login")
        return visitor.post(f"@@{name}", {"_authenticator": token, **fields})

    def test_what_was_typed_waits_for_its_author_alone(self, site, login_store):
        mine, other = come_in(site), come_in(site, "worker2")
        page, content = "/plone/@@my-login", '[["text", "Baiq Melati"]]'
        assert self.ask(mine, "save-draft", page=page, content=content).json() == {"kept": True}
        assert page.encode() in login_store.content()
        assert b"Melati" not in login_store.content()
        assert 'data-draft="1"' in mine.get("@@my-login").text
        assert 'data-draft="1"' not in other.get("@@my-login").text
        assert self.ask(other, "take-draft", page=page).json() == {"content": ""}
        assert self.ask(mine, "take-draft", page=page).json() == {"content": content}
        assert self.ask(mine, "take-draft", page=page).json() == {"content": ""}

    def test_without_a_token_or_a_login_nothing_is_kept(self, site):
        form = {"page": "/x", "content": "[]"}
        assert come_in(site).post("@@save-draft", form).status == 403
        assert Visitor(site).post("@@save-draft", form).status != 200
