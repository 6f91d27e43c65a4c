"""REST: a procedure is plain content; its clocks and hearings have services of their own."""

from baleharum.asked import is_token
from baleharum.asked import no_text
from baleharum.asked import typed_number
from baleharum.cases.team.api import Change
from baleharum.interfaces import IBaleharumLayer
from baleharum.litigation.acting import EDIT
from baleharum.litigation.court import hearings
from baleharum.litigation.court.clocks import clocks
from baleharum.litigation.court.content import ICourtProceeding
from baleharum.litigation.court.dues import periods
from baleharum.litigation.court.hearings import upcoming
from baleharum.litigation.court.shown import clock_row
from baleharum.team.api import utcnow
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFields
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IInt


#: What a procedure says of itself beside its fields; none of it is set by hand.
TOLD = ("hearings", "past_diversions", "ended_why", "due_rows", "highest")


def hearings_json(context: Any) -> dict[str, Any]:
    """Return the hearings of a procedure, the earliest first, and the number of the next one."""
    coming = upcoming(context.rows, utcnow())
    return {
        "@id": f"{context.absolute_url()}/@hearings",
        "next": coming.number if coming else None,
        "items": [row._asdict() | {"who": list(row.who)} for row in context.rows],
    }


@implementer(ISerializeToJson)
@adapter(ICourtProceeding, Interface)
class SerializeProceeding(SerializeToJson):
    """A procedure with its diversions that failed, and why it ended early."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON."""
        found = super().__call__(*args, **kwargs)
        diversions = [
            {
                "stage": stage,
                "began": began.isoformat() if began else None,
                "failed": failed.isoformat() if failed else None,
                "minutes": minutes or None,
            }
            for stage, began, failed, minutes in self.context.past_diversions
        ]
        told = {"past_diversions": diversions, "ended_why": self.context.ended_why or None}
        return dict(found) | told


@implementer(IDeserializeFromJson)
@adapter(ICourtProceeding, IBaleharumLayer)
class ProceedingFields(DeserializeFromJson):
    """As plone.restapi does it; what is of another type than its field is refused."""

    def __call__(
        self,
        validate_all: bool = False,
        data: Any = None,
        create: bool = False,
        mask_validation_errors: bool = True,
    ) -> Any:
        """Set the fields. Raises BadRequest."""
        data = dict(json_body(self.request) if data is None else data)
        for name in TOLD:
            # Who sends back what was read changes nothing.
            if data.get(name) and create:
                raise BadRequest(f"`{name}` is not set here; see @hearings and @workflow.")
            data.pop(name, None)
        for name, field in getFields(ICourtProceeding).items():
            _check(name, field, data.get(name))
        return super().__call__(validate_all, data, create, mask_validation_errors)


def _check(name: str, field: Any, value: Any) -> None:
    if value is None:
        return
    if IBool.providedBy(field):
        if not isinstance(value, bool):
            raise BadRequest(f"Send `{name}` as true or false.")
    elif IInt.providedBy(field):
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadRequest(f"Send `{name}` as a number.")
    elif not is_token(value):
        raise no_text(name)


class ClocksGet(Service):
    """GET @clocks of a procedure: what the law wants until when, and whether it was done."""

    def reply(self) -> dict[str, Any]:
        """Return the clocks: what, title, law, begun, until, met, state."""
        now = utcnow()
        rows = []
        for clock in clocks(self.context.known(), periods()):
            words = clock_row(clock, now)
            rows.append(
                {
                    "what": clock.what,
                    "title": translate(words["title"], context=self.request),
                    "law": translate(words["law"], context=self.request),
                    "begun": clock.begun.isoformat(),
                    "until": clock.until.isoformat(),
                    "met": clock.met.isoformat() if clock.met else None,
                    "state": words["state"],
                }
            )
        return {"@id": f"{self.context.absolute_url()}/@clocks", "items": rows}


class HearingsGet(Service):
    """GET @hearings of a procedure."""

    def reply(self) -> dict[str, Any]:
        """Return the hearings."""
        return hearings_json(self.context)


class HearingsPost(Change):
    """POST @hearings with day, time, room, what, who, note writes one down; POST
    @hearings/<number>/remove takes it out."""

    permissions = (EDIT,)
    plain = ("who",)

    def change(self, data: dict[str, Any]) -> Any:
        """Do it; returns all hearings."""
        if not self.names:
            hearings.add(self.context, **data)
            return hearings_json(self.context)
        number = typed_number(self.names[0])
        if number is None or self.names[1:] != ["remove"]:
            raise NotFound("POST @hearings, or @hearings/<number>/remove.")
        hearings.remove(self.context, number)
        return hearings_json(self.context)


class HearingsPatch(Change):
    """PATCH @hearings/<number> with fields of a hearing."""

    permissions = (EDIT,)
    plain = ("who",)

    def change(self, data: dict[str, Any]) -> Any:
        """Write them; returns all hearings."""
        hearings.change(self.context, self.number(), **data)
        return hearings_json(self.context)
