"""Ways around the team that stock Plone leaves open to members and administrators."""

from baleharum.team import api as team
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from zExceptions import BadRequest

import pytest
import transaction


def sees(user_id, content) -> bool:
    """Tell whether somebody may view something or finds it."""
    with acting(user_id):
        found = api.content.find(UID=api.content.get_uuid(content))
        return bool(found) or api.user.has_permission("View", obj=content)


def test_whose_profession_counts_is_not_for_the_person_to_say(functional_portal):
    portal = functional_portal
    case = sample_case(portal["perkara"])
    report = sample_document(case, kind="laporan-psikologis")
    transaction.commit()
    visitor(portal, "advocate2").rest("PATCH", "@users/advocate2", {"profession": "psychology"})
    with acting("supervisor1"):
        team.assign(case, "advocate2", "advocate")
    assert sees("advocate2", case)
    assert not sees("advocate2", report)


@pytest.mark.parametrize("word", ["lead", "reader", "supervisor", "psychology"])
def test_no_group_or_account_is_named_like_a_team(portal, case, word):
    name = f"{word}:{api.content.get_uuid(case)}"
    with pytest.raises(BadRequest):
        api.group.create(groupname=name)
    with pytest.raises(BadRequest):
        portal.acl_users.source_groups.addGroup(f"{name}x")
    with pytest.raises(BadRequest):
        portal.acl_users.userFolderAddUser(name, PASSWORD, ["Member"], [])


def test_an_administrator_makes_no_team_by_making_a_group(states_functional):
    portal = states_functional["portal"]
    case = object_at(portal, WHERE["Case"]["intervention"])
    name = f"lead:{api.content.get_uuid(case)}"
    administrator = visitor(portal, "siteadmin2")
    group = {"groupname": name, "users": ["siteadmin2"]}
    assert administrator.rest("POST", "@groups", group).status == 400
    assert administrator.rest("GET", f"perkara/{case.getId()}").status == 404
    assert administrator.rest("POST", "@groups", {"groupname": "relawan"}).status == 201


@pytest.mark.parametrize("user_id", ["operator1", "worker3", "editor1", "siteadmin2"])
def test_the_list_of_changes_is_closed(states_functional, user_id):
    portal = states_functional["portal"]
    assert visitor(portal, user_id).rest("GET", "@transactions").status in (401, 403)


def test_no_account_of_the_site_reads_over_webdav(portal):
    held = [row["name"] for row in portal.rolesOfPermission("WebDAV access") if row["selected"]]
    assert held == []


def test_an_administrator_gives_nobody_a_role_of_the_team(states_functional):
    portal = states_functional["portal"]
    case = WHERE["Case"]["intervention"]
    roles = [f"Case {word}" for word in ("Lead", "Supervisor", "Head", "Staff", "Reader")]
    roles += ["Document Reader", "Document Editor", "Document Reviewer"]
    for who in ("siteadmin2", SITE_OWNER_NAME):
        administrator = visitor(portal, who)
        administrator.rest("PATCH", "@users/operator1", {"roles": dict.fromkeys(roles, True)})
        data = {"groupname": f"g-{who}", "roles": roles, "users": ["operator1"]}
        administrator.rest("POST", "@groups", data)
    operator = visitor(portal, "operator1")
    assert operator.rest("GET", f"perkara/{case}").status == 404
    assert operator.rest("GET", "@search?portal_type=Case").json()["items_total"] == 0
    assert not set(api.user.get_roles(username="operator1")) & set(roles)


def test_a_role_of_the_team_given_on_the_site_ends_at_the_register(portal, case):
    document = sample_document(case)
    roles = ["Case Lead", "Case Supervisor", "Document Reader", "Document Editor", "Reader"]
    portal.manage_setLocalRoles("operator1", roles)
    portal.reindexObjectSecurity()
    assert not sees("operator1", case)
    assert not sees("operator1", document)
    assert not sees("operator1", case.__parent__)
