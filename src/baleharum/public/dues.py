"""The day on which a published page is looked at again, among the deadlines of the head."""

from baleharum.cases.content import ICaseRegister
from baleharum.cases.dues import end_of
from baleharum.cases.dues import RegisterDue
from baleharum.cases.interfaces import IRegisterDues
from datetime import date
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: Held on a register by its head, who publishes.
DECIDE = "baleharum: Decide on case"


@implementer(IRegisterDues)
@adapter(ICaseRegister)
class Reviews:
    """See IRegisterDues; what is due is found by the catalog alone."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[RegisterDue]:
        """Return the reviews of all published pages, for the head."""
        if not api.user.has_permission(DECIDE, obj=self.context):
            return []
        found = api.portal.get_tool("portal_catalog")(
            portal_type="ServicePage", review_state="published"
        )
        return [
            RegisterDue(
                end_of(date.fromisoformat(b.page_review)), "page-review", b.Title, b.getURL()
            )
            for b in found
            if b.page_review
        ]
