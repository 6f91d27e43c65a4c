"""REST: `GET @deadlines` of a case, a register and the site, with the parameters of the pages."""

from baleharum.deadlines.rows import GROUPS
from baleharum.deadlines.views import Board
from baleharum.deadlines.views import MOST
from baleharum.deadlines.views import tell
from baleharum.deadlines.words import Line
from plone.restapi.services import Service
from typing import Any


class DeadlinesGet(Service):
    """What is due, the first one first; `?scope=mine|centre`, `?kind=`.

    counts: group -> how many; kinds: token -> how many of the scope; items: at most 200.
    """

    def reply(self) -> dict[str, Any]:
        """Return the rows; see the class."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        board = Board(self.context, self.request.form)
        found = board.sections(MOST)
        tell(self.context, found)
        totals = {section.name: section.total for section in found}
        return {
            "@id": f"{self.context.absolute_url()}/@deadlines",
            "scope": board.scope if board.scopes else "case",
            "kind": board.kind,
            "counts": {name: totals.get(name, 0) for name in GROUPS},
            "kinds": board.kinds,
            "items": [line_json(line) for section in found for line in section.lines],
            "items_total": len(board.rows),
        }


def line_json(line: Line) -> dict[str, Any]:
    """Return a line as JSON."""
    row = line.row
    return {
        "@id": row.url,
        "at": row.at.isoformat(),
        "group": line.group,
        "what": row.what,
        "title": line.what,
        "near": line.near,
        "when": line.when,
        "case": row.case,
        "thing": row.thing,
        "person": row.who,
        "leads": list(line.leads),
    }
