"""Sets of record ids straight from the catalog's indexes: counting without a query a cell."""

from AccessControl import getSecurityManager
from baleharum.cases.content import children_path
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from collections import Counter
from collections.abc import Iterable
from plone import api
from Products.CMFCore.indexing import processQueue


#: Up to so many hits, looking each one up is faster than meeting the set of every value.
FEW = 500


def index(name: str):
    """Return an index of the catalog."""
    return api.portal.get_tool("portal_catalog")._catalog.getIndex(name)


def with_any(name: str, values: Iterable):
    """Return the records that have one of these values in a field or keyword index."""
    stored = index(name)._index
    return multiunion([_records(stored.get(value)) for value in values])


def _records(found):
    """Return a set: an index keeps a single record as a bare number, and none as None."""
    if found is None:
        return IISet()
    return IISet((found,)) if isinstance(found, int) else found


def asked(name: str, query: dict):
    """Return the records that an index finds for a query as the catalog takes it."""
    answer = index(name)._apply_index({name: query})
    return answer[0]


def visible_in(container):
    """Return the direct children of a container that the person may see.

    The same tokens that the catalog's own search uses; cases have no dates of publication.
    """
    # As the catalog's own search does: see what this very transaction has changed.
    processQueue()
    user = getSecurityManager().getUser()
    tokens = api.portal.get_tool("portal_catalog")._listAllowedRolesAndUsers(user)
    children = asked("path", children_path(container))
    return intersection(children, with_any("allowedRolesAndUsers", tokens))


def of_type(portal_type: str, rids):
    """Return those of some records that are of a type."""
    if len(rids) > FEW:
        return intersection(rids, with_any("portal_type", (portal_type,)))
    types = index("portal_type")._unindex
    return IISet(rid for rid in rids if types.get(rid) == portal_type)


def count_values(name: str, rids) -> dict[str, int]:
    """Return value -> how many of these records have it; values that none has are left out."""
    counted = index(name)
    if len(rids) <= FEW:
        values = (counted._unindex.get(rid) for rid in rids)
        return dict(Counter(token for value in values for token in _several(value)))
    counts = {
        value: len(intersection(rids, _records(found))) for value, found in counted._index.items()
    }
    return {value: number for value, number in counts.items() if number}


def _several(value) -> Iterable:
    """Return the values of a record: none, the one of a field index, all of a keyword index."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value
