"""Logging in through a real provider of OpenID Connect, from the button to the log-out."""

from baleharum.login import sessions
from baleharum.login.events import LoginFailed
from baleharum.login.events import LoginSucceeded
from baleharum.login.events import SessionEnded
from baleharum.login.visitors import account_of
from baleharum.team import clock
from baleharum.team.api import revoke
from baleharum.team.records import book
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from tests.door import answer_step
from tests.door import code_of
from tests.door import demand
from tests.door import enrol
from tests.door import listening
from tests.door import logged_in
from tests.http import Visitor
from tests.oidc import arrive
from tests.oidc import begin
from tests.oidc import bend
from tests.oidc import change
from tests.oidc import come_back
from tests.oidc import come_in
from tests.oidc import LOGIN
from tests.oidc import Person
from tests.oidc import query_of

import pytest
import re
import transaction


DESK = "http://localhost/plone/@@desk"


@pytest.fixture
def nobody(oidc_site):
    return Visitor(oidc_site)


def test_the_login_page_offers_it_only_where_it_is_set_up(functional, oidc_site):
    page = Visitor(oidc_site).get("login?came_from=http://localhost/plone/perkara").text
    button = re.search(r'bh-other-door"\s+href="([^"]+)"\s*>\s*([^<]+)<', page)
    came_from = "http%3A%2F%2Flocalhost%2Fplone%2Fperkara"
    assert button[1] == f"http://localhost/plone/oidc-login?came_from={came_from}"
    assert "OpenID Connect" in page
    change(oidc_site, client_id="")
    assert "bh-other-door" not in Visitor(oidc_site).get("login").text
    assert Visitor(oidc_site).get("oidc-login").status == 404
    assert Visitor(oidc_site).get("oidc-callback").status == 404


def test_what_the_browser_takes_to_the_provider(nobody, issuer):
    answer = nobody.get("oidc-login")
    address = answer.header("Location")
    assert address.startswith(f"{issuer}/oauth/authorize?")
    query = query_of(address)
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert query["prompt"] == "login"
    assert query["redirect_uri"] == "http://localhost/plone/oidc-callback"
    assert "openid" in query["scope"].split()
    cookie = next(v for k, v in answer.headers if k == "Set-Cookie" and "__bh_oidc" in v)
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    again = query_of(begin(nobody))
    for name in ("state", "nonce", "code_challenge"):
        assert len(query[name]) >= 43
        assert query[name] != again[name]
        assert query[name] not in cookie


def test_who_has_an_account_comes_in_whatever_keeps_the_logins(login_store, oidc_site):
    # Once to own the account, once as who owns it.
    for _turn in range(2):
        person = Visitor(oidc_site)
        assert come_in(person, "worker1").header("Location") == DESK
        assert logged_in(person)


def test_who_has_an_account_comes_in(nobody, trail):
    with listening(LoginSucceeded) as heard:
        answer = come_in(nobody, "worker1")
    assert answer.header("Location") == DESK
    assert logged_in(nobody)
    assert [(e.user_id, e.detail) for e in heard] == [("worker1", "oidc")]
    (row,) = [row for row in trail.rows(user="worker1") if row.action == "login"]
    assert row.detail == "oidc"


@pytest.mark.parametrize(
    "came_from,led_to",
    [
        ("http://localhost/plone/perkara", "http://localhost/plone/perkara"),
        ("https://example.com/plone", DESK),
        ("//example.com/plone", DESK),
        ("http://localhost@example.com/plone", DESK),
        ("javascript:alert(1)", DESK),
    ],
)
def test_who_came_in_is_led_to_this_site_alone(nobody, came_from, led_to):
    assert come_in(nobody, "worker1", came_from).header("Location") == led_to


def test_a_second_factor_is_asked_for_all_the_same(nobody):
    demand()
    secret, _codes = enrol("worker1")
    assert 'id="login-code"' in come_in(nobody, "worker1").text
    assert not logged_in(nobody)
    answer = answer_step(nobody, "code", code_of(secret))
    assert answer.header("Location") == DESK
    assert logged_in(nobody)


def test_who_has_no_factor_yet_enrols(nobody):
    demand()
    assert 'id="enrol-secret"' in come_in(nobody, "worker1").text
    assert not logged_in(nobody)


@pytest.mark.parametrize(
    "accepted,said,enough",
    [
        ((), {"amr": ["pwd", "otp", "mfa"]}, False),
        (("mfa",), {"amr": ["pwd", "otp", "mfa"]}, True),
        (("mfa",), {"amr": ["pwd"]}, False),
        (("mfa",), {"amr": "mfa"}, False),
        (("mfa",), {"amr": None}, False),
        (("urn:example:gold",), {"acr": "urn:example:gold"}, True),
        (("urn:example:gold",), {"acr": "urn:example:bronze"}, False),
    ],
)
def test_the_providers_factor_counts_if_a_setting_says_so(nobody, issuer, accepted, said, enough):
    demand()
    api.portal.set_registry_record("baleharum.oidc_second_factor", accepted)
    transaction.commit()
    bend(issuer, **said)
    come_in(nobody, "worker1")
    assert logged_in(nobody) is enough


def test_step_up_asks_for_the_code_of_this_site_whatever_the_provider_has_asked(nobody, issuer):
    demand()
    api.portal.set_registry_record("baleharum.oidc_second_factor", ("mfa",))
    transaction.commit()
    enrol("worker1")
    bend(issuer, amr=["pwd", "otp", "mfa"])
    come_in(nobody, "worker1")
    page = nobody.get("@@step-up").text
    assert 'autocomplete="one-time-code"' in page
    assert 'type="password"' not in page


def test_step_up_tells_who_has_no_password_here_what_to_do(nobody, oidc_site):
    come_in(nobody, "worker1")
    assert 'id="no-password"' in nobody.get("@@step-up").text
    with_password = Visitor(oidc_site, "worker1", cookie=True)
    assert 'id="no-password"' not in with_password.get("@@step-up").text


def test_the_pledge_is_asked_for(nobody):
    demand(factor=False, pledge=1)
    assert 'id="login-pledge"' in come_in(nobody, "worker1").text
    assert not logged_in(nobody)
    answer_step(nobody, "pledge")
    assert logged_in(nobody)


def test_a_logout_ends_the_session_and_the_provider_asks_the_next_one_anew(oidc_site):
    visitor, pc = Visitor(oidc_site), Person()
    come_back(visitor, pc.log_in(begin(visitor), "worker1"))
    visitor.get("@@login-step")
    thief = Visitor(oidc_site)
    thief.cookies.update(visitor.cookies)
    assert logged_in(thief)
    visitor.get("logout")
    assert not logged_in(thief)
    # The next one at this PC does not know the password; the browser is still logged in there.
    with pytest.raises(AssertionError, match="still asks"):
        pc.log_in(begin(visitor), "worker1", "a guess")


def test_who_takes_the_question_away_does_not_come_in(oidc_site, monkeypatch):
    visitor, pc = Visitor(oidc_site), Person()
    pc.log_in(begin(visitor), "worker1")
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(minutes=2))
    address = begin(visitor).replace("prompt=login&", "")
    with listening(LoginFailed) as heard:
        answer = come_back(visitor, pc.log_in(address, "worker1", "a guess"))
    assert answer.header("Location") == LOGIN
    assert [e.detail for e in heard] == ["oidc-token"]


def test_a_removed_account_is_out_at_once_and_does_not_come_in(nobody, oidc_site):
    come_in(nobody, "worker2")
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="worker2")
    transaction.commit()
    assert not logged_in(nobody)
    assert arrive(nobody, "worker2").header("Location") == LOGIN


def test_who_loses_the_last_assignment_is_out_at_once(nobody, oidc_site):
    come_in(nobody, "worker2")
    appointments = book(oidc_site["perkara"]).items()
    (mine,) = [number for number, row in appointments if row.principal == "worker2"]
    revoke(oidc_site["perkara"], mine, "left")
    transaction.commit()
    with listening(SessionEnded) as heard:
        assert not logged_in(nobody)
    assert [e.detail for e in heard] == ["assignment"]


def test_a_new_password_ends_the_session(nobody, oidc_site):
    come_in(nobody, "worker1")
    (session,) = sessions.of_account(account_of("worker1"))
    assert session.kind == "oidc"
    oidc_site.acl_users.userSetPassword("worker1", "gunung-tenang-sepatu-3")
    transaction.commit()
    assert not logged_in(nobody)


def test_a_ticket_of_the_provider_is_worth_nothing_after_a_new_password(nobody, oidc_site):
    arrive(nobody, "worker1")
    oidc_site.acl_users.userSetPassword("worker1", "gunung-tenang-sepatu-3")
    transaction.commit()
    assert nobody.get("@@login-step").header("Location") == LOGIN
    assert not logged_in(nobody)
