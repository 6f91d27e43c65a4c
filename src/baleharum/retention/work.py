"""The worker's part: the yearly proposal, the destruction case by case, the key at the end."""

from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.moments import today
from baleharum.cases.requirements import missing_for
from baleharum.cases.team.standing import registers
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import PermanentFailure
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import sites
from baleharum.login import drafts
from baleharum.retention import batches
from baleharum.retention.events import SHRED
from baleharum.retention.lists import lists_of
from baleharum.retention.lists import propose
from baleharum.retention.lists import SCHEDULE
from baleharum.retention.lists import signed_list
from baleharum.retention.records import retention_of
from baleharum.retention.records import writable_retention
from baleharum.retention.renewal import ask_for_new_key
from baleharum.retention.renewal import go_on
from baleharum.team.api import utcnow
from baleharum.trail.actions import ERASE
from baleharum.trail.api import change
from baleharum.trail.api import rows
from baleharum.vault import keystore
from collections.abc import Callable
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.interface import implementer

import transaction
import Zope2


PROPOSE = "retention-propose"
DESTROY = "retention-destroy"

#: Detail of the row of the record that tells that a key is gone.
KEY_GONE = "key"

NOT_ALLOWED = _(
    "job_retention_not_allowed",
    default="Who had the list carried out may not do so any more: another archivist does it on the"
    " page Disposal.",
)


class DailyLook:
    """Once a day the worker asks every site whether the list of the year is due."""

    every = 86400.0

    def __init__(self, open_app: Callable[[], Any] | None = None) -> None:
        self.open_app = open_app or (lambda: Zope2.app())

    def __call__(self) -> None:
        """Ask for a proposal in each site; see IPeriodic."""
        app = self.open_app()
        connection = app._p_jar
        try:
            transaction.begin()
            for site in sites(app):
                path = "/".join(site.getPhysicalPath())
                enqueue(PROPOSE, {"site": path}, key=str(today().year))
            transaction.commit()
        finally:
            transaction.abort()
            connection.close()


@implementer(IJobHandler)
class Propose:
    """Worker job: the list of the year of every register, if there is none yet."""

    title = _("job_retention_propose", default="Looking for cases whose time is over")

    def __call__(self, site, payload, progress):
        """Payload: nothing. Keys that a failed job has left are asked for again."""
        go_on(site)
        batches.finish()
        for register in registers():
            finish(register)
            if not listed_this_year(register):
                propose(register)


def listed_this_year(register: Any) -> bool:
    """Tell whether the yearly list of a register was made."""
    year = f"{today().year}-"
    return any(
        found.cause == SCHEDULE and found.number.startswith(year) for found in lists_of(register)
    )


def carry_out(found: Any, person: str) -> int:
    """Ask for the destruction of what is open on a signed list; return how many cases."""
    uids = [listed.uid for listed in found.rows() if listed.open]
    for uid in uids:
        enqueue(DESTROY, {"uid": uid, "by": person}, key=uid)
    return len(uids)


@implementer(IJobHandler)
class Destroy:
    """Worker job: the transition `destroy` of one case, in the name of the archivist."""

    title = _("job_retention_destroy", default="Destroying a case of a signed list")

    def __call__(self, site, payload, progress):
        """Payload: uid of the case, by: user id. What is held or taken off stays as it is."""
        case = uuidToObject(payload["uid"], unrestricted=True)
        if not ICase.providedBy(case) or api.content.get_state(case) != "archived":
            return
        found = signed_list(case)
        if found is None or missing_for(case, "destroy", {"comment": found.number}):
            return
        person = api.user.get(userid=payload["by"])
        if person is None:
            raise PermanentFailure(NOT_ALLOWED)
        workflow = api.portal.get_tool("portal_workflow")
        with api.env.adopt_user(username=person.getUserName()):
            try:
                workflow.doActionFor(case, "destroy", comment=found.number)
            except WorkflowException:
                raise PermanentFailure(NOT_ALLOWED) from None


@implementer(IJobHandler)
class Shred:
    """Worker job: the key of a case whose destruction is committed.

    Killed before its end it is run again: the key is gone already, the row is written once.
    """

    title = _("job_retention_shred", default="Destroying the key of a case")

    def __call__(self, site, payload, progress):
        """Payload: uid of the case. Without a tombstone nothing happens."""
        case = uuidToObject(payload["uid"], unrestricted=True)
        if not ICase.providedBy(case) or api.content.get_state(case) != "destroyed":
            return
        if retention_of(case).tombstone is None:
            return
        uid = IUUID(case)
        keystore.shred(uid)
        drafts.forget_below(case.getId())
        kept = writable_retention(case)
        if kept.tombstone["shredded_at"] is None:
            kept.tombstone = {**kept.tombstone, "shredded_at": utcnow()}
        if not told(uid):
            change(ERASE, uid, uid, KEY_GONE)
        ask_for_new_key()


def told(uid: str) -> bool:
    """Tell whether the record of access knows that the key of a case is gone."""
    found = rows(case=uid, subject=uid, actions=(ERASE,), limit=1000)
    return any(row.detail == KEY_GONE for row in found)


def finish(register: Any) -> int:
    """Ask again for the destruction of keys that are not known to be gone; return how many."""
    left = unfinished(register)
    for case in left:
        enqueue(SHRED, {"uid": IUUID(case)}, key=IUUID(case))
    return len(left)


def unfinished(register: Any) -> list[Any]:
    """Return the destroyed cases whose key is still there: a job failed, or an older keystore
    was brought back."""
    done = [row.uid for each in lists_of(register) for row in each.cases.values() if row.done]
    cases = [uuidToObject(uid, unrestricted=True) for uid in done if not keystore.is_shredded(uid)]
    return [case for case in cases if ICase.providedBy(case)]
