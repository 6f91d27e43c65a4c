"""REST: `@team` of cases and registers, and `@break-glass` of the site; the rules of the screens."""

from baleharum.asked import Asked
from baleharum.asked import sent_text
from baleharum.asked import typed_number
from baleharum.cases.content import ICase
from baleharum.cases.team import access
from baleharum.cases.team import changes
from baleharum.cases.team import emergency
from baleharum.cases.team import forbidden
from baleharum.cases.team import standing
from baleharum.cases.team.telling import as_json
from baleharum.cases.team.telling import leave_json
from baleharum.login.api import require_step_up
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.team.leaves import leaves_in
from baleharum.team.records import current
from baleharum.team.records import uid_of
from baleharum.team.times import from_iso
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class TeamGet(Service):
    """Who can see the case, or is appointed to the register: now, later, earlier."""

    def reply(self):
        now = utcnow()
        if ICase.providedBy(self.context):
            present = access.in_force(self.context, now)
        else:
            present = access.shown_rows([(r, True) for r in current(self.context, now)], now)
        rows = {
            "items": present,
            "upcoming": access.upcoming(self.context, now),
            "earlier": access.earlier(self.context, now),
        }
        found = {name: [as_json(row, self.request) for row in part] for name, part in rows.items()}
        if not ICase.providedBy(self.context):
            found["leaves"] = [leave_json(f) for f in leaves_in(uid_of(self.context), now)]
        return {"@id": f"{self.context.absolute_url()}/@team", **found}


@implementer(IPublishTraverse)
class Change(Service):
    """A request that changes something: JSON in, the record out, a refusal as 400."""

    #: Permissions of which one is needed.
    permissions: tuple[str, ...] = ()

    #: Fields that are no texts, but numbers or true and false; `change` makes of them what it can.
    plain: tuple[str, ...] = ()

    def __init__(self, context, request):
        super().__init__(context, request)
        self.names: list[str] = []

    def publishTraverse(self, request, name):
        """Take the number of an assignment: `@team/3`."""
        self.names.append(name)
        return self

    def reply(self):
        if not any(api.user.has_permission(p, obj=self.context) for p in self.permissions):
            raise self.forbidden(forbidden.NOT_HERE)
        data = self.fields()
        # The session alone is not enough: `fields` has seen that no form of a page sent this.
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            row = self.change(data)
        except TeamRefused as refused:
            raise BadRequest(translate(refused.args[0], context=self.request)) from refused
        return as_json(row, self.request)

    def fields(self) -> dict:
        """Return the body. A form of another site cannot send this content type.

        Raises BadRequest for what is no text where a text belongs.
        """
        body = self.request.get("BODY", b"")
        kind = self.request.getHeader("Content-Type", "").partition(";")[0].strip()
        if kind != "application/json" and (body or self.request.method == "POST"):
            raise BadRequest("Send the fields as JSON, with Content-Type: application/json.")
        found = json_body(self.request)
        return {
            name: value if name in self.plain else sent_text(found, name)
            for name, value in found.items()
        }

    def forbidden(self, message) -> Forbidden:
        """Return a refusal in the language of who is refused."""
        return Forbidden(translate(message, context=self.request))

    def number(self) -> int:
        """Return the number in the address."""
        found = typed_number(self.names[0]) if len(self.names) == 1 else None
        if found is None:
            raise NotFound("Name the assignment: @team/<number>, see GET @team.")
        return found

    def row(self, record):
        """Return a record as a row of the screens."""
        return access.shown_rows([(record, record.holds(utcnow()))], utcnow())[0]


class TeamPost(Change):
    """Assign somebody to a case: person, function, reason, expires (ISO 8601)."""

    permissions = (changes.MANAGE,)

    def change(self, data):
        record = changes.give(
            self.context,
            data.get("person", ""),
            data.get("function", ""),
            expires=from_iso(data.get("expires")),
            reason=data.get("reason", ""),
        )
        self.request.response.setStatus(201)
        return self.row(record)


class TeamPatch(Change):
    """Hand an assignment over (to, note), or give it another end (expires, reason)."""

    permissions = (changes.MANAGE, changes.HAND_OVER)

    def change(self, data):
        if "to" in data:
            return self.row(
                changes.hand_over(self.context, self.number(), data["to"], data.get("note", ""))
            )
        if not api.user.has_permission(changes.MANAGE, obj=self.context):
            raise self.forbidden(forbidden.HANDS_OVER)
        expires = from_iso(data.get("expires"))
        return self.row(
            changes.prolong(self.context, self.number(), expires, data.get("reason", ""))
        )


class TeamDelete(Change):
    """End an assignment: reason, in the body or the query."""

    permissions = (changes.MANAGE,)

    def change(self, data):
        reason = data.get("reason") or Asked(self.request.form).get("reason", "")
        return self.row(changes.end(self.context, self.number(), reason))


class StaffPost(Change):
    """Appoint somebody to a register (person, function, profession, reason, expires), or let a
    deputy stand in (absent, deputy, starts, expires, reason)."""

    permissions = (standing.APPOINT, changes.MANAGE)

    def change(self, data):
        if "deputy" in data:
            return self.leave(data)
        record = standing.appoint(
            self.context,
            data.get("person", ""),
            data.get("function", ""),
            profession=data.get("profession", ""),
            expires=from_iso(data.get("expires")),
            reason=data.get("reason", ""),
        )
        self.request.response.setStatus(201)
        return self.row(record)

    def leave(self, data):
        """Let a deputy stand in; answers with the number of cases."""
        if not api.user.has_permission(changes.MANAGE, obj=self.context):
            raise self.forbidden(forbidden.NAMES_DEPUTIES)
        return standing.send_on_leave(
            self.context,
            data.get("absent", ""),
            data["deputy"],
            from_iso(data.get("starts")),
            from_iso(data.get("expires")),
            data.get("reason", ""),
        )


class StaffDelete(Change):
    """End a standing appointment: reason; with_cases ends the assignments in cases as well.

    Without a number in the address: end a leave (absent, deputy, reason).
    """

    permissions = (standing.APPOINT, changes.MANAGE)
    plain = ("with_cases",)

    def change(self, data):
        if not self.names and "absent" in data:
            return self.end_leave(data)
        if not api.user.has_permission(standing.APPOINT, obj=self.context):
            raise self.forbidden(forbidden.ENDS_APPOINTMENT)
        reason = data.get("reason") or Asked(self.request.form).get("reason", "")
        record, _ended = standing.dismiss(
            self.context, self.number(), reason, with_cases=bool(data.get("with_cases"))
        )
        return self.row(record)

    def end_leave(self, data):
        """End a leave early; answers with the number of cases."""
        if not api.user.has_permission(changes.MANAGE, obj=self.context):
            raise self.forbidden(forbidden.ENDS_LEAVE)
        people = data["absent"], data.get("deputy", "")
        return standing.end_leave(self.context, *people, data.get("reason", ""))


class BreakGlassPost(Change):
    """Emergency access: number, reason, hours, and the register where there are several."""

    permissions = (emergency.USE_DESK,)
    plain = ("hours",)

    def change(self, data):
        registers = emergency.open_registers()
        if not registers:
            raise NotFound("@break-glass")
        require_step_up(self.request)
        register = standing.register_with(data.get("register", ""), registers)
        case, record = emergency.take_access(
            register,
            data.get("number", ""),
            data.get("reason", ""),
            emergency.hours(data.get("hours", "")),
        )
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", case.absolute_url())
        return self.row(record)
