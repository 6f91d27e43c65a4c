"""What a site of before there were adoption files gets: type, workflow, permission, index."""

from baleharum.upgraded import add_columns
from baleharum.upgraded import add_indexes
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


ROLES = ("Case Lead", "Case Worker")
INDEXES = {"adoption_applied": "DateIndex"}


def adoptions(tool: Any) -> None:
    """Install them; doing it again changes nothing."""
    read_steps(tool, "typeinfo", "workflow")
    api.portal.get().manage_permission("baleharum: Add adoption file", ROLES, acquire=0)
    add_indexes(INDEXES)
    add_columns(INDEXES)
