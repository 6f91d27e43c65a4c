"""What follows when a case is destroyed, on whichever path the transition came."""

from Acquisition import aq_parent
from baleharum.jobs.queue import enqueue
from baleharum.retention.emptying import empty
from baleharum.retention.interfaces import IDestroyed
from baleharum.retention.lists import list_with
from baleharum.retention.lists import signed_list
from baleharum.retention.records import writable_retention
from baleharum.retention.tombstone import tombstone
from plone.uuid.interfaces import IUUID
from zope.interface import alsoProvides


SHRED = "retention-shred"


def case_destroyed(case, event) -> None:
    """Write the tombstone, empty the case, and have its key destroyed once that is committed."""
    if event.transition is None or event.transition.id != "destroy":
        return
    # The requirement has seen it in this transaction.
    found = signed_list(case)
    kept = writable_retention(case)
    kept.tombstone = tombstone(case, found.number)
    kept.holds = ()
    list_with(aq_parent(case), found.number).cases[IUUID(case)].done = kept.tombstone[
        "destroyed_at"
    ]
    alsoProvides(case, IDestroyed)
    empty(case)
    enqueue(SHRED, {"uid": IUUID(case)}, key=IUUID(case))
