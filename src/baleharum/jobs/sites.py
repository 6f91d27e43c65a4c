"""The sites that periodic work asks for jobs, wherever in the database somebody has made them."""

from collections.abc import Iterator
from plone.base.interfaces import IPloneSiteRoot
from typing import Any


def sites(folder: Any) -> Iterator[Any]:
    """Yield the sites with the product in a folder and the folders in it."""
    for found in folder.objectValues(("Plone Site", "Folder")):
        if not IPloneSiteRoot.providedBy(found):
            yield from sites(found)
        elif "CaseRegister" in found.portal_types:
            yield found
