"""REST: `@requests` of a case files one, of a register decides, answers and packs them."""

from Acquisition import aq_parent
from baleharum.cases.team.api import Change
from baleharum.login.api import require_step_up
from baleharum.retention import clock
from baleharum.retention import package
from baleharum.retention import requests
from baleharum.retention.api import iso
from baleharum.retention.records import retention_of
from baleharum.retention.releases_api import document_json
from baleharum.retention.requests_page import askable
from baleharum.retention.texts import text_of
from baleharum.retention.traces import requests_shown
from baleharum.vault.values import is_stored
from base64 import b64encode
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate


def request_json(register, found) -> dict:
    """Return a request as JSON."""
    plain = ("number", "kind", "case_number", "person_number", "state")
    request = getRequest()
    more = ("filed_by", "decided_by", "disposal_list")
    return {
        **{name: getattr(found, name) for name in (*plain, *more)},
        **{name: translate(text_of(found, name), context=request) for name in ("asked", "reason")},
        "documents": list(found.documents),
        "others": requests.others_in(register, found),
        "releases": [{"document": d, "by": who, "at": iso(at)} for d, who, at in found.releases],
        "askable": [document_json(document) for document in askable(register, found)],
        "packed_by": found.packed_by,
        "packed_at": iso(found.packed_at),
        "password_waits": is_stored(found, "password"),
        "handed_by": found.handed_by,
        "received_at": iso(found.received_at),
        "due_at": iso(clock.due(found.received_at)),
        "decided_at": iso(found.decided_at),
        "answered_at": iso(found.answered_at),
    }


class RequestsGet(Service):
    """GET @requests of a register: all, the newest first."""

    register = property(lambda self: self.context)
    case = None

    def reply(self):
        """Return the requests."""
        rows = requests.requests_of(self.register, self.case)
        if self.case is None:
            requests_shown(self.register, rows)
        return {
            "@id": f"{self.context.absolute_url()}/@requests",
            "items": [request_json(self.register, row) for row in rows],
        }


class CaseRequestsGet(RequestsGet):
    """GET @requests of a case: those about it."""

    register = property(lambda self: aq_parent(self.context))
    case = property(lambda self: self.context)


class CaseRequestsPost(Change):
    """POST @requests of a case: person ('P1'), kind, asked."""

    permissions = (requests.FILE,)

    def change(self, data):
        """File it."""
        if retention_of(self.context).tombstone is not None:
            raise NotFound("@requests")
        found = requests.file_request(
            self.context, data.get("person", ""), data.get("kind", ""), data.get("asked", "")
        )
        self.request.response.setStatus(201)
        return request_json(aq_parent(self.context), found)


class RequestsPost(Change):
    """POST @requests/<number>/<accept, refuse, answered or package> of a register."""

    permissions = (requests.DECIDE,)
    plain = ("despite_basis",)

    def change(self, data):
        """Do it; a package comes as base64, its password to others: see `@releases` of a case."""
        if len(self.names) != 2:
            raise NotFound("Name request and action: POST @requests/<number>/<action>")
        number, action = self.names
        if action in ("accept", "refuse"):
            found = requests.decide(
                self.context,
                number,
                action == "accept",
                data.get("reason", ""),
                documents=data.get("documents", ""),
                despite_basis=data.get("despite_basis") in (True, "true", "True"),
            )
        elif action == "answered":
            found = requests.answered(self.context, number)
        elif action == "package":
            return self._package(requests.request_with(self.context, number))
        else:
            raise BadRequest("The actions are accept, refuse, answered and package.")
        return request_json(self.context, found)

    def _package(self, found):
        require_step_up(self.request)
        data = package.package(self.context, found)
        return {"data": b64encode(data).decode(), "encoding": "base64"}
