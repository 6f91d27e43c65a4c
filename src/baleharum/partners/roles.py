"""Who reads and keeps the directory: those who are appointed to a register of the site."""

from baleharum.partners.interfaces import IPartners
from baleharum.team import policy
from baleharum.team.roles import GroupRoles
from borg.localrole.interfaces import ILocalRoleProvider
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(IPartners)
class DirectoryRoles(GroupRoles):
    """The roles of every register's people on the directory; its partners inherit them."""

    def _table(self):
        """Return the roles of the appointments to all registers."""
        catalog = api.portal.get_tool("portal_catalog")
        registers = catalog.unrestrictedSearchResults(portal_type="CaseRegister")
        return {
            policy.token(function, brain.UID): roles
            for brain in registers
            for function, roles in policy.REGISTER_ROLES.items()
        }
