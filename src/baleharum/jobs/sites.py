"""The sites of a database, wherever in it somebody has made them."""

from collections.abc import Iterator
from plone.base.interfaces import IPloneSiteRoot
from typing import Any


def every_site(folder: Any) -> Iterator[Any]:
    """Yield the sites in a folder and the folders in it, whatever is installed in them."""
    for found in folder.objectValues(("Plone Site", "Folder")):
        if IPloneSiteRoot.providedBy(found):
            yield found
        else:
            yield from every_site(found)


def sites(folder: Any) -> Iterator[Any]:
    """Yield those with the product."""
    return (site for site in every_site(folder) if "CaseRegister" in site.portal_types)
