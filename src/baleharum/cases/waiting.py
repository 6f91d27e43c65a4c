"""What waits for somebody's decision, beside documents: slices tell which, the catalog where.

Nothing is woken: who decides follows from the team groups of the person and the place.
"""

from baleharum.cases.interfaces import IWaiting
from baleharum.team.policy import token
from dataclasses import dataclass
from plone import api
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import implementer


@implementer(IWaiting)
@dataclass(frozen=True)
class Waiting:
    """See IWaiting. state: or several, with blanks between; functions: who decides, whatever it is."""

    state: str = "submitted"
    functions: tuple[str, ...] = ("supervisor", "head")

    def deciders(self, brain: Any) -> tuple[str, ...]:
        """Return the functions."""
        return self.functions


def waiting_for(user: Any, path: str = "") -> list:
    """Return the brains of what waits for this person and they may see, the oldest first.

    Never their own work. path: of a register or case to which it is narrowed, '' for none.
    """
    known = dict(getUtilitiesFor(IWaiting))
    if not known:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(
        portal_type=sorted(known),
        review_state=sorted({state for each in known.values() for state in each.state.split()}),
        sort_on="created",
        **({"path": path} if path else {}),
    )
    groups, user_id = frozenset(user.getGroups()), user.getId()
    return [
        brain
        for brain in found
        if brain.Creator != user_id
        and brain.review_state in known[brain.portal_type].state.split()
        and _decides(catalog, groups, brain, known[brain.portal_type].deciders(brain))
    ]


def _decides(catalog, groups, brain, words) -> bool:
    """Tell whether one of the groups stands for one of the words, in the case or its register."""
    case = brain.getPath().rpartition("/")[0]
    places = (_uid_at(catalog, case), _uid_at(catalog, case.rpartition("/")[0]))
    return any(token(word, uid) in groups for word in words for uid in places)


def _uid_at(catalog, path: str) -> str:
    rid = catalog.getrid(path)
    return "" if rid is None else catalog._catalog[rid].UID
