"""How long recipients of a batch are kept, who agrees to their end, and what stays: counts alone.

As with cases three people agree: an operator proposes, the privacy officer approves, the head signs. Then
the rows go, and the worker destroys the key, which also closes every backup of them.
"""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.guard.traces import case_of
from baleharum.guard.traces import uid
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.programmes import policy as assistance
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.emptying import forget_people
from baleharum.retention import policy
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from baleharum.retention.records import writable_retention
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import terms
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import ERASE
from baleharum.trail.api import change
from baleharum.vault import keystore
from collections.abc import Iterator
from datetime import date
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.interface import implementer


CLASSES = "batch-retention-classes"
USUAL = "bantuan-sosial"
#: States in which the time of a batch runs, and the steps that lead there.
ENDED, ENDING = ("finished", "cancelled"), ("finish", "cancel")
SHRED = "batch-shred"
#: Detail of the row of the record that tells that a key is gone.
KEY_GONE = "key"


def batches_of(folder: Any) -> Iterator[Any]:
    """Yield the batches of a folder of programmes, whoever asks."""
    for programme in folder.objectValues():
        for each in programme.objectValues():
            if IAssistanceBatch.providedBy(each):
                yield each


def class_of(batch: Any) -> str:
    """Return the token of the retention class of a batch."""
    return retention_of(batch).retention_class or USUAL


def ended_on(batch: Any) -> date | None:
    """Return the day on which the work on a batch ended, None while it goes on."""
    if state_of(batch) not in ENDED:
        return None
    times = [row["time"] for row in rows_of(batch) if row["action"] in ENDING]
    return times[-1].asdatetime().astimezone(WITA).date() if times else None


def end_of(batch: Any) -> date | None:
    """Return the day from which the recipients may be destroyed; None while the work goes on, and
    for a class that is not destroyed."""
    ended, schedule = ended_on(batch), schedule_of(class_of(batch), CLASSES)
    if ended is None or schedule.fate != policy.DESTROY:
        return None
    return policy.add_years(ended, schedule.active + schedule.inactive)


def is_due(batch: Any, day: date) -> bool:
    """Tell whether the recipients of a batch may be destroyed on a day."""
    end = end_of(batch)
    return end is not None and end <= day and retention_of(batch).tombstone is None


def next_step(batch: Any) -> str:
    """Return the step that a batch waits for, '' where its time is not over, or it is destroyed."""
    if not is_due(batch, today()):
        return ""
    return policy.next_step(step for step, _person, _at in retention_of(batch).steps)


def classify(batch: Any, retention_class: str) -> None:
    """Give a batch another class; whoever has agreed to its end agrees anew. Raises RetentionRefused."""
    if retention_of(batch).tombstone is not None:
        raise RetentionRefused(DESTROYED)
    if retention_class not in {term.token for term in terms(CLASSES)}:
        raise RetentionRefused(
            _("error_retention_class", default="Choose a retention class from the list.")
        )
    kept = writable_retention(batch)
    kept.retention_class, kept.steps = retention_class, ()
    change(EDIT, case_of(batch), uid(batch), f"retention:{retention_class}")


def agree(batch: Any, step: str) -> None:
    """Take a step; the last one destroys the recipients. Raises RetentionRefused."""
    if retention_of(batch).tombstone is not None:
        raise RetentionRefused(DESTROYED)
    if not step or next_step(batch) != step:
        raise RetentionRefused(
            _("error_batch_not_due", default="The batch does not wait for this step now.")
        )
    kept, person = writable_retention(batch), current_user_id()
    if person in {who for _step, who, _at in kept.steps}:
        raise RetentionRefused(
            _(
                "error_batch_same_person",
                default="You have agreed to this batch already: the next step is somebody else's.",
            )
        )
    kept.steps = (*kept.steps, (step, person, utcnow()))
    change(ERASE, case_of(batch), uid(batch), f"batch:{step}")
    if not policy.next_step(each for each, _who, _at in kept.steps):
        destroy(batch)


def destroy(batch: Any) -> None:
    """Take the recipients away, leave a tombstone, and have the worker destroy the key."""
    kept, book = writable_retention(batch), batch.recipients
    counts = {
        "recipients": book.count(),
        "received": book.count(assistance.RECEIVED),
        "returned": book.count(assistance.RETURNED),
        "amount": book.amount(),
        "paid": book.amount(assistance.RECEIVED),
    }
    kept.tombstone = {
        "number": batch.getId(),
        "programme": aq_parent(batch).programme,
        **counts,
        "ended_on": ended_on(batch),
        "destroyed_at": utcnow(),
        "destroyed_by": current_user_id(),
        "retention_class": class_of(batch),
        "shredded_at": None,
    }
    forget_people(batch)
    batch.reindexObject()
    enqueue(SHRED, {"uid": IUUID(batch)}, key=IUUID(batch))


@implementer(IJobHandler)
class ShredBatch:
    """Worker job: the key of a batch whose destruction is committed.

    Killed before its end it is run again: the key is gone already, the row is written once.
    """

    title = _("job_batch_shred", default="Destroying the key of a batch")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: uid of the batch. Without a tombstone nothing happens."""
        batch = uuidToObject(payload["uid"], unrestricted=True)
        if not IAssistanceBatch.providedBy(batch) or retention_of(batch).tombstone is None:
            return
        keystore.shred(IUUID(batch))
        kept = writable_retention(batch)
        if kept.tombstone is not None and kept.tombstone["shredded_at"] is None:
            kept.tombstone = {**kept.tombstone, "shredded_at": utcnow()}
            change(ERASE, case_of(batch), uid(batch), KEY_GONE)


def finish() -> int:
    """Ask again for the destruction of keys that are not known to be gone; return how many."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type="AssistanceBatch", review_state=list(ENDED)
    )
    left = [brain.UID for brain in found if _is_left(brain._unrestrictedGetObject())]
    for each in left:
        enqueue(SHRED, {"uid": each}, key=each)
    return len(left)


def _is_left(batch: Any) -> bool:
    stone = retention_of(batch).tombstone
    return stone is not None and stone["shredded_at"] is None


DESTROYED = _(
    "error_batch_destroyed", default="The recipients of this batch are destroyed: counts are left."
)
