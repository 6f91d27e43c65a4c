"""What a site of before there was an intake gets: types, workflows, role, permissions, indexes."""

from baleharum.intake.settings import ANSWER
from baleharum.intake.settings import answer_minutes
from baleharum.intake.settings import KEPT
from baleharum.intake.settings import kept_days
from baleharum.intake.settings import OPEN
from baleharum.upgraded import add_columns
from baleharum.upgraded import add_records
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


ROLE = "Case Depositor"
#: Types that stand in the navigation.
DISPLAYED = "plone.displayed_types"
#: Permission -> roles that hold it on the site, as in rolemap.xml.
PERMISSIONS = {
    "baleharum: Add intake box": ("Manager", "Site Administrator"),
    "baleharum: Add report": ("Case Intake Officer", "Case Supervisor"),
    "baleharum: Work on report": ("Case Intake Officer", "Case Supervisor"),
    "baleharum: Reopen report": ("Case Supervisor",),
    "baleharum: Deposit report": (ROLE,),
    "collective.easyform: Add Content": ("Manager", "Site Administrator"),
}
INDEXES = {
    "report_risk": "FieldIndex",
    "report_source": "FieldIndex",
    "report_received": "DateIndex",
}


def intake(tool: Any) -> None:
    """Install them; doing it again changes nothing, and nothing else of the site is touched."""
    read_steps(tool, "typeinfo", "workflow")
    _settings(tool)
    _rights(api.portal.get())
    catalog = api.portal.get_tool("portal_catalog")
    for name, kind in INDEXES.items():
        if name not in catalog.indexes():
            catalog.addIndex(name, kind)
    add_columns(INDEXES)


def answering(tool: Any) -> None:
    """Add the settings of how soon an emergency is taken up, and how long a report waits for a
    decision; what is set already stays."""
    known = {KEPT: kept_days(), ANSWER: answer_minutes()}
    add_records(tool, OPEN, "intake.xml")
    for name, value in known.items():
        api.portal.set_registry_record(name, value)


def _rights(site: Any) -> None:
    if ROLE not in site.valid_roles():
        site._addRole(ROLE)
    for permission, roles in PERMISSIONS.items():
        site.manage_permission(permission, roles, acquire=0)


def _settings(tool: Any) -> None:
    add_records(tool, KEPT, "intake.xml")
    shown = api.portal.get_registry_record(DISPLAYED)
    if "IntakeBox" not in shown:
        api.portal.set_registry_record(DISPLAYED, (*shown, "IntakeBox"))
