"""What administrators change is a row of the record, and an alarm that says what it was."""

from baleharum.audit.alarms import alarms
from baleharum.audit.sentences import sentence
from baleharum.hardening.areas import area_of
from baleharum.team.api import utcnow
from baleharum.trail.actions import ADMINISTER
from datetime import timedelta
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.centre import PASSWORD
from tests.http import Visitor
from tests.trail_file import fresh

import pytest
import transaction


SECRET = "rahasia-tidak-di-catatan"  # noqa: S105 (what may stand nowhere)


@pytest.fixture
def root(functional, trail):
    """The account of the server, as an administrator opens the management screens with it."""
    yield Visitor(functional["portal"], SITE_OWNER_NAME, SITE_OWNER_PASSWORD)


@pytest.fixture
def admin(functional, trail):
    """An administrator of the site."""
    yield Visitor(functional["portal"], "siteadmin", "correct horse battery")


def told(trail):
    """Return (user, detail, subject) of what the record says was administered, oldest first."""
    found = trail.rows(actions=(ADMINISTER,), limit=500)
    return [(row.user, row.detail, row.subject) for row in reversed(found)]


def details(trail):
    return [detail for _user, detail, _subject in told(trail)]


def token_of(visitor, path):
    """Return a token of forms; any page with one has it."""
    return visitor.authenticator(path)


def settled(visitor):
    """Look at the front page: the first look stores what portlets look like. Then begin anew."""
    visitor.get("")
    fresh()


class TestManagementScreens:
    @pytest.mark.parametrize(
        "path,form,detail",
        [
            (
                "manage_permission",
                {"permission_to_manage": "View", "roles:list": ["Manager", "Anonymous"]},
                "permissions:manage_permission",
            ),
            (
                "manage_setLocalRoles",
                {"userid": "worker1", "roles:list": ["Reader"]},
                "permissions:manage_setLocalRoles",
            ),
            (
                "manage_defined_roles",
                {"submit": "Add Role", "role": "Pengintip"},
                "permissions:manage_defined_roles",
            ),
            (
                "portal_workflow/manage_changeWorkflows",
                {"default_chain": "simple_publication_workflow", "props.chain_Document": ""},
                "workflows:manage_changeWorkflows",
            ),
            (
                "acl_users/plugins/manage_deactivatePlugins",
                {"plugin_type": "IRolesPlugin", "plugin_ids:list": ["portal_role_manager"]},
                None,
            ),
            (
                "acl_users/portal_role_manager/manage_assignRoleToPrincipals",
                {"role_id": "Manager", "principal_ids:list": ["worker1"], "RESPONSE": ""},
                "permissions:manage_assignRoleToPrincipals",
            ),
        ],
    )
    def test_what_they_change_is_a_row(self, functional, trail, root, path, form, detail):
        settled(root)
        token = token_of(root, "@@security-controlpanel")
        fresh()
        answer = root.post(path, {**form, "_authenticator": token})
        assert answer.status < 400, answer.text
        if detail is None:
            ((user, found, _subject),) = told(trail)
            assert found.startswith("accounts:")
        else:
            assert told(trail) == [(SITE_OWNER_NAME, detail, "")]

    def test_a_look_is_no_change(self, trail, root):
        settled(root)
        for path in ("manage_access", "acl_users/manage_main", "portal_workflow/manage_main"):
            assert root.get(path).status == 200
        assert told(trail) == []

    def test_what_is_refused_is_no_change(self, functional, trail):
        worker = Visitor(functional["portal"], "worker1")
        form = {"permission_to_manage": "View", "roles:list": ["Manager"]}
        assert worker.post("manage_permission", form).status in (302, 401, 403, 404)
        assert told(trail) == []

    def test_the_root_of_the_database_counts_too(self, functional, trail, root):
        settled(root)
        form = {"name": "tamu", "password": SECRET, "confirm": SECRET, "roles:list": ["Manager"]}
        form["submit"] = "Add"
        token = token_of(root, "@@security-controlpanel")
        fresh()
        path = "/acl_users/users/manage_addUser"
        answer = root.post(path, {"user_id": "tamu", "login_name": "tamu", **form})
        assert answer.status < 500
        form = {"permission_to_manage": "View", "roles:list": ["Manager"], "_authenticator": token}
        assert root.post("/manage_permission", form).status < 400
        assert (SITE_OWNER_NAME, "permissions:manage_permission", "") in told(trail)
        assert all(SECRET not in str(row) for row in trail.rows(limit=500))


class TestControlPanels:
    def test_a_setting_is_named_without_its_value(self, trail, admin):
        settled(admin)
        page = "@@security-controlpanel"
        form = {
            "form.widgets.enable_self_reg:list": "selected",
            "form.widgets.enable_self_reg-empty-marker": "1",
            "form.buttons.save": "Save",
            "_authenticator": token_of(admin, page),
        }
        fresh()
        assert admin.post(page, form).status == 302
        assert "settings:plone.enable_self_reg" in details(trail)
        assert any(detail.endswith("security-controlpanel") for detail in details(trail))
        assert {user for user, _detail, _subject in told(trail)} == {"siteadmin"}

    def test_rest_counts_as_well(self, trail, admin):
        settled(admin)
        data = {"plone.email_from_name": SECRET}
        assert admin.rest("PATCH", "@registry", data).status == 204
        assert "settings:plone.email_from_name" in details(trail)
        assert all(SECRET not in str(row) for row in trail.rows(limit=500))

    def test_saving_what_was_there_is_no_change(self, trail, admin):
        name = api.portal.get_registry_record("plone.email_from_name")
        settled(admin)
        assert admin.rest("PATCH", "@registry", {"plone.email_from_name": name}).status == 204
        assert [d for d in details(trail) if d.startswith("settings:plone.")] == []

    def test_the_list_of_accounts_may_be_searched(self, trail, admin):
        settled(admin)
        form = {"searchstring": "worker", "form.button.Search": "Search", "form.submitted": "1"}
        form["_authenticator"] = token_of(admin, "@@usergroup-userprefs")
        fresh()
        assert admin.post("@@usergroup-userprefs", form).status == 200
        assert told(trail) == []


class TestAccounts:
    def test_made_changed_given_a_role_and_removed(self, trail, admin):
        settled(admin)
        data = {"username": "tamu", "email": "tamu@example.org", "password": PASSWORD}
        assert admin.rest("POST", "@users", data).status == 201
        assert ("siteadmin", "account-made", "tamu") in told(trail)
        fresh()
        assert admin.rest("PATCH", "@users/tamu", {"email": "lain@example.org"}).status == 204
        assert ("siteadmin", "account-changed", "tamu") in told(trail)
        fresh()
        assert admin.rest("PATCH", "@users/tamu", {"password": PASSWORD + "x"}).status == 204
        assert ("siteadmin", "password-set", "tamu") in told(trail)
        fresh()
        data = {"roles": {"Site Administrator": True}}
        assert admin.rest("PATCH", "@users/tamu", data).status == 204
        assert "accounts" in [d.partition(":")[0] for d in details(trail)]
        fresh()
        assert admin.rest("DELETE", "@users/tamu").status == 204
        assert ("siteadmin", "account-removed", "tamu") in told(trail)
        assert all("example.org" not in str(row) for row in trail.rows(limit=500))

    def test_groups_and_who_is_in_them(self, trail, admin):
        settled(admin)
        assert admin.rest("POST", "@groups", {"groupname": "petugas"}).status == 201
        assert ("siteadmin", "group-made", "petugas") in told(trail)
        fresh()
        data = {"users": {"worker1": True}}
        assert admin.rest("PATCH", "@groups/petugas", data).status == 204
        assert ("siteadmin", "member-added:petugas", "worker1") in told(trail)
        fresh()
        data = {"users": {"worker1": False}}
        assert admin.rest("PATCH", "@groups/petugas", data).status == 204
        assert ("siteadmin", "member-removed:petugas", "worker1") in told(trail)
        fresh()
        assert admin.rest("DELETE", "@groups/petugas").status == 204
        assert ("siteadmin", "group-removed", "petugas") in told(trail)

    def test_what_people_do_with_their_own_account_is_no_row(self, functional, trail):
        worker = Visitor(functional["portal"], "worker1")
        settled(worker)
        assert worker.rest("PATCH", "@users/worker1", {"email": "baru@example.org"}).status == 204
        data = {"old_password": PASSWORD, "new_password": PASSWORD + "-baru"}
        assert worker.rest("POST", "@users/worker1/reset-password", data).status < 400
        assert told(trail) == []


def test_a_page_that_is_shared(functional, trail, admin):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(functional["portal"], "Document", title="Layanan")
    transaction.commit()
    settled(admin)
    entry = {"id": "worker1", "type": "user", "roles": {"Reader": True}}
    answer = admin.rest("POST", f"{page.getId()}/@sharing", {"entries": [entry]})
    assert answer.status == 204
    assert ("siteadmin", "sharing", page.UID()) in told(trail)


def test_an_add_on(functional, trail, admin):
    settled(admin)
    assert admin.rest("POST", "@addons/plone.session/install").status in (200, 204)
    assert any(d.startswith("addons:plone.session") for d in details(trail))


def test_a_script_that_runs_a_profile(functional, trail):
    fresh()
    setup = api.portal.get_tool("portal_setup")
    setup.runAllImportStepsFromProfile("profile-baleharum:default")
    transaction.commit()
    assert "addons:baleharum:default" in details(trail)


def test_what_is_undone_has_no_row(functional, trail):
    fresh()
    api.portal.set_registry_record("plone.email_from_name", "x")
    transaction.abort()
    assert told(trail) == []


def test_an_editor_of_pages_is_no_administrator(functional, trail):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(functional["portal"], "Document", title="Layanan")
        api.user.grant_roles(username="editor1", roles=["Editor"])
    transaction.commit()
    editor = Visitor(functional["portal"], "editor1")
    settled(editor)
    assert editor.rest("PATCH", page.getId(), {"title": "Lain"}).status == 204
    assert told(trail) == []


class TestAlarm:
    def found(self, functional):
        now = utcnow() + timedelta(seconds=5)
        register = functional["portal"]["perkara"]
        return [a for a in alarms(register, now - timedelta(days=1), now) if a.kind == "setting"]

    def test_a_request_is_one_alarm_in_words(self, functional, trail, admin):
        settled(admin)
        data = {"plone.email_from_name": "x", "plone.smtp_host": "mail.example.org"}
        assert admin.rest("PATCH", "@registry", data).status == 204
        (alarm,) = self.found(functional)
        assert alarm.person == "siteadmin"
        words = sentence(alarm, {}, language="en")
        assert "settings (@registry, plone.email_from_name, plone.smtp_host)" in words

    def test_who_came_into_which_group(self, functional, trail, admin):
        admin.rest("POST", "@groups", {"groupname": "petugas"})
        settled(admin)
        admin.rest("PATCH", "@groups/petugas", {"users": {"worker1": True}})
        (alarm,) = self.found(functional)
        assert "worker1 → petugas" in sentence(alarm, {}, language="en")

    def test_the_privacy_officer_sees_and_closes_it(self, functional, trail, visit, admin):
        settled(admin)
        admin.rest("PATCH", "@registry", {"plone.smtp_host": "mail.example.org"})
        privacy = visit("privacy1")
        assert "plone.smtp_host" in privacy.get("perkara/@@alarms").text
        items = privacy.rest("GET", "perkara/@alarms").json()["items"]
        (item,) = [item for item in items if item["kind"] == "setting"]
        data = {"key": item["key"], "remark": "Sudah disepakati rapat."}
        assert privacy.rest("POST", "perkara/@alarms", data).status == 200

    def test_what_the_product_does_itself_is_none(self, functional, trail):
        from AccessControl.users import system

        fresh()
        with api.env.adopt_user(user=system):
            api.portal.set_registry_record("plone.smtp_host", "mail.example.org")
            transaction.commit()
        assert len(told(trail)) == 1
        assert self.found(functional) == []

    def test_what_was_before_the_register_concerns_nobody_in_it(self, functional, trail, admin):
        settled(admin)
        admin.rest("PATCH", "@registry", {"plone.smtp_host": "mail.example.org"})
        register = functional["portal"]["perkara"]
        register.creation_date = register.creation_date + 1
        assert self.found(functional) == []


@pytest.mark.parametrize(
    "name,area",
    [
        ("manage_setLocalRoles", "permissions"),
        ("manage_acquiredPermissions", "permissions"),
        ("manage_importSelectedSteps", "addons"),
        ("usergroup-groupprefs", "accounts"),
        ("content-controlpanel", "workflows"),
        ("mail-controlpanel", "settings"),
    ],
)
def test_areas(name, area):
    assert area_of({}, name) == area
