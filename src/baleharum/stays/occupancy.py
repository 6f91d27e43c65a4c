"""Who sleeps where: from the columns of the catalog, nothing is woken."""

from baleharum.cases.moments import WITA
from baleharum.stays.policy import INSIDE
from baleharum.stays.policy import OPEN
from baleharum.stays.policy import Room
from baleharum.stays.policy import WAITING
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from plone import api
from typing import Any


@dataclass(frozen=True)
class Occupant:
    """Somebody who lives in a house or waits for a place in it. case: UID-less path of the case;
    number, url: of the case and the stay, '' for who may not see them; asked: day of the proposal."""

    uid: str
    case: str
    room: int
    state: str
    limit: date | None
    since: date | None
    number: str = ""
    url: str = ""
    asked: date | None = None

    @property
    def is_inside(self) -> bool:
        """Whether they sleep there."""
        return self.state in INSIDE


def occupants(house: str, register: Any, states: tuple[str, ...] = OPEN) -> list[Occupant]:
    """Return who lives in a house or waits for it, the first that was proposed first.

    house: UID. Whoever asks learns that a bed is taken; which case it is, who may see the stay.
    """
    catalog = api.portal.get_tool("portal_catalog")
    query = {
        "portal_type": "ShelterStay",
        "path": "/".join(register.getPhysicalPath()),
        "stay_house": house,
        "review_state": list(states),
        "sort_on": "created",
    }
    seen = {brain.getRID() for brain in catalog(**query)}
    return [_occupant(brain, brain.getRID() in seen) for brain in _all(catalog, query)]


def _all(catalog: Any, query: dict[str, Any]) -> Any:
    return catalog.unrestrictedSearchResults(**query)


def _occupant(brain: Any, seen: bool) -> Occupant:
    case = brain.getPath().rpartition("/")[0]
    return Occupant(
        uid=brain.UID,
        case=case,
        room=brain.stay_room or 0,
        state=brain.review_state,
        limit=as_date(brain.stay_limit),
        since=as_date(brain.stay_admitted),
        number=case.rpartition("/")[2] if seen else "",
        url=brain.getURL() if seen else "",
        asked=brain.created.asdatetime().astimezone(WITA).date(),
    )


def as_date(value: Any) -> date | None:
    """Return a day of a column, None for none: a brain has something that is false for that."""
    return date(value.year(), value.month(), value.day()) if value else None


def inside(house: str, register: Any, but: str = "") -> list[Occupant]:
    """Return who lives in a house now. but: UID of a stay that is left out."""
    return [each for each in occupants(house, register, INSIDE) if each.uid != but]


def taken(house: str, register: Any) -> Counter:
    """Return room -> beds that are taken."""
    return Counter(each.room for each in inside(house, register))


def lacks_beds(house: str, register: Any, rooms: Iterable[Room]) -> bool:
    """Tell whether these rooms of a house have too few beds for who sleeps there."""
    beds = {room.number: room.beds for room in rooms}
    return any(beds.get(number, 0) < count for number, count in taken(house, register).items())


def unplaced(register: Any) -> list[Occupant]:
    """Return who waits for a place in whatever house."""
    return occupants("", register, (WAITING,))
