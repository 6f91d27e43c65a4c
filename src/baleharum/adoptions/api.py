"""REST: adoption files are plain content; `@adoptions` lists those of a case.

The steps are `@transitions` and `@workflow`, as for all that is filed in a case.
"""

from baleharum.adoptions import shown
from baleharum.adoptions.content import IAdoptionFile
from baleharum.asked import is_token
from baleharum.asked import no_text
from baleharum.cases.listed import visible_children
from baleharum.cases.people.about import check_written
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.interfaces import IBaleharumLayer
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
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
from zope.schema.interfaces import IInt


#: What an adoption says of itself beside its fields; none of it is set by hand.
NOTED = ("checklist", "decisions")


def noted_json(context: Any) -> dict[str, Any]:
    """Return the checklist as it stands, and what the head has decided."""
    return {
        "checklist": [
            {key: row[key] for key in ("check", "result", "source", "hard")}
            for row in shown.checks_of(context)
        ],
        "decisions": [
            {
                "transition": row["transition"],
                "on": json_compatible(row["on"]),
                "by": row["by"],
                "reason": row["reason"],
                "set_aside": [each["check"] for each in row["aside"]],
            }
            for row in shown.decisions_of(context)
        ],
    }


@implementer(ISerializeToJson)
@adapter(IAdoptionFile, Interface)
class SerializeAdoption(SerializeToJson):
    """An adoption file with its checklist and decisions."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON; of somebody whose data is restricted, nothing that was written."""
        found = dict(super().__call__(*args, **kwargs))
        if shown.is_hidden(self.context):
            words = translate(RESTRICTED, context=getRequest())
            return found | dict.fromkeys(shown.TOLD, words) | {name: [] for name in NOTED}
        return found | noted_json(self.context)


@implementer(IDeserializeFromJson)
@adapter(IAdoptionFile, IBaleharumLayer)
class AdoptionFields(DeserializeFromJson):
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
        for name in NOTED:
            # Who sends back what was read changes nothing.
            if data.get(name) and create:
                raise BadRequest(f"`{name}` is not set by hand; it follows from what is written.")
            data.pop(name, None)
        if not create:
            check_written(self.context, data, shown.TOLD)
        for name, field in getFields(IAdoptionFile).items():
            _check(name, field, data.get(name))
        return super().__call__(validate_all, data, create, mask_validation_errors)


def _check(name: str, field: Any, value: Any) -> None:
    if value is None:
        return
    if IInt.providedBy(field):
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadRequest(f"Send `{name}` as a number.")
    elif not is_token(value):
        raise no_text(name)


class AdoptionsGet(Service):
    """GET @adoptions of a case: those that the caller may see, the newest first."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        names = ("applied_on", "care_on", "care_begun", "permit_on", "order_on", "registered_on")
        return {
            "@id": f"{self.context.absolute_url()}/@adoptions",
            "items": [
                {
                    "@id": each.absolute_url(),
                    "id": each.getId(),
                    "UID": api.content.get_uuid(each),
                    "review_state": api.content.get_state(each),
                    **{name: json_compatible(getattr(each, name)) for name in names},
                }
                for each in visible_children(self.context, "AdoptionFile")
            ],
        }
