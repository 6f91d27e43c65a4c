"""What the catalog remembers of a stay: references, tokens and days; no name, no address.

Statistics and the board ask these alone: house, kind, state (`review_state`), since when, until
when, and the limit.
"""

from baleharum.cases.indexers import day
from baleharum.stays.content import IShelterStay
from plone.indexer import indexer
from typing import Any


@indexer(IShelterStay)
def stay_house(stay: Any) -> str:
    """UID of the house; while it is proposed the one that is asked for, '' for any."""
    return stay.house or ""


@indexer(IShelterStay)
def stay_room(stay: Any) -> int:
    """Number of the room in the house, 0 for none."""
    return stay.place[1]


@indexer(IShelterStay)
def stay_kind(stay: Any) -> str:
    """Token of the list `shelter-kinds`, '' before the admission."""
    return stay.kind or ""


@indexer(IShelterStay)
def stay_admitted(stay: Any) -> Any:
    """Day of the arrival, None before the admission."""
    return day(stay.arrived_on if stay.limit else None)


@indexer(IShelterStay)
def stay_left(stay: Any) -> Any:
    """Day on which it ended, None before."""
    return day(stay.ended_on)


@indexer(IShelterStay)
def stay_limit(stay: Any) -> Any:
    """The last day, None before the admission."""
    return day(stay.limit)
