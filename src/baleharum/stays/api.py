"""REST: stays and houses are plain content; `@stays` and `@shelters` list, `@board` shows a house.

The steps are `@transitions` and `@workflow`, as for all that is filed in a case.
"""

from baleharum.asked import is_token
from baleharum.asked import no_text
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import today
from baleharum.cases.people.about import check_written
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.interfaces import IBaleharumLayer
from baleharum.plans.fields import RowsDeserializer
from baleharum.plans.fields import RowsSerializer
from baleharum.plans.interfaces import IRows
from baleharum.stays import shown
from baleharum.stays.board import Board
from baleharum.stays.board import house_row
from baleharum.stays.board import Houses
from baleharum.stays.board import plan_of
from baleharum.stays.content import IShelterStay
from baleharum.stays.houses import houses_of
from baleharum.stays.houses import IShelter
from baleharum.stays.views import LISTS
from collections.abc import Iterable
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFields
from zope.schema.interfaces import IBool


#: What a stay says of itself beside its fields; none of it is set by hand.
NOTED = ("kind", "limit", "extensions", "ended_on", "waiting")


def stay_json(stay: Any) -> dict[str, Any]:
    """Return what the product has noted of a stay."""
    hidden = shown.is_hidden(stay)
    return {
        "kind": stay.kind or None,
        "limit": json_compatible(stay.limit),
        "ended_on": json_compatible(stay.ended_on),
        "extensions": [
            json_compatible(each._asdict() | ({"reason": ""} if hidden else {}))
            for each in stay.extensions
        ],
        "waiting": [
            {"what": row["what"], "until": row["at"].isoformat()} for row in shown.waiting(stay)
        ],
    }


@implementer(ISerializeToJson)
@adapter(IShelterStay, Interface)
class SerializeStay(SerializeToJson):
    """A stay with its limit and extensions."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON; of somebody whose data is restricted, nothing that was written."""
        found = dict(super().__call__(*args, **kwargs)) | stay_json(self.context)
        if shown.is_hidden(self.context):
            words = translate(RESTRICTED, context=getRequest())
            lists: dict[str, Any] = {name: [] for name in LISTS}
            found |= dict.fromkeys(shown.TOLD - {*LISTS}, words) | lists
        return found


class _Fields(DeserializeFromJson):
    """As plone.restapi does it; what is of another type than its field is refused."""

    schema: Any = None
    noted: tuple[str, ...] = ()

    def check_names(self, names: Iterable[str]) -> None:
        """Raise BadRequest for fields that are not for who asks."""

    def __call__(
        self,
        validate_all: bool = False,
        data: Any = None,
        create: bool = False,
        mask_validation_errors: bool = True,
    ) -> Any:
        """Set the fields. Raises BadRequest."""
        data = dict(json_body(self.request) if data is None else data)
        for name in self.noted:
            # Who sends back what was read changes nothing.
            if data.get(name) and create:
                raise BadRequest(f"`{name}` is not set here; it follows from POST @workflow.")
            data.pop(name, None)
        if not create:
            self.check_names(data)
        for name, field in getFields(self.schema).items():
            _check(name, field, data.get(name))
        return super().__call__(validate_all, data, create, mask_validation_errors)


@implementer(IDeserializeFromJson)
@adapter(IShelterStay, IBaleharumLayer)
class StayFields(_Fields):
    """The fields of a stay."""

    schema = IShelterStay
    noted = NOTED

    def check_names(self, names: Iterable[str]) -> None:
        """See above: of somebody restricted nothing is written."""
        check_written(self.context, names, shown.TOLD)


@implementer(IDeserializeFromJson)
@adapter(IShelter, IBaleharumLayer)
class ShelterFields(_Fields):
    """The fields of a house."""

    schema = IShelter


def _check(name: str, field: Any, value: Any) -> None:
    if value is None or IRows.providedBy(field):
        return
    if IBool.providedBy(field):
        if not isinstance(value, bool):
            raise BadRequest(f"Send `{name}` as true or false.")
    elif not is_token(value):
        raise no_text(name)


@implementer(IFieldSerializer)
@adapter(IRows, IShelter, IBaleharumLayer)
class RoomsSerializer(RowsSerializer):
    """The rooms of a house as objects."""


@implementer(IFieldDeserializer)
@adapter(IRows, IShelter, IBaleharumLayer)
class RoomsDeserializer(RowsDeserializer):
    """The rooms of a house of objects."""


class StaysGet(Service):
    """GET @stays of a case: its stays that the caller may see, the newest first."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        return {
            "@id": f"{self.context.absolute_url()}/@stays",
            "items": [
                {
                    "@id": stay.absolute_url(),
                    "id": stay.getId(),
                    "UID": api.content.get_uuid(stay),
                    "review_state": api.content.get_state(stay),
                    "house": stay.house,
                    "room": stay.room,
                    "arrived_on": json_compatible(stay.arrived_on),
                    **stay_json(stay),
                }
                for stay in visible_children(self.context, "ShelterStay")
            ],
        }


class BoardGet(Service):
    """GET @board of a house: rooms with their beds, stays that end, the waiting list."""

    def reply(self) -> dict[str, Any]:
        """Return the board; number and url of a case are '' for who may not see it."""
        board = Board(self.context, self.request)
        rooms = [
            {
                "number": row["number"],
                "name": row["name"],
                "free": row["free"],
                "beds": [_bed(bed) for bed in row["beds"]],
            }
            for row in board.rooms()
        ]
        return {
            "@id": f"{self.context.absolute_url()}/@board",
            "beds": board.plan.beds,
            "free": board.plan.free,
            "rooms": rooms,
            "ending": [_bed(bed) for bed in board.ending()],
            "waiting": [_bed(bed) for bed in board.waiting()],
        }


def _bed(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "taken": row["taken"],
        "number": row["number"],
        "@id": row["url"],
        "near": row["near"],
        "limit": json_compatible(row["limit"]),
    }


class SheltersGet(Service):
    """GET @shelters of a register: its houses with free beds, and who waits for any of them."""

    def reply(self) -> dict[str, Any]:
        """Return @id, items, unplaced."""
        found = [h for h in houses_of(self.context) if api.user.has_permission("View", obj=h)]
        rows = [house_row(house, plan_of(house, today())) for house in found]
        return {
            "@id": f"{self.context.absolute_url()}/@shelters",
            "unplaced": len(Houses(self.context, self.request).unplaced),
            "items": [
                {
                    "@id": row["url"],
                    "UID": row["uid"],
                    "id": row["id"].lower(),
                    "name": row["name"],
                    "kind": row["kind_token"],
                    **{key: row[key] for key in ("in_use", "beds", "free", "waiting", "late")},
                }
                for row in rows
            ],
        }
