"""What the upgrade of a slice adds to a site of before: doing it again changes nothing.

Steps of the profile are read where they only add. The registry and the catalog are not read as a
whole: settings of the centre would go back to their defaults, and indexes whose definition differs
would be emptied.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from pathlib import Path
from plone import api
from plone.app.registry.exportimport.handler import RegistryImporter
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.context import DirectoryImportContext
from typing import Any
from zope.component import getUtility


PROFILE = "profile-baleharum:default"
FOLDER = Path(__file__).parent / "profiles/default"


def read_steps(tool: Any, *steps: str) -> None:
    """Read import steps of the profile, as `typeinfo` and `workflow`."""
    for step in steps:
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)


def add_records(tool: Any, known: str, *files: str) -> None:
    """Read files of the folder `registry`, unless there is a record of theirs already."""
    if api.portal.get_registry_record(known, default=None) is not None:
        return
    context = DirectoryImportContext(tool, str(FOLDER))
    importer = RegistryImporter(getUtility(IRegistry), context)
    for name in files:
        importer.importDocument(context.readDataFile(name, "registry"))


def add_indexes(kinds: Mapping[str, str]) -> None:
    """Add empty indexes to the catalog. kinds: name -> kind of index."""
    catalog = api.portal.get_tool("portal_catalog")
    for name, kind in kinds.items():
        if name not in catalog.indexes():
            catalog.addIndex(name, kind)


def add_columns(names: Iterable[str]) -> None:
    """Add columns to the catalog."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in names:
        if name not in catalog.schema():
            catalog.addColumn(name)
