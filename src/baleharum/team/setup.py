"""What an installation sets up that no profile file can say."""

from baleharum.team.plugin import install
from baleharum.team.plugin import uninstall
from baleharum.team.records import writable_index
from plone import api


def installed(tool) -> None:
    """Add the groups plugin and an empty index; doing it again changes nothing."""
    folder = api.portal.get_tool("acl_users")
    install(folder)
    # Else the first look at the pages of accounts stores the roles, which takes a confirmation.
    folder.portal_role_manager.updateRolesList()
    writable_index()


def uninstalled(tool) -> None:
    """Take the plugin away. Cases, records and their protection stay as they are."""
    uninstall(api.portal.get_tool("acl_users"))
