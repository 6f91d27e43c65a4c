"""REST: `@keeping` of an intake box, with what its page does."""

from baleharum.cases.team import forbidden
from baleharum.cases.team.api import Change
from baleharum.cases.traces import shown
from baleharum.intake import deciding
from baleharum.intake.keeping import holds
from baleharum.intake.keeping import package
from baleharum.intake.keeping import records
from baleharum.intake.keeping import requests
from baleharum.intake.keeping.listing import kept
from baleharum.login.api import require_step_up
from baleharum.trail.actions import LIST
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from plone import api
from plone.restapi.services import Service
from typing import Any
from zExceptions import NotFound


class KeepingGet(Service):
    """GET @keeping of a box: reports that end soon, are held or restricted, and the requests."""

    def reply(self) -> dict[str, Any]:
        """Return @id, items and requests; what was asked and why it was decided, to who decides."""
        found = kept(self.context)
        shown(LIST, self.context, "reports", len(found))
        return {
            "@id": f"{self.context.absolute_url()}/@keeping",
            "items": [
                {
                    "number": row["number"],
                    "ends": _iso(row["ends"]),
                    "held": row["held"] is not None,
                    "restricted": _iso(row["restricted"]),
                }
                for row in found
            ],
            "requests": [request_json(self.context, r) for r in records.requests_of(self.context)],
        }


def request_json(box: Any, row: records.ReportRequest) -> dict[str, Any]:
    """Return a request as JSON."""
    told = api.user.has_permission(records.DECIDE, obj=box)
    report = records.report_of(box, row)
    plain = (
        "number",
        "kind",
        "report",
        "state",
        "filed_by",
        "decided_by",
        "packed_by",
        "handed_by",
    )
    moments = ("received_at", "decided_at", "answered_at", "packed_at")
    return {
        **{name: getattr(row, name) for name in plain},
        **{name: _iso(getattr(row, name)) for name in moments},
        **{n: records.opened(report, row, n) if told else "" for n in ("asked", "reason")},
        "password_waits": bool(row.password),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


class KeepingPost(Change):
    """POST @keeping/<hold, lift, restriction> (report, reason), /request (report, kind, asked),
    /<accept, refuse, answered, package, password> (request, reason)."""

    permissions = ("View",)

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """Do it; returns the request, or the number of the report."""
        known = {
            "hold": (holds.HOLD_REPORT, self._hold),
            "lift": (holds.LIFT_HOLD, self._lift),
            "restriction": (records.DECIDE, self._open_again),
            "request": (records.FILE, self._file),
            "accept": (records.DECIDE, self._decide),
            "refuse": (records.DECIDE, self._decide),
            "answered": (records.DECIDE, self._answered),
            "package": (deciding.WORK, self._package),
            "password": (records.DECIDE, self._password),
        }
        if len(self.names) != 1 or self.names[0] not in known:
            raise NotFound(f"Write @keeping/ and one of: {', '.join(known)}.")
        permission, work = known[self.names[0]]
        if not api.user.has_permission(permission, obj=self.context):
            raise self.forbidden(forbidden.NOT_HERE)
        act: Callable[[dict[str, Any]], dict[str, Any]] = work
        return act(data)

    def _report(self, data: dict[str, Any]) -> Any:
        return requests.report_with(self.context, data.get("report", ""))

    def _hold(self, data: dict[str, Any]) -> dict[str, Any]:
        holds.place(self._report(data), data.get("reason", ""))
        return {"report": data["report"]}

    def _lift(self, data: dict[str, Any]) -> dict[str, Any]:
        holds.lift(self._report(data), data.get("reason", ""))
        return {"report": data["report"]}

    def _open_again(self, data: dict[str, Any]) -> dict[str, Any]:
        requests.lift_restriction(self._report(data))
        return {"report": data["report"]}

    def _file(self, data: dict[str, Any]) -> dict[str, Any]:
        row = requests.file(self._report(data), data.get("kind", ""), data.get("asked", ""))
        self.request.response.setStatus(201)
        return request_json(self.context, row)

    def _decide(self, data: dict[str, Any]) -> dict[str, Any]:
        accept, number = self.names == ["accept"], data.get("request", "")
        row = requests.decide(self.context, number, accept, data.get("reason", ""))
        return request_json(self.context, row)

    def _answered(self, data: dict[str, Any]) -> dict[str, Any]:
        return request_json(self.context, requests.answered(self.context, data.get("request", "")))

    def _package(self, data: dict[str, Any]) -> dict[str, Any]:
        require_step_up(self.request)
        packed = package.package(self.context, data.get("request", ""))
        return {"content-type": "application/zip", "data": b64encode(packed).decode("ascii")}

    def _password(self, data: dict[str, Any]) -> dict[str, Any]:
        require_step_up(self.request)
        return {"password": package.hand_over(self.context, data.get("request", ""))}
