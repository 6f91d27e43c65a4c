"""What a site of before there were court procedures gets: type, workflow, settings."""

from pathlib import Path
from plone import api
from plone.app.registry.exportimport.handler import RegistryImporter
from plone.registry.interfaces import IRegistry
from typing import Any
from zope.component import getUtility


PROFILE = "profile-baleharum:default"
SETTINGS = Path(__file__).parents[2] / "profiles/default/registry/court.xml"


def court(tool: Any) -> None:
    """Install them; what is set already stays as it is, and doing it again changes nothing."""
    for step in ("typeinfo", "workflow"):
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    if api.portal.get_registry_record("baleharum.court.report_hours", default=None) is None:
        importer = RegistryImporter(getUtility(IRegistry), tool)
        importer.importDocument(SETTINGS.read_bytes())
