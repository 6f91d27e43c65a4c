"""What of this slice waits for somebody and lies in no case: lists to sign, requests to decide."""

from baleharum import _
from baleharum.cases.interfaces import IDecisions
from baleharum.cases.waiting import Decision
from baleharum.retention import batches
from baleharum.retention import policy
from baleharum.retention.lists import lists_of
from baleharum.retention.records import retention_of
from baleharum.retention.requests import DECIDE
from baleharum.retention.requests import OPEN
from baleharum.retention.requests import requests_of
from collections.abc import Iterator
from plone import api
from typing import Any
from zope.interface import implementer


ASKS = {
    "prepare": _("asks_disposal_prepare", default="Check a disposal list"),
    "approve": _("asks_disposal_approve", default="Approve a disposal list"),
    "sign": _("asks_disposal_sign", default="Sign a disposal list"),
}
#: Steps that wait for somebody once a batch is proposed.
AFTER = ("approve", "sign")
ASKS_REQUEST = _("asks_subject_request", default="Decide on a request about data")


@implementer(IDecisions)
class Decisions:
    """Of every register that the person may open: nobody decides what they have filed or agreed to."""

    def decisions(self, user: Any) -> list[Decision]:
        """Return the rows; see IDecisions."""
        registers = api.portal.get_tool("portal_catalog")(portal_type="CaseRegister")
        places = [brain.getObject() for brain in registers]
        rows = [row for each in places for row in (*_lists(each, user), *_requests(each, user))]
        folders = api.portal.get_tool("portal_catalog")(portal_type="ProgrammeFolder")
        return rows + [row for brain in folders for row in _batches(brain.getObject(), user)]


def _lists(register: Any, user: Any) -> Iterator[Decision]:
    for found in lists_of(register):
        step = found.next_step if found.open else ""
        taken = {person for _step, person, _at in found.steps}
        if not step or user.getId() in taken:
            continue
        if api.user.has_permission(policy.PERMISSIONS[step], obj=register):
            url = f"{register.absolute_url()}/@@disposal"
            since = found.steps[-1][2] if found.steps else found.made_at
            yield Decision(found.number, url, ASKS[step], since)


def _batches(folder: Any, user: Any) -> Iterator[Decision]:
    """Yield batches whose end somebody has proposed: that a time is over is no decision yet."""
    if not any(api.user.has_permission(policy.PERMISSIONS[s], obj=folder) for s in AFTER):
        return
    for batch in batches.batches_of(folder):
        steps = retention_of(batch).steps
        step = batches.next_step(batch) if steps else ""
        if not step or user.getId() in {person for _step, person, _at in steps}:
            continue
        if api.user.has_permission(policy.PERMISSIONS[step], obj=folder):
            url = f"{folder.absolute_url()}/@@batch-disposal"
            yield Decision(batch.getId(), url, ASKS[step], steps[-1][2])


def _requests(register: Any, user: Any) -> Iterator[Decision]:
    if not api.user.has_permission(DECIDE, obj=register):
        return
    for row in requests_of(register):
        if row.state == OPEN and row.filed_by != user.getId():
            url = f"{register.absolute_url()}/@@requests"
            yield Decision(row.number, url, ASKS_REQUEST, row.received_at, row.case)


DECISIONS = Decisions()
