"""The security check: what is broken is named with its remedy, the rest is said to hold."""

from baleharum.hardening import access
from baleharum.hardening import demanded
from baleharum.hardening import machine
from baleharum.hardening.checking import fails
from baleharum.hardening.checking import rows
from baleharum.hardening.command import check
from baleharum.hardening.command import sites
from baleharum.interfaces import ISecurityRule
from baleharum.jobs import pulse
from baleharum.secured import SecurityRule
from baleharum.team.records import writable_index
from plone import api
from plone.app.testing import applyProfile
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.plugins.DomainAuthHelper import DomainAuthHelper
from zope.component import getGlobalSiteManager
from zope.component import provideUtility

import os
import pytest


def row(portal, name):
    """Return the row of one rule."""
    return next(r for r in rows(portal) if r.name == name)


@pytest.fixture(autouse=True)
def machine_in_order(portal):
    """The folder of the run is closed, and a worker has just come by."""
    pulse.place().parent.chmod(0o700)
    pulse.beat()
    yield
    pulse.place().unlink(missing_ok=True)


def test_a_new_installation_holds_all_that_is_required(portal):
    broken = {r.name: r.findings for r in rows(portal) if not r.holds and r.required}
    assert broken == {}
    advised = {r.name for r in rows(portal) if not r.holds}
    assert advised <= {"mail", "logins", "second-factor"}


def test_every_rule_has_title_remedy_and_a_page_that_exists(portal):
    found = rows(portal)
    assert len(found) >= 17
    for each in found:
        assert each.title and each.remedy, each.name
        if each.link:
            with api.env.adopt_roles(["Manager"]):
                assert portal.restrictedTraverse(each.link) is not None, each.link


def grant(portal):
    portal.manage_permission("View Groups", ["Manager", "Member"], acquire=0)


def acquire(portal):
    portal.manage_permission("WebDAV access", [], acquire=1)


def self_registration(portal):
    api.portal.set_registry_record("plone.enable_self_reg", True)


def feeds(portal):
    name = "plone.base.interfaces.syndication.ISiteSyndicationSettings.allowed"
    api.portal.set_registry_record(name, True)


def statistics(portal):
    api.portal.set_registry_record("plone.webstats_js", "<script>x</script>")


def open_state(portal):
    state = portal.portal_workflow["case_workflow"].states["intake"]
    state.permission_roles = {**state.permission_roles, "View": ("Case Lead", "Reader")}


def acquired_state(portal):
    state = portal.portal_workflow["case_document_workflow"].states["draft"]
    granted = {**state.permission_roles}
    granted["Access contents information"] = list(granted["Access contents information"])
    state.permission_roles = granted


def no_workflow(portal):
    portal.portal_workflow.setChainForPortalTypes(("CaseNote",), ())


def editor(portal):
    api.user.grant_roles("worker1", roles=["Editor"])


def foreign_plugin(portal):
    folder = portal.acl_users
    folder._setObject("by_address", DomainAuthHelper("by_address"))
    folder.plugins.activatePlugin(IAuthenticationPlugin, "by_address")


def lost_entry(portal):
    index = writable_index()
    index.people.pop("worker1")


def open_management(portal):
    portal.manage_permission("View management screens", ["Manager", "Authenticated"], acquire=1)


def open_folder(portal):
    pulse.place().parent.chmod(0o755)


def readable_secret(portal):
    secret = pulse.place().with_name("admin-password")
    secret.write_text("x")
    secret.chmod(0o640)


def dead_worker(portal):
    os.utime(pulse.place(), (1, 1))


#: what an administrator or a machine does -> (rule, what the finding names)
BREAKS = {
    grant: ("permissions", "View Groups: Member"),
    acquire: ("permissions", "(acquired)"),
    self_registration: ("settings", "plone.enable_self_reg: True"),
    feeds: ("settings", "ISiteSyndicationSettings.allowed: True"),
    statistics: ("settings", "plone.webstats_js"),
    open_state: ("states", "case_workflow / intake / View: Reader"),
    acquired_state: ("states", "draft / Access contents information: (acquired)"),
    no_workflow: ("states", "CaseNote: (none)"),
    editor: ("editorial", "worker1"),
    foreign_plugin: ("plugins", "by_address"),
    lost_entry: ("index", "-1 +0"),
    open_management: ("management", "Authenticated"),
    open_folder: ("files", "0755"),
    readable_secret: ("files", "admin-password: 0640"),
    dead_worker: ("worker", ": 1"),
}


@pytest.mark.parametrize("breaks", BREAKS, ids=lambda f: f.__name__)
def test_what_is_broken_is_named(portal, breaks):
    name, named = BREAKS[breaks]
    assert row(portal, name).holds
    with api.env.adopt_roles(["Manager"]):
        breaks(portal)
    try:
        found = row(portal, name)
        assert not found.holds and named in " ".join(found.findings)
        assert fails(rows(portal))
        assert {r.name for r in rows(portal) if r.required and not r.holds} >= {name}
    finally:
        pulse.place().with_name("admin-password").unlink(missing_ok=True)


@pytest.mark.parametrize("breaks", [grant, acquire, self_registration, open_state])
def test_installing_again_mends_it(portal, breaks):
    with api.env.adopt_roles(["Manager"]):
        breaks(portal)
    applyProfile(portal, "baleharum:default")
    assert row(portal, BREAKS[breaks][0]).holds


def test_types_of_a_register_are_found_by_what_may_lie_in_them(portal):
    assert access.realm_types(portal) == [
        "AdoptionFile", "Assessment", "AssistanceBatch", "CarePlan", "Case", "CaseConference",
        "CaseFile", "CaseNote", "CaseRegister", "CaseSubject", "ConsentForm", "CourtProceeding",
        "DocumentRelease", "FiledBundle", "GroupActivity", "HealthRecord", "IntakeBox",
        "IntakeReport", "LawfulBasis", "LitigationFile", "Mandate", "Mediation", "Partner",
        "PartnerDirectory", "Programme",
        "ProgrammeFolder", "ReferralLetter", "Repatriation", "ServiceRecord", "Shelter",
        "ShelterStay",
    ]  # fmt: skip


GOOD = (
    "egg:baleharum#access-log egg:baleharum#headers egg:baleharum#guard"
    " egg:Zope#httpexceptions zope"
).split()


@pytest.mark.parametrize(
    "steps,missing",
    [
        (GOOD, []),
        ([s for s in GOOD if "guard" not in s], ["egg:baleharum#guard"]),
        ([s for s in GOOD if "headers" not in s], ["egg:baleharum#headers"]),
        ([GOOD[2], GOOD[1], *GOOD[3:]], ["egg:baleharum#headers"]),
        ([GOOD[1], GOOD[3], GOOD[2], GOOD[4]], ["egg:baleharum#guard"]),
        (["zope"], ["egg:baleharum#headers", "egg:baleharum#guard"]),
        ([], ["egg:baleharum#headers", "egg:baleharum#guard"]),
    ],
)
def test_filters_stand_before_zope_in_their_order(steps, missing):
    assert machine.missing_filters(steps) == missing


def test_the_demands_are_those_of_the_profile():
    assert demanded.permissions()["WebDAV access"] == frozenset()
    assert demanded.settings()["plone.enable_self_reg"] == "False"
    assert demanded.settings()["plone.webstats_js"] == ""


def test_a_rule_of_another_slice_is_looked_at_and_one_that_fails_says_why(portal):
    def locked(site):
        raise OSError("Give the keystore to the service account.")

    rule = SecurityRule(title="Keys", remedy="Do.", check=locked)
    provideUtility(rule, ISecurityRule, name="keys")
    try:
        found = row(portal, "keys")
        assert found.findings == ("OSError: Give the keystore to the service account.",)
        assert fails([found])
    finally:
        getGlobalSiteManager().unregisterUtility(rule, ISecurityRule, name="keys")


def test_the_command_says_the_same_and_ends_with_a_status(portal, capsys):
    app = portal.getPhysicalRoot()
    assert check(app) == 0
    assert "ok      permissions" in capsys.readouterr().out
    assert check(app, strict=True) == 1
    grant(portal)
    assert check(app) == 1
    said = capsys.readouterr().out
    assert "BROKEN  permissions" in said and "- View Groups: Member" in said
    assert "install the product again" in said
    assert check(app, without=["permissions"]) == 0
    assert check(app, "elsewhere") == 2
    applyProfile(portal, "baleharum:uninstall")
    assert check(app) == 2


def test_the_command_finds_a_site_in_a_folder(functional, capsys):
    app, site = functional["app"], functional["portal"]
    app.manage_addFolder("tengah")
    app["tengah"]._setObject(site.getId(), site.aq_base, suppress_events=True)
    found = {each.getPhysicalPath() for each in sites(app, site.getId())}
    assert found == {site.getPhysicalPath(), ("", "tengah", site.getId())}
    check(app, site.getId())
    assert capsys.readouterr().out.count("ok      permissions") == 2


def test_a_site_without_the_second_factor_is_told(portal):
    api.portal.set_registry_record("baleharum.second_factor_required", True)
    assert row(portal, "second-factor").holds
    api.portal.set_registry_record("baleharum.second_factor_required", False)
    assert not row(portal, "second-factor").holds


def test_a_lost_key_is_told_with_its_remedy(portal, monkeypatch, tmp_path):
    assert row(portal, "vault").holds
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "kek"))
    found = row(portal, "vault")
    assert not found.holds and "recovery sheet" in str(found.findings)


def test_a_lost_record_is_told(portal, monkeypatch, tmp_path):
    assert row(portal, "trail").holds
    monkeypatch.setenv("BALEHARUM_TRAIL", str(tmp_path / "gone" / "deeper" / "trail.sqlite3"))
    assert not row(portal, "trail").holds
