"""REST: `@requests` of a case files one, of a register decides, answers and packs them."""

from Acquisition import aq_parent
from baleharum.cases.team.api import Change
from baleharum.login.api import require_step_up
from baleharum.retention import clock
from baleharum.retention import package
from baleharum.retention import requests
from baleharum.retention.api import iso
from baleharum.retention.records import retention_of
from base64 import b64encode
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import NotFound


def request_json(found) -> dict:
    """Return a request as JSON."""
    plain = ("number", "kind", "case_number", "person_number", "state", "asked", "reason")
    more = ("filed_by", "decided_by", "disposal_list")
    return {
        **{name: getattr(found, name) for name in (*plain, *more)},
        "documents": list(found.documents),
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
        return {
            "@id": f"{self.context.absolute_url()}/@requests",
            "items": [request_json(row) for row in rows],
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
        return request_json(found)


class RequestsPost(Change):
    """POST @requests/<number>/<accept, refuse, answered or package> of a register."""

    permissions = (requests.DECIDE,)
    plain = ("despite_basis",)

    def change(self, data):
        """Do it; a package comes with its password, as base64."""
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
        return request_json(found)

    def _package(self, found):
        require_step_up(self.request)
        password = package.new_password()
        data = package.package(self.context, found, password)
        return {"password": password, "data": b64encode(data).decode(), "encoding": "base64"}
