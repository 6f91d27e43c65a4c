"""The table of jobs: one SQLite file outside the ZODB, shared by all processes of a machine."""

from App.config import getConfiguration
from baleharum import kept
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zope.i18nmessageid import Message

import json
import os
import sqlite3


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


def reading() -> AbstractContextManager[sqlite3.Connection]:
    """A connection for looking, see `kept`."""
    return kept.reading(location(), SCHEMA, _trouble)


def writing() -> AbstractContextManager[sqlite3.Connection]:
    """A connection of the only writer, see `kept`."""
    return kept.writing(location(), SCHEMA, _trouble)


def job_of(row: sqlite3.Row) -> Job:
    """The job that a row of the table describes."""
    values = {name: row[name] for name in Job.__dataclass_fields__}
    values["payload"] = json.loads(values["payload"])
    if row["message_id"]:
        values["message"] = Message(
            row["message_id"], domain="baleharum", default=values["message"]
        )
    return Job(**values)


def _trouble(path: Path, error: Exception) -> QueueUnavailable:
    return QueueUnavailable(
        f"The queue of jobs can't be opened at {path} ({error}). Check that the folder exists, "
        "belongs to the user that runs Zope, and that the disk has room."
    )
