"""The board of a house: who is in which room, which beds are free, which stays end; and all houses.

Nothing of a case is woken: days, rooms and states are columns of the catalog. Whose case it is
stands there for who may see the stay; everybody else reads that the bed is taken.
"""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_day
from baleharum.cases.moments import today
from baleharum.stays.houses import houses_of
from baleharum.stays.houses import IShelter
from baleharum.stays.houses import Shelter
from baleharum.stays.occupancy import Occupant
from baleharum.stays.occupancy import occupants
from baleharum.stays.occupancy import unplaced
from baleharum.stays.policy import ACCESSIBLE
from baleharum.stays.policy import ALL
from baleharum.stays.policy import DECIDE_BEFORE
from baleharum.stays.policy import FAMILY
from baleharum.stays.policy import Room
from baleharum.terms.lists import label
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


EDIT = "Modify portal content"
ADD = "baleharum: Add shelter"
#: How near the limit of a stay is.
FAR, SOON, LATE = "far", "soon", "late"
NEAR = {
    SOON: _("label_bed_soon", default="Ends soon"),
    "today": _("label_bed_today", default="Ends today"),
    LATE: _("label_bed_late", default="Overdue"),
}
#: Fields that the board shows to who keeps the house.
KEPT = ("address", "phone", "assessed_on", "declared_on", "religion", "remarks")


@dataclass(frozen=True)
class Bed:
    """A bed. occupant: None for a free one."""

    occupant: Occupant | None = None
    near: str = ""


def near(limit: date | None, day: date) -> str:
    """Return how near a limit is on a day.

    >>> near(date(2026, 12, 8), date(2026, 12, 6)), near(date(2026, 12, 8), date(2026, 12, 9))
    ('soon', 'late')
    """
    if limit is None or (limit - day).days > DECIDE_BEFORE:
        return FAR
    return SOON if limit >= day else LATE


@dataclass(frozen=True)
class Plan:
    """A house with who lives in it. waiting: who stands on its list, the first one first."""

    rooms: tuple[tuple[Room, tuple[Bed, ...]], ...]
    inside: tuple[Occupant, ...]
    waiting: tuple[Occupant, ...]

    @property
    def beds(self) -> int:
        """All beds."""
        return sum(len(beds) for _room, beds in self.rooms)

    @property
    def free(self) -> int:
        """Beds that are free."""
        return sum(bed.occupant is None for _room, beds in self.rooms for bed in beds)


def plan_of(house: Shelter, day: date) -> Plan:
    """Return a house with who lives in it now."""
    found = occupants(IUUID(house), aq_parent(house))
    here = tuple(each for each in found if each.is_inside)
    return Plan(
        rooms=tuple((room, _beds(room, here, day)) for room in house.room_list),
        inside=here,
        waiting=tuple(each for each in found if not each.is_inside),
    )


def _beds(room: Room, here: tuple[Occupant, ...], day: date) -> tuple[Bed, ...]:
    taken = [Bed(each, near(each.limit, day)) for each in here if each.room == room.number]
    return (*taken, *(Bed() for _each in range(room.beds - len(taken))))


class Lines:
    """The macro that names who waits."""

    _lines = ViewPageTemplateFile("shelter_rows.pt")

    @property
    def lines(self) -> dict[str, Any]:
        """The macros, by name."""
        macros = self._lines.macros
        return {name: macros[name] for name in macros.names}


class Board(Lines, BrowserView):
    """`view` of a house."""

    def __call__(self) -> Any:
        full_width(self.request)
        return self.index()

    @cached_property
    def plan(self) -> Plan:
        """The house with who lives in it."""
        return plan_of(self.context, today())

    def kind(self) -> Any:
        """Return the kind of the house."""
        return label("shelter-kinds", self.context.kind)

    def may_edit(self) -> bool:
        """Tell whether the person keeps the house."""
        return bool(api.user.has_permission(EDIT, obj=self.context))

    def facts(self) -> list[dict[str, Any]]:
        """Return what is known of the house to who keeps it, [] for everybody else."""
        house = self.context
        told = {name: getattr(house, name) for name in KEPT if self.may_edit()}
        return [
            {"title": IShelter[name].title, "text": _told(name, value)}
            for name, value in told.items()
            if value
        ]

    def register_url(self) -> str:
        """Return the page of all houses."""
        return f"{aq_parent(self.context).absolute_url()}/@@shelters"

    def rooms(self) -> list[dict[str, Any]]:
        """Return the rooms: name, zones in words, beds with who sleeps in them."""
        return [
            {
                "number": room.number,
                "name": room.name,
                "zones": zones(room),
                "free": sum(bed.occupant is None for bed in beds),
                "beds": [bed_row(bed) for bed in beds],
            }
            for room, beds in self.plan.rooms
        ]

    def ending(self) -> list[dict[str, Any]]:
        """Return the stays that end soon or are overdue, the first one first."""
        day = today()
        rows = [Bed(each, near(each.limit, day)) for each in self.plan.inside]
        found = [bed_row(bed) for bed in rows if bed.near != FAR]
        return sorted(found, key=lambda row: row["limit"])

    def waiting(self) -> list[dict[str, Any]]:
        """Return the waiting list."""
        return [bed_row(Bed(each)) for each in self.plan.waiting]


def _told(name: str, value: Any) -> Any:
    if name == "religion":
        return label("religions", value)
    return spoken_day(value) if isinstance(value, date) else value


def zones(room: Room) -> list[Any]:
    """Return for whom a room is, in words; what is no limit is left out."""
    found = [label("room-sexes", room.sex)] if room.sex != ALL else []
    found += [label("room-ages", room.age)] if room.age != ALL else []
    found += [label("room-uses", room.use)] if room.use == FAMILY else []
    return [*found, *([label("room-access", room.access)] if room.access == ACCESSIBLE else [])]


def bed_row(bed: Bed) -> dict[str, Any]:
    """Return a bed in words. number, url: of the case, '' for who may not see it; asked: since
    when somebody waits."""
    who = bed.occupant
    if who is None:
        return {"taken": False, "near": "", "number": "", "url": "", "until": "", "limit": None}
    return {
        "taken": True,
        "asked": spoken_day(who.asked),
        "near": bed.near,
        "near_label": NEAR.get("today" if who.limit == today() else bed.near, ""),
        "number": who.number,
        "url": who.url,
        "until": spoken_day(who.limit),
        "limit": who.limit,
    }


class Houses(Lines, BrowserView):
    """`@@shelters` of a register: its houses, and how many beds are free in each."""

    def __call__(self) -> Any:
        full_width(self.request)
        return self.index()

    def rows(self) -> list[dict[str, Any]]:
        """Return the houses that the person may see."""
        found = [h for h in houses_of(self.context) if api.user.has_permission("View", obj=h)]
        return [house_row(house, plan_of(house, today())) for house in found]

    @cached_property
    def unplaced(self) -> list[dict[str, Any]]:
        """Return who waits for a place in any house, the first one first."""
        return [bed_row(Bed(each)) for each in unplaced(self.context)]

    def may_add(self) -> bool:
        """Tell whether the person adds houses."""
        return bool(api.user.has_permission(ADD, obj=self.context))


def house_row(house: Shelter, plan: Plan) -> dict[str, Any]:
    """Return a house as lists name it."""
    day = today()
    return {
        "id": house.getId().upper(),
        "uid": IUUID(house),
        "url": house.absolute_url(),
        "name": house.name or "",
        "kind": label("shelter-kinds", house.kind),
        "kind_token": house.kind,
        "in_use": bool(house.in_use),
        "beds": plan.beds,
        "free": plan.free,
        "waiting": len(plan.waiting),
        "late": sum(near(each.limit, day) == LATE for each in plan.inside),
    }
