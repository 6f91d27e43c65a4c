"""What a site of before there were repatriations gets: type, workflow, permission, indexes."""

from baleharum.upgraded import add_columns
from baleharum.upgraded import add_indexes
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


ROLES = ("Case Lead", "Case Worker")
INDEXES = {
    "repatriation_province": "FieldIndex",
    "repatriation_direction": "FieldIndex",
    "repatriation_departed": "DateIndex",
    "repatriation_handed": "DateIndex",
}
COLUMNS = (*INDEXES, "repatriation_regency")


def repatriations(tool: Any) -> None:
    """Install them; doing it again changes nothing."""
    read_steps(tool, "typeinfo", "workflow")
    api.portal.get().manage_permission("baleharum: Add repatriation", ROLES, acquire=0)
    add_indexes(INDEXES)
    add_columns(COLUMNS)
