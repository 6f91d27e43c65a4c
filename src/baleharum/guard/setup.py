"""What an installation changes in the catalog of a site, and how it is taken back."""

from Acquisition import aq_base
from baleharum.guard.catalog import WatchedCatalog
from plone import api
from Products.ZCatalog.Catalog import Catalog


def installed(tool) -> None:
    """Have the catalog watched; doing it again changes nothing."""
    become(WatchedCatalog)


def uninstalled(tool) -> None:
    """Give the catalog back its stock part."""
    become(Catalog)


def become(kind: type[Catalog]) -> None:
    """Give the inner part of the catalog another class; all that it holds stays."""
    catalog = api.portal.get_tool("portal_catalog")
    old = aq_base(catalog._catalog)
    if type(old) is not kind:
        new = kind.__new__(kind)
        new.__setstate__(old.__getstate__())
        catalog._catalog = new
