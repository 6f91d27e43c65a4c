"""What a site of before there was a public side gets; its front page stays the one that it has."""

from pathlib import Path
from plone import api
from plone.app.registry.exportimport.handler import RegistryImporter
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.context import DirectoryImportContext
from typing import Any
from zope.component import getUtility


PROFILE = "profile-baleharum:default"
FOLDER = Path(__file__).parents[1] / "profiles/default"


def public(tool: Any) -> None:
    """Install it; what is set already stays as it is, and doing it again changes nothing."""
    for step in ("typeinfo", "workflow", "rolemap", "catalog", "controlpanel"):
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    if api.portal.get_registry_record("baleharum.public.exit_address", default=None) is None:
        context = DirectoryImportContext(tool, str(FOLDER))
        importer = RegistryImporter(getUtility(IRegistry), context)
        for name in ("public.xml", "navigation.xml"):
            importer.importDocument(context.readDataFile(name, "registry"))
