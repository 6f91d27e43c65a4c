"""REST: `@releases` of a case, what the page of the same name shows and does."""

from baleharum.cases.team.api import Change
from baleharum.login.api import require_step_up
from baleharum.retention import releases
from baleharum.retention.api import iso
from baleharum.retention.copies import kind_of
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import NotFound


def release_json(case, found) -> dict:
    """Return what of a request waits for the person."""
    return {
        "number": found.number,
        "person_number": found.person_number,
        "decided_at": iso(found.decided_at),
        "waiting": [document_json(document) for document in releases.waiting(case, found)],
        "password_waits": releases.may_hand_out(case, found),
    }


def document_json(document) -> dict:
    """Return what may be said of a document to who asks for it."""
    return {
        "number": document.getId().upper(),
        "kind": kind_of(document),
        "level": document.level,
    }


class ReleasesGet(Service):
    """GET @releases of a case: the requests that can have a package."""

    def reply(self):
        """Return the requests."""
        found = releases.open_requests(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@releases",
            "items": [release_json(self.context, each) for each in found],
        }


class ReleasesPost(Change):
    """POST @releases/<number>/release with documents ('D1 D3'), or @releases/<number>/password."""

    permissions = (releases.RELEASE,)

    def change(self, data):
        """Do it; the password is answered once."""
        if len(self.names) != 2:
            raise NotFound("Name request and action: POST @releases/<number>/<action>")
        number, action = self.names
        if action == "release":
            found = releases.release(self.context, number, data.get("documents", ""))
            return release_json(self.context, found)
        if action == "password":
            require_step_up(self.request)
            return {"password": releases.take_password(self.context, number)}
        raise BadRequest("The actions are release and password.")
