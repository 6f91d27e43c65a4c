"""REST: `@disposal` of registers, `@retention` and `@tombstone` of cases; the rules of the screens."""

from baleharum import _
from baleharum.cases.team.api import Change
from baleharum.login.api import require_step_up
from baleharum.retention import dates
from baleharum.retention import disposal
from baleharum.retention import holds
from baleharum.retention import lists
from baleharum.retention import policy
from baleharum.retention.interfaces import IDestroyed
from baleharum.retention.records import class_of
from baleharum.retention.records import people_in
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.texts import off_text
from baleharum.retention.traces import disposal_shown
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate


OTHERS = _(
    "forbidden_function",
    default="This is for somebody with another function. Ask the head of the centre.",
)


def iso(value):
    """Return a day or moment in ISO 8601, None for none."""
    return None if value is None else value.isoformat()


def list_json(register, found):
    """Return a disposal list as JSON."""
    return {
        "@id": f"{register.absolute_url()}/@disposal/{found.number}",
        "number": found.number,
        "cause": found.cause,
        "made_at": iso(found.made_at),
        "steps": [{"step": s, "person": p, "at": iso(at)} for s, p, at in found.steps],
        "next_step": found.next_step,
        "signed": found.signed,
        "open": found.open,
        "items": [_row(register, row) for row in found.rows()],
    }


def _row(register, row):
    case = uuidToObject(row.uid, unrestricted=True)
    return {
        "UID": row.uid,
        "number": row.number,
        "retention_class": row.retention_class,
        "due": iso(row.due),
        "held": row.open and disposal.is_held(case),
        "people": people_in(case) if case is not None else 0,
        "taken_off_by": row.off["by"] if row.off else None,
        "reason": translate(off_text(register, row), context=getRequest()),
        "destroyed_at": iso(row.done),
    }


class DisposalGet(Service):
    """GET @disposal of a register: its lists, the newest first."""

    def reply(self):
        """Return the lists."""
        found = lists.lists_of(self.context)
        disposal_shown(self.context, found)
        items = [list_json(self.context, each) for each in found]
        return {"@id": f"{self.context.absolute_url()}/@disposal", "items": items}


class DisposalPost(Change):
    """POST @disposal makes a list; @disposal/<number>/<action> with prepare, approve, sign,
    take-off (case, reason) or carry-out changes one."""

    permissions = (disposal.VIEW_DISPOSAL,)

    def change(self, data):
        """Do it; returns the list."""
        if not self.names:
            return self._made()
        if len(self.names) != 2:
            raise NotFound("Name list and action: POST @disposal/<number>/<action>")
        number, action = self.names
        permission = {
            **policy.PERMISSIONS,
            "take-off": disposal.VIEW_DISPOSAL,
            "carry-out": disposal.PREPARE,
        }.get(action)
        if permission is None:
            raise BadRequest("The actions are prepare, approve, sign, take-off and carry-out.")
        self._check(permission)
        if action == "take-off":
            lists.take_off(self.context, number, data.get("case", ""), data.get("reason", ""))
        else:
            require_step_up(self.request)
            self._agreed(number, action)
        return list_json(self.context, lists.list_with(self.context, number))

    def _agreed(self, number, action):
        if action == "carry-out":
            disposal.begin(self.context, number)
        else:
            lists.agree(self.context, number, action)

    def _made(self):
        self._check(disposal.PREPARE)
        found = lists.propose(self.context)
        if found is None:
            raise RetentionRefused(disposal.NOTHING_DUE)
        self.request.response.setStatus(201)
        return list_json(self.context, found)

    def _check(self, permission):
        if not api.user.has_permission(permission, obj=self.context):
            raise self.forbidden(OTHERS)


def retention_json(case):
    """Return how long a case is kept, and its hold."""
    chosen = class_of(case)
    schedule = schedule_of(chosen)
    closed = dates.closed_on(case)
    hold = retention_of(case).hold
    return {
        "@id": f"{case.absolute_url()}/@retention",
        "retention_class": chosen,
        "fate": schedule.fate,
        "closed_on": iso(closed),
        "active_until": iso(policy.active_until(closed, schedule)) if closed else None,
        "kept_until": iso(dates.usual_end(case)),
        "hold": hold
        and {
            "by": hold["by"],
            "at": iso(hold["at"]),
            "reason": holds.reason_of(case, hold["reason"]),
        },
    }


class RetentionGet(Service):
    """GET @retention of a case."""

    def reply(self):
        """Return class, dates and hold."""
        return retention_json(self.context)


class RetentionPost(Change):
    """POST @retention/<action>: hold or lift with a reason, classify with a class."""

    permissions = (holds.VIEW,)

    def change(self, data):
        """Do it; returns what GET returns."""
        action = self.names[0] if len(self.names) == 1 else ""
        rights = {"hold": holds.HOLD_CASE, "lift": holds.LIFT_HOLD, "classify": holds.CLASSIFY}
        if action not in rights:
            raise BadRequest("The actions are hold, lift and classify: POST @retention/<action>")
        if not api.user.has_permission(rights[action], obj=self.context):
            raise self.forbidden(OTHERS)
        if action == "classify":
            holds.classify(self.context, data.get("class", ""))
        else:
            act = holds.place_hold if action == "hold" else holds.lift_hold
            act(self.context, data.get("reason", ""))
        return retention_json(self.context)


class TombstoneGet(Service):
    """GET @tombstone of a destroyed case; 404 for any other."""

    def reply(self):
        """Return what is left. Raises NotFound."""
        if not IDestroyed.providedBy(self.context):
            raise NotFound("@tombstone")
        stone = retention_of(self.context).tombstone
        found = {k: iso(v) if hasattr(v, "isoformat") else v for k, v in stone.items()}
        return {"@id": f"{self.context.absolute_url()}/@tombstone", **found}
