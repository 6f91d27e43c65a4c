"""What a page for administrators is about, as far as its address tells."""

from Acquisition import aq_chain
from typing import Any

import re


#: Names of pages -> area; the first that fits counts. All else is about "settings".
NAMES = (
    ("permissions", re.compile(r"manage_(?:\w*(?:[Pp]ermission|[Rr]ole|[Oo]wner)\w*|access)")),
    ("addons", re.compile(r"prefs_install_products_form|@addons|manage_\w*[Ii]mport\w*")),
    ("accounts", re.compile(r"user-?group|@users|@groups|@@?new-user|member-fields")),
    ("workflows", re.compile(r"content-controlpanel|manage_\w*[Ww]orkflow\w*")),
)
#: Ids of tools on the way to a page -> area.
TOOLS = {
    "acl_users": "accounts",
    "portal_memberdata": "accounts",
    "portal_groupdata": "accounts",
    "portal_setup": "addons",
    "portal_quickinstaller": "addons",
    "portal_workflow": "workflows",
}


def area_of(request: Any, name: str) -> str:
    """Return the area of a page by its name, or by the tool that it belongs to."""
    for area, pattern in NAMES:
        if pattern.search(name):
            return area
    for step in request.get("PARENTS") or ():
        for link in aq_chain(step):
            getter = getattr(link, "getId", None)
            if callable(getter) and getter() in TOOLS:
                return TOOLS[getter()]
    return "settings"
