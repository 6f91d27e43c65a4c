"""What follows when a case is destroyed, on whichever path the transition came."""

from Acquisition import aq_parent
from baleharum.jobs.queue import enqueue
from baleharum.retention.emptying import empty
from baleharum.retention.interfaces import IDestroyed
from baleharum.retention.lists import lists_of
from baleharum.retention.lists import signed_list
from baleharum.retention.records import writable_retention
from baleharum.retention.renewal import ask_for_new_key
from baleharum.retention.requests import requests_of
from baleharum.retention.tombstone import tombstone
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import seal_anew
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
    kept.tombstone = tombstone(case, found)
    kept.holds = ()
    close_rows(case, kept.tombstone["destroyed_at"])
    alsoProvides(case, IDestroyed)
    empty(case)
    enqueue(SHRED, {"uid": IUUID(case)}, key=IUUID(case))


def close_rows(case, moment) -> None:
    """Note on every list that the case is destroyed, and take away what tells of people there.

    When its time was over tells of a child; why it was once taken off, what was asked for and why
    that was granted or not may name somebody. Who decided what and when stays.
    """
    register = aq_parent(case)
    for found in lists_of(register):
        row = found.cases.get(IUUID(case))
        if row is None:
            continue
        row.due = None
        if row.off is not None:
            row.off = {**row.off, "reason": b""}
        elif row.done is None:
            row.done = moment
    for request in requests_of(register, case):
        for name in ("asked", "reason", "password"):
            if is_stored(request, name):
                delattr(request, name)
        # Who decides it now must be able to write why.
        seal_anew(request, IUUID(register))


def report_erased(event) -> None:
    """People were hashed of an erased report as well: make a new key for what is hashed."""
    ask_for_new_key()
