"""REST: health records are plain content; `@health` lists those of a case, to its clinicians."""

from baleharum.cases.listed import visible_children
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.health.content import IHealthRecord
from baleharum.health.views import is_hidden
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFieldNamesInOrder


@implementer(ISerializeToJson)
@adapter(IHealthRecord, Interface)
class SerializeHealth(SerializeToJson):
    """A health record."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON; of somebody whose data is restricted, nothing that was written."""
        found = dict(super().__call__(*args, **kwargs))
        if is_hidden(self.context):
            names = [name for name in getFieldNamesInOrder(IHealthRecord) if name != "about"]
            found |= dict.fromkeys(names, translate(RESTRICTED, context=getRequest()))
        return found


class HealthGet(Service):
    """GET @health of a case: whose records there are, the newest first; nothing of the health."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        return {
            "@id": f"{self.context.absolute_url()}/@health",
            "items": [
                {
                    "@id": each.absolute_url(),
                    "id": each.getId(),
                    "UID": api.content.get_uuid(each),
                    "about": each.about,
                }
                for each in visible_children(self.context, "HealthRecord")
            ],
        }
