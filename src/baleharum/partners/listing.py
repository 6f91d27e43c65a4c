"""The partners that somebody may see, filtered; read from the catalog, no partner is woken."""

from baleharum.asked import Asked
from collections.abc import Mapping
from dataclasses import dataclass
from plone import api
from typing import Any


#: parameter -> index.
FILTERS = {
    "kind": "partner_kind",
    "service": "partner_services",
    "area": "partner_areas",
    "state": "review_state",
}
STATES = ("internal", "public", "inactive")


@dataclass(frozen=True)
class Row:
    """A partner as the catalog knows it; kind, services, areas, state: tokens."""

    id: str
    uid: str
    url: str
    name: str
    kind: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class Wanted:
    """What is asked for. text: part of a name; the rest: tokens, '' for any."""

    text: str = ""
    kind: str = ""
    service: str = ""
    area: str = ""
    state: str = ""

    @property
    def narrowing(self) -> int:
        """How many filters are set."""
        return sum(
            1 for value in (self.text, self.kind, self.service, self.area, self.state) if value
        )


def wanted(form: Mapping[str, Any]) -> Wanted:
    """Return what a request asks for."""
    asked = Asked(form)
    names = ("text", "kind", "service", "area", "state")
    return Wanted(**{name: asked.get(name, "").strip() for name in names})


def partners(directory, asked: Wanted = Wanted()) -> list[Row]:  # noqa: B008 (frozen)
    """Return the partners that the person may see, by name; inactive ones only when asked for."""
    query: dict[str, Any] = {
        index: getattr(asked, name) for name, index in FILTERS.items() if getattr(asked, name)
    }
    if not asked.state:
        query["review_state"] = ["internal", "public"]
    found = api.portal.get_tool("portal_catalog")(
        portal_type="Partner", path="/".join(directory.getPhysicalPath()), **query
    )
    text = asked.text.casefold()
    rows = [row(brain) for brain in found if text in brain.Title.casefold()]
    return sorted(rows, key=lambda each: (each.name.casefold(), each.uid))


def row(brain) -> Row:
    """Return what the catalog knows of a partner."""
    return Row(
        id=brain.getId,
        uid=brain.UID,
        url=brain.getURL(),
        name=brain.Title,
        kind=brain.partner_kind or "",
        services=tuple(brain.partner_services or ()),
        areas=tuple(brain.partner_areas or ()),
        state=brain.review_state,
    )
