"""Where the publisher is: notes begin with a request and are written before its answer leaves.

The WSGI filter of the guard is the last gate; these make a record that is down refuse a request
before it commits, and hold without the filter, too.
"""

from baleharum.trail import notes
from baleharum.trail.changes import changes_of
from baleharum.trail.unavailable import TrailUnavailable
from contextlib import suppress
from zope.component import adapter
from ZPublisher.interfaces import IPubBeforeCommit
from ZPublisher.interfaces import IPubFailure
from ZPublisher.interfaces import IPubStart
from ZPublisher.interfaces import IPubSuccess

import transaction


@adapter(IPubStart)
def begin(event):
    """Open the notes of a request."""
    notes.begin(event.request)


@adapter(IPubBeforeCommit)
def write_before_commit(event):
    """Write what was read. Raises TrailUnavailable, which undoes what the request has done.

    What changes something is written with the changes, when the transaction votes.
    """
    if changes_of(transaction.get()) is None:
        _flush(event)


@adapter(IPubSuccess)
def write_after_commit(event):
    """Write what was noted later, or would have been written by a transaction that was undone."""
    _flush(event)


@adapter(IPubFailure)
def write_after_failure(event):
    """Write what was noted on the way to an error. A record that is down is the gate's to tell."""
    if event.retry:
        return
    with suppress(TrailUnavailable):
        _flush(event)


def _flush(event):
    noted = notes.notes_of(event.request)
    if noted is not None:
        noted.flush()
