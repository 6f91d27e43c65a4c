"""REST: `@breaches` of a register."""

from baleharum.cases.team.api import Change
from baleharum.retention import breaches
from baleharum.retention import clock
from baleharum.retention.api import iso
from baleharum.retention.traces import affected_shown
from baleharum.team.times import from_iso
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import NotFound


def breach_json(register, found) -> dict:
    """Return a breach as JSON, with the cases that it touches."""
    plain = ("number", "what", "how", "measures", "reported_by", "person")
    affected = breaches.affected(register, found)
    affected_shown(register, affected)
    return {
        **{name: getattr(found, name) for name in plain},
        "found_at": iso(found.found_at),
        "due_at": iso(clock.due(found.found_at)),
        "since": iso(found.since),
        "until": iso(found.until),
        "told": {whom: iso(found.told_at(whom)) for whom in breaches.ADDRESSEES},
        "affected": [
            {
                "number": row.number,
                "UID": row.uid,
                "reads": row.reads,
                "listed": row.listed,
                "people": row.people,
            }
            for row in affected
        ],
        "reports": [
            {"number": number, "UID": uid} for uid, number in breaches.reports_read(found).items()
        ],
    }


class BreachesGet(Service):
    """GET @breaches: all, the newest first."""

    def reply(self):
        """Return the breaches."""
        found = [breach_json(self.context, row) for row in breaches.breaches_of(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@breaches", "items": found}


class BreachesPost(Change):
    """POST @breaches enters one (what, how, found_at, person, since, until, cases);
    @breaches/<number>/<measures, told-subject or told-agency> changes it."""

    permissions = (breaches.MANAGE,)

    def change(self, data):
        """Do it; returns the breach."""
        if not self.names:
            return self._report(data)
        if len(self.names) != 2:
            raise NotFound("Name breach and action: POST @breaches/<number>/<action>")
        number, action = self.names
        if action == "measures":
            found = breaches.measures(self.context, number, data.get("measures", ""))
        elif action in ("told-subject", "told-agency"):
            found = breaches.tell(self.context, number, action.removeprefix("told-"))
        else:
            raise BadRequest("The actions are measures, told-subject and told-agency.")
        return breach_json(self.context, found)

    def _report(self, data):
        found = breaches.report(
            self.context,
            data.get("what", ""),
            data.get("how", ""),
            found_at=from_iso(data.get("found_at")),
            person=data.get("person", ""),
            since=from_iso(data.get("since")),
            until=from_iso(data.get("until")),
            cases=data.get("cases", ""),
        )
        self.request.response.setStatus(201)
        return breach_json(self.context, found)
