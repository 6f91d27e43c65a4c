"""What a site of before there were programmes gets: types, workflows, a role, permissions, indexes."""

from baleharum.upgraded import add_columns
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


ROLE = "Case Operator"
#: Types that stand in the navigation.
DISPLAYED = "plone.displayed_types"
#: Permission -> roles that hold it on the site, as in rolemap.xml.
PERMISSIONS = {
    "baleharum: Add programme folder": ("Manager", "Site Administrator"),
    "baleharum: Add programme": (ROLE, "Case Head"),
    "baleharum: Add batch": (ROLE,),
    "baleharum: Work on batch": (ROLE,),
    "baleharum: Decree batch": ("Case Head",),
}
INDEXES = {"programme_kind": "FieldIndex", "batch_decreed": "DateIndex"}
COLUMNS = (
    *INDEXES,
    "batch_recipients",
    "batch_received",
    "batch_returned",
    "batch_amount",
    "batch_paid",
    "activity_kind",
    "activity_attended",
    "activity_held",
)


def programmes(tool: Any) -> None:
    """Install them; doing it again changes nothing, and nothing else of the site is touched."""
    read_steps(tool, "typeinfo", "workflow")
    site = api.portal.get()
    if ROLE not in site.valid_roles():
        site._addRole(ROLE)
    for permission, roles in PERMISSIONS.items():
        site.manage_permission(permission, roles, acquire=0)
    shown = api.portal.get_registry_record(DISPLAYED)
    if "ProgrammeFolder" not in shown:
        api.portal.set_registry_record(DISPLAYED, (*shown, "ProgrammeFolder"))
    catalog = api.portal.get_tool("portal_catalog")
    for name, kind in INDEXES.items():
        if name not in catalog.indexes():
            catalog.addIndex(name, kind)
    add_columns(COLUMNS)
