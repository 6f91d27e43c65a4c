"""What an installation changes in the catalog of a site, and how it is taken back."""

from Acquisition import aq_base
from baleharum.guard.catalog import WatchedCatalog
from baleharum.guard.interfaces import IRealm
from plone import api
from Products.ZCatalog.Catalog import Catalog


def installed(tool) -> None:
    """Have the catalog watched, and know the realms that are there; doing it again changes nothing.

    A realm of before there were kinds of them is in the catalog without its kind, and of lists the
    record would not know which cases they have shown.
    """
    become(WatchedCatalog)
    catalog, kind = api.portal.get_tool("portal_catalog"), IRealm.__identifier__
    found = catalog.unrestrictedSearchResults(object_provides=kind)
    for realm in [brain._unrestrictedGetObject() for brain in found]:
        realm.reindexObject(idxs=["object_provides"])


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
