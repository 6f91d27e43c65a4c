"""A staff group reaches appointed people only, on whatever way Plone asks for groups."""

from baleharum.team import api as team
from plone import api
from tests.centre import acting

import pytest


@pytest.fixture
def group(portal):
    with api.env.adopt_roles(["Manager"]):
        api.group.create("konselor")
        for user_id in ("worker3", "operator1"):
            api.group.add_user(groupname="konselor", username=user_id)
    return "konselor"


@pytest.mark.parametrize("user_id,expected", [("worker3", True), ("operator1", False)])
def test_who_is_let_in_by_a_staff_group(case, group, user_id, expected):
    with acting("supervisor1"):
        team.assign(case, group, "worker")
    with acting(user_id):
        assert api.user.has_permission("View", obj=case) is expected
        assert bool(api.content.find(UID=api.content.get_uuid(case))) is expected


def test_a_staff_group_itself_is_in_no_team(case, group, portal):
    with acting("supervisor1"):
        team.assign(case, group, "worker")
    groups = portal.acl_users.getGroupById(group).getGroups()
    assert [name for name in groups if name.startswith("worker:")] == []
