"""The page of a box on how long its reports are kept: ends, holds, restriction, requests.

Head and privacy officer read no report: they are told numbers, days, and what they write themselves.
"""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_name
from baleharum.cases.layout import full_width
from baleharum.cases.team.forms import Form
from baleharum.cases.traces import shown
from baleharum.intake import deciding
from baleharum.intake import policy
from baleharum.intake import words
from baleharum.intake.keeping import holds
from baleharum.intake.keeping import package
from baleharum.intake.keeping import records
from baleharum.intake.keeping import requests
from baleharum.intake.keeping.listing import kept
from baleharum.intake.settings import kept_days
from baleharum.intake.settings import open_days
from baleharum.login.api import require_step_up
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.trail.actions import LIST
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound


STATES = {
    records.OPEN: _("request_open", default="Waits for a decision"),
    records.ACCEPTED: _("request_accepted", default="Accepted"),
    records.REFUSED: _("request_refused", default="Refused"),
}


class Keeping(Form):
    """`@@keeping` of an intake box; `?package=` by POST hands a package out."""

    browser_title = _("heading_report_keeping", default="How long reports are kept")
    template = ViewPageTemplateFile("keeping.pt")
    actions = {
        "hold": (holds.HOLD_REPORT, "hold"),
        "lift": (holds.LIFT_HOLD, "lift"),
        "file": (records.FILE, "file"),
        "accept": (records.DECIDE, "accept"),
        "refuse": (records.DECIDE, "refuse"),
        "answered": (records.DECIDE, "answered"),
        "open": (records.DECIDE, "open_again"),
        "password": (records.DECIDE, "password"),
    }

    def __call__(self):
        """Show the page; a password that is handed out is shown on it, once."""
        full_width(self.request)
        if self.request.method == "POST" and Asked(self.request.form).get("action") == "password":
            CheckAuthenticator(self.request)
            require_step_up(self.request, back=self.after())
            self.act(Asked(self.request.form))
            return self.template()
        return super().__call__()

    #: The password that is handed out by this request.
    handed = ""

    @cached_property
    def rights(self) -> dict[str, bool]:
        """Action -> whether the person may do it; pack: whether they make packages."""
        found = {name: self.may(permission) for name, (permission, _do) in self.actions.items()}
        return {**found, "pack": self.may(deciding.WORK)}

    def days(self) -> dict[str, str]:
        """Return for how many days reports are kept: ended, open."""
        return {"ended": str(kept_days()), "open": str(open_days())}

    def rows(self) -> list[dict[str, Any]]:
        """Return what `kept` tells, in words; why something is held, to who holds and lifts."""
        found = kept(self.context)
        shown(LIST, self.context, "reports", len(found))
        return [
            {
                "number": row["number"],
                "ends": words.moment(row["ends"]),
                "held": self._held(row),
                "restricted": words.moment(row["restricted"]),
            }
            for row in found
        ]

    def _held(self, row: dict[str, Any]) -> dict[str, str] | None:
        held = row["held"]
        if held is None:
            return None
        told = self.rights["hold"] or self.rights["lift"]
        reason = holds.reason_of(row["report"], held) if told else ""
        return {"who": full_name(held.by), "when": words.moment(held.at), "reason": reason}

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests in words, the newest first."""
        return [self._request(row) for row in records.requests_of(self.context)]

    def _request(self, row: records.ReportRequest) -> dict[str, Any]:
        report, told = records.report_of(self.context, row), self.rights["accept"]
        texts = {n: records.opened(report, row, n) if told else "" for n in ("asked", "reason")}
        waits, mine = row.state == records.OPEN, row.filed_by == current_user_id()
        return {
            "number": row.number,
            "kind": label(requests.KINDS, row.kind),
            "report": row.report,
            "state": STATES[row.state],
            "filed": f"{full_name(row.filed_by)}, {words.moment(row.received_at)}",
            "decided_by": full_name(row.decided_by) if row.decided_by else "",
            "due": words.moment(policy.answer_due(row.received_at)),
            "late": (row.answered_at or utcnow()) > policy.answer_due(row.received_at),
            "answered": words.moment(row.answered_at),
            "to_decide": waits and told and not mine,
            "mine": waits and mine,
            "to_answer": not waits and row.answered_at is None and told,
            "to_pack": package.is_packable(report, row) and self.rights["pack"],
            "packed": words.moment(row.packed_at),
            "password": bool(row.password) and told,
            **texts,
        }

    def kinds(self) -> list[dict[str, Any]]:
        """Return the kinds of requests."""
        return [
            {"token": t.token, "label": label(requests.KINDS, t.token)}
            for t in terms(requests.KINDS)
        ]

    def hold(self, form: Any) -> Any:
        """Hold a report."""
        holds.place(self._report(form), form.get("reason", ""))
        return _("status_report_held", default="The report is on hold: it is not erased.")

    def lift(self, form: Any) -> Any:
        """Lift a hold."""
        holds.lift(self._report(form), form.get("reason", ""))
        return _("status_lifted", default="The legal hold is lifted.")

    def file(self, form: Any) -> Any:
        """File a request."""
        found = requests.file(self._report(form), form.get("kind", ""), form.get("asked", ""))
        return _(
            "status_request_filed",
            default="Request ${number} is filed. It must be answered within 72 hours.",
            mapping={"number": found.number},
        )

    def accept(self, form: Any) -> Any:
        """Accept a request."""
        return self._decided(form, accept=True)

    def refuse(self, form: Any) -> Any:
        """Refuse one."""
        return self._decided(form, accept=False)

    def _decided(self, form: Any, accept: bool) -> Any:
        number = form.get("request", "")
        requests.decide(self.context, number, accept, form.get("reason", ""))
        return _(
            "status_request_decided",
            default="Request ${number} is decided. Send the answer.",
            mapping={"number": number},
        )

    def answered(self, form: Any) -> Any:
        """Note that the answer was sent."""
        requests.answered(self.context, form.get("request", ""))
        return _(
            "status_request_answered",
            default="Request ${number} is answered.",
            mapping={"number": form.get("request", "")},
        )

    def open_again(self, form: Any) -> Any:
        """Lift a restriction."""
        requests.lift_restriction(self._report(form))
        return _("status_report_open_again", default="The officers read this report again.")

    def password(self, form: Any) -> Any:
        """Hand out a password."""
        self.handed = package.hand_over(self.context, form.get("request", ""))
        return _("status_password_shown", default="The password is shown below, this once.")

    def _report(self, form: Any) -> Any:
        return requests.report_with(self.context, form.get("report", ""))


class Package(Form):
    """`@@report-package` of a box: POST request, get the sealed ZIP without its password."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound(self.request.get("URL", ""))
        CheckAuthenticator(self.request)
        back = f"{self.context.absolute_url()}/@@keeping"
        require_step_up(self.request, back=back)
        number = Asked(self.request.form).get("request", "")
        try:
            data = package.package(self.context, number)
        except requests.KeepingRefused as refused:
            api.portal.show_message(refused.args[0], request=self.request, type="error")
            self.request.response.redirect(back)
            return b""
        response = self.request.response
        response.setHeader("Content-Type", "application/zip")
        response.setHeader("Content-Disposition", f'attachment; filename="{number}.zip"')
        return data
