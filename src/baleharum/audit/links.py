"""Ways to the pages of the record from the pages of a register and of a person."""

from baleharum.audit.views import reader_url
from plone.app.layout.viewlets.common import ViewletBase


class PersonLink(ViewletBase):
    """On the page that says what a person can see: what did they read?"""

    def url(self) -> str:
        """Return the address."""
        return reader_url(self.context, self.view.person)
