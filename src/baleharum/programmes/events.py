"""What follows when programmes and batches are filed, or a batch changes its state, on every path."""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum.guard.traces import case_of
from baleharum.guard.traces import uid
from baleharum.programmes.content import IProgramme
from baleharum.programmes.content import IProgrammeFolder
from baleharum.trail.actions import ADD
from baleharum.trail.actions import TRANSITION
from baleharum.trail.api import change
from baleharum.vault.objects import seal_to
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


#: What a list that goes back to its draft has to get anew: it may change.
OF_THE_LIST = ("dtsen_checked_on", "list_signed_on", "list_signed_by")


def folder_added(folder, event) -> None:
    """Make the key of the folder, by which NIKs are hashed."""
    seal_to(folder, IUUID(folder))


def programme_added(programme, event) -> None:
    """Make its key, and tell the record. Raises BadRequest elsewhere."""
    if not IProgrammeFolder.providedBy(aq_parent(programme)):
        raise BadRequest(
            "A programme is filed in a folder of programmes. Open it, and add it there."
        )
    seal_to(programme, IUUID(programme))
    change(ADD, uid(programme), uid(programme), "programme")


def batch_added(batch, event) -> None:
    """Seal a batch by a key of its own, and tell the record. Raises BadRequest elsewhere."""
    if not IProgramme.providedBy(aq_parent(batch)):
        raise BadRequest("A batch is filed in a programme. Open it, and add it there.")
    if batch.year is None:
        raise BadRequest("A batch has a year: send it as `year`.")
    seal_to(batch, IUUID(batch))
    change(ADD, case_of(batch), uid(batch), "batch")


def activity_added(activity, event) -> None:
    """Seal an activity by a key of its own, and tell the record. Raises BadRequest elsewhere."""
    if not IProgramme.providedBy(aq_parent(activity)):
        raise BadRequest("An activity is filed in a programme. Open it, and add it there.")
    seal_to(activity, IUUID(activity))
    activity._count()
    change(ADD, case_of(activity), uid(activity), "activity")


def activity_edited(activity, event) -> None:
    """Count anew who came."""
    activity._count()


def activity_changed_state(activity, event) -> None:
    """Tell the record."""
    if event.transition is not None:
        change(TRANSITION, case_of(activity), uid(activity), event.transition.id)


def batch_changed_state(batch, event) -> None:
    """Have a list that may change signed and checked anew; a list that waits goes; tell the record."""
    if event.transition is None:
        return
    if event.transition.id == "return":
        for name in OF_THE_LIST:
            batch._keep(name, None)
    batch.incoming = None
    change(TRANSITION, case_of(batch), uid(batch), event.transition.id)


def refuse_to_leave(content, event) -> None:
    """Programmes and batches are filed in their place, under their number, and stay there.

    Raises BadRequest. The folder and the site may still be taken down as a whole.
    """
    if aq_base(event.object) is aq_base(content) and event.oldParent is not None:
        raise BadRequest("This stays in its programme. Cancel the batch, with the reason.")
