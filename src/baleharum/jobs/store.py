"""The table of jobs: one SQLite file outside the ZODB, shared by all processes of a machine."""

from App.config import getConfiguration
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zope.i18nmessageid import Message

import json
import os
import sqlite3
import tempfile


WAITING = "waiting"
RUNNING = "running"
DONE = "done"
FAILED = "failed"
CANCELLED = "cancelled"
STATES = (WAITING, RUNNING, DONE, FAILED, CANCELLED)

# held: written by a transaction whose outcome isn't known yet (see pledge.py).
SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    site TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    key TEXT NOT NULL DEFAULT '',
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    held INTEGER NOT NULL DEFAULT 0,
    progress INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL,
    created REAL NOT NULL,
    started REAL,
    finished REAL,
    worker TEXT NOT NULL DEFAULT '',
    lease REAL
);
CREATE INDEX job_state ON job (state, not_before);
CREATE INDEX job_key ON job (kind, key, site);
"""


class QueueUnavailable(Exception):
    """The file of the queue can't be found, made or opened; the message says what to do."""


@dataclass(frozen=True)
class Job:
    """One row, as screens and handlers see it. Times are seconds since 1970 (UTC)."""

    id: str
    site: str
    kind: str
    key: str
    payload: dict[str, Any]
    state: str
    progress: int
    message: str
    attempts: int
    not_before: float
    created: float
    started: float | None
    finished: float | None
    worker: str


def location() -> Path:
    """Where the queue is: BALEHARUM_JOBS, or `jobs/` beside the client home of Zope."""
    named = os.environ.get("BALEHARUM_JOBS")
    if named:
        return Path(named)
    configuration = getConfiguration()
    # Only a Zope that was started from a zope.conf knows a client home that is its own.
    if getattr(configuration, "dbtab", None) is None:
        raise QueueUnavailable(
            "Nobody said where the queue of jobs is: set the environment variable "
            "BALEHARUM_JOBS to the path of a file, or start Zope with a zope.conf."
        )
    return Path(configuration.clienthome).resolve().parent / "jobs" / "jobs.sqlite3"


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """A connection for looking; each use has its own, so threads and forks never share one."""
    path = location()
    if not path.exists():
        _create(path)
    try:
        connection = sqlite3.connect(path, timeout=15, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise QueueUnavailable(_remedy(path, error)) from error
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    finally:
        connection.close()


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """A connection that holds the only write lock until the block ends, then keeps all or nothing."""
    with reading() as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def job_of(row: sqlite3.Row) -> Job:
    """The job that a row of the table describes."""
    values = {name: row[name] for name in Job.__dataclass_fields__}
    values["payload"] = json.loads(values["payload"])
    if row["message_id"]:
        values["message"] = Message(
            row["message_id"], domain="baleharum", default=values["message"]
        )
    return Job(**values)


def _create(path: Path) -> None:
    """Make the file complete and aside, then give it its name: nobody meets half a table."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".jobs-", dir=path.parent)
    except OSError as error:
        raise QueueUnavailable(_remedy(path, error)) from error
    os.close(handle)
    try:
        connection = sqlite3.connect(aside)
        connection.executescript(SCHEMA)
        connection.close()
        os.link(aside, path)
    except FileExistsError:
        pass  # Another process was faster; its file is as good.
    except (OSError, sqlite3.Error) as error:
        raise QueueUnavailable(_remedy(path, error)) from error
    finally:
        for leftover in (aside, f"{aside}-wal", f"{aside}-shm"):
            Path(leftover).unlink(missing_ok=True)


def _remedy(path: Path, error: Exception) -> str:
    return (
        f"The queue of jobs can't be opened at {path} ({error}). Check that the folder exists, "
        "belongs to the user that runs Zope, and that the disk has room."
    )
