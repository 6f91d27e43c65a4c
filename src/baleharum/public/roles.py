"""Who decides about service pages: those who are appointed to a register of the site."""

from baleharum.public.content import IServicePage
from baleharum.team import policy
from baleharum.team.roles import GroupRoles
from borg.localrole.interfaces import ILocalRoleProvider
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(IServicePage)
class PageRoles(GroupRoles):
    """The role of every register's head on a service page, and no other."""

    def _table(self):
        """Return the roles of the appointments as head of any register."""
        catalog = api.portal.get_tool("portal_catalog")
        registers = catalog.unrestrictedSearchResults(portal_type="CaseRegister")
        roles = policy.REGISTER_ROLES["head"]
        return {policy.token("head", brain.UID): roles for brain in registers}
