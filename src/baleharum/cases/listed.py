"""What a tab of a case lists of one type."""

from baleharum.cases.content import children_path
from plone import api
from typing import Any


def visible_children(case: Any, portal_type: str) -> list:
    """Return what of a type the person may see in a case, the newest first."""
    found = api.portal.get_tool("portal_catalog")(path=children_path(case), portal_type=portal_type)
    contents = [brain.getObject() for brain in found]
    return sorted(contents, key=lambda each: int(each.getId()[1:]), reverse=True)
