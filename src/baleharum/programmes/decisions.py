"""Batches that wait for the decree of the head; see IDecisions."""

from baleharum import _
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IDecisions
from baleharum.cases.waiting import Decision
from baleharum.programmes import erasing
from baleharum.programmes import policy
from datetime import datetime
from datetime import UTC
from plone import api
from typing import Any
from zope.interface import implementer


DECREE = "baleharum: Decree batch"
ASKS_ERASURE = _("asks_erasure", default="Decide on erasing a recipient")
ASKS = _("asks_batch", default="Decree the recipients of a batch")


@implementer(IDecisions)
class Decrees:
    """Batches in verification, for who decrees and has neither handed them in nor taken a list in; and
    requests of recipients to be erased, for who has not filed them."""

    def decisions(self, user: Any) -> list[Decision]:
        """Return the rows; see IDecisions."""
        catalog = api.portal.get_tool("portal_catalog")
        folders = [brain.getObject() for brain in catalog(portal_type="ProgrammeFolder")]
        # Batches are woken for those alone who decide on them.
        if not any(api.user.has_permission(DECREE, obj=each) for each in folders):
            return []
        found = catalog(portal_type="AssistanceBatch", review_state="verification")
        rows = [row for brain in found if (row := _row(brain.getObject(), user)) is not None]
        ended = catalog(portal_type="AssistanceBatch", review_state=list(erasing.STATES))
        return rows + [row for brain in ended for row in _erasures(brain.getObject(), user)]


def _row(batch: Any, user: Any) -> Decision | None:
    if not api.user.has_permission(DECREE, obj=batch):
        return None
    steps = [row for row in rows_of(batch) if row["action"] == "submit"]
    if not policy.may_decree({*(s["actor"] for s in steps), *batch.taken_by}, user.getId()):
        return None
    since = steps[-1]["time"].asdatetime().astimezone(UTC)
    return Decision(batch.getId(), batch.absolute_url(), ASKS, since)


def _erasures(batch: Any, user: Any) -> list[Decision]:
    waiting = [
        each
        for each in erasing.erasures(batch)
        if each.state == erasing.OPEN and each.asked_by != user.getId()
    ]
    if not waiting or not api.user.has_permission(DECREE, obj=batch):
        return []
    url = f"{batch.absolute_url()}/@@erasures"
    since = datetime.fromisoformat(waiting[0].asked_at)
    return [Decision(batch.getId(), url, ASKS_ERASURE, since)]


DECREES = Decrees()
