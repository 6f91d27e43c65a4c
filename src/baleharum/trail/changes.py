"""Rows of a transaction: written when it votes, so that a record that is down refuses the commit."""

from baleharum.trail.notes import Notes
from baleharum.trail.row import Draft
from baleharum.trail.store import store
from transaction.interfaces import IDataManagerSavepoint
from transaction.interfaces import ISavepointDataManager
from typing import Any
from zope.interface import implementer

import transaction


_KEY = object()


def changes_of(current: Any) -> "Changes | None":
    """Return what has joined the transaction `current`, None for nothing."""
    try:
        return current.data(_KEY)
    except KeyError:
        return None


def add(draft: Draft, notes: Notes | None) -> None:
    """Have a row written with the current transaction."""
    current = transaction.get()
    changes = changes_of(current)
    if changes is None:
        changes = Changes()
        current.join(changes)
        current.set_data(_KEY, changes)
    changes.drafts.append(draft)
    changes.notes = notes or changes.notes


@implementer(ISavepointDataManager)
class Changes:
    """Writes the rows at the last moment at which the transaction can still be refused.

    What its request has read is written with them: one wait for the disk, not two. After a
    crash between the vote and the end there may be a row of a change that did not happen, never
    a change without its row.
    """

    transaction_manager = transaction.manager

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.notes: Notes | None = None

    def sortKey(self) -> str:
        # After the database, the queue and its lease: what they refuse has not happened.
        return "~~~~baleharum.trail"

    def savepoint(self) -> "ChangesSavepoint":
        return ChangesSavepoint(self)

    def abort(self, current: Any) -> None:
        self.drafts = []
        # After a rollback to a savepoint from before us we are no longer in the transaction;
        # the next change has to join anew.
        current.set_data(_KEY, None)

    def tpc_vote(self, current: Any) -> None:
        if not self.drafts:
            return
        if self.notes is not None:
            self.notes.write(self.drafts)
        else:
            store().append(self.drafts)

    def _nothing(self, current: Any) -> None:
        pass

    tpc_begin = commit = tpc_finish = tpc_abort = _nothing


@implementer(IDataManagerSavepoint)
class ChangesSavepoint:
    """Remembers how many rows there were when the savepoint was made."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.count = len(changes.drafts)

    def rollback(self) -> None:
        del self.changes.drafts[self.count :]
