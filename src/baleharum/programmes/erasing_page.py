"""`@@erasures` of a batch: what recipients ask, and what the head decides; and its service."""

from baleharum import _
from baleharum.asked import typed_number
from baleharum.cases.layout import full_name
from baleharum.cases.layout import full_width
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.team import forbidden
from baleharum.cases.team.api import Change
from baleharum.cases.team.forms import Form
from baleharum.cases.traces import shown
from baleharum.login.api import require_step_up
from baleharum.programmes import erasing
from baleharum.programmes.batch_page import WORK
from baleharum.programmes.decisions import DECREE
from baleharum.trail.actions import LIST
from datetime import datetime
from plone import api
from plone.restapi.services import Service
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import BadRequest


STATES = {
    erasing.OPEN: _("erasure_open", default="Waits for the head"),
    erasing.ERASED: _("erasure_erased", default="Erased"),
    erasing.REFUSED: _("erasure_refused", default="Refused"),
}


class Erasures(Form):
    """The page; it names recipients by their number in the batch."""

    template = ViewPageTemplateFile("erasures.pt")
    actions = {
        "ask": (WORK, "ask"),
        "erase": (DECREE, "erase"),
        "refuse": (DECREE, "refuse"),
    }

    def __call__(self) -> Any:
        full_width(self.request)
        return super().__call__()

    def rows(self) -> list[dict[str, Any]]:
        """Return the requests in words."""
        found = erasing.erasures(self.context)
        shown(LIST, self.context, "erasures", len(found))
        return [self._row(each) for each in found]

    def _row(self, found: erasing.Erasure) -> dict[str, Any]:
        return {
            "number": found.number,
            "open": found.state == erasing.OPEN,
            "state": STATES[found.state],
            "asked": erasing.text_of(self.context, found, "asked"),
            "reason": erasing.text_of(self.context, found, "reason"),
            "asked_by": full_name(found.asked_by),
            "asked_at": _moment(found.asked_at),
            "decided_by": full_name(found.decided_by) if found.decided_by else "",
            "decided_at": _moment(found.decided_at),
            "mine": found.asked_by == api.user.get_current().getId(),
        }

    def files(self) -> bool:
        """Tell whether the person files requests now."""
        state = api.content.get_state(self.context)
        return state in erasing.STATES and self.may(WORK) and len(self.context.recipients) > 0

    def decides(self) -> bool:
        """Tell whether the person decides."""
        return self.may(DECREE)

    def ask(self, form: Any) -> Any:
        """File a request."""
        number = typed_number(form.get("number", "").strip()) or 0
        erasing.ask(self.context, number, form.get("asked", ""))
        return _("status_erasure_asked", default="The request is filed; the head decides on it.")

    def erase(self, form: Any) -> Any:
        """Erase the recipient."""
        require_step_up(self.request)
        number = typed_number(form.get("number", "")) or 0
        erasing.decide(self.context, number, True, form.get("reason", ""))
        return _("status_recipient_erased", default="The recipient is erased. The counts stay.")

    def refuse(self, form: Any) -> Any:
        """Refuse to."""
        number = typed_number(form.get("number", "")) or 0
        erasing.decide(self.context, number, False, form.get("reason", ""))
        return _("status_erasure_refused", default="The request is refused. Tell the person why.")


def _moment(text: str) -> str:
    return moment_text(datetime.fromisoformat(text), spoken_language()) if text else ""


def erasures_json(batch: Any) -> dict[str, Any]:
    """Return the requests of a batch, without the words of the person."""
    names = ("number", "state", "asked_by", "asked_at", "decided_by", "decided_at")
    items = [{name: getattr(e, name) for name in names} for e in erasing.erasures(batch)]
    return {"@id": f"{batch.absolute_url()}/@erasures", "items": items}


class ErasuresGet(Service):
    """GET @erasures of a batch."""

    def reply(self) -> dict[str, Any]:
        """Return the requests."""
        found = erasures_json(self.context)
        shown(LIST, self.context, "erasures", len(found["items"]))
        return found


class ErasuresPost(Change):
    """POST @erasures {"number": 3, "asked": "…"} files a request; {"number": 3, "decision": "erase" or
    "refuse", "reason": "…"} decides it."""

    permissions = (WORK, DECREE)
    plain = ("number",)

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """Do it; returns the requests. Raises BadRequest."""
        number, decision = data.get("number"), data.get("decision", "")
        if type(number) is not int:
            raise BadRequest("Send number, and asked; or number, decision and reason.")
        if not api.user.has_permission(DECREE if decision else WORK, obj=self.context):
            raise self.forbidden(forbidden.NOT_HERE)
        if not decision:
            erasing.ask(self.context, number, data.get("asked", ""))
        elif decision in ("erase", "refuse"):
            if decision == "erase":
                require_step_up(self.request)
            erasing.decide(self.context, number, decision == "erase", data.get("reason", ""))
        else:
            raise BadRequest("The decision is erase or refuse.")
        return erasures_json(self.context)
