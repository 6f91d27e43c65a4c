"""What pages and services say of a stay, and of a house: days and tokens in words."""

from baleharum.cases.dues import dues_of
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import spoken_day
from baleharum.cases.moments import today
from baleharum.cases.people.about import is_closed
from baleharum.cases.people.about import told_in
from baleharum.cases.steps import state_label
from baleharum.stays.choices import house_title
from baleharum.stays.content import IShelterStay
from baleharum.stays.content import ShelterStay
from baleharum.stays.houses import house_with
from baleharum.stays.people import person_of
from baleharum.stays.policy import INSIDE
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from datetime import date
from plone import api
from typing import Any


#: Fields of a stay in which something is told of somebody.
TOLD = told_in(ShelterStay, IShelterStay)


def is_hidden(stay: Any) -> bool:
    """Tell whether what is told of the person is not for who asks; see `cases.people.about`."""
    return is_closed(stay)


def person_title(stay: Any) -> Any:
    """Return name and number of the person; of who is restricted the number alone."""
    person = person_of(stay)
    if person is None:
        return ""
    number = person.getId().upper()
    seen = api.user.has_permission("View", obj=person)
    return f"{person.name} ({number})" if seen and person.name else number


def house_of(stay: Any) -> Any:
    """Return the house of a stay, None for none."""
    return house_with(stay.house or stay.place[0], case_of(stay).__parent__)


def house_text(stay: Any) -> Any:
    """Return the title of the house, '' for none."""
    house = house_of(stay)
    return house_title(house) if house is not None else ""


def room_text(stay: Any) -> str:
    """Return the name of the room, '' for none."""
    uid, number = stay.place
    house = house_with(uid, case_of(stay).__parent__) if uid else None
    room = house.room_with(number) if house is not None else None
    return room.name if room is not None else ""


def waiting(stay: Any) -> list[dict[str, Any]]:
    """Return what is due of a stay: label, until when, whether that has passed."""
    return [
        {
            "what": due.what,
            "label": label("deadlines", due.what),
            "until": spoken_day(due.at.date()),
            "at": due.at,
            "late": due.at < utcnow(),
        }
        for due in dues_of(stay)
    ]


def days_left(limit: date | None) -> int | None:
    """Return how many days there are until a limit, negative once it has passed."""
    return (limit - today()).days if limit is not None else None


def stay_row(stay: Any) -> dict[str, Any]:
    """Return a stay as the tab of its case lists it."""
    inside = state_of(stay) in INSIDE
    return {
        "id": stay.getId().upper(),
        "url": stay.absolute_url(),
        "person": person_title(stay),
        "house": house_text(stay),
        "room": room_text(stay),
        "state": state_label(stay),
        "token": state_of(stay),
        "since": spoken_day(stay.arrived_on) if stay.limit else "",
        "until": spoken_day(stay.limit) if inside else "",
        "ended": spoken_day(stay.ended_on),
        "waiting": waiting(stay),
    }
