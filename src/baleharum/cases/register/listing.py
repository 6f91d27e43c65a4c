"""The cases that a person may see, as the register lists, counts and sorts them.

Works on sets of record ids and on catalog metadata: no case is woken.
"""

from baleharum.cases.indexers import day
from baleharum.cases.register import rids
from baleharum.cases.register.dates import local_day
from baleharum.cases.register.dates import plain_day
from baleharum.cases.register.filters import FACETS
from baleharum.cases.register.filters import Filters
from baleharum.cases.traces import shown
from baleharum.guard.pace import leave_on_a_beat
from baleharum.team.policy import CASE_FUNCTIONS
from baleharum.team.records import team_index
from baleharum.terms.lists import terms
from baleharum.trail.actions import EXPORT
from baleharum.trail.actions import LIST
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from heapq import nlargest
from heapq import nsmallest
from plone import api


#: facet or sort -> index of the catalog.
INDEXES = {
    "state": "review_state",
    "category": "case_categories",
    "risk": "case_risk",
    "sub_district": "case_sub_district",
    "number": "getId",
    "received": "case_received",
    "changed": "modified",
}

#: Sorts whose tokens have an order of their own: that of their code list.
RANKED = ("state", "risk")


@dataclass(frozen=True)
class Row:
    """A line of the register: tokens, days and ids of people; no name of anybody."""

    uid: str
    number: str
    url: str
    state: str
    categories: tuple[str, ...]
    risk: str
    sub_district: str
    received: date | None
    review: date | None
    changed: date | None
    leads: tuple[str, ...] = ()


class Listing:
    """The answer of a register to a question; what is not visible is in none of it."""

    def __init__(self, register, filters: Filters, now: datetime):
        self.register = register
        self.filters = filters
        self.now = now

    @cached_property
    def visible(self):
        """Record ids of all cases that the person may see."""
        # Houses of a centre lie in its register as well.
        return rids.of_type("Case", rids.visible_in(self.register))

    @cached_property
    def found(self):
        """Record ids of those that were asked for."""
        return self._narrowed()

    def __len__(self):
        return len(self.found)

    def counts(self, facet: str) -> dict[str, int]:
        """Return token -> number of cases, under all filters but that of the facet itself."""
        base = self._narrowed(leaving_out=facet) if facet in self._chosen else self.found
        return rids.count_values(INDEXES[facet], base)

    def page(self) -> list[Row]:
        """Return the rows of the page that was asked for."""
        start, size = self.filters.start, self.filters.size
        rows = self._with_leads(self._sorted(start + size)[start:])
        shown(LIST, self.register, "cases", len(rows), [row.uid for row in rows])
        return rows

    def all(self, portion: int = 500) -> Iterator[Row]:
        """Yield every row that was asked for, a portion at a time, for an export."""
        ordered = self._sorted(len(self.found))
        shown(EXPORT, self.register, "cases", len(ordered), _uids(ordered))
        for start in range(0, len(ordered), portion):
            yield from self._with_leads(ordered[start : start + portion])

    def workers(self) -> list[str]:
        """Return who is assigned to a case that the person may see."""
        uids, index = _uids(self.visible), team_index()
        if len(self.visible) <= rids.FEW:
            holders = index.holders(uids, self.now, CASE_FUNCTIONS).values()
            return sorted({principal for several in holders for principal in several})
        seen = set(uids)
        return [p for p in index.people if self._holds_one(index, p, seen)]

    def _holds_one(self, index, principal, seen):
        held = index.holdings([principal], self.now)
        return any(uid in seen and h.function in CASE_FUNCTIONS for uid, _number, h in held)

    @cached_property
    def _chosen(self) -> dict[str, object]:
        """Filter -> record ids that pass it."""
        filters = self.filters
        chosen = {facet: rids.with_any(INDEXES[facet], t) for facet, t in filters.facets}
        if filters.worker:
            uids = team_index().uids([filters.worker], self.now, CASE_FUNCTIONS)
            chosen["worker"] = _rids(uids)
        if filters.since or filters.until:
            chosen["period"] = rids.asked("case_received", _between(filters.since, filters.until))
        if chosen:
            leave_on_a_beat()
        return chosen

    def _narrowed(self, leaving_out: str = ""):
        found = self.visible
        for name, passing in self._chosen.items():
            if name != leaving_out:
                found = intersection(found, passing)
        return found

    def _sorted(self, limit: int) -> list[int]:
        """Return the first record ids in the order that was asked for."""
        take = nlargest if self.filters.down else nsmallest
        return take(limit, self.found, key=_key(self.filters.sort))

    def _with_leads(self, page: list[int]) -> list[Row]:
        catalog = api.portal.get_tool("portal_catalog")._catalog
        brains = [catalog[rid] for rid in page]
        leads = team_index().holders([b.UID for b in brains], self.now, ("lead",))
        base = self.register.absolute_url()
        return [_row(brain, base, tuple(leads.get(brain.UID, ()))) for brain in brains]


def _row(brain, base: str, leads: tuple[str, ...]) -> Row:
    return Row(
        uid=brain.UID,
        number=brain.getId,
        url=f"{base}/{brain.getId}",
        state=brain.review_state,
        categories=tuple(brain.case_categories or ()),
        risk=brain.case_risk,
        sub_district=brain.case_sub_district or "",
        received=plain_day(brain.case_received),
        review=plain_day(brain.case_review),
        changed=local_day(brain.modified),
        leads=leads,
    )


def _key(sort: str) -> Callable:
    """Return what record ids are sorted by; equal ones by their case numbers."""
    values = rids.index(INDEXES[sort])._unindex
    numbers = rids.index("getId")._unindex
    if sort in RANKED:
        order = {t.token: position for position, t in enumerate(terms(FACETS[sort]))}
        return lambda rid: (order.get(values.get(rid), -1), numbers.get(rid))
    return lambda rid: (values.get(rid) or _least(sort), numbers.get(rid))


def _least(sort: str):
    """Return what stands for a missing value: below all others."""
    return 0 if sort in ("received", "changed") else ""


def _uids(found: Iterable[int]) -> list[str]:
    uids = rids.index("UID")._unindex
    return [uids[rid] for rid in found]


def _rids(uids: Iterable[str]):
    index = rids.index("UID")._index
    return IISet(index[uid] for uid in uids if uid in index)


def _between(since: date | None, until: date | None) -> dict:
    """Return the query of a date index; both days count."""
    if since is None:
        return {"query": day(until), "range": "max"}
    if until is None:
        return {"query": day(since), "range": "min"}
    return {"query": (day(since), day(until)), "range": "min:max"}
