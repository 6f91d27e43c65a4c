"""The documents that belong to an assessment: of the same case, and none that was withdrawn."""

from baleharum.cases.content import children_path
from collections.abc import Iterable
from plone import api
from typing import Any


WITHDRAWN = "withdrawn"


def documents(case: Any, uids: Iterable[str], *, all_of_them: bool = False) -> dict[str, Any]:
    """Return UID -> brain of the documents of a case among these, that the person may see.

    all_of_them: whoever may see them, for rules.
    """
    wanted = [uid for uid in uids if isinstance(uid, str)]
    if not wanted:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    search = catalog.unrestrictedSearchResults if all_of_them else catalog
    found = search(path=children_path(case), portal_type="CaseFile", UID=wanted)
    return {brain.UID: brain for brain in found}


def not_of_case(case: Any, uids: Iterable[str], *, seen: bool = False) -> list[str]:
    """Return the UIDs that may not belong to an assessment of this case.

    seen: also those that the person cannot see.
    """
    uids = tuple(uids)
    found = documents(case, uids, all_of_them=not seen)
    return [u for u in uids if u not in found or found[u].review_state == WITHDRAWN]


def frozen(case: Any, uids: Iterable[str]) -> tuple[tuple[str, int, str], ...]:
    """Return (UID, version, sha256) of documents of a case, as they are now."""
    found = documents(case, uids, all_of_them=True)
    rows = (found[uid]._unrestrictedGetObject() for uid in uids if uid in found)
    return tuple((one.UID(), one.version, one.sha256) for one in rows)


def choices(case: Any) -> list[Any]:
    """Return the brains of the documents that the person may add, the newest first."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(path=children_path(case), portal_type="CaseFile")
    kept = [brain for brain in found if brain.review_state != WITHDRAWN]
    return sorted(kept, key=lambda brain: int(brain.getId[1:]), reverse=True)
