"""REST: the boxes of an exhibit, and the names of a case, as on their pages."""

from baleharum.asked import typed_number
from baleharum.cases.team.api import Change
from baleharum.litigation import pseudonyms
from baleharum.litigation.acting import EDIT
from baleharum.litigation.pseudonym_page import KEEP
from baleharum.litigation.pseudonym_page import keep
from baleharum.litigation.pseudonym_page import map_rows
from baleharum.litigation.pseudonyms import Row
from baleharum.litigation.redacting import Exhibit
from baleharum.litigation.redaction_page import EDGES
from baleharum.litigation.redaction_page import percent
from baleharum.litigation.redactions import drawn
from baleharum.litigation.redactions import name_of
from baleharum.login.api import require_step_up
from baleharum.renditions.boxes import Box
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


HOW = "Name the exhibit: @redactions/<number>, see GET @exhibits."


def box_json(box: Box) -> dict[str, Any]:
    """Return a box as services tell it: its name, page, sides in percents, and reason."""
    edges = {edge: round(getattr(box, edge) * 100, 3) for edge in EDGES}
    return {"box": name_of(box), "page": box.page, **edges, "reason": box.reason}


def redactions_json(exhibit: Exhibit) -> dict[str, Any]:
    """Return the boxes of an exhibit, and how far the PDF without what lies in them is."""
    number = exhibit.entry.number
    url = exhibit.context.absolute_url()
    picture = f"{url}/@@page-picture?number={number}&page="
    return {
        "@id": f"{url}/@redactions/{number}",
        "number": number,
        "pages": exhibit.pages,
        "picture": picture,
        "holds": exhibit.holds,
        "state": exhibit.state,
        "covered": list(exhibit.covered),
        "told": list(exhibit.told),
        "boxes": [box_json(box) for box in exhibit.boxes],
    }


@implementer(IPublishTraverse)
class RedactionsGet(Service):
    """GET @redactions/<number> of a litigation file; with ?names=1 also where names stand."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.names: list[str] = []

    def publishTraverse(self, request, name):
        """Take the number of the exhibit."""
        self.names.append(name)
        return self

    def reply(self) -> dict[str, Any]:
        """Return the boxes. Raises NotFound for an exhibit that is not open to who asks."""
        number = typed_number(self.names[0]) if len(self.names) == 1 else None
        if number is None:
            raise NotFound(HOW)
        exhibit = Exhibit(self.context, number)
        found = redactions_json(exhibit)
        if self.request.form.get("names") == "1":
            found["names"] = [box_json(each.box) for each in exhibit.named()]
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return found


class RedactionsPost(Change):
    """POST @redactions/<number> with page, left, top, width, height (percents) and reason draws a
    box; …/names draws those that a search for names proposes (all, or `boxes`); …/erase takes `boxes`
    away."""

    permissions = (EDIT,)
    plain = ("page", *EDGES, "boxes")

    def change(self, data: dict[str, Any]) -> Any:
        """Do it; returns the boxes."""
        name, *action = self.names or [""]
        number = typed_number(name)
        if number is None or len(action) > 1:
            raise NotFound(HOW)
        exhibit = Exhibit(self.context, number)
        if not action:
            exhibit.draw([self._box(data)])
        elif action == ["names"]:
            chosen = self._chosen(data)
            places = [each.box for each in exhibit.named()]
            exhibit.draw(b for b in places if chosen is None or name_of(b) in chosen)
        elif action == ["erase"]:
            exhibit.erase(self._chosen(data) or ())
        else:
            raise BadRequest("The actions are names and erase.")
        return redactions_json(exhibit)

    def _box(self, data: dict[str, Any]) -> Box:
        page = data.get("page")
        if not isinstance(page, int):
            raise BadRequest('Send `page` as a number: {"page": 2}.')
        edges = [percent(data.get(edge)) for edge in EDGES]
        return drawn(page, edges, data.get("reason", ""))

    def _chosen(self, data: dict[str, Any]) -> list[str] | None:
        found = data.get("boxes")
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
            raise BadRequest('Send `boxes` as a list of their names: {"boxes": ["…"]}.')
        return found


def pseudonyms_json(case) -> dict[str, Any]:
    """Return the map of a case: people of it, then others."""
    others = [row for row in pseudonyms.rows_of(case) if not row.person]
    return {
        "@id": f"{case.absolute_url()}/@pseudonyms",
        "rows": [
            *(
                {
                    "person": row["person"],
                    "pseudonym": row["pseudonym"],
                    "names": row["names"].splitlines(),
                    "suggested": row["suggested"],
                    "earlier": [
                        {"name": each["name"], "sought": not each["out"]} for each in row["earlier"]
                    ],
                }
                for row in map_rows(case)
            ),
            *(
                {
                    "person": None,
                    "pseudonym": r.pseudonym,
                    "names": list(r.names),
                    "suggested": False,
                    "earlier": [],
                }
                for r in others
            ),
        ],
    }


class PseudonymsGet(Service):
    """GET @pseudonyms of a case."""

    def reply(self) -> dict[str, Any]:
        """Return the map."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return pseudonyms_json(self.context)


class PseudonymsPost(Change):
    """POST @pseudonyms of a case with rows: [{"person": UID or null, "pseudonym": "Anak A", "names":
    ["…"]}]: the whole map, which takes the place of the one before. unsought: names of `earlier` that
    name nobody and are not looked for; without it they stay as they are."""

    permissions = (KEEP,)
    plain = ("rows", "unsought")

    def change(self, data: dict[str, Any]) -> Any:
        """Write it; returns the map."""
        rows = data.get("rows")
        if not isinstance(rows, list):
            raise BadRequest('Send the rows as a list: {"rows": [{"person": …, "pseudonym": …}]}.')
        found = [_row(row) for row in rows]
        out = data.get("unsought")
        if out is not None and not all(isinstance(name, str) for name in _list(out)):
            raise BadRequest('Send `unsought` as a list of texts: {"unsought": ["…"]}.')
        require_step_up(self.request)
        keep(self.context, found, out)
        return pseudonyms_json(self.context)


def _row(row: Any) -> Row:
    if isinstance(row, dict):
        names = row.get("names") or []
        texts = [row.get("pseudonym") or "", row.get("person") or "", *_list(names)]
        if all(isinstance(text, str) for text in texts):
            pseudonym, person, *names = (text.strip() for text in texts)
            return Row(pseudonym, person, tuple(filter(None, names)))
    raise BadRequest('A row is {"person": UID or null, "pseudonym": "Anak A", "names": ["…"]}.')


def _list(names: Any) -> list[Any]:
    return names if isinstance(names, list) else [None]
