"""REST: `@desk` answers what the page shows, list by list."""

from baleharum.desk.lines import Lines
from baleharum.desk.work import Work
from baleharum.team.api import utcnow
from dataclasses import asdict
from plone import api
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from typing import Any
from zope.i18n import translate


#: Lists of the answer: methods of Work.
LISTS = (
    *("cases", "decisions", "returned", "to_review", "intake", "ending", "unreadable", "due"),
    "recent",
)


class DeskGet(Service):
    """The lists of the person's desk; each with its first lines and how many there are."""

    def reply(self) -> dict[str, Any]:
        work = Work(api.user.get_current(), utcnow())
        answer: dict[str, Any] = {"@id": f"{self.context.absolute_url()}/@desk"}
        for name in LISTS:
            answer[name] = self._list(getattr(work, name)())
        return answer

    def _list(self, lines: Lines) -> dict[str, Any]:
        lines.tell()
        return {
            "items": [json_compatible(self._item(line)) for line in lines.lines],
            "items_total": lines.total,
            "more": lines.more or None,
        }

    def _item(self, line) -> dict[str, Any]:
        item = asdict(line)
        del item["case"]
        if "asks" in item:
            item["asks"] = translate(line.asks, context=self.request)
        return {"@id": item.pop("url"), **item}
