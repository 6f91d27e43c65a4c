"""Batches that wait for the decree of the head; see IDecisions."""

from baleharum import _
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IDecisions
from baleharum.cases.waiting import Decision
from baleharum.programmes import policy
from datetime import UTC
from plone import api
from typing import Any
from zope.interface import implementer


DECREE = "baleharum: Decree batch"
ASKS = _("asks_batch", default="Decree the recipients of a batch")


@implementer(IDecisions)
class Decrees:
    """Batches in verification, for who decrees and has neither handed them in nor taken a list in."""

    def decisions(self, user: Any) -> list[Decision]:
        """Return the rows; see IDecisions."""
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog(portal_type="AssistanceBatch", review_state="verification")
        return [row for brain in found if (row := _row(brain.getObject(), user)) is not None]


def _row(batch: Any, user: Any) -> Decision | None:
    if not api.user.has_permission(DECREE, obj=batch):
        return None
    steps = [row for row in rows_of(batch) if row["action"] == "submit"]
    if not policy.may_decree({*(s["actor"] for s in steps), *batch.taken_by}, user.getId()):
        return None
    since = steps[-1]["time"].asdatetime().astimezone(UTC)
    return Decision(batch.getId(), batch.absolute_url(), ASKS, since)


DECREES = Decrees()
