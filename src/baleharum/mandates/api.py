"""REST: mandates are plain content; `@mandates` lists those of a case.

The end is `@transitions` and `@workflow`, as for all that is filed in a case.
"""

from baleharum.cases.listed import visible_children
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.mandates.content import IMandate
from baleharum.mandates.policy import report_days
from baleharum.mandates.views import is_hidden
from baleharum.mandates.views import TOLD
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface


@implementer(ISerializeToJson)
@adapter(IMandate, Interface)
class SerializeMandate(SerializeToJson):
    """A mandate with the days of its reports."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON; of somebody whose data is restricted, nothing that was written."""
        one = self.context
        days = report_days(one.report_on, one.report_months, one.ends_on)
        found = dict(super().__call__(*args, **kwargs))
        found["report_days"] = [day.isoformat() for day in days]
        if is_hidden(one):
            found |= dict.fromkeys(TOLD, translate(RESTRICTED, context=getRequest()))
        return found


class MandatesGet(Service):
    """GET @mandates of a case: those that the caller may see, the newest first."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        names = ("kind", "decided_on", "begins_on", "ends_on", "report_on", "reported_on")
        return {
            "@id": f"{self.context.absolute_url()}/@mandates",
            "items": [
                {
                    "@id": each.absolute_url(),
                    "id": each.getId(),
                    "UID": api.content.get_uuid(each),
                    "review_state": api.content.get_state(each),
                    **{name: json_compatible(getattr(each, name)) for name in names},
                }
                for each in visible_children(self.context, "Mandate")
            ],
        }
