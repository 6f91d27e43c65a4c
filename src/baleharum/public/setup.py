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
#: The operation of `caching`.
OPERATION = "baleharum.publicPage"


def public(tool: Any) -> None:
    """Install it; what is set already stays as it is, and doing it again changes nothing."""
    tool.runAllImportStepsFromProfile("profile-plone.app.caching:default")
    for step in ("typeinfo", "workflow", "rolemap", "catalog", "controlpanel"):
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    if api.portal.get_registry_record("baleharum.public.exit_address", default=None) is None:
        context = DirectoryImportContext(tool, str(FOLDER))
        importer = RegistryImporter(getUtility(IRegistry), context)
        for name in ("public.xml", "navigation.xml", "caching.xml", "bundles.xml"):
            importer.importDocument(context.readDataFile(name, "registry"))


def uninstalled(tool: Any) -> None:
    """Have nothing kept any more by an operation that goes away with the product."""
    name = "plone.caching.interfaces.ICacheSettings.operationMapping"
    mapping = api.portal.get_registry_record(name, default=None) or {}
    kept = {rule: operation for rule, operation in mapping.items() if operation != OPERATION}
    if kept != mapping:
        api.portal.set_registry_record(name, kept)
