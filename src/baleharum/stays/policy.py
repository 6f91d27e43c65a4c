"""The rules of a stay: who may sleep where, until when, and when a field may be written.

Pure functions; days are arguments. domain.md 2b is the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import NamedTuple


WORKFLOW = "stay_workflow"

#: Nobody has a bed yet: these stand on the waiting list.
WAITING = "proposed"
#: Somebody lives in the house.
INSIDE = ("admitted", "extended")
OPEN = (WAITING, *INSIDE)

#: group of fields -> states in which they may be written; '' is what is being filed.
WINDOWS = {
    "text": ("", WAITING),
    "room": ("", *OPEN),
    "admission": ("", WAITING),
    "belongings": ("", *OPEN),
    "extension": INSIDE,
    "exit": INSIDE,
    "absence": INSIDE,
    "visits": INSIDE,
}

#: Kind of a house in which a family takes children in, by the list `shelter-kinds`.
FAMILY_CARE = "pengasuhan-keluarga"

#: Days before the limit on which it has to be clear what follows.
DECIDE_BEFORE = 2

CHILD_UNTIL, OLD_FROM = 18, 60
#: More extensions than anybody gives.
UNBOUND = 10_000
ALL = "semua"
FAMILY = "keluarga"
ACCESSIBLE = "mudah-diakses"


@dataclass(frozen=True)
class Settings:
    """limit_days: how long a stay lasts; extension_days: how long an extension, at most;
    extensions: how many of them. Shelters are known that have 7, 10, or 7 + 7 days.

    family_days: the same with a family, where the head extends as often as the child needs it;
    visit_days: how long after one visit in a family the next one is due at the latest.
    """

    limit_days: int = 7
    extension_days: int = 7
    extensions: int = 1
    family_days: int = 180
    visit_days: int = 30

    def of_kind(self, kind: str) -> "Settings":
        """Return those of a kind of house.

        >>> Settings().of_kind("rumah-aman").limit_days, Settings().of_kind(FAMILY_CARE).limit_days
        (7, 180)
        """
        if kind != FAMILY_CARE:
            return self
        days = self.family_days
        return replace(self, limit_days=days, extension_days=days, extensions=UNBOUND)


class Room(NamedTuple):
    """A room of a house. sex, age, use, access: tokens of the lists `room-…`."""

    number: int
    name: str
    beds: int
    sex: str = ALL
    age: str = ALL
    use: str = "umum"
    access: str = "biasa"


class Guest(NamedTuple):
    """Who is to sleep there. sex: token of `sexes`, ''; age: years, None where nobody knows;
    disabled: whether a disability is on record; adapted: whether somebody has written down how a
    room suits them; case: UID of the case."""

    sex: str
    age: int | None
    disabled: bool = False
    adapted: bool = False
    case: str = ""


def age_group(age: int) -> str:
    """Return the token of `room-ages` for an age in years.

    >>> [age_group(years) for years in (0, 17, 18, 59, 60)]
    ['anak', 'anak', 'dewasa', 'dewasa', 'lansia']
    """
    if age < CHILD_UNTIL:
        return "anak"
    return "dewasa" if age < OLD_FROM else "lansia"


def misfits(room: Room, guest: Guest, mates: Iterable[str]) -> list[str]:
    """Return why somebody does not sleep in a room: keys of `messages.ROOM`, [] for no reason.

    mates: UIDs of the cases of who sleeps there already. A room for a family is one case's: there
    mother and children stay together, whatever their sex and age.

    >>> misfits(Room(1, "Melati", 2, sex="p", age="dewasa"), Guest("l", 30), [])
    ['sex']
    >>> misfits(Room(1, "Melati", 2, sex="p"), Guest("", None), [])
    ['sex-unknown']
    >>> misfits(Room(2, "Mawar", 4, use="keluarga"), Guest("p", 8, case="a"), ["a", "b"])
    ['family']
    """
    found = []
    if room.use == FAMILY:
        if set(mates) - {guest.case}:
            found.append("family")
    else:
        found += _zones(room, guest)
    if guest.disabled and room.access != ACCESSIBLE and not guest.adapted:
        found.append("disability")
    return found


def _zones(room: Room, guest: Guest) -> list[str]:
    found = []
    if room.sex != ALL and not guest.sex:
        found.append("sex-unknown")
    elif room.sex not in (ALL, guest.sex):
        found.append("sex")
    if room.age != ALL and guest.age is None:
        found.append("age-unknown")
    elif guest.age is not None and room.age not in (ALL, age_group(guest.age)):
        found.append("age")
    return found


def limit_of(arrived: date, settings: Settings) -> date:
    """Return the last day of a stay that begins on a day. settings: of the kind of house.

    >>> limit_of(date(2026, 12, 1), Settings())
    datetime.date(2026, 12, 8)
    """
    return arrived + timedelta(days=settings.limit_days)


def bars_extension(
    limit: date, until: date | None, given: int, today: date, settings: Settings
) -> list[str]:
    """Return why a stay is not extended until a day: keys of `messages.EXTENSION`.

    limit: its last day now; given: extensions that it has had.

    >>> day = date(2026, 12, 8)
    >>> bars_extension(day, date(2026, 12, 15), 0, day, Settings())
    []
    >>> bars_extension(day, date(2026, 12, 16), 1, date(2026, 12, 9), Settings())
    ['late', 'many', 'long']
    """
    found = []
    if today > limit:
        found.append("late")
    if given >= settings.extensions:
        found.append("many")
    if until is None:
        found.append("until")
    elif until <= limit:
        found.append("backwards")
    elif until > limit + timedelta(days=settings.extension_days):
        found.append("long")
    return found


def next_visit(arrived: date, visits: Iterable[date], settings: Settings) -> date:
    """Return until when a family has to be visited again.

    >>> next_visit(date(2026, 12, 1), [date(2026, 12, 20)], Settings())
    datetime.date(2027, 1, 19)
    """
    return max([arrived, *visits]) + timedelta(days=settings.visit_days)


def bars_family(
    *, assessed: bool, declared: bool, religions: tuple[str, str], child: bool
) -> list[str]:
    """Return why nobody is placed with a family: keys of `messages.FAMILY`, [] for no reason.

    religions: of the family and of the person, '' where nobody knows. Government Regulation 44/2017
    and Regulation 1/2020 of the Minister of Social Affairs ask for the same religion of a child.

    >>> bars_family(assessed=True, declared=False, religions=("islam", "hindu"), child=True)
    ['declared', 'religion']
    >>> bars_family(assessed=True, declared=True, religions=("", ""), child=False)
    []
    """
    found = [] if assessed else ["assessed"]
    found += [] if declared else ["declared"]
    if child and not all(religions):
        found.append("religion-unknown")
    elif child and religions[0] != religions[1]:
        found.append("religion")
    return found


def place_token(house: str, room: int) -> str:
    """Return how a room of a house is called in forms and services: '<UID>:<number>'."""
    return f"{house}:{room}"


def place_of(token: str | None) -> tuple[str, int]:
    """Return house and room of such a token; ('', 0) for none.

    >>> place_of(place_token("a1", 3)), place_of(""), place_of("a1:x")
    (('a1', 3), ('', 0), ('', 0))
    """
    house, colon, number = (token or "").rpartition(":")
    return (house, int(number)) if colon and number.isdecimal() and len(number) < 6 else ("", 0)
