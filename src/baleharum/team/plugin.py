"""The groups plugin: a person is in a case's groups while an assignment is in force.

The groups have no records. The catalog stores their ids once, when a case is made, so that
assigning, revoking and expiry take effect at the next request without any reindexing.
"""

from AccessControl.class_init import InitializeClass
from baleharum.team import clock
from baleharum.team.groups import groups_of
from baleharum.team.groups import is_group
from baleharum.team.interfaces import IMoreGroups
from baleharum.team.policy import is_token
from baleharum.team.policy import TEAM_ROLES
from baleharum.team.records import INDEX_KEY
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from Products.PluggableAuthService.utils import classImplements
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor


PLUGIN_ID = "case_teams"


class CaseTeams(BasePlugin):
    """Answers the groups `<function>:<UID>` of the assignments that are in force now."""

    meta_type = "baleharum case teams"

    def __init__(self, id, title=""):
        self._setId(id)
        self.title = title

    def getGroupsForPrincipal(self, principal, request=None):
        """Return group ids for a user; also what the person's staff groups are assigned to."""
        pas, user_id = self._getPAS(), principal.getId()
        # Plone asks for each group of a person as if it were a person, once a team group: that
        # must cost nothing, and what a staff group is assigned to reaches appointed people only.
        if is_token(user_id) or is_group(pas, user_id):
            return ()
        index = IAnnotations(pas.aq_inner.aq_parent, {}).get(INDEX_KEY)
        if index is None or user_id not in index.people:
            return ()
        now, site = clock.now(), pas.aq_inner.aq_parent
        found = index.groups(index.principals(user_id, groups_of(pas, principal), now), now)
        for _name, more in getUtilitiesFor(IMoreGroups):
            found += more.groups(site, found, now)
        return found

    def getRolesForPrincipal(self, principal, request=None):
        """Return no role, and take away what another plugin gave for the whole site.

        Whoever manages accounts could else make a person the supervisor of every case.
        """
        for role in TEAM_ROLES.intersection(getattr(principal, "_roles", ())):
            del principal._roles[role]
        return ()


classImplements(CaseTeams, IGroupsPlugin, IRolesPlugin)
InitializeClass(CaseTeams)


def install(pas) -> None:
    """Add the plugin to a site's user folder, active; doing it twice changes nothing."""
    if PLUGIN_ID not in pas.objectIds():
        pas._setObject(PLUGIN_ID, CaseTeams(PLUGIN_ID, "Case teams"))
    for kind in (IGroupsPlugin, IRolesPlugin):
        if PLUGIN_ID not in pas.plugins.listPluginIds(kind):
            pas.plugins.activatePlugin(kind, PLUGIN_ID)


def uninstall(pas) -> None:
    """Take the plugin away: from then on nobody is in any team."""
    if PLUGIN_ID in pas.objectIds():
        pas.plugins.removePluginById(PLUGIN_ID)
        pas._delObject(PLUGIN_ID)
