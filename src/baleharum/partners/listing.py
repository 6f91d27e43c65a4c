"""The partners that somebody may see, filtered; read from the catalog, no partner is woken."""

from baleharum.asked import Asked
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
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
    skill: str = ""
    sub_district: str = ""

    @property
    def narrowing(self) -> int:
        """How many filters are set."""
        return sum(1 for value in vars(self).values() if value)


def wanted(form: Mapping[str, Any]) -> Wanted:
    """Return what a request asks for."""
    asked = Asked(form)
    return Wanted(**{each.name: asked.get(each.name, "").strip() for each in fields(Wanted)})


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
    rows = [
        row(brain)
        for brain in found
        if text in brain.Title.casefold() and _helps(directory, brain, asked)
    ]
    return sorted(rows, key=lambda each: (each.name.casefold(), each.uid))


def _helps(directory, brain, asked: Wanted) -> bool:
    """Tell whether a partner has a skill and helps in a sub-district; who names none of these helps
    in all of them. The catalog does not know: a partner is woken only where it is asked for."""
    if not (asked.skill or asked.sub_district):
        return True
    partner = directory[brain.getId]
    places = partner.sub_districts or ()
    return (not asked.skill or asked.skill in (partner.skills or ())) and (
        not asked.sub_district or not places or asked.sub_district in places
    )


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
