"""REST: repatriations are plain content; `@repatriations` lists those of a case.

The steps are `@transitions` and `@workflow`, as for all that is filed in a case.
"""

from baleharum.asked import is_token
from baleharum.asked import no_text
from baleharum.cases.listed import visible_children
from baleharum.cases.people.about import check_written
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.interfaces import IBaleharumLayer
from baleharum.repatriations.content import IRepatriation
from baleharum.repatriations.seeing import is_hidden
from baleharum.repatriations.seeing import TOLD
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


#: What a repatriation says of itself beside its fields; none of it is set by hand.
NOTED = ("number", "signed_on", "signed_by", "sha256", "rest")


def noted_json(context: Any) -> dict[str, Any]:
    """Return number, day, signer and hash of the assignment letter, and what it rests on."""
    found = {name: json_compatible(getattr(context, name)) for name in NOTED}
    return found | {"rest": context.rest._asdict() if context.rest.uid else None}


@implementer(ISerializeToJson)
@adapter(IRepatriation, Interface)
class SerializeRepatriation(SerializeToJson):
    """A repatriation with its assignment letter."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON; of somebody whose data is restricted, nothing that was written."""
        found = dict(super().__call__(*args, **kwargs)) | noted_json(self.context)
        if is_hidden(self.context):
            found |= dict.fromkeys(TOLD, translate(RESTRICTED, context=getRequest()))
        return found


@implementer(IDeserializeFromJson)
@adapter(IRepatriation, IBaleharumLayer)
class RepatriationFields(DeserializeFromJson):
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
        mine = {} if create else noted_json(self.context)
        for name in NOTED:
            if data.get(name) and data[name] != mine.get(name):
                raise BadRequest(f"`{name}` is not set by hand; it follows from POST @workflow.")
            data.pop(name, None)
        if not create:
            check_written(self.context, data, TOLD)
        for name, field in getFields(IRepatriation).items():
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


class RepatriationsGet(Service):
    """GET @repatriations of a case: those that the caller may see, the newest first."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        names = ("direction", "province", "regency", "planned_on", "departed_on", "handed_on")
        return {
            "@id": f"{self.context.absolute_url()}/@repatriations",
            "items": [
                {
                    "@id": each.absolute_url(),
                    "id": each.getId(),
                    "UID": api.content.get_uuid(each),
                    "review_state": api.content.get_state(each),
                    **{name: json_compatible(getattr(each, name)) for name in names},
                    **noted_json(each),
                }
                for each in visible_children(self.context, "Repatriation")
            ],
        }
