"""Looks at who could come into a register: workflows, roles of the site, plugins, the index."""

from Acquisition import aq_base
from baleharum.guard.interfaces import IRealm
from baleharum.team.records import INDEX_KEY
from baleharum.team.repair import assignables
from baleharum.team.repair import differences
from plone import api
from plone.dexterity.interfaces import IDexterityFTI
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.dottedname.resolve import resolve


#: Roles of the site: no state of anything in a register gives them anything.
ROLES_OF_THE_SITE = frozenset(
    "Anonymous Authenticated Member Owner Reader Editor Contributor Reviewer Manager".split()
) | {"Site Administrator"}
#: What every state has to say itself.
SAID = ("View", "Access contents information", "Modify portal content")
#: The only state that is there for everybody to see: a partner that is published.
PUBLISHED = ("partner_workflow", "public")
SEEN = ("View", "Access contents information")
#: Roles that open public content; with a function in a case nobody needs them.
EDITORIAL = ("Reader", "Editor", "Contributor", "Reviewer")

#: Classes of the plugins of a site as it is installed, by their dotted names; the product's own
#: are known by its name.
PLUGINS = frozenset(
    """
    Products.PlonePAS.plugins.autogroup.AutoGroup
    Products.PlonePAS.plugins.cookie_handler.ExtendedCookieAuthHelper
    Products.PlonePAS.plugins.group.GroupManager
    Products.PlonePAS.plugins.passwordpolicy.PasswordPolicyPlugin
    Products.PlonePAS.plugins.property.ZODBMutablePropertyProvider
    Products.PlonePAS.plugins.role.GroupAwareRoleManager
    Products.PlonePAS.plugins.ufactory.PloneUserFactory
    Products.PlonePAS.plugins.user.UserManager
    Products.PluggableAuthService.plugins.ChallengeProtocolChooser.ChallengeProtocolChooser
    Products.PluggableAuthService.plugins.HTTPBasicAuthHelper.HTTPBasicAuthHelper
    Products.PluggableAuthService.plugins.RecursiveGroupsPlugin.RecursiveGroupsPlugin
    Products.PluggableAuthService.plugins.RequestTypeSniffer.RequestTypeSniffer
    borg.localrole.workspace.WorkspaceLocalRoleManager
    plone.restapi.pas.plugin.JWTAuthenticationPlugin
    plone.session.plugins.session.SessionPlugin
    """.split()
)
#: Ways to come in that send a password, or a token, with every request.
WITH_EVERY_REQUEST = ("credentials_basic_auth", "jwt_auth")


def realm_types(site: Any) -> list[str]:
    """Return the portal types of registers and of all that may lie in them."""
    types = api.portal.get_tool("portal_types")
    waiting = [fti.getId() for fti in types.objectValues() if _is_realm(fti)]
    found: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in found and name in types:
            found.append(name)
            waiting.extend(types[name].allowed_content_types or ())
    return sorted(found)


def _is_realm(fti: Any) -> bool:
    return IDexterityFTI.providedBy(fti) and IRealm.implementedBy(resolve(fti.klass))


def open_states(site: Any) -> list[str]:
    """Return what a workflow state, or a missing workflow, gives to roles of the site."""
    tool = api.portal.get_tool("portal_workflow")
    found = []
    for portal_type in realm_types(site):
        chain = tool.getChainForPortalType(portal_type)
        if len(chain) != 1:
            found.append(f"{portal_type}: {', '.join(chain) or '(none)'}")
        for workflow_id in chain:
            found.extend(state_trouble(tool[workflow_id]))
    # Several types may share a workflow.
    return list(dict.fromkeys(found))


def state_trouble(workflow: Any) -> list[str]:
    """Return what is wrong with the states of a workflow."""
    found = []
    if getattr(workflow, "manager_bypass", False):
        found.append(f"{workflow.getId()}: manager bypass")
    for state in workflow.states.objectValues():
        granted = state.permission_roles or {}
        for permission in sorted({*SAID, *granted}):
            roles = granted.get(permission)
            where = f"{workflow.getId()} / {state.getId()} / {permission}"
            if not isinstance(roles, tuple):
                found.append(f"{where}: (acquired)")
            surplus = ROLES_OF_THE_SITE.intersection(roles or ())
            if (workflow.getId(), state.getId()) == PUBLISHED and permission in SEEN:
                surplus = surplus - {"Anonymous"}
            if surplus:
                found.append(f"{where}: {', '.join(sorted(surplus))}")
    return found


def people_with_editorial_roles(site: Any) -> list[str]:
    """Return who has a function in a case or register and an editorial role of the site."""
    index = IAnnotations(site).get(INDEX_KEY)
    manager = api.portal.get_tool("acl_users")["portal_role_manager"]
    found = []
    for principal in sorted(index.people if index is not None else ()):
        assigned = {row[0] for role in EDITORIAL for row in _assigned(manager, role)}
        if principal in assigned and index.people[principal]:
            found.append(principal)
    return found


def _assigned(manager: Any, role: str) -> list:
    try:
        return manager.listAssignedPrincipals(role)
    except KeyError:
        return []


def unknown_plugins(site: Any) -> list[str]:
    """Return the active plugins of the accounts that neither Plone nor the product brings."""
    folder = api.portal.get_tool("acl_users")
    found = set()
    for row in folder.plugins.listPluginTypeInfo():
        for name, plugin in folder.plugins.listPlugins(row["interface"]):
            kind = type(aq_base(plugin))
            known = f"{kind.__module__}.{kind.__name__}"
            if known not in PLUGINS and not known.startswith("baleharum."):
                found.add(f"{name} ({known})")
    return sorted(found)


def logins_with_every_request(site: Any) -> list[str]:
    """Return the ways in that need no login form: for programs, if at all."""
    folder = api.portal.get_tool("acl_users")
    (extraction,) = (
        row["interface"]
        for row in folder.plugins.listPluginTypeInfo()
        if row["id"] == "IExtractionPlugin"
    )
    active = {name for name, _plugin in folder.plugins.listPlugins(extraction)}
    return [name for name in WITH_EVERY_REQUEST if name in active]


def index_trouble(site: Any) -> list[str]:
    """Return how many entries of the index of assignments are missing or too many."""
    missing, surplus = differences(site, assignables(site))
    return [f"-{len(missing)} +{len(surplus)}"] if missing or surplus else []
