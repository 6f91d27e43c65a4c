"""The ways from the page of a register to the pages of this slice, for those who may go there."""

from baleharum import _
from baleharum.retention import breaches
from baleharum.retention import requests
from baleharum.retention.disposal import VIEW_DISPOSAL
from plone import api
from plone.app.layout.viewlets import ViewletBase


#: page -> permission, label.
PAGES = {
    "disposal": (VIEW_DISPOSAL, _("action_disposal", default="Disposal")),
    "breaches": (breaches.MANAGE, _("action_breaches", default="Breaches")),
    "requests": (requests.DECIDE, _("action_requests", default="Requests about data")),
}


class Links(ViewletBase):
    """Stand beside the other pages of a register."""

    def links(self):
        """Return title and address of what the person may open."""
        url = self.context.absolute_url()
        return [
            {"title": title, "url": f"{url}/@@{name}"}
            for name, (permission, title) in PAGES.items()
            if api.user.has_permission(permission, obj=self.context)
        ]
