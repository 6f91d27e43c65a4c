"""Whose account it is that a provider speaks of, and what of pas.plugins.oidc is closed."""

from baleharum.hardening.access import unknown_plugins
from baleharum.hardening.checking import rows
from baleharum.login.events import LoginFailed
from baleharum.login.oidc.provider import Provider
from pas.plugins.oidc.plugins import OIDCPlugin
from plone import api
from plone.app.testing import applyProfile
from Products.PluggableAuthService.interfaces.plugins import IChallengePlugin
from tests.centre import PASSWORD
from tests.door import listening
from tests.door import logged_in
from tests.http import Visitor
from tests.oidc import arrive
from tests.oidc import bend
from tests.oidc import change
from tests.oidc import come_in
from tests.oidc import LOGIN
from tests.oidc import SITE
from tests.oidc import STEP

import pytest
import transaction


@pytest.fixture
def nobody(oidc_site):
    return Visitor(oidc_site)


def led_to(visitor, user_id) -> str:
    """Return where somebody is sent to who comes back from the provider."""
    return arrive(visitor, user_id).header("Location")


def set_address(user_id, address):
    """Give an account an e-mail address."""
    api.user.get(userid=user_id).setMemberProperties({"email": address})
    transaction.commit()


def test_who_has_no_account_gets_none(nobody, oidc_site):
    accounts = set(oidc_site.acl_users.source_users.listUserIds())
    with listening(LoginFailed) as heard:
        assert led_to(nobody, "orang-luar") == LOGIN
    assert [(e.user_id, e.detail) for e in heard] == [("", "oidc-person")]
    assert set(oidc_site.acl_users.source_users.listUserIds()) == accounts
    assert not logged_in(nobody)


def test_an_account_of_the_root_is_none_of_the_site(nobody, issuer):
    bend(issuer, sub="admin")
    assert led_to(nobody, "worker1") == LOGIN


@pytest.mark.parametrize("name", ["head1 ", "HEAD1", "", "head1\x00", ["head1"], "lead:head1"])
def test_a_name_that_is_nearly_one_is_none(nobody, oidc_site, issuer, name):
    change(oidc_site, user_property_as_userid="preferred_username")
    bend(issuer, preferred_username=name)
    assert led_to(nobody, "worker1") == LOGIN


@pytest.mark.parametrize(
    "verified,strings,comes_in",
    [
        (True, False, True),
        (None, False, False),
        (False, False, False),
        ("true", False, False),
        ("true", True, True),
        ("false", True, False),
    ],
)
def test_an_address_counts_if_the_provider_has_verified_it(
    nobody, oidc_site, issuer, verified, strings, comes_in
):
    change(oidc_site, user_property_as_userid="email", use_modified_openid_schema=strings)
    bend(issuer, sub="0815", email="Worker1@example.org", email_verified=verified)
    assert (led_to(nobody, "orang-luar") == STEP) is comes_in


def test_an_address_that_two_accounts_have_is_nobodys(nobody, oidc_site, issuer):
    change(oidc_site, user_property_as_userid="email")
    bend(issuer, email_verified=True)
    set_address("worker2", "worker1@example.org")
    assert led_to(nobody, "worker1") == LOGIN
    set_address("worker2", "xworker1@example.org")
    assert led_to(nobody, "worker1") == STEP


def test_a_name_that_somebody_else_gets_at_the_provider_opens_nothing(oidc_site, issuer):
    change(oidc_site, user_property_as_userid="preferred_username")
    come_in(Visitor(oidc_site), "worker1")
    bend(issuer, preferred_username="worker1")
    with listening(LoginFailed) as heard:
        assert led_to(Visitor(oidc_site), "worker2") == LOGIN
    assert [(e.user_id, e.detail) for e in heard] == [("worker1", "oidc-person")]
    bend(issuer)
    assert led_to(Visitor(oidc_site), "worker1") == STEP


def test_a_namesake_inherits_no_person(oidc_site, issuer):
    change(oidc_site, user_property_as_userid="preferred_username")
    come_in(Visitor(oidc_site), "worker1")
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="worker1")
        api.user.create(email="new@example.org", username="worker1", password=PASSWORD)
    transaction.commit()
    bend(issuer, preferred_username="worker1")
    assert led_to(Visitor(oidc_site), "worker2") == STEP


def test_who_is_renamed_to_a_colleague_does_not_become_them(oidc_site, issuer):
    change(oidc_site, user_property_as_userid="preferred_username")
    come_in(Visitor(oidc_site), "worker1")
    bend(issuer, preferred_username="head1")
    assert led_to(Visitor(oidc_site), "worker1") == LOGIN


def test_who_has_not_come_in_wholly_has_nothing(oidc_site, issuer):
    change(oidc_site, user_property_as_userid="preferred_username")
    bend(issuer, preferred_username="worker1")
    assert led_to(Visitor(oidc_site), "worker2") == STEP
    bend(issuer)
    assert led_to(Visitor(oidc_site), "worker1") == STEP


def test_an_administrator_gives_the_account_to_somebodys_new_person(oidc_site, issuer):
    change(oidc_site, user_property_as_userid="preferred_username")
    come_in(Visitor(oidc_site), "worker1")
    keeper = Visitor(oidc_site, "siteadmin", "correct horse battery", cookie=True)
    token = keeper.authenticator("@@reset-second-factor")
    form = {"action": "reset", "account": "worker1", "_authenticator": token}
    keeper.post("@@reset-second-factor", form)
    bend(issuer, preferred_username="worker1")
    assert led_to(Visitor(oidc_site), "worker2") == STEP


def test_what_the_token_does_not_say_is_asked_for(nobody, oidc_site, issuer):
    change(oidc_site, user_property_as_userid="preferred_username")
    bend(issuer, preferred_username=None)
    assert led_to(nobody, "worker1") == STEP
    # What is said of somebody else counts for nothing.
    bend(issuer, preferred_username=None, sub="worker2")
    assert led_to(nobody, "worker1") == LOGIN


@pytest.mark.parametrize("groups,allowed", [(["staf"], True), ([], False), (["tamu"], False)])
def test_only_the_groups_that_are_allowed_come_in(nobody, oidc_site, issuer, groups, allowed):
    change(oidc_site, allowed_groups=("staf",))
    bend(issuer, groups=groups)
    assert (led_to(nobody, "worker1") == STEP) is allowed
    assert not {"staf", "tamu"} & set(oidc_site.acl_users.source_groups.getGroupIds())


@pytest.mark.parametrize(
    "method,path",
    [("GET", "@login-oidc/oidc"), ("POST", "@login-oidc/oidc"), ("GET", "@logout-oidc/oidc")],
)
def test_the_services_of_the_add_on_are_closed(nobody, method, path):
    answer = nobody.rest(method, path, {} if method == "POST" else None)
    assert answer.status == 404
    assert "oidc-login" in answer.json()["error"]["message"]
    assert not nobody.cookies


@pytest.mark.parametrize("name", "login require_login logout callback backchannel-logout".split())
def test_the_pages_of_the_add_on_are_closed(nobody, name):
    answer = nobody.get(f"acl_users/oidc/{name}?code=x&state=y")
    # What is acquired from above is that of the site.
    assert answer.status == 404 or answer.header("Location") in ("", LOGIN)
    assert not set(nobody.cookies) & {"__ac_session", "auth_token"}


@pytest.mark.parametrize("user_id", ["", "worker1"])
def test_what_answers_where_a_provider_is_set_up(oidc_site, issuer, user_id):
    visitor = Visitor(oidc_site, user_id)
    assert visitor.get("@@oidc-login").header("Location").startswith(issuer)
    assert visitor.get("@@oidc-callback").header("Location") == LOGIN
    for path in ("@@oidc-controlpanel", "acl_users/oidc", "acl_users/oidc/manage_main"):
        answer = visitor.get(path)
        led = answer.header("Location")
        assert answer.status in (401, 403, 404) or "require_login" in led or LOGIN in led, path
        assert oidc_site.acl_users.oidc.client_secret not in answer.text


def test_who_may_not_see_a_page_is_led_to_the_login_page_and_not_to_the_provider(oidc_site):
    oidc_site.acl_users.oidc.manage_activateInterfaces(["IChallengePlugin"])
    oidc_site.acl_users.plugins.movePluginsTop(IChallengePlugin, ["oidc"])
    transaction.commit()
    answer = Visitor(oidc_site).get("@@my-login")
    assert answer.header("Location").startswith(f"{SITE}/acl_users/credentials_cookie_auth/")


def test_whichever_is_installed_last_the_careful_plugin_stands_there(integration):
    site = integration["portal"]
    applyProfile(site, "baleharum:uninstall")
    applyProfile(site, "pas.plugins.oidc:default")
    assert type(site.acl_users.oidc.aq_base) is OIDCPlugin
    site.acl_users.oidc.issuer = "https://masuk.example.org"
    applyProfile(site, "baleharum:default")
    plugin = site.acl_users.oidc
    assert type(plugin.aq_base) is Provider
    assert plugin.issuer == "https://masuk.example.org"
    applyProfile(site, "pas.plugins.oidc:default")
    assert type(site.acl_users.oidc.aq_base) is Provider
    applyProfile(site, "baleharum:uninstall")
    assert type(site.acl_users.oidc.aq_base) is OIDCPlugin
    assert site.acl_users.oidc.issuer == "https://masuk.example.org"


def test_the_add_on_alone_leads_to_the_careful_plugin(integration):
    site = integration["portal"]
    applyProfile(site, "pas.plugins.oidc:default")
    assert type(site.acl_users.oidc.aq_base) is Provider
    assert not site.acl_users.oidc.create_user
    applyProfile(site, "pas.plugins.oidc:uninstall")
    assert "oidc" not in site.acl_users.objectIds()


def findings(site) -> list[str]:
    """Return what the security check says of providers."""
    return next(list(row.findings) for row in rows(site) if row.name == "oidc")


def test_the_security_check_names_what_is_not_guarded(integration):
    site = integration["portal"]
    assert findings(site) == []
    applyProfile(site, "pas.plugins.oidc:default")
    plugin = site.acl_users.oidc
    plugin.issuer, plugin.client_id = "https://masuk.example.org", "baleharum"
    assert findings(site) == []
    plugin.issuer = "http://masuk.example.org"
    assert findings(site) == ["oidc: issuer"]
    site.acl_users._setObject("other", OIDCPlugin("other", "Other"))
    site.acl_users.plugins.activatePlugin(IChallengePlugin, "other")
    assert findings(site) == ["oidc: issuer", "other (OIDC Plugin)"]
    assert [name.split()[0] for name in unknown_plugins(site)] == ["other"]
