"""A job promised by a transaction: it appears when the transaction commits, and only then."""

from baleharum.jobs import store
from dataclasses import dataclass
from transaction.interfaces import IDataManagerSavepoint
from transaction.interfaces import ISavepointDataManager
from typing import Any
from zope.interface import implementer

import json
import logging
import sqlite3
import time
import transaction


logger = logging.getLogger(__name__)

# Seconds after which a row counts although its transaction never told how it
# ended: the process died between its vote and its finish.
HOLD = 60.0

_KEY = object()


@dataclass(frozen=True)
class Promise:
    """A job that will be written if the transaction commits; `payload` is JSON."""

    id: str
    site: str
    kind: str
    key: str
    payload: str


def pledge_of(current: Any) -> "Pledge":
    """The pledge that has joined the transaction `current`; it joins now if there is none."""
    try:
        pledge = current.data(_KEY)
    except KeyError:
        pledge = None
    if pledge is None:
        pledge = Pledge()
        current.join(pledge)
        current.set_data(_KEY, pledge)
    return pledge


@implementer(ISavepointDataManager)
class Pledge:
    """Writes the rows when asked to vote, and releases or removes them at the end.

    Rows are held at first: workers leave them alone until `HOLD` seconds have
    passed. A crash between vote and finish thus loses nothing; at worst a
    handler looks for content that was never committed, and finds none.
    """

    transaction_manager = transaction.manager

    def __init__(self) -> None:
        self.promises: list[Promise] = []

    def add(self, promise: Promise) -> str:
        """Keep a promise; of two with the same kind and key the later payload counts."""
        for at, known in enumerate(self.promises):
            same = (known.site, known.kind, known.key) == (promise.site, promise.kind, promise.key)
            if promise.key and same:
                self.promises[at] = Promise(known.id, *_fields(promise)[1:])
                return known.id
        self.promises.append(promise)
        return promise.id

    def sortKey(self) -> str:
        # After the ZODB: what it refuses needs no row, and what a worker is
        # told to look for has to be there.
        return "~~baleharum.jobs"

    def savepoint(self) -> "PledgeSavepoint":
        return PledgeSavepoint(self)

    def abort(self, current: Any) -> None:
        self.promises = []
        # After a rollback to a savepoint from before us we are no longer in the
        # transaction; the next job has to join anew.
        current.set_data(_KEY, None)

    def tpc_begin(self, current: Any) -> None:
        pass

    def commit(self, current: Any) -> None:
        pass

    def tpc_vote(self, current: Any) -> None:
        if self.promises:
            hold(self.promises, time.time())

    def tpc_finish(self, current: Any) -> None:
        try:
            release(self.promises, time.time())
        except (sqlite3.Error, store.QueueUnavailable):
            # Too late to refuse: the ZODB has committed. The rows are there and
            # are taken when their hold ends.
            logger.exception("jobs stay held for %d seconds", HOLD)
        self.promises = []

    def tpc_abort(self, current: Any) -> None:
        try:
            discard(self.promises)
        except (sqlite3.Error, store.QueueUnavailable) as error:
            # The abort goes on; a worker will find nothing to do.
            logger.error("rows of an aborted transaction stay: %s", error)
        self.promises = []


@implementer(IDataManagerSavepoint)
class PledgeSavepoint:
    """Remembers what was promised when the savepoint was made."""

    def __init__(self, pledge: Pledge) -> None:
        self.pledge = pledge
        self.promises = list(pledge.promises)

    def rollback(self) -> None:
        self.pledge.promises = list(self.promises)


def hold(promises: list[Promise], now: float) -> None:
    """Write the rows so that no worker takes them before their hold ends."""
    with store.writing() as table:
        table.executemany(
            "INSERT INTO job (id, site, kind, key, payload, held, not_before, created)"
            " VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
            [(*_fields(promise), now + HOLD, now) for promise in promises],
        )


def release(promises: list[Promise], now: float) -> None:
    """Let workers take the rows; a twin that waits already gives way to the newer one."""
    if not promises:
        return
    with store.writing() as table:
        for promise in promises:
            created = _remove_twins(table, promise, now)
            # The row is written anew, because a very slow commit may find that its
            # hold ended and a worker has looked already, too early.
            table.execute("DELETE FROM job WHERE id = ?", (promise.id,))
            table.execute(
                "INSERT INTO job (id, site, kind, key, payload, not_before, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*_fields(promise), now, created),
            )


def discard(promises: list[Promise]) -> None:
    """Take back rows of a transaction that was aborted after its vote."""
    if not promises:
        return
    with store.writing() as table:
        table.executemany(
            "DELETE FROM job WHERE id = ? AND held = 1", [(promise.id,) for promise in promises]
        )


def payload_text(payload: dict[str, Any]) -> str:
    """The payload as JSON; TypeError at once, and not in the worker, if it can't be."""
    return json.dumps(payload, sort_keys=True)


def _remove_twins(table: store.Tables, promise: Promise, now: float) -> float:
    """Remove waiting rows of the same site, kind and key; return since when they waited."""
    if not promise.key:
        return now
    same = "FROM job WHERE site = ? AND kind = ? AND key = ? AND state = 'waiting' AND held = 0"
    twin = (promise.site, promise.kind, promise.key)
    oldest = table.execute(f"SELECT min(created) {same}", twin).fetchone()[0]
    table.execute(f"DELETE {same}", twin)
    return now if oldest is None else oldest


def _fields(promise: Promise) -> tuple[str, str, str, str, str]:
    return (promise.id, promise.site, promise.kind, promise.key, promise.payload)
