"""REST: `@cases` answers what the page of the register shows, `@export` its files.

Both take the parameters of the page.
"""

from baleharum.cases.register.export import Export
from baleharum.cases.register.filters import FACETS
from baleharum.cases.register.filters import filters_of
from baleharum.cases.register.listing import Listing
from baleharum.cases.register.listing import Row
from baleharum.cases.register.staff import full_names
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from collections.abc import Iterable
from plone.restapi.services import Service
from typing import Any
from zope.i18n import translate


class CasesGet(Service):
    """A page of cases, the counts under the same filters, and the pages before and after."""

    def reply(self) -> dict[str, Any]:
        self.filters = filters_of(self.request.form)
        listing = Listing(self.context, self.filters, utcnow())
        page = listing.page()
        workers = listing.workers()
        self.names = full_names({*workers, *(lead for row in page for lead in row.leads)})
        return {
            "@id": self._address(self.filters.start),
            "items_total": len(listing),
            "items": [self._item(row) for row in page],
            "workers": self._people(workers),
            "counts": {facet: listing.counts(facet) for facet in FACETS},
            "batching": self._batching(len(listing)),
        }

    def _item(self, row: Row) -> dict[str, Any]:
        return {
            "@id": row.url,
            "@type": "Case",
            "UID": row.uid,
            "number": row.number,
            "state": self._term("case-states", row.state),
            "risk": self._term("risks", row.risk),
            "categories": [self._term("categories", token) for token in row.categories],
            "sub_district": row.sub_district and self._term("sub-districts", row.sub_district),
            "leads": self._people(row.leads),
            "received_on": row.received and row.received.isoformat(),
            "review_on": row.review and row.review.isoformat(),
            "changed_on": row.changed and row.changed.isoformat(),
        }

    def _people(self, ids: Iterable[str]) -> list[dict[str, str]]:
        return [{"id": each, "fullname": self.names[each]} for each in ids]

    def _term(self, list_name: str, token: str) -> dict[str, str]:
        return {"token": token, "title": translate(label(list_name, token), context=self.request)}

    def _batching(self, total: int) -> dict[str, str]:
        start, size = self.filters.start, self.filters.size
        found = {"@id": self._address(start), "first": self._address(0)}
        if start > 0:
            found["prev"] = self._address(max(start - size, 0))
        if start + size < total:
            found["next"] = self._address(start + size)
        return found

    def _address(self, start: int) -> str:
        query = self.filters.query(b_start=start or "", b_size=self.filters.size)
        return f"{self.context.absolute_url()}/@cases?{query}"


class ExportGet(Service):
    """GET @export?format=csv|xlsx of a register: the file that `@@export` makes."""

    def render(self) -> Any:
        """Return the file in pieces."""
        self.check_permission()
        return Export(self.context, self.request)()
