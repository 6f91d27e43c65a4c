"""What waits for a review: documents, and what slices above file in a case."""

from baleharum.cases.interfaces import IWaiting
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
    """See IWaiting."""

    states: tuple[str, ...] = ("submitted",)
    permission: str = REVIEW


DOCUMENTS = Waiting()


def waiting(**query: Any) -> list[Any]:
    """Return the brains of all that waits and that the person sees, the oldest first.

    query: what else the catalog is asked, for example `path`. Nothing is woken; whether the person
    may review one of them, its permission says.
    """
    catalog = api.portal.get_tool("portal_catalog")
    found = [
        brain
        for portal_type, each in sorted(getUtilitiesFor(IWaiting))
        for brain in catalog(portal_type=portal_type, review_state=each.states, **query)
    ]
    return sorted(found, key=lambda brain: brain.created)
