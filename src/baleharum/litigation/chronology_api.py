"""REST: the chronology of a litigation file."""

from baleharum.cases.team.api import Change
from baleharum.litigation import chronology
from baleharum.litigation.acting import EDIT
from baleharum.litigation.exhibits_api import whole_number
from baleharum.litigation.pinned import Pinned
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest


FIELDS = ("day", "until", "text", "standing")


def chronology_json(context: Any) -> dict[str, Any]:
    """Return the facts, each with the places at which it stands."""
    marks = {fact.number: chronology.mark(fact) for fact in chronology.facts_of(context)}
    return {
        "@id": f"{context.absolute_url()}/@chronology",
        "items": [_row(row, marks[row["number"]]) for row in Pinned(context).rows()],
    }


def _row(row: dict[str, Any], mark: str) -> dict[str, Any]:
    return {
        "number": row["number"],
        "day": row["day"].isoformat(),
        "until": row["until"].isoformat() if row["until"] else None,
        "text": row["text"],
        "standing": row["standing"],
        "seen": mark,
        "pins": [
            {
                "exhibit": pin["exhibit"],
                "pages": pin["own_pages"],
                "code": pin["code"],
                "bundle_pages": pin["pages"] or None,
                "missing": pin["missing"],
                "bundle": pin["pdf"] or None,
                "document": pin["document"] or None,
            }
            for pin in row["pins"]
        ],
    }


class ChronologyGet(Service):
    """GET @chronology of a litigation file."""

    def reply(self) -> dict[str, Any]:
        """Return the facts."""
        return chronology_json(self.context)


class ChronologyChange(Change):
    """What the services that write have in common."""

    permissions = (EDIT,)
    plain = ("pins",)

    def written(self, data: dict[str, Any], number: int) -> None:
        """Write a fact. Raises BadRequest for places that are none."""
        fields = {name: data[name] for name in FIELDS if name in data}
        chronology.save(
            self.context, number, data.get("seen", ""), pins=_pins(data.get("pins", [])), **fields
        )


class ChronologyPost(ChronologyChange):
    """POST @chronology with day, until, text, standing and pins adds a fact.

    pins: a list of {"exhibit": number, "pages": "3-4"}, pages of the document.
    """

    def change(self, data: dict[str, Any]) -> Any:
        """Add it; returns all facts."""
        self.written(data, 0)
        self.request.response.setStatus(201)
        return chronology_json(self.context)


class ChronologyPatch(ChronologyChange):
    """PATCH @chronology/<number> with the fields that change; seen: as GET gave it."""

    def change(self, data: dict[str, Any]) -> Any:
        """Write it; returns all facts."""
        number = self.number()
        fact = chronology.fact_with(self.context, number)
        kept = {
            "day": fact.day.isoformat(),
            "until": fact.until.isoformat() if fact.until else "",
            "text": fact.text,
            "standing": fact.standing,
            "pins": [pin._asdict() for pin in fact.pins],
        }
        self.written({**kept, **data}, number)
        return chronology_json(self.context)


class ChronologyDelete(ChronologyChange):
    """DELETE @chronology/<number> takes a fact out."""

    def change(self, data: dict[str, Any]) -> Any:
        """Take it out; returns the others."""
        chronology.remove(self.context, self.number(), data.get("seen", ""))
        return chronology_json(self.context)


def _pins(rows: Any) -> list[tuple[int, str]]:
    """Return the places of a fact. Raises BadRequest."""
    found = []
    for row in rows if isinstance(rows, list) else [None]:
        pages = row.get("pages", "") if isinstance(row, dict) else None
        if not isinstance(pages, str):
            raise BadRequest('Send `pins` as a list: [{"exhibit": 3, "pages": "1-2"}].')
        found.append((whole_number(row.get("exhibit")), pages))
    return found
