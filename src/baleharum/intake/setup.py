"""What a site of before there was an intake gets: types, workflows, role, permissions, indexes."""

from baleharum.intake.erasing import SETTING
from pathlib import Path
from plone import api
from plone.app.registry.exportimport.handler import RegistryImporter
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.context import DirectoryImportContext
from typing import Any
from zope.component import getUtility


PROFILE = "profile-baleharum:default"
FOLDER = Path(__file__).parents[1] / "profiles/default"
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
}
INDEXES = {
    "report_risk": "FieldIndex",
    "report_source": "FieldIndex",
    "report_received": "DateIndex",
}


def intake(tool: Any) -> None:
    """Install them; doing it again changes nothing, and nothing else of the site is touched.

    Reading the whole catalog.xml would empty the indexes of cases.
    """
    for step in ("typeinfo", "workflow"):
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    _settings(tool)
    _rights(api.portal.get())
    catalog = api.portal.get_tool("portal_catalog")
    for name, kind in INDEXES.items():
        if name not in catalog.indexes():
            catalog.addIndex(name, kind)
        if name not in catalog.schema():
            catalog.addColumn(name)


def _rights(site: Any) -> None:
    if ROLE not in site.valid_roles():
        site._addRole(ROLE)
    for permission, roles in PERMISSIONS.items():
        site.manage_permission(permission, roles, acquire=0)


def _settings(tool: Any) -> None:
    if api.portal.get_registry_record(SETTING, default=None) is None:
        context = DirectoryImportContext(tool, str(FOLDER))
        importer = RegistryImporter(getUtility(IRegistry), context)
        importer.importDocument(context.readDataFile("intake.xml", "registry"))
    shown = api.portal.get_registry_record(DISPLAYED)
    if "IntakeBox" not in shown:
        api.portal.set_registry_record(DISPLAYED, (*shown, "IntakeBox"))
