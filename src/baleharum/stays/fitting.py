"""Whether somebody can sleep in a room: a house that takes people in, a free bed, the zones."""

from baleharum.cases.facts import is_child
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.stays.content import stays_of
from baleharum.stays.houses import house_with
from baleharum.stays.messages import FAMILY
from baleharum.stays.messages import ROOM
from baleharum.stays.occupancy import inside
from baleharum.stays.people import guest_of
from baleharum.stays.people import person_of
from baleharum.stays.policy import bars_family
from baleharum.stays.policy import FAMILY_CARE
from baleharum.stays.policy import INSIDE
from baleharum.stays.policy import misfits
from baleharum.stays.policy import place_of
from collections.abc import Iterator
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18nmessageid import Message


def room_problems(stay: Any, room_token: str = "", adapted: str | None = None) -> Iterator[Message]:
    """Yield why the person of a stay cannot sleep in a room.

    room_token: see `place_token`, '' for the room that is chosen; adapted: how that suits a
    disability, None for what is written.
    """
    register = case_of(stay).__parent__
    uid, number = place_of(room_token) if room_token else stay.place
    house = house_with(uid, register)
    room = house.room_with(number) if house is not None else None
    if house is None or room is None:
        yield ROOM["gone"]
        return
    lives_here = state_of(stay) in INSIDE
    if lives_here and stay.house != uid:
        yield ROOM["house"]
    if not house.in_use and not lives_here:
        yield ROOM["closed"]
    mates = [each for each in inside(uid, register, but=IUUID(stay)) if each.room == number]
    if len(mates) >= room.beds:
        yield ROOM["full"]
    person = person_of(stay)
    if house.kind == FAMILY_CARE:
        yield from (FAMILY[key] for key in family_bars(stay, house, person))
    if person is not None:
        cases = [_case_uid(each.case) for each in mates]
        words = stay.adapted if adapted is None else adapted
        for key in misfits(room, guest_of(stay, person, today(), words), cases):
            yield ROOM[key]


def family_bars(stay: Any, house: Any, person: Any) -> list[str]:
    """Return why somebody is not placed with a family: keys of `messages.FAMILY`."""
    known = (person.religion or "") if person is not None else ""
    return bars_family(
        assessed=house.assessed_on is not None,
        declared=house.declared_on is not None,
        religions=(house.religion or "", known),
        child=is_child(case_of(stay), person, today()),
    )


def _case_uid(path: str) -> str:
    return str(api.portal.get_tool("portal_catalog")._catalog.case_at(path))


def lives_elsewhere(stay: Any) -> bool:
    """Tell whether the person lives in a house already, by another stay of the case."""
    others = (each for each in stays_of(case_of(stay)) if IUUID(each) != IUUID(stay))
    return any(each.about == stay.about and state_of(each) in INSIDE for each in others)
