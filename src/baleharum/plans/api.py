"""REST: `GET @plan` of a case, `@versions` of a plan; all else is plain content."""

from baleharum.cases.files.paging import SIZE
from baleharum.cases.files.paging import start_of
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import seen
from baleharum.plans.listing import about
from baleharum.plans.listing import goal_rows
from baleharum.plans.listing import record_rows
from baleharum.plans.serializing import said
from baleharum.plans.versions import add_version
from baleharum.plans.versions import may_add_version
from baleharum.plans.views import PlanTab
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.services import Service
from zExceptions import BadRequest
from zope.component import getMultiAdapter
from zope.interface import alsoProvides


class PlanGet(Service):
    """What the tab Plan shows: `?goal=` and `?start=` choose the records."""

    def reply(self):
        """Return plan, making, records, conferences, mediations and bars."""
        tab = PlanTab(self.context, self.request)
        plan = tab.plan
        answer = {
            "plan": {**about(plan), "goals": goal_rows(plan, tab.records)} if plan else None,
            "making": tab.others() if plan else [],
            "records": self._records(tab),
            "conferences": tab.conferences(),
            "mediations": tab.mediations(),
            "bars": bars_of(self.context),
        }
        return {"@id": f"{self.context.absolute_url()}/@plan", **said(self.request, answer)}

    def _records(self, tab):
        start = start_of(self.request.form)
        found = [r for r in tab.records if not tab.goal or r.goal == tab.goal]
        rows = record_rows(tab.records, found[start : start + SIZE])
        return {"items": rows, "items_total": len(found), "start": start}


class VersionsGet(Service):
    """`GET @versions` of a plan: all that the caller sees, the newest first."""

    def reply(self):
        """Return @id and items."""
        case = self.context.__parent__
        items = [about(plan) for plan in seen(case, "CarePlan")]
        url = f"{self.context.absolute_url()}/@versions"
        return {"@id": url, "items": said(self.request, items)}


class VersionsPost(Service):
    """`POST @versions` of an approved plan files a draft with the same content."""

    def reply(self):
        """Return the draft, with 201."""
        alsoProvides(self.request, IDisableCSRFProtection)
        json_body(self.request)
        if not may_add_version(self.context):
            raise BadRequest(
                "A new version is filed of an approved plan, while none is in the making, by who may"
                " plan in the case."
            )
        plan = add_version(self.context)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", plan.absolute_url())
        return getMultiAdapter((plan, self.request), ISerializeToJson)()
