"""What a site of before there were court procedures gets: type, workflow, settings."""

from pathlib import Path
from plone import api
from plone.app.registry.exportimport.handler import RegistryImporter
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.context import DirectoryImportContext
from typing import Any
from zope.component import getUtility


PROFILE = "profile-baleharum:default"
FOLDER = Path(__file__).parents[2] / "profiles/default"


def court(tool: Any) -> None:
    """Install them; what is set already stays as it is, and doing it again changes nothing."""
    for step in ("typeinfo", "workflow"):
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    if api.portal.get_registry_record("baleharum.court.report_hours", default=None) is None:
        context = DirectoryImportContext(tool, str(FOLDER))
        importer = RegistryImporter(getUtility(IRegistry), context)
        importer.importDocument(context.readDataFile("court.xml", "registry"))
