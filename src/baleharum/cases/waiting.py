"""What waits for a review: documents, and what slices above file in a case.

Nothing is woken: who decides follows from the team groups of the person and the place.
"""

from baleharum.cases.interfaces import IWaiting
from baleharum.team.policy import token
from collections.abc import Iterable
from dataclasses import dataclass
from plone import api
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import implementer


#: Title of the permission that reviewers hold on what they review.
REVIEW = "baleharum: Review document"


@implementer(IWaiting)
@dataclass(frozen=True)
class Waiting:
    """See IWaiting. functions: who decides, whatever it is."""

    states: tuple[str, ...] = ("submitted",)
    permission: str = REVIEW
    functions: tuple[str, ...] = ("supervisor", "head")

    def deciders(self, brain: Any) -> tuple[str, ...]:
        """Return the functions."""
        return self.functions


DOCUMENTS = Waiting()


def waiting(*, leave_out: Iterable[str] = (), **query: Any) -> list[Any]:
    """Return the brains of all that waits and that the person sees, the oldest first.

    query: what else the catalog is asked, for example `path`; leave_out: portal types.
    """
    catalog = api.portal.get_tool("portal_catalog")
    found = [
        brain
        for portal_type, each in sorted(getUtilitiesFor(IWaiting))
        if portal_type not in leave_out
        for brain in catalog(portal_type=portal_type, review_state=each.states, **query)
    ]
    return sorted(found, key=lambda brain: brain.created)


def waiting_for(user: Any, **query: Any) -> list[Any]:
    """Return the brains of what waits for the decision of this person, who is logged in.

    Never their own work. query: see `waiting`.
    """
    known = dict(getUtilitiesFor(IWaiting))
    groups, user_id = frozenset(user.getGroups()), user.getId()
    return [
        brain
        for brain in waiting(**query)
        if brain.Creator != user_id and _decides(groups, brain, known[brain.portal_type])
    ]


def _decides(groups, brain, kind) -> bool:
    """Tell whether one of the groups decides on it, in the case or its register."""
    case = brain.getPath().rpartition("/")[0]
    places = (_uid_at(case), _uid_at(case.rpartition("/")[0]))
    return any(token(word, uid) in groups for word in kind.deciders(brain) for uid in places)


def _uid_at(path: str) -> str:
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid(path)
    return "" if rid is None else catalog._catalog[rid].UID
