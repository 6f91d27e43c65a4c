"""What the forms of a stay offer: houses and rooms of the register, documents of the case."""

from baleharum import _
from baleharum.cases.files.choices import choices
from baleharum.cases.files.choices import DocumentsOfCase
from baleharum.cases.files.choices import held
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.layout import case_of
from baleharum.cases.policy import FINAL
from baleharum.stays.houses import houses_of
from baleharum.stays.houses import Shelter
from baleharum.stays.occupancy import taken
from baleharum.stays.policy import ACCESSIBLE
from baleharum.stays.policy import FAMILY
from baleharum.stays.policy import place_of
from baleharum.stays.policy import place_token
from baleharum.stays.policy import Room
from baleharum.terms.lists import label
from collections.abc import Iterator
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18nmessageid import Message
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary


ADD = "baleharum: Add stay"


def house_title(house: Shelter) -> Any:
    """Return 'S1 – Rumah Contoh (safe house)'."""
    mapping = {
        "number": house.getId().upper(),
        "name": house.name or "",
        "kind": label("shelter-kinds", house.kind),
    }
    return _("choice_house", default="${number} – ${name} (${kind})", mapping=mapping)


def room_title(house: Shelter, room: Room, free: int) -> Any:
    """Return the room with its zones, and how many beds are free."""
    mapping = {
        "house": house.getId().upper(),
        "room": room.name,
        "sex": label("room-sexes", room.sex),
        "age": label("room-ages", room.age),
        "use": label("room-uses", room.use),
        "free": str(free),
    }
    # In a room for a family neither sex nor age keeps people apart.
    title = FAMILY_ROOM if room.use == FAMILY else ANY_ROOM
    told = Message(title, mapping=mapping)
    if room.access != ACCESSIBLE:
        return told
    more = {"room": told, "access": label("room-access", room.access)}
    return _("choice_room_access", default="${room}; ${access}", mapping=more)


ANY_ROOM = _("choice_room", default="${house}, ${room}: ${sex}, ${age}; free beds: ${free}")
FAMILY_ROOM = _("choice_room_family", default="${house}, ${room}: ${use}; free beds: ${free}")


def _register(context: Any) -> Any:
    try:
        return case_of(context).__parent__
    except LookupError:
        return None


def _houses(context: Any, kept: str | None) -> list[Shelter]:
    """Return the houses that are told to who asks: to who proposes stays here, or is appointed to the
    register, all of them; to anybody else of a team the one that is chosen. kept: its UID, or ''."""
    register = _register(context)
    every = houses_of(register) if register is not None else []
    may = api.user.has_permission
    if every and may(ADD, obj=case_of(context)):
        return every
    return [each for each in every if IUUID(each) == kept or may("View", obj=each)]


@provider(IVocabularyFactory)
def shelters(context: Any) -> SimpleVocabulary:
    """UIDs of the houses of the register that take people in, and of the one that is held."""
    kept = held(context, "house")
    found = _houses(context, kept)
    rows = [(IUUID(h), house_title(h)) for h in found if h.in_use or IUUID(h) == kept]
    return choices(rows, kept)


@provider(IVocabularyFactory)
def rooms(context: Any) -> SimpleVocabulary:
    """'<UID>:<number>' of the rooms of these houses; those of the wanted house where there is one."""
    wanted, kept = held(context, "house"), held(context, "room")
    return choices(list(_rooms(context, wanted, place_of(kept)[0])), kept)


def _rooms(context: Any, wanted: str | None, kept: str) -> Iterator[tuple[str, Any]]:
    register = _register(context)
    for house in _houses(context, wanted or kept):
        uid = IUUID(house)
        if not house.in_use or wanted not in (None, uid):
            continue
        beds = taken(uid, register)
        for room in house.room_list:
            free = max(room.beds - beds[room.number], 0)
            yield place_token(uid, room.number), room_title(house, room, free)


AGREEMENTS = DocumentsOfCase("rules_proof", LIVE_STATES, "kontrak-layanan")
MINUTES = DocumentsOfCase("minutes", FINAL, "ba-serah-terima")
