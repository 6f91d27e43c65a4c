"""REST: `@access-log` of a case, `@reader-log` and `@alarms` of a register.

They take the parameters of the pages and keep their rules.
"""

from baleharum.asked import Asked
from baleharum.audit.alarms_view import Board
from baleharum.audit.alarms_view import days_of
from baleharum.audit.alarms_view import Shown
from baleharum.audit.asking import question
from baleharum.audit.caselog import CaseLog
from baleharum.audit.caselog import Person
from baleharum.audit.export import handed_out
from baleharum.audit.export import PERMISSION as EXPORT
from baleharum.audit.lines import Line
from baleharum.audit.tab import READ_LOG
from baleharum.audit.through import people_names
from baleharum.audit.views import ReaderLogPage
from baleharum.cases.team.api import Change
from baleharum.login.api import require_step_up
from plone import api
from plone.restapi.services import Service
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate


class AccessLogGet(Service):
    """GET @access-log of a case; with export=csv|xlsx|json the file of the page."""

    def render(self) -> Any:
        """Return the file as it is, everything else as JSON."""
        kind = self.exported()
        if not kind:
            return super().render()
        self.check_permission()
        if not api.user.has_permission(EXPORT, obj=self.context):
            raise NotFound(self.request.get("URL", ""))
        log = self.log()
        require_step_up(self.request)
        return handed_out(log, kind, self.request.response)

    def exported(self) -> str:
        """Return as what the record is to be handed out, '' for an answer."""
        return str(Asked(self.request.form).get("export", ""))

    def log(self) -> CaseLog:
        """Return the record that is asked for."""
        return CaseLog(self.context, question(self.request.form))

    def reply(self) -> dict[str, Any]:
        """Return a line a person, the rows of the page, and where to page on."""
        log = self.log()
        rows, older = log.page
        return {
            "@id": f"{self.context.absolute_url()}/@access-log",
            "people": [self._person(one) for one in log.people],
            "items": [line_json(line, self.request) for line in rows],
            "before": older,
        }

    def _person(self, one: Person) -> dict[str, Any]:
        return {
            "person": one.user,
            "name": translate(one.name, context=self.request),
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "counts": one.counts,
            "emergency": one.broke_glass,
            "through": [
                {
                    "function": each.function,
                    "cause": each.cause,
                    "standing": each.standing,
                    "group": each.group,
                }
                for each in one.through
            ],
        }


class ReaderLogGet(Service):
    """GET @reader-log?person=… of a register; without a person, the people to choose from."""

    def reply(self) -> dict[str, Any]:
        """Return cases, days and rows of a person."""
        page = ReaderLogPage(self.context, self.request)
        page.look()
        found: dict[str, Any] = {
            "@id": f"{self.context.absolute_url()}/@reader-log",
            "people": page.people(),
        }
        if page.log is None:
            return found
        rows, older = page.log.page
        return {
            **found,
            "person": page.person,
            "name": page.name(),
            "cases": [
                {
                    "@id": c.url,
                    "number": c.number,
                    "rows": c.rows,
                    "listed": c.listed,
                    "last": c.last.isoformat(),
                }
                for c in page.log.cases
            ],
            "days": [
                {
                    "day": d.day.isoformat(),
                    "rows": d.rows,
                    "cases": d.cases,
                    "listed": d.listed,
                }
                for d in page.log.days
            ],
            "items": [line_json(line, self.request) for line in rows],
            "before": older,
        }


class AlarmsGet(Service):
    """GET @alarms?days=… of a register."""

    def reply(self) -> dict[str, Any]:
        """Return the alarms of the last days, the latest first."""
        board = Board(self.context, days_of(self.request.form), self.request)
        return {
            "@id": f"{self.context.absolute_url()}/@alarms",
            "days": board.days,
            "items": [alarm_json(row) for row in board.rows],
        }


class AlarmsPost(Change):
    """POST @alarms: say what was found about an alarm (key, remark)."""

    permissions = (READ_LOG,)

    def change(self, data):
        """Acknowledge; see `Change`."""
        board = Board(self.context, days_of(self.request.form), self.request)
        board.acknowledge(data.get("key", ""), data.get("remark", ""))
        return {"key": data["key"]}


def line_json(line: Line, request: Any) -> dict[str, Any]:
    """Return a line as JSON: tokens, ids, and names where a page shows them."""
    row = line.row
    return {
        "seq": row.seq,
        "at": row.at.isoformat(),
        "person": row.user,
        "name": translate(line.person, context=request),
        "action": row.action,
        "kind": line.kind,
        "about": translate(line.what, context=request),
        "@id": line.url,
        "case": translate(line.case, context=request),
        "cases": [number for number, _url in line.cases],
        "more": translate(line.more, context=request),
    }


def alarm_json(row: Shown) -> dict[str, Any]:
    """Return an alarm as JSON."""
    alarm, seen = row.alarm, row.seen
    return {
        "key": alarm.key,
        "kind": alarm.kind,
        "person": alarm.person,
        "name": people_names([alarm.person])[alarm.person],
        "at": alarm.at.isoformat(),
        "number": alarm.number,
        "things": alarm.things,
        "network": alarm.network,
        "detail": alarm.detail,
        "text": row.sentence,
        "acknowledged": seen
        and {
            "by": seen.by,
            "at": seen.when.isoformat(),
            "remark": seen.remark,
        },
    }
