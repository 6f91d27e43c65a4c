"""What a site of before there were figures gets: a role, permissions, and a row for every case."""

from baleharum.cases.team.standing import registers
from baleharum.statistics.ledger import rebuild
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


ROLE = "Case Data Officer"

#: Permission -> roles that hold it on the site, as in rolemap.xml.
PERMISSIONS = {
    "baleharum: View figures": (ROLE, "Case Supervisor", "Case Head"),
    "baleharum: Publish figures": ("Case Head",),
}


def statistics(tool: Any) -> None:
    """Install them; doing it again changes nothing, and nothing else of the site is touched."""
    site = api.portal.get()
    if ROLE not in site.valid_roles():
        site._addRole(ROLE)
    read_steps(tool, "workflow")
    for permission, roles in PERMISSIONS.items():
        site.manage_permission(permission, roles, acquire=0)
    workflow = api.portal.get_tool("portal_workflow")
    for register in registers():
        # The data officer sees the register; nothing that is filed in it takes a role from there.
        for each in workflow.getWorkflowsFor(register):
            each.updateRoleMappingsFor(register)
        register.reindexObject(idxs=["allowedRolesAndUsers"])
        rebuild(register)
