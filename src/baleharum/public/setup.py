"""What a site of before there was a public side gets; its front page stays the one that it has."""

from baleharum.upgraded import add_columns
from baleharum.upgraded import add_records
from baleharum.upgraded import read_steps
from plone import api
from typing import Any


#: The operation of `caching`.
OPERATION = "baleharum.publicPage"
COLUMNS = ("page_audiences", "page_needs", "page_review")
#: Files of the folder `registry`.
RECORDS = ("public.xml", "navigation.xml", "caching.xml", "bundles.xml")


def public(tool: Any) -> None:
    """Install it; what is set already stays as it is, and doing it again changes nothing."""
    tool.runAllImportStepsFromProfile("profile-plone.app.caching:default")
    read_steps(tool, "typeinfo", "workflow", "rolemap", "controlpanel")
    add_columns(COLUMNS)
    add_records(tool, "baleharum.public.exit_address", *RECORDS)


def uninstalled(tool: Any) -> None:
    """Have nothing kept any more by an operation that goes away with the product."""
    name = "plone.caching.interfaces.ICacheSettings.operationMapping"
    mapping = api.portal.get_registry_record(name, default=None) or {}
    kept = {rule: operation for rule, operation in mapping.items() if operation != OPERATION}
    if kept != mapping:
        api.portal.set_registry_record(name, kept)
