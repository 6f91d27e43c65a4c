"""The second factor: who needs it, on which paths it is asked for, and that no code works twice."""

from baleharum.login import factors
from baleharum.login.events import LoginFailed
from baleharum.login.events import LoginSucceeded
from baleharum.login.events import SecondFactorEnrolled
from baleharum.login.visitors import account_of
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from plone import api
from tests.centre import PASSWORD
from tests.door import answer_step
from tests.door import Clock
from tests.door import code_of
from tests.door import demand
from tests.door import enrol
from tests.door import listening
from tests.door import logged_in
from tests.door import try_login
from tests.http import Visitor

import os
import pytest
import re
import transaction


# Wherever logins are kept.
pytestmark = pytest.mark.usefixtures("login_store")


@pytest.fixture
def site(functional):
    """A site that demands a second factor."""
    demand()
    return functional["portal"]


@pytest.fixture
def hour(monkeypatch, site):
    return Clock(monkeypatch)


@pytest.fixture
def nobody(site):
    return Visitor(site)


LOGIN_FORMS = ("login", "login_form", "failsafe_login", "failsafe_login_form")


@pytest.mark.parametrize("address", LOGIN_FORMS)
def test_the_password_alone_begins_no_session(nobody, address):
    form = {"__ac_name": "worker1", "__ac_password": PASSWORD, "buttons.login": "Log in"}
    answer = nobody.post(address, form)
    assert (answer.status, answer.header("Location")[-13:]) == (302, "/@@login-step")
    assert "__ac" not in nobody.cookies
    assert not logged_in(nobody)
    assert nobody.get("perkara").status == 404


def test_the_password_in_any_other_request_is_not_enough(nobody):
    form = {"__ac_name": "worker1", "__ac_password": PASSWORD}
    assert nobody.post("perkara", form).status == 404
    assert nobody.get(f"perkara?__ac_name=worker1&__ac_password={PASSWORD}").status == 404


def test_basic_auth_is_refused_to_who_needs_a_factor_and_works_for_others(site):
    assert Visitor(site, "worker1").get("perkara").status == 404
    assert logged_in(Visitor(site, "operator1"))


def test_basic_auth_is_refused_to_who_has_a_factor_though_nobody_demands_it(site):
    demand(factor=False)
    assert logged_in(Visitor(site, "worker1"))
    enrol("worker1")
    assert not logged_in(Visitor(site, "worker1"))


def test_json_credentials_in_another_request_are_not_enough(nobody):
    body = {"login": "worker1", "password": PASSWORD}
    assert nobody.rest("POST", "perkara/@search", body).status in (401, 404)


def test_a_login_after_a_reset_of_the_password_does_not_pass_by_the_factor(site, nobody):
    api.portal.set_registry_record("plone.autologin_after_password_reset", True)
    request = site.portal_password_reset.requestReset("worker1")
    transaction.commit()
    form = {"userid": "worker1", "password": PASSWORD, "password2": PASSWORD}
    answer = nobody.post(f"passwordreset/{request['randomstring']}", form)
    assert answer.status in (200, 302)
    assert "__ac" not in nobody.cookies
    assert not logged_in(nobody)


def test_enrolment_leads_in_and_shows_ten_recovery_codes_once(hour, nobody):
    try_login(nobody, "worker1", came_from="http://localhost/plone/perkara")
    page = nobody.get("@@login-step")
    assert "<svg" in page.text
    secret = re.search(r'id="enrol-secret"\s*>([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    with listening(SecondFactorEnrolled, LoginSucceeded) as heard:
        codes = re.findall(
            r"<code>(\w{5}-\w{5})</code>", answer_step(nobody, "enrol", code_of(secret)).text
        )
        assert len(set(codes)) == 10
        assert not logged_in(nobody)
        after = nobody.get("@@login-step")
    assert [type(e) for e in heard] == [SecondFactorEnrolled, LoginSucceeded]
    assert (heard[1].user_id, heard[1].network) == ("worker1", "127.0.0.0/24")
    assert after.header("Location") == "http://localhost/plone/perkara"
    assert nobody.get("perkara").status == 200


def test_enrolment_needs_a_right_code_and_cannot_be_skipped(nobody):
    try_login(nobody, "worker1")
    nobody.get("@@login-step")
    for step, code in (("enrol", "000000"), ("pledge", ""), ("code", "000000"), ("", "")):
        answer_step(nobody, step, code)
        assert "__ac" not in nobody.cookies
    assert not factors.enrolled(account_of("worker1"))


def test_a_code_leads_in_once(hour, nobody, site):
    secret, _codes = enrol("worker1")
    try_login(nobody, "worker1")
    code = code_of(secret)
    answer_step(nobody, "code", code)
    assert logged_in(nobody)
    another = Visitor(site)
    try_login(another, "worker1")
    answer_step(another, "code", code)
    assert not logged_in(another)


@pytest.mark.parametrize("steps,good", [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_before_and_after_counts(hour, site, steps, good):
    secret, _codes = enrol("worker1")
    hour.forward(minutes=5)
    assert bool(factors.verify(account_of("worker1"), code_of(secret, steps))) is good


def test_an_older_code_is_refused_after_a_newer_one(hour, site):
    secret, _codes = enrol("worker1")
    hour.forward(minutes=5)
    assert factors.verify(account_of("worker1"), code_of(secret, 1)) == "code"
    assert factors.verify(account_of("worker1"), code_of(secret, 0)) == ""


@pytest.mark.parametrize("kind", ["code", "recovery"])
def test_of_eight_at_once_one_gets_in(hour, site, kind):
    account = account_of("worker1")
    secret, codes = enrol("worker1")
    proof = code_of(secret) if kind == "code" else codes[0]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _n: factors.verify(account, proof), range(8)))
    assert sorted(found) == [""] * 7 + [kind]


def test_a_recovery_code_leads_in_once_in_whatever_writing(hour, nobody, site):
    _secret, codes = enrol("worker1")
    try_login(nobody, "worker1")
    answer_step(nobody, "code", codes[0].upper().replace("-", " "))
    assert logged_in(nobody)
    another = Visitor(site)
    try_login(another, "worker1")
    answer_step(another, "code", codes[0])
    assert not logged_in(another)
    answer_step(another, "code", codes[1])
    assert logged_in(another)
    assert factors.codes_left(account_of("worker1")) == 8


def test_ten_wrong_codes_are_slowed_down_and_the_ticket_dies(hour, nobody):
    secret, _codes = enrol("worker1")
    try_login(nobody, "worker1")
    with listening(LoginFailed) as heard:
        for _number in range(3):
            answer = answer_step(nobody, "code", "000000")
        assert answer.header("Retry-After") == "8"
        # The right one is not tried while the delay runs.
        answer_step(nobody, "code", code_of(secret))
        assert not logged_in(nobody)
        answer_step(nobody, "code", "000000")
    assert {e.user_id for e in heard} == {"worker1"}
    assert [e.detail for e in heard] == ["code"] * 3 + ["wait"] * 2
    hour.forward(seconds=61)
    assert nobody.get("@@login-step").status == 302
    try_login(nobody, "worker1")
    answer_step(nobody, "code", code_of(secret))
    assert logged_in(nobody)


def test_a_ticket_lets_nobody_in_and_ends(hour, nobody, site):
    enrol("worker1")
    try_login(nobody, "worker1")
    thief = Visitor(site)
    thief.cookies = {"__ac": nobody.cookies["__bh_step"]}
    assert not logged_in(thief)
    hour.forward(minutes=16)
    assert nobody.get("@@login-step").status == 302


def test_who_has_no_function_comes_in_with_the_password_alone(nobody):
    try_login(nobody, "operator1")
    assert logged_in(nobody)


def test_the_site_without_the_demand_says_so_and_offers_enrolment(site, nobody):
    assert 'id="open-door"' not in nobody.get("login").text
    demand(factor=False)
    assert 'id="open-door"' in nobody.get("login").text
    try_login(nobody, "worker1")
    assert 'id="enrol-link"' in nobody.get("@@my-login").text
    page = nobody.get("@@second-factor").text
    secret = re.search(r'id="enrol-secret"\s*>([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    form = {
        "action": "enrol",
        "code": code_of(secret),
        "sealed": re.search(r'name="sealed"[^>]*value="(\w+)"', page)[1],
        "_authenticator": nobody.authenticator("@@second-factor"),
    }
    assert (
        len(re.findall(r"<code>\w{5}-\w{5}</code>", nobody.post("@@second-factor", form).text))
        == 10
    )
    assert logged_in(nobody)
    assert factors.enrolled(account_of("worker1"))


@pytest.mark.parametrize("sealed", ["", "zz", "00ff", "aa" * 60])
def test_a_forged_enrolment_is_refused(site, sealed):
    demand(factor=False)
    visitor = Visitor(site, "worker1", cookie=True)
    token = visitor.authenticator("@@second-factor")
    form = {"action": "enrol", "code": "000000", "sealed": sealed, "_authenticator": token}
    assert visitor.post("@@second-factor", form).status == 400
    assert not factors.enrolled(account_of("worker1"))


def test_secrets_and_codes_are_nowhere_in_the_store(hour, site, login_store):
    secret, codes = enrol("worker1")
    found = login_store.content()
    assert account_of("worker1").encode() in found
    assert secret.encode() not in found
    assert not [code for code in codes if code.encode() in found]
    key = Path(os.environ["BALEHARUM_LOGIN_KEY"])
    assert key.stat().st_mode & 0o777 == 0o600


class TestRest:
    def login(self, visitor, **fields):
        body = {"login": "worker1", "password": PASSWORD, **fields}
        return visitor.rest("POST", "@login", body)

    def test_a_code_is_asked_for_and_taken(self, hour, nobody):
        secret, _codes = enrol("worker1")
        answer = self.login(nobody)
        assert (answer.status, answer.json()["error"]["type"]) == (401, "Second factor required")
        assert self.login(nobody, otp="000000").status == 401
        token = self.login(nobody, otp=code_of(secret)).json()["token"]
        nobody.authorization = f"Bearer {token}"
        assert nobody.rest("GET", "perkara").status == 200
        assert nobody.rest("POST", "@logout", {}).status == 204
        assert nobody.rest("GET", "perkara").status == 404

    def test_who_has_not_enrolled_is_sent_to_a_browser(self, nobody):
        assert self.login(nobody).json()["error"]["type"] == "Second factor not enrolled"

    def test_a_new_token_ends_the_old_one(self, hour, nobody):
        secret, _codes = enrol("worker1")
        old = self.login(nobody, otp=code_of(secret)).json()["token"]
        nobody.authorization = f"Bearer {old}"
        new = nobody.rest("POST", "@login-renew", {}).json()["token"]
        assert nobody.rest("GET", "perkara").status == 404
        nobody.authorization = f"Bearer {new}"
        assert nobody.rest("GET", "perkara").status == 200


def test_a_lost_factor_is_reset_by_who_manages_accounts(hour, site):
    enrol("worker1")
    page = "@@reset-second-factor"
    manager = Visitor(site, "siteadmin", "correct horse battery")
    form = {"action": "reset", "account": "worker1", "_authenticator": manager.authenticator(page)}
    assert manager.post(page, form).status == 302
    assert not factors.enrolled(account_of("worker1"))
    assert Visitor(site, "operator1").get(page).status != 200
