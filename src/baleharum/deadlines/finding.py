"""What is due for who acts now: of a case, of a person, of the centre.

One question to the catalog each; beside it the team index, and what lies in no case.
"""

from baleharum.cases.dues import RegisterDue
from baleharum.cases.interfaces import IRegisterDues
from baleharum.cases.moments import WITA
from baleharum.deadlines.places import case_around
from baleharum.deadlines.places import ends
from baleharum.deadlines.places import ends_in
from baleharum.deadlines.places import Holder
from baleharum.deadlines.places import Place
from baleharum.deadlines.places import place_of
from baleharum.deadlines.rows import Row
from baleharum.team.records import Holding
from baleharum.team.records import team_index
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from urllib.parse import urljoin
from zope.component import subscribers


#: Days that lists of more than one case look ahead; what is due later can wait to be listed.
AHEAD = 92

#: What somebody asks for.
MINE, CENTRE = "mine", "centre"
ASSIGNMENT, WITHDRAWAL = "assignment-end", "withdrawal"

#: Tells of a brain and a token whether the row belongs into a list.
Wanted = Callable[[Any, str], bool]


def of_case(case: Any, now: datetime) -> list[Row]:
    """Return what is due in a case and in what is filed in it, as far as the person may see it."""
    path = _path(case)
    place = Place(IUUID(case), path, case.getId())
    base = case.absolute_url()
    held = ((who, Holding(*entry)) for who, _n, entry in team_index().cases.get(place.uid, ()))
    own = [_end(place, who, holding, base) for who, holding in held if ends(holding, now)]
    told = [row for row in _of_register(case.__parent__) if row.uid == place.uid]
    return sorted((*_found([path], None), *own, *told))


def of_person(now: datetime, register: Any = None, ahead: int = AHEAD) -> list[Row]:
    """Return what is due in the cases of who acts now, and what they answer for in a register:
    reviews of documents, requests, breaches.

    register: to keep to this one; ahead: days.
    """
    holder = Holder(now)
    places = [
        (place, held)
        for place, held in holder.cases.values()
        if register is None or _is_in(place.path, register)
    ]
    who = holder.user.getId()
    own = [
        _end(place, who, holding, _address(place.path))
        for place, held in places
        for holding in held
        if ends(holding, now)
    ]
    mine = [each for each in holder.registers if register is None or _same(each, register)]
    boxes = holder.boxes if register is None else []
    told = [row for each in (*mine, *boxes) for row in _of_register(each)]
    limit = now + timedelta(days=ahead)
    paths = [place.path for place, _held in places]
    owed = {
        what: {path for path in found if register is None or path == _path(register)}
        for what, found in holder.owing.items()
    }
    above = set().union(*owed.values())
    found = _found([*paths, *sorted(above)], limit, _for_person(who, paths, owed))
    return sorted(_until((*found, *own, *told), limit))


def _for_person(who: str, paths: list[str], owed: dict[str, set[str]]) -> Wanted:
    """Return what tells whether a row is somebody's: in their cases, or something that they owe."""
    inside = tuple(f"{path}/" for path in paths)
    above = {what: tuple(f"{path}/" for path in found) for what, found in owed.items()}

    def wanted(brain: Any, what: str) -> bool:
        path = f"{brain.getPath()}/"
        if path.startswith(inside):
            return True
        # What waits for a second pair of eyes does not wait for its author.
        own = brain.Creator == who and what != WITHDRAWAL
        return path.startswith(above.get(what, ())) and not own

    return wanted


def of_centre(now: datetime, register: Any = None, ahead: int = AHEAD) -> list[Row]:
    """Return what is due in the registers that who acts now oversees (in this one of them)."""
    holder = Holder(now)
    chosen = [each for each in holder.overseen if register is None or _same(each, register)]
    boxes = holder.boxes if register is None else []
    own = [
        _end(place, who, holding, _address(place.path))
        for each in chosen
        for place, who, holding in ends_in(each, now)
    ]
    told = [row for each in (*chosen, *boxes) for row in _of_register(each)]
    limit = now + timedelta(days=ahead)
    found = _found([_path(each) for each in chosen], limit)
    return sorted(_until((*found, *own, *told), limit))


def _all(brain: Any, what: str) -> bool:
    return True


def _found(paths: list[str], limit: datetime | None, wanted: Wanted = _all) -> Iterator[Row]:
    """Yield the rows that the catalog remembers below some paths."""
    if not paths:
        return
    due: dict[str, Any] = {"query": DateTime(0), "range": "min"}
    if limit is not None:
        due = {"query": DateTime(limit.isoformat()), "range": "max"}
    catalog = api.portal.get_tool("portal_catalog")
    places: dict[tuple[str, str], Place | None] = {}
    # Left open, the catalog would wake every case of the paths to find out.
    for brain in catalog(path={"query": paths}, due_at=due, show_inactive=False):
        path, number = brain.getPath(), brain.Title.partition("/")[0]
        at = (path.partition(f"/{number}")[0], number)
        if at not in places:
            places[at] = case_around(path, number)
        yield from _of_brain(brain, number, places[at], wanted)


def _of_brain(brain: Any, number: str, place: Place | None, wanted: Wanted) -> Iterator[Row]:
    uid = place.uid if place is not None else ""
    thing = "" if brain.portal_type == "Case" else brain.Title.rpartition("/")[2]
    for moment, what in brain.dues or ():
        if not wanted(brain, what):
            continue
        at = datetime.fromisoformat(moment)
        yield Row(at, what, number, thing, brain.getURL(), uid, _key(brain.UID, what))


def _of_register(register: Any) -> Iterator[Row]:
    """Yield what lies in no case, for who acts now."""
    for each in subscribers((register,), IRegisterDues):
        for due in each.dues():
            yield _told(register, due)


def _told(register: Any, due: RegisterDue) -> Row:
    place = place_of(due.case) if due.case else None
    number = place.number if place is not None else ""
    url = urljoin(f"{register.absolute_url()}/", due.page)
    key = _key(IUUID(register), due.what, due.number)
    return Row(due.at, due.what, number, due.number, url, due.case, key)


def _end(place: Place, who: str, holding: Holding, base: str) -> Row:
    assert holding.expires is not None  # noqa: S101  see places.ends
    at = holding.expires.astimezone(WITA)
    key = _key(place.uid, ASSIGNMENT, who, holding.function)
    return Row(at, ASSIGNMENT, place.number, "", f"{base}/team", place.uid, key, who)


def _key(*parts: str) -> str:
    return "\n".join(parts)


def _until(rows: Iterable[Row], limit: datetime) -> list[Row]:
    return [row for row in rows if row.at <= limit]


def _address(path: str) -> str:
    site = api.portal.get()
    below = path.removeprefix("/".join(site.getPhysicalPath()))
    return f"{site.absolute_url()}{below}"


def _path(content: Any) -> str:
    return "/".join(content.getPhysicalPath())


def _is_in(path: str, register: Any) -> bool:
    return path.startswith("/".join((*register.getPhysicalPath(), "")))


def _same(one: Any, other: Any) -> bool:
    return bool(IUUID(one) == IUUID(other))
