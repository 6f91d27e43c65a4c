"""The table of jobs, outside the ZODB: a SQLite file that all processes of a machine share, or a
PostgreSQL of several machines.

BALEHARUM_JOBS says which: a path, or a libpq DSN such as `service=baleharum-jobs`.
"""

from App.config import getConfiguration
from baleharum import kept
from baleharum.shared import is_dsn
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Protocol
from zope.i18nmessageid import Message

import json
import os


PLACE = "BALEHARUM_JOBS"

WAITING = "waiting"
RUNNING = "running"
DONE = "done"
FAILED = "failed"
CANCELLED = "cancelled"
STATES = (WAITING, RUNNING, DONE, FAILED, CANCELLED)

# held: written by a transaction whose outcome isn't known yet (see pledge.py).
SCHEMA = """
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
    not_before DOUBLE PRECISION NOT NULL,
    created DOUBLE PRECISION NOT NULL,
    started DOUBLE PRECISION,
    finished DOUBLE PRECISION,
    worker TEXT NOT NULL DEFAULT '',
    lease DOUBLE PRECISION
);
CREATE INDEX job_state ON job (state, not_before);
CREATE INDEX job_key ON job (kind, key, site);
"""


class QueueUnavailable(Exception):
    """The queue can't be found, made, opened or asked; the message says what to do."""


class Tables(Protocol):
    """A connection. What it is asked is understood by both kinds of database."""

    def execute(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """Run one statement with `?` or `:name` for its values; return a cursor, whose rows know
        names."""

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> Any:
        """Run one statement for each row of values."""


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


def dsn() -> str:
    """The DSN of a queue that several machines share, '' for a file."""
    named = os.environ.get(PLACE, "")
    return named if is_dsn(named) else ""


def location() -> Path:
    """Where the file of the queue is: BALEHARUM_JOBS, or `jobs/` beside the client home of Zope."""
    named = os.environ.get(PLACE)
    if named:
        return Path(named)
    configuration = getConfiguration()
    # Only a Zope that was started from a zope.conf knows a client home that is its own.
    if getattr(configuration, "dbtab", None) is None:
        raise QueueUnavailable(
            "Nobody said where the queue of jobs is: set the environment variable "
            f"{PLACE} to the path of a file or to a libpq DSN, or start Zope with a zope.conf."
        )
    return Path(configuration.clienthome).resolve().parent / "jobs" / "jobs.sqlite3"


def reading() -> AbstractContextManager[Tables]:
    """A connection for looking, see `kept` and `served`."""
    shared = dsn()
    return _served().reading(shared) if shared else kept.reading(*_file())


def writing() -> AbstractContextManager[Tables]:
    """A connection of the only writer, see `kept` and `served`."""
    shared = dsn()
    return _served().writing(shared) if shared else kept.writing(*_file())


def free() -> str:
    """What a question ends with that takes a row: one that somebody else holds is left alone.

    Our own processes write one after the other; this is for whoever works in the table by hand.
    """
    return " FOR UPDATE OF job SKIP LOCKED" if dsn() else ""


def job_of(row: Any) -> Job:
    """The job that a row of the table describes."""
    values = {name: row[name] for name in Job.__dataclass_fields__}
    values["payload"] = json.loads(values["payload"])
    if row["message_id"]:
        values["message"] = Message(
            row["message_id"], domain="baleharum", default=values["message"]
        )
    return Job(**values)


def _file() -> tuple[Path, str, kept.Trouble]:
    return location(), f"PRAGMA journal_mode = WAL; {SCHEMA}", _trouble


def _served() -> Any:
    try:
        from baleharum.jobs.postgresql import SERVED
    except ImportError as error:
        raise QueueUnavailable(
            f"{PLACE} names a PostgreSQL and its driver is not installed: install"
            " baleharum[cluster]."
        ) from error
    return SERVED


def _trouble(path: Path, error: Exception) -> QueueUnavailable:
    return QueueUnavailable(
        f"The queue of jobs can't be opened at {path} ({error}). Check that the folder exists, "
        "belongs to the user that runs Zope, and that the disk has room."
    )
