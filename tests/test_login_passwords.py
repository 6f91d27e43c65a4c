"""Passwords: long, not common, not the name; stored as Argon2id; checked on every path."""

from AuthEncoding import AuthEncoding
from baleharum.login import hashing
from baleharum.login.accounts import Accounts
from baleharum.login.passwords import common
from baleharum.login.passwords import verdict
from plone import api
from Products.PlonePAS.plugins.user import UserManager
from tests.centre import PASSWORD
from tests.door import logged_in
from tests.http import Visitor
from zExceptions import BadRequest

import pytest
import transaction


GOOD = ("gunung-tenang-sepatu-3", "benar-kuda-baterai-9", "correct horse battery", "xK4_9fPq-Zr1")
BAD = (
    "",
    "short-pass1",
    "password1234",
    "Password2026!",
    "P@ssw0rd2026",
    "rahasiarahasia",
    "Rahasia123456",
    "bismillahirrahmanirrahim",
    "123456789012",
    "qwertyuiopasdf",
    "aaaaaaaaaaaa",
    "indonesia1945",
)


@pytest.mark.parametrize("password", GOOD)
def test_good(password):
    assert verdict(password) is None


@pytest.mark.parametrize("password", BAD)
def test_bad(password):
    assert verdict(password) is not None


def test_the_list_has_some_thousand_words():
    assert len(common()) > 5000
    assert {"password", "rahasia", "sayangku"} <= common()


def test_the_name_of_the_account_is_no_password():
    assert verdict("psychologist1-99", ["psychologist1"]) is not None
    assert verdict("psychologist1-gunung-sepatu", ["psychologist1"]) is None
    assert verdict("gunung-tenang-ani", ["ani"]) is None


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def manager(site):
    return Visitor(site, "siteadmin", "correct horse battery")


class TestPaths:
    """Each way to set a password refuses a bad one and takes a good one."""

    def test_a_new_account(self, site):
        with api.env.adopt_roles(["Manager"]):
            with pytest.raises(ValueError):
                api.user.create(email="n@example.org", username="new1", password=BAD[5])
            assert api.user.create(email="n@example.org", username="new1", password=GOOD[0])

    def test_rest_adds(self, manager):
        body = {"username": "new1", "email": "n@example.org", "password": "password1234"}
        assert manager.rest("POST", "@users", body).status == 400
        assert manager.rest("POST", "@users", {**body, "password": "new1-2026-new1"}).status == 400
        assert manager.rest("POST", "@users", {**body, "password": GOOD[0]}).status == 201

    def test_rest_changes(self, site, manager):
        assert manager.rest("PATCH", "@users/worker1", {"password": "short"}).status == 400
        assert logged_in(Visitor(site, "worker1"))
        assert manager.rest("PATCH", "@users/worker1", {"password": GOOD[0]}).status == 204
        assert logged_in(Visitor(site, "worker1", GOOD[0]))

    def test_the_form_of_an_administrator(self, site, manager):
        def add(password):
            form = {
                "form.widgets.username": "new1",
                "form.widgets.email": "n@example.org",
                "form.widgets.password": password,
                "form.widgets.password_ctl": password,
                "form.buttons.register": "Register",
                "_authenticator": manager.authenticator("@@new-user"),
            }
            manager.post("@@new-user", form)
            return api.user.get(username="new1")

        assert add("password1234") is None
        assert add("new1-2026-12-31") is None
        assert add(GOOD[0]) is not None

    def test_ones_own(self, site):
        visitor = Visitor(site, "psychologist1", cookie=True)

        def change(password):
            form = {
                "form.widgets.current_password": PASSWORD,
                "form.widgets.new_password": password,
                "form.widgets.new_password_ctl": password,
                "form.buttons.reset_passwd": "Change",
                "_authenticator": visitor.authenticator("@@change-password"),
            }
            visitor.post("@@change-password", form)
            return logged_in(Visitor(site, "psychologist1", password))

        assert not change("short")
        assert not change("psychologist1-99")
        assert change(GOOD[0])

    def test_after_a_mail(self, site):
        ask = site.portal_password_reset.requestReset("worker1")
        transaction.commit()
        for password, good in (("password1234", False), (GOOD[0], True)):
            form = {"userid": "worker1", "password": password, "password2": password}
            Visitor(site).post(f"passwordreset/{ask['randomstring']}", form)
            assert logged_in(Visitor(site, "worker1", password)) is good

    def test_code_that_asks_nobody(self, site):
        with pytest.raises(BadRequest):
            site.acl_users.userSetPassword("worker1", "worker1-2026")


def stored(site, user_id):
    return site.acl_users.source_users._user_passwords[user_id]


def test_new_passwords_are_stored_as_argon2id_and_old_ones_still_verify(site):
    source = site.acl_users.source_users
    assert bytes(stored(site, "worker1")).startswith(b"{ARGON2ID}$argon2id$")
    source._user_passwords["worker1"] = AuthEncoding.pw_encrypt(PASSWORD, "SSHA")
    transaction.commit()
    assert logged_in(Visitor(site, "worker1"))
    assert not logged_in(Visitor(site, "worker1", "wrong"))
    site.acl_users.userSetPassword("worker1", GOOD[0])
    assert bytes(stored(site, "worker1")).startswith(b"{ARGON2ID}")


def test_a_hash_that_is_broken_lets_nobody_in():
    scheme = hashing.Argon2Scheme()
    for broken in (b"", b"$argon2id$", b"x" * 90):
        assert scheme.validate(broken, "anything") is False


def test_without_the_product_plone_checks_passwords_again(site):
    from baleharum.login import setup

    source = site.acl_users.source_users
    assert isinstance(source.aq_base, Accounts)
    before = {
        i["interface"]: site.acl_users.plugins.listPluginIds(i["interface"])
        for i in site.acl_users.plugins.listPluginTypeInfo()
    }
    setup.uninstalled(None)
    source = site.acl_users.source_users
    assert type(source.aq_base) is UserManager
    found = source.authenticateCredentials({"login": "worker1", "password": PASSWORD})
    assert found == ("worker1", "worker1")
    setup.installed(None)
    after = {
        i["interface"]: site.acl_users.plugins.listPluginIds(i["interface"])
        for i in site.acl_users.plugins.listPluginTypeInfo()
    }
    assert {k: set(v) for k, v in after.items()} == {k: set(v) for k, v in before.items()}
    assert logged_in(Visitor(site, "worker1"))
