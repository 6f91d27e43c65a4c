"""The quick exit on the pages with which staff come in: a link at the foot of each page leads there."""

from baleharum.public.frame.files import address
from baleharum.public.language import DOOR
from baleharum.public.language import view_name
from plone import api
from plone.app.layout.viewlets.common import ViewletBase


class DoorExit(ViewletBase):
    """The same link as on public pages, for who is not logged in."""

    def shown(self) -> bool:
        """Tell whether the page is such a door, and somebody stands before it."""
        return api.user.is_anonymous() and view_name(self.request) in DOOR

    def static(self, name: str) -> str:
        """Return the address of a file of the public frame."""
        return address(api.portal.get().absolute_url(), name)
