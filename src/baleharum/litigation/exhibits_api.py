"""REST: the exhibits of a litigation file, their order, and what the gates have found."""

from baleharum.asked import typed_number
from baleharum.cases.team import forbidden
from baleharum.cases.team.api import Change
from baleharum.litigation import exhibits
from baleharum.litigation import gates
from baleharum.litigation import lifting
from baleharum.litigation import looked
from baleharum.litigation import ordering
from baleharum.litigation.acting import CHECK
from baleharum.litigation.acting import EDIT
from baleharum.litigation.facts import facts_of
from baleharum.litigation.finding import documents
from baleharum.litigation.shown import Shown
from baleharum.login.api import require_step_up
from plone import api
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate


#: What is done with one exhibit.
ACTIONS = "up down place split remove waive lift look".split()


def exhibits_json(context, request) -> dict[str, Any]:
    """Return the exhibits as they are bound, and what the gates have found."""
    known = Shown(context)
    return {
        "@id": f"{context.absolute_url()}/@exhibits",
        "sections": context.section_titles(),
        "pages": known.pages,
        "whole_pages": known.whole,
        "bytes": known.size,
        "order": ordering.stamp(context),
        "blocking": known.blocking,
        "items": [_line(line) for line in known.lines],
        "lifted": [
            {"code": code, "flag": row.flag, "who": row.who, "at": row.at, "why": row.reason}
            for code, row in lifting.lifts_of(context)
        ],
        "looked": [
            {"number": row.number, "sha256": row.sha256, "who": row.who, "at": row.at}
            for row in looked.rows(context)
        ],
        "gates": [
            {
                "gate": found.gate,
                "blocks": found.blocks,
                "code": found.code,
                "number": found.number or None,
                "sheet": found.sheet or None,
                "look": bool(found.look),
                "message": translate(found.message, context=request),
            }
            for found in known.findings
        ],
    }


def _line(line) -> dict[str, Any]:
    entry = line.source.entry
    return {
        "number": entry.number,
        "code": line.source.code,
        "document": entry.document,
        "name": entry.name.upper(),
        "version": entry.version,
        "section": entry.section,
        "title": entry.title,
        "dated": entry.dated.isoformat() if entry.dated else None,
        "has_original": entry.has_original,
        "proves": entry.proves,
        "duty": entry.duty,
        "duty_on": entry.duty_on.isoformat() if entry.duty_on else None,
        "duty_ref": entry.duty_ref,
        "flags": list(entry.flags),
        "waivers": [{"who": who, "at": at, "why": why} for who, at, why in entry.waivers],
        "first_page": line.first or None,
        "last_page": line.last or None,
        "included": entry.included,
    }


class ExhibitsGet(Service):
    """GET @exhibits of a litigation file; with ?text= also what can be taken in."""

    def reply(self) -> dict[str, Any]:
        """Return the exhibits and gates."""
        found = exhibits_json(self.context, self.request)
        text = self.request.form.get("text")
        if isinstance(text, str) and api.user.has_permission(EDIT, obj=self.context):
            rows = documents(self.context, text)
            found["documents"] = [{"UID": row["uid"], "@id": row["url"]} for row in rows]
        return found


class ExhibitsPost(Change):
    """POST @exhibits with documents ('UID UID') and section takes documents in; POST
    @exhibits/<number>/up, down, place (section, place from 1), split (pages), remove, waive (with a
    reason), lift (a flag, with a reason) or look (that one has, as whoever approves), and
    @exhibits/sort (section) or unsort. order: of GET, refused where it is another now."""

    permissions = (EDIT, CHECK)
    plain = ("place",)

    def change(self, data: dict[str, Any]) -> Any:
        """Do it; returns all exhibits."""
        writes = self.names[1:] not in (["waive"], ["look"])
        if writes and not api.user.has_permission(EDIT, obj=self.context):
            raise self.forbidden(forbidden.NOT_HERE)
        if not self.names:
            uids = data.get("documents", "").split()
            exhibits.add(self.context, uids, data.get("section", ""))
        elif self.names == ["sort"]:
            ordering.sort(self.context, data.get("section", ""), data.get("order", ""))
        elif self.names == ["unsort"]:
            ordering.undo(self.context, data.get("order", ""))
        else:
            self._one(data)
        return exhibits_json(self.context, self.request)

    def _one(self, data: dict[str, Any]) -> None:
        number = typed_number(self.names[0]) if len(self.names) == 2 else None
        if number is None:
            raise NotFound("Name exhibit and action: POST @exhibits/<number>/<action>")
        action = self.names[1]
        order, section = data.get("order", ""), data.get("section", "")
        if action in ("up", "down"):
            ordering.move(self.context, number, 1 if action == "down" else -1, order)
        elif action == "place":
            ordering.place(self.context, number, section, whole_number(data.get("place")), order)
        elif action == "split":
            ordering.split(self.context, number, data.get("pages", ""))
        elif action == "remove":
            exhibits.remove(self.context, number)
        else:
            self._decide(number, action, data)

    def _decide(self, number: int, action: str, data: dict[str, Any]) -> None:
        reason = data.get("reason", "")
        if action == "look":
            looked.look(self.context, number, gates.findings(facts_of(self.context)))
        elif action in ("lift", "waive"):
            require_step_up(self.request)
            if action == "lift":
                lifting.lift(self.context, number, data.get("flag", ""), reason)
            else:
                exhibits.waive(self.context, number, reason)
        else:
            raise BadRequest(f"The actions are {', '.join(ACTIONS)}.")


class ExhibitsPatch(Change):
    """PATCH @exhibits/<number> with fields of an exhibit."""

    permissions = (EDIT,)
    plain = ("flags", "has_original")

    def change(self, data: dict[str, Any]) -> Any:
        """Write them; returns all exhibits."""
        exhibits.describe(self.context, self.number(), **data)
        return exhibits_json(self.context, self.request)


def whole_number(value: Any) -> int:
    """Return a number that a program has sent, 0 for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
