"""What every state grants: to the team alone, everything said, nothing acquired."""

from AccessControl.Permission import getPermissionIdentifier
from Acquisition import aq_base
from tests.access_states import object_at
from tests.access_states import WHERE
from tools.workflows import definitions
from tools.workflows import TARGET
from tools.workflows import WORKFLOWS

import pytest


NEVER = {
    "Owner",
    "Reader",
    "Editor",
    "Contributor",
    "Reviewer",
    "Member",
    "Authenticated",
    "Anonymous",
    "Site Administrator",
    "Manager",
}
#: What every state has to say something about.
ALWAYS = {
    "View",
    "Access contents information",
    "Modify portal content",
    "Add portal content",
    "Delete objects",
    "Copy or Move",
    "Change local roles",
    "Sharing page: Delegate roles",
    "CMFEditions: Access previous versions",
    "CMFEditions: Revert to previous versions",
}
#: What is no part of a case: the web editor writes it, everybody reads it.
WRITTEN_FOR_ALL = ("service_page_workflow",)
TEAMS = [chain for chain in WORKFLOWS if chain not in WRITTEN_FOR_ALL]
STATES = [(chain, state) for chain in TEAMS for state in WORKFLOWS[chain]["states"]]
#: The only state that opens something to everybody.
PUBLIC = ("partner_workflow", "public")
CLOSED_TO_ALL = {"Delete objects", "Copy or Move", "Change local roles"}


def test_the_written_definitions_are_those_of_the_tables():
    written = {f"{p.parent.name}/{p.name}": p.read_text("utf-8") for p in TARGET.glob("*/*.xml")}
    assert written == definitions()


@pytest.mark.parametrize("chain,state", STATES)
def test_a_state_says_everything_and_to_the_team_alone(states, chain, state):
    workflow = states["portal"].portal_workflow[chain]
    assert not workflow.manager_bypass
    granted = {**workflow.states[state].permission_roles}
    if (chain, state) == PUBLIC:
        for permission in ("View", "Access contents information"):
            assert "Anonymous" in granted[permission]
            granted[permission] = tuple(r for r in granted[permission] if r != "Anonymous")
    assert set(granted) == set(workflow.permissions) >= ALWAYS
    for permission, roles in granted.items():
        assert isinstance(roles, tuple), f"{permission} is acquired"
        assert not set(roles) & NEVER, permission
        assert all(role.startswith(("Case ", "Document ")) for role in roles), permission
    for permission in CLOSED_TO_ALL:
        assert granted[permission] == (), permission


@pytest.mark.parametrize("chain", TEAMS)
def test_a_transition_asks_for_a_permission_that_only_the_team_holds(states, chain):
    portal = states["portal"]
    for transition in portal.portal_workflow[chain].transitions.values():
        guard = transition.guard
        assert guard.permissions, transition.id
        assert not guard.roles and not guard.groups, transition.id
        for permission in guard.permissions:
            held = {row["name"] for row in portal.rolesOfPermission(permission) if row["selected"]}
            assert not held & NEVER, (transition.id, permission)


def test_a_service_page_is_read_by_everybody_once_the_head_has_published_it(states):
    portal = states["portal"]
    workflow = portal.portal_workflow["service_page_workflow"]
    assert not workflow.manager_bypass
    for name, state in workflow.states.items():
        granted = state.permission_roles
        assert set(granted) == set(workflow.permissions) >= ALWAYS
        assert all(isinstance(roles, tuple) for roles in granted.values())
        assert ("Anonymous" in granted["View"]) is (name == "published")
        assert bool(granted["Modify portal content"]) is (name == "draft")
        assert all(granted[permission] == () for permission in CLOSED_TO_ALL)
    (permission,) = workflow.transitions["publish"].guard.permissions
    held = {row["name"] for row in portal.rolesOfPermission(permission) if row["selected"]}
    assert held == {"Case Head"}


def test_every_type_of_a_case_has_its_workflow(states):
    portal = states["portal"]
    for heading, chain in (
        ("CaseRegister", "register_workflow"),
        ("Case", "case_workflow"),
        ("CaseFile, confidential", "case_document_workflow"),
        ("CaseSubject", "subject_workflow"),
        ("PartnerDirectory", "directory_workflow"),
        ("Partner", "partner_workflow"),
        ("CaseNote", "note_workflow"),
        ("ServiceRecord", "note_workflow"),
        ("CarePlan", "plan_workflow"),
        ("CaseConference", "conference_workflow"),
        ("Mediation", "mediation_workflow"),
    ):
        content = object_at(portal, next(iter(WHERE[heading].values())))
        assert portal.portal_workflow.getChainFor(content) == (chain,)


def test_nothing_inside_is_taken_from_the_site(states):
    """Each permission that a workflow manages is set on the object itself, as a tuple."""
    portal = states["portal"]
    for heading, columns in WHERE.items():
        for state, path in columns.items():
            if heading == "ServicePage":
                continue
            never = NEVER - {"Anonymous"} if (heading, state) == ("Partner", "public") else NEVER
            content = aq_base(object_at(portal, path))
            (chain,) = portal.portal_workflow.getChainFor(content)
            for permission in portal.portal_workflow[chain].permissions:
                roles = getattr(content, getPermissionIdentifier(permission))
                assert isinstance(roles, tuple), (path, permission)
                assert not set(roles) & never, (path, permission)
