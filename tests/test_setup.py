"""What an installation brings, what an uninstallation leaves, and names that are frozen."""

from Acquisition import aq_base
from baleharum.adoptions.setup import INDEXES as ADOPTIONS
from baleharum.guard.interfaces import ICaseRealm
from baleharum.installed import KEPT
from baleharum.intake.settings import ANSWER
from baleharum.intake.settings import KEPT as KEPT_DAYS
from baleharum.intake.settings import OPEN as OPEN_DAYS
from baleharum.intake.setup import DISPLAYED
from baleharum.intake.setup import INDEXES
from baleharum.intake.setup import PERMISSIONS
from baleharum.intake.setup import ROLE
from baleharum.programmes import setup as steps
from baleharum.public.setup import COLUMNS
from baleharum.repatriations import setup as repatriations
from baleharum.repatriations.setup import INDEXES as REPATRIATIONS
from baleharum.stays import setup as stays
from baleharum.stays.setup import INDEXES as STAYS
from baleharum.stays.setup import PERMISSIONS as HOUSING
from baleharum.team.plugin import PLUGIN_ID
from pathlib import Path
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.base.interfaces import INonInstallable
from plone.registry.interfaces import IRegistry
from plone.testing.zope import Browser
from Products.CMFCore.indexing import processQueue
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from tests.adoptions_made import sample_adoption
from tests.centre import acting
from tests.centre import sample_case
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.repatriations_made import sample_repatriation
from tests.stays_made import sample_house
from tests.stays_made import sample_stay
from zope.annotation.interfaces import IAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.dottedname.resolve import resolve
from zope.security.interfaces import IPermission

import pytest
import re


def frozen() -> dict[str, list[str]]:
    """Return the list in docs/architecture.md: kind -> names."""
    text = Path(__file__).parent.parent.joinpath("docs/architecture.md").read_text("utf-8")
    block = re.search(r"## What may never change.*?```text\n(.*?)```", text, re.S)[1]
    found, kind = {}, ""
    for line in block.splitlines():
        words = line.split()
        if not line.startswith(" "):
            kind, *words = words
        found.setdefault(kind, []).extend(words)
    return found


def test_types_are_as_frozen(portal):
    mine = own_types(portal)
    assert sorted(mine) == sorted(frozen()["types"])


def test_workflows_are_as_frozen(portal):
    stock = {"simple_publication_workflow", "one_state_workflow"}
    mine = [
        w
        for w in portal.portal_workflow.objectIds()
        if set(types_of(portal, w)) & set(own_types(portal)) and w not in stock
    ]
    assert sorted(mine) == sorted(frozen()["workflows"])


def own_types(portal):
    """Return the types whose classes are the product's."""
    types = portal.portal_types.objectValues()
    return [t.getId() for t in types if getattr(t, "klass", "").startswith("baleharum.")]


def types_of(portal, workflow_id):
    """Return the types bound to a workflow."""
    chains = portal.portal_workflow.listChainOverrides()
    return [name for name, chain in chains if workflow_id in chain]


@pytest.mark.parametrize(
    "list_name,workflow_id",
    [
        ("case-states", "case_workflow"),
        ("document-states", "case_document_workflow"),
        ("assessment-states", "assessment_workflow"),
        ("consent-states", "consent_workflow"),
        ("basis-states", "basis_workflow"),
        ("referral-states", "referral_workflow"),
        ("litigation-states", "litigation_workflow"),
        ("bundle-states", "bundle_workflow"),
        ("release-states", "release_workflow"),
        ("subject-states", "subject_workflow"),
        ("plan-states", "plan_workflow"),
        ("conference-states", "conference_workflow"),
        ("mediation-states", "mediation_workflow"),
        ("partner-states", "partner_workflow"),
        ("note-states", "note_workflow"),
        ("register-states", "register_workflow"),
        ("service_page-states", "service_page_workflow"),
        ("directory-states", "directory_workflow"),
        ("box-states", "box_workflow"),
        ("intake-states", "intake_workflow"),
        ("stay-states", "stay_workflow"),
        ("shelter-states", "shelter_workflow"),
        ("repatriation-states", "repatriation_workflow"),
        ("adoption-states", "adoption_workflow"),
        ("mandate-states", "mandate_workflow"),
        ("health-states", "health_workflow"),
        ("programme-states", "programme_workflow"),
        ("batch-states", "batch_workflow"),
        ("activity-states", "activity_workflow"),
    ],
)
def test_states_are_as_frozen(portal, list_name, workflow_id):
    states = portal.portal_workflow[workflow_id].states.objectIds()
    assert sorted(states) == sorted(frozen()[list_name])


@pytest.mark.parametrize("kind", ["classes", "schemas", "markers"])
def test_dotted_names_resolve(kind):
    for name in frozen()[kind]:
        found = resolve(name)
        assert f"{found.__module__}.{found.__name__}" == name


@pytest.mark.parametrize("name", frozen()["classes"])
def test_no_class_hides_the_annotations_of_its_objects(name):
    # zope.annotation would take the types of the class for what is stored on the object.
    found = resolve(name)
    typed = [c for c in found.__mro__ if vars(c).get("__annotations__")]
    assert not (typed and IAttributeAnnotatable.implementedBy(found))


def test_what_is_annotated_to_one_case_is_not_on_another(register):
    one, other = sample_case(register), sample_case(register)
    IAnnotations(one)["mine"] = 1
    assert "mine" not in IAnnotations(other)
    assert "__annotations__" in one.__dict__


def named_by_us(names):
    """Return the names in the catalog that are not Plone's."""
    ours = (
        "case_",
        "document_",
        "person_",
        "partner_",
        "report_",
        "page_",
        "stay_",
        "repatriation_",
        "adoption_",
        "programme_",
        "batch_",
        "activity_",
        "due",
    )
    return [n for n in names if n.startswith(ours)]


def test_indexes_are_as_frozen(portal):
    assert sorted(named_by_us(portal.portal_catalog.indexes())) == sorted(frozen()["indexes"])


def test_columns_are_as_frozen(portal):
    assert sorted(named_by_us(portal.portal_catalog.schema())) == sorted(frozen()["columns"])


def test_permissions_are_as_frozen(portal):
    ours = [p.title for _name, p in getUtilitiesFor(IPermission)]
    mine = [t.removeprefix("baleharum: ") for t in ours if t.startswith("baleharum: ")]
    assert sorted(t.replace(" ", "-") for t in mine) == sorted(frozen()["permissions"])


def test_records_of_the_registry_are_as_frozen(portal):
    records = getUtility(IRegistry).records
    mine = [name for name in records if name.startswith("baleharum.")]
    assert sorted(mine) == sorted(frozen()["records"])


def test_every_workflow_has_its_states_frozen():
    short = {name.removesuffix("_workflow") for name in frozen()["workflows"]}
    short = {"document" if name == "case_document" else name for name in short}
    assert {f"{name}-states" for name in short} <= set(frozen())


def test_roles_are_as_frozen(portal):
    mine = [r for r in portal.valid_roles() if r.startswith(("Case ", "Document "))]
    assert sorted(r.replace(" ", "-") for r in mine) == sorted(frozen()["roles"])


def test_the_product_alone_holds_no_account_and_no_content(portal):
    with api.env.adopt_roles(["Manager"]):
        assert "admin" not in [u.getId() for u in api.user.get_users()]
        assert not api.content.find(portal_type=own_types(portal))


def test_installing_twice_changes_nothing(portal):
    applyProfile(portal, "baleharum:default")
    plugins = portal.acl_users.plugins
    assert plugins.listPluginIds(IGroupsPlugin).count(PLUGIN_ID) == 1


SET_BY_THE_CENTRE = {
    "baleharum.clamav_address": "unix:/run/clamav/clamd.ctl",
    "baleharum.consents.notice_version": 4,
    "baleharum.retention_active_years": 7,
    "baleharum.oidc_second_factor": ("mfa",),
    "baleharum.letters.unit": "DINSOS-X",
}


def test_installing_again_keeps_what_the_centre_has_set(portal):
    for name, value in SET_BY_THE_CENTRE.items():
        api.portal.set_registry_record(name, value)
    applyProfile(portal, "baleharum:uninstall")
    applyProfile(portal, "baleharum:default")
    found = {name: api.portal.get_registry_record(name) for name in SET_BY_THE_CENTRE}
    assert found == SET_BY_THE_CENTRE
    assert KEPT not in IAnnotations(portal)


def test_what_may_be_set_no_longer_is_set_to_its_default(portal):
    record = getUtility(IRegistry).records["baleharum.mass_reading"]
    # As if a version of before had allowed it.
    getUtility(IRegistry).records._values["baleharum.mass_reading"] = 0
    assert record.value == 0
    applyProfile(portal, "baleharum:default")
    assert api.portal.get_registry_record("baleharum.mass_reading") == 30


def test_uninstalling_leaves_the_cases_and_opens_them_to_nobody(portal, case):
    panels = portal.portal_controlpanel
    assert "baleharum-jobs" in [panel.getId() for panel in panels.listActions()]
    applyProfile(portal, "baleharum:uninstall")
    assert "baleharum-jobs" not in [panel.getId() for panel in panels.listActions()]
    assert portal["perkara"][case.getId()].title == case.getId()
    assert PLUGIN_ID not in portal.acl_users.objectIds()
    for user_id in ("worker1", "supervisor1", "siteadmin", "operator1"):
        with acting(user_id):
            assert not api.user.has_permission("View", obj=case)
            assert not api.content.find(UID=api.content.get_uuid(case))


def test_reinstalling_gives_the_team_its_cases_back(portal, case):
    applyProfile(portal, "baleharum:uninstall")
    applyProfile(portal, "baleharum:default")
    with acting("worker1"):
        assert api.user.has_permission("View", obj=case)


def test_the_add_ons_page_offers_the_product_and_not_the_demo(portal, http_request):
    with api.env.adopt_roles(["Manager"]):
        installer = api.content.get_view("installer", portal, http_request)
        assert installer.is_product_installed("baleharum")
        assert installer.get_install_profile("baleharum")["id"] == "baleharum:default"
        hidden = getUtility(INonInstallable, name="baleharum").getNonInstallableProfiles()
        assert "baleharum:demo" in hidden
        assert installer.uninstall_product("baleharum")
        assert installer.install_product("baleharum")


def test_a_register_of_before_kinds_of_realms_is_known_after_the_upgrade(portal, case):
    catalog, kind = portal.portal_catalog, ICaseRealm.__identifier__
    processQueue()
    index = catalog._catalog.getIndex("object_provides")
    rid = catalog.getrid("/".join(portal["perkara"].getPhysicalPath()))
    index._unindex[rid] = [known for known in index._unindex[rid] if known != kind]
    index.unindex_objectKeywords(rid, [kind])
    path = "/".join(case.getPhysicalPath())
    assert catalog._catalog.case_at(path) == ""
    setup, profile = portal.portal_setup, "baleharum:default"
    newest = setup.getLastVersionForProfile(profile)
    setup.setLastVersionForProfile(profile, "1000")
    setup.upgradeProfile(profile)
    processQueue()
    assert catalog._catalog.case_at(path) == case.UID()
    assert setup.getLastVersionForProfile(profile) == newest > ("1000",)


def test_a_site_of_before_the_intake_gets_it_by_the_upgrade(portal, case):
    setup, profile, catalog = portal.portal_setup, "baleharum:default", portal.portal_catalog
    processQueue()
    known = catalog.unrestrictedSearchResults(case_risk=case.risk)
    before = {permission: portal.rolesOfPermission(permission) for permission in PERMISSIONS}
    for name in INDEXES:
        catalog.delIndex(name)
        catalog.delColumn(name)
    portal.portal_types.manage_delObjects(["IntakeBox", "IntakeReport"])
    portal.portal_workflow.manage_delObjects(["intake_workflow", "box_workflow"])
    portal._delRoles([ROLE])
    api.portal.set_registry_record(DISPLAYED, ("CaseRegister",))
    for name in (KEPT_DAYS, ANSWER, OPEN_DAYS):
        del getUtility(IRegistry).records[name]
    for permission in PERMISSIONS:
        portal.manage_permission(permission, (), acquire=0)
    setup.setLastVersionForProfile(profile, "1002")
    setup.upgradeProfile(profile)
    assert set(INDEXES) <= set(catalog.indexes()) and set(INDEXES) <= set(catalog.schema())
    assert ROLE in portal.valid_roles()
    assert [api.portal.get_registry_record(name) for name in (KEPT_DAYS, ANSWER, OPEN_DAYS)] == [
        *(365, 60, 730)
    ]
    # A site that had the intake already gets the second one, and keeps its days.
    api.portal.set_registry_record(KEPT_DAYS, 90)
    for name in (ANSWER, OPEN_DAYS):
        del getUtility(IRegistry).records[name]
    setup.setLastVersionForProfile(profile, "1004")
    setup.upgradeProfile(profile)
    assert [api.portal.get_registry_record(name) for name in (KEPT_DAYS, ANSWER)] == [90, 60]
    assert api.portal.get_registry_record(DISPLAYED) == (
        "CaseRegister",
        "IntakeBox",
        "ProgrammeFolder",
    )
    after = {permission: portal.rolesOfPermission(permission) for permission in PERMISSIONS}
    assert after == before
    report = sample_report(sample_box(portal))
    with acting("intake1"):
        assert api.content.find(UID=report.UID(), report_risk="")
    assert len(catalog.unrestrictedSearchResults(case_risk=case.risk)) == len(known)


def sizes(catalog) -> dict[str, int]:
    """Return how much is in each index that tells."""
    plain = {index.id: aq_base(index) for index in catalog.getIndexObjects()}
    return {name: index.indexSize() for name, index in plain.items() if hasattr(index, "indexSize")}


def test_a_site_of_before_the_public_side_gets_it_by_the_upgrade(portal, case):
    setup, profile, catalog = portal.portal_setup, "baleharum:default", portal.portal_catalog
    processQueue()
    before = sizes(catalog)
    for name in COLUMNS:
        catalog.delColumn(name)
    portal.portal_types.manage_delObjects(["ServicePage"])
    portal.portal_workflow.manage_delObjects(["service_page_workflow"])
    records = getUtility(IRegistry).records
    for name in [n for n in records if n.startswith("baleharum.public.")]:
        del records[name]
    setup.setLastVersionForProfile(profile, "1003")
    setup.upgradeProfile(profile)
    assert set(COLUMNS) <= set(catalog.schema())
    assert "ServicePage" in portal.portal_types
    assert "service_page_workflow" in portal.portal_workflow
    assert api.portal.get_registry_record("baleharum.public.exit_address")
    assert sizes(catalog) == before


def test_a_site_of_before_the_houses_gets_them_by_the_upgrade(portal, case):
    setup, profile, catalog = portal.portal_setup, "baleharum:default", portal.portal_catalog
    processQueue()
    indexes = [*STAYS, *REPATRIATIONS, *ADOPTIONS]
    columns = {*stays.COLUMNS, *repatriations.COLUMNS, *ADOPTIONS}
    before = {name: size for name, size in sizes(catalog).items() if name not in indexes}
    for name in indexes:
        catalog.delIndex(name)
    for name in columns:
        catalog.delColumn(name)
    portal.portal_types.manage_delObjects(
        ["Shelter", "ShelterStay", "Repatriation", "AdoptionFile"]
    )
    chains = ["shelter_workflow", "stay_workflow", "repatriation_workflow", "adoption_workflow"]
    portal.portal_workflow.manage_delObjects(chains)
    records = getUtility(IRegistry).records
    for name in [n for n in records if n.startswith("baleharum.stays.")]:
        del records[name]
    for name in (*HOUSING, "baleharum: Add adoption file"):
        portal.manage_permission(name, (), acquire=0)
    portal["perkara"].manage_permission("baleharum: Add shelter", (), acquire=0)
    setup.setLastVersionForProfile(profile, "1004")
    setup.upgradeProfile(profile)
    assert set(indexes) <= set(catalog.indexes()) and columns <= set(catalog.schema())
    assert api.portal.get_registry_record("baleharum.stays.limit_days") == 7
    assert {k: v for k, v in sizes(catalog).items() if k not in indexes} == before
    house = sample_house(portal["perkara"])
    assert (house.getId(), api.content.get_state(house)) == ("s1", "open")
    assert api.content.get_state(sample_stay(case)) == "proposed"
    assert api.content.get_state(sample_repatriation(case)) == "proposed"
    assert api.content.get_state(sample_adoption(case)) == "application"


def test_a_site_of_before_the_programmes_gets_them_by_the_upgrade(portal, case):
    setup, profile, catalog = portal.portal_setup, "baleharum:default", portal.portal_catalog
    processQueue()
    before = sizes(catalog)
    rights = {permission: portal.rolesOfPermission(permission) for permission in steps.PERMISSIONS}
    for name in steps.COLUMNS:
        catalog.delColumn(name)
    for name in steps.INDEXES:
        catalog.delIndex(name)
    kinds = ["ProgrammeFolder", "Programme", "AssistanceBatch", "GroupActivity"]
    portal.portal_types.manage_delObjects(kinds)
    flows = ["programme_workflow", "batch_workflow", "activity_workflow"]
    portal.portal_workflow.manage_delObjects(flows)
    portal._delRoles([steps.ROLE])
    for permission in steps.PERMISSIONS:
        portal.manage_permission(permission, (), acquire=0)
    setup.setLastVersionForProfile(profile, "1004")
    setup.upgradeProfile(profile)
    assert set(steps.COLUMNS) <= set(catalog.schema())
    assert sizes(catalog) == before
    after = {permission: portal.rolesOfPermission(permission) for permission in steps.PERMISSIONS}
    assert after == rights
    batch = sample_batch(sample_programme(sample_folder(portal)))
    with acting("head1"):
        assert api.content.find(UID=batch.UID(), programme_kind="jslu")


def test_who_makes_a_register_is_led_to_appointing_its_head(functional_portal, functional):
    browser = Browser(functional["app"])
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.open(f"{functional_portal.absolute_url()}/++add++CaseRegister")
    browser.getControl(name="form.widgets.title").value = "Perkara kedua"
    browser.getControl(name="form.buttons.save").click()
    assert browser.url.endswith("/@@first-head")
    assert "Perkara kedua" in browser.contents
