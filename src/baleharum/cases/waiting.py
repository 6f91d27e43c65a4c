"""What waits for somebody's decision, beside documents: slices tell which, the catalog where.

Nothing is woken: who decides follows from the team groups of the person and the place.
"""

from baleharum.cases.interfaces import IDecisions
from baleharum.cases.interfaces import IWaiting
from baleharum.team.policy import token
from dataclasses import dataclass
from datetime import datetime
from plone import api
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import implementer


@implementer(IWaiting)
@dataclass(frozen=True)
class Waiting:
    """See IWaiting. state: or several, with blanks between; functions: who decides, whatever it is;
    asks: what is asked of them, None where the kind of thing says it."""

    state: str = "submitted"
    functions: tuple[str, ...] = ("supervisor", "head")
    asks: Any = None

    def deciders(self, brain: Any) -> tuple[str, ...]:
        """Return the functions."""
        return self.functions


@dataclass(frozen=True)
class Decision:
    """Something that waits for a decision and lies in no case. number: how it is called; url: where
    it is decided; asks: what is asked, in words; since: moment (aware); case: UID of the case that
    it is about, or ''."""

    number: str
    url: str
    asks: Any
    since: datetime
    case: str = ""


def decisions_for(user: Any) -> list[Decision]:
    """Return what waits for this person and lies in no case, the oldest first; see IDecisions."""
    known = sorted(getUtilitiesFor(IDecisions))
    found = [row for _name, each in known for row in each.decisions(user)]
    return sorted(found, key=lambda row: (row.since, row.number))


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


def asks(brain: Any) -> Any:
    """Return what is asked of who decides, None where nobody has said more than the kind tells."""
    found = dict(getUtilitiesFor(IWaiting)).get(brain.portal_type)
    return getattr(found, "asks", None)


def is_for_head(brain: Any) -> bool:
    """Tell whether nobody but the head decides on something that waits."""
    found = dict(getUtilitiesFor(IWaiting)).get(brain.portal_type)
    return found is not None and set(found.deciders(brain)) == {"head"}


def _decides(catalog, groups, brain, words) -> bool:
    """Tell whether one of the groups stands for one of the words, in the case or its register."""
    case = brain.getPath().rpartition("/")[0]
    places = (_uid_at(catalog, case), _uid_at(catalog, case.rpartition("/")[0]))
    return any(token(word, uid) in groups for word in words for uid in places)


def _uid_at(catalog, path: str) -> str:
    rid = catalog.getrid(path)
    return "" if rid is None else catalog._catalog[rid].UID
