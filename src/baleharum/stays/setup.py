"""What a site of before there were stays gets: types, workflows, permissions, indexes, settings."""

from baleharum.stays.settings import PREFIX
from baleharum.upgraded import add_columns
from baleharum.upgraded import add_indexes
from baleharum.upgraded import add_records
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


#: Permission -> roles that hold it on the site, as in rolemap.xml.
PERMISSIONS = {
    "baleharum: Add stay": ("Case Lead", "Case Worker"),
    "baleharum: Add shelter": (),
}
INDEXES = {
    "stay_house": "FieldIndex",
    "stay_kind": "FieldIndex",
    "stay_admitted": "DateIndex",
    "stay_left": "DateIndex",
    "stay_limit": "DateIndex",
}
COLUMNS = (*INDEXES, "stay_room")


def stays(tool: Any) -> None:
    """Install them; doing it again changes nothing, and what is set already stays as it is."""
    read_steps(tool, "typeinfo", "workflow")
    site = api.portal.get()
    for permission, roles in PERMISSIONS.items():
        site.manage_permission(permission, roles, acquire=0)
    add_indexes(INDEXES)
    add_columns(COLUMNS)
    add_records(tool, f"{PREFIX}limit_days", "stays.xml")
    renew_registers()


def renew_registers() -> None:
    """Give the registers the permissions of their workflow: their head adds houses from now on."""
    workflow = api.portal.get_tool("portal_workflow")
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="CaseRegister"):
        workflow["register_workflow"].updateRoleMappingsFor(brain._unrestrictedGetObject())
