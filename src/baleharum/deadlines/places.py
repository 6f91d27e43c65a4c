"""Where things are, from the catalog's own columns: no question to an index, nothing is woken."""

from baleharum.cases.content import ICaseRegister
from baleharum.cases.register.rids import index
from baleharum.team.policy import OVERSEEING
from baleharum.team.records import Holding
from baleharum.team.records import team_index
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from plone import api
from typing import Any


OVERSEE = "baleharum: Oversee staff"


@dataclass(frozen=True)
class Place:
    """A case or register. path: in the database."""

    uid: str
    path: str
    number: str


#: Token of the list `deadlines` -> appointments whose holders have to see to it in every case.
OWED = {
    "document-review": frozenset(OVERSEEING),
    "assessment-review": frozenset(OVERSEEING),
    "plan-approval": frozenset(OVERSEEING),
    "referral-signature": frozenset(("head",)),
    "withdrawal": frozenset(("supervisor", "privacy")),
}


def place_of(uid: str) -> Place | None:
    """Return where the thing with this UID is, None if the catalog does not know it."""
    rid = index("UID")._index.get(uid)
    if rid is None:
        return None
    path = api.portal.get_tool("portal_catalog").getpath(rid)
    return Place(uid, path, path.rpartition("/")[2])


def case_around(path: str, number: str) -> Place | None:
    """Return the case with this number that is, or holds, what lies at a path."""
    above, found, _below = f"{path}/".partition(f"/{number}/")
    if not found:
        return None
    path = f"{above}/{number}"
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid(path)
    return None if rid is None else Place(catalog.getMetadataForRID(rid)["UID"], path, number)


class Holder:
    """Who acts now, and what they hold at one moment (aware, UTC)."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.user = api.user.get_current()

    @cached_property
    def _open(self) -> list[tuple[str, Holding]]:
        team = team_index()
        groups = [group for group in self.user.getGroups() if ":" not in group]
        names = team.principals(self.user.getId(), groups, self.now)
        return [(uid, held) for uid, _number, held in team.holdings(names, self.now)]

    @cached_property
    def cases(self) -> dict[str, tuple[Place, list[Holding]]]:
        """UID -> the case and what the person holds in it."""
        found: dict[str, tuple[Place, list[Holding]]] = {}
        for uid, held in self._open:
            place = None if held.standing else place_of(uid)
            if place is not None:
                found.setdefault(uid, (place, []))[1].append(held)
        return found

    @cached_property
    def registers(self) -> list[Any]:
        """The registers in which the person has an appointment, or a case."""
        paths = {place.path.rpartition("/")[0] for place, _held in self.cases.values()}
        found = _found(paths | self._appointed)
        return [register for register in found if ICaseRegister.providedBy(register)]

    @cached_property
    def boxes(self) -> list[Any]:
        """What else the person is appointed to: intake boxes tell what is due as registers do."""
        return [each for each in _found(self._appointed) if not ICaseRegister.providedBy(each)]

    @cached_property
    def _appointed(self) -> set[str]:
        places = (place_of(uid) for uid, held in self._open if held.standing)
        return {place.path for place in places if place is not None}

    @cached_property
    def owing(self) -> dict[str, set[str]]:
        """Token of the list `deadlines` -> paths of the registers where the person sees to it."""
        appointed = {
            (place.path, held.function)
            for uid, held in self._open
            if held.standing and (place := place_of(uid)) is not None
        }
        return {
            what: {path for path, function in appointed if function in answering}
            for what, answering in OWED.items()
        }

    @cached_property
    def overseen(self) -> list[Any]:
        """The registers of which the person sees all that is due."""
        return [each for each in self.registers if api.user.has_permission(OVERSEE, obj=each)]


def _found(paths: set[str]) -> list[Any]:
    site = api.portal.get()
    found = (site.unrestrictedTraverse(path, None) for path in sorted(paths))
    return [each for each in found if each is not None]


def ends_in(register: Any, now: datetime) -> Iterator[tuple[Place, str, Holding]]:
    """Yield (case, who, holding) of what ends one day in the cases of a register."""
    inside = "/".join((*register.getPhysicalPath(), ""))
    for uid, held in team_index().cases.items():
        ending = [(who, Holding(*entry)) for who, _number, entry in held]
        ending = [(who, holding) for who, holding in ending if ends(holding, now)]
        place = place_of(uid) if ending else None
        if place is not None and place.path.startswith(inside):
            yield from ((place, who, holding) for who, holding in ending)


def ends(holding: Holding, now: datetime) -> bool:
    """Tell whether somebody's work on a case ends one day. Emergency access is none."""
    return (
        holding.expires is not None
        and holding.holds(now)
        and not holding.standing
        and holding.function != "reader"
    )
