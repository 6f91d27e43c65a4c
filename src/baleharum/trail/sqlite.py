"""The record in a SQLite file: one writer at a time, on the disk when the call returns."""

from baleharum import kept
from baleharum.trail import store
from baleharum.trail.row import chained
from baleharum.trail.row import COLUMNS
from baleharum.trail.row import Draft
from baleharum.trail.row import GENESIS
from baleharum.trail.row import SHOWN
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import os
import sqlite3
import threading
import time


# The triggers are a second lock: they stop a script, not somebody who means it.
LISTED = (
    """CREATE TABLE trail_shown (
    seq INTEGER NOT NULL,
    case_uid TEXT NOT NULL,
    PRIMARY KEY (seq, case_uid)
) WITHOUT ROWID""",
    "CREATE INDEX trail_shown_case ON trail_shown (case_uid, seq)",
    """CREATE TRIGGER trail_shown_no_update BEFORE UPDATE ON trail_shown
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END""",
    """CREATE TRIGGER trail_shown_no_delete BEFORE DELETE ON trail_shown
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END""",
)
SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE trail (
    seq INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    case_uid TEXT NOT NULL,
    subject TEXT NOT NULL,
    view_name TEXT NOT NULL,
    method TEXT NOT NULL,
    request TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    network TEXT NOT NULL,
    detail TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX trail_case ON trail (case_uid, seq);
CREATE INDEX trail_user ON trail (user_id, seq);
CREATE INDEX trail_at ON trail (at_us);
CREATE INDEX trail_case_who ON trail (case_uid, user_id, action, at_us);
CREATE INDEX trail_action ON trail (action, at_us, user_id, case_uid);
CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
""" + "".join(f"{statement};\n" for statement in LISTED)
THERE = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'trail_shown'"
HEAD = "SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1"
INSERT = f"INSERT INTO trail VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
MARKS = ", ".join("?" * len(SHOWN))
INSERT_SHOWN = f"{store.INSERT_SHOWN} VALUES ({MARKS}) ON CONFLICT DO NOTHING"

_kept = threading.local()
# A child process leaves the connections of its parent alone, and may not even close them.
_of_parents: list[sqlite3.Connection] = []


class SQLite:
    """The record in the file `path`; its folder must be there, the file is made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Tell whether there is such a file."""
        return self.path.exists()

    def append(self, drafts: Sequence[Draft]) -> None:
        """Write rows at the end, see `Store`."""
        try:
            connection = self._connection()
            with kept.all_or_nothing(connection):
                seq, prev = connection.execute(HEAD).fetchone() or (0, GENESIS)
                now = time.time_ns() // 1000
                lines = chained(drafts, seq, prev, now)
                (foreign,) = connection.execute(store.BEHIND, (seq, lines.last)).fetchone()
                connection.executemany(INSERT, lines.rows)
                connection.executemany(INSERT_SHOWN, lines.shown)
            store.tell_of(foreign, seq + 1)
        except (sqlite3.Error, OSError) as error:
            _forget()
            raise self._trouble(error) from error

    @contextmanager
    def select(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Iterator[tuple[Any, ...]]]:
        """Run a query, see `Store`; on a connection of its own, which holds no writer up."""
        try:
            if not self.exists():
                self._create()
            with closing(self._open()) as connection:
                connection.execute("PRAGMA query_only = 1")
                yield connection.execute(sql, values)
        except (sqlite3.Error, OSError) as error:
            raise self._trouble(error) from error

    def _connection(self) -> sqlite3.Connection:
        """Return the connection of this thread.

        It stays open: who closes the last one moves the log into the file, which costs more
        than writing a row. A file that was exchanged (a restored backup) is opened anew.
        """
        try:
            there = self.path.stat()
        except FileNotFoundError:
            self._create()
            there = self.path.stat()
        key = (os.getpid(), str(self.path), there.st_dev, there.st_ino)
        known = getattr(_kept, "known", None)
        if known is None or known[0] != key:
            _forget()
            known = _kept.known = (key, self._open())
        return known[1]

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=store.PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            _complete(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _create(self) -> None:
        self._missed()
        kept.make(self.path, SCHEMA, parents=False)

    def _missed(self) -> None:
        """Refuse to begin anew where there has been a record: it would hide that one is gone."""
        from baleharum.trail import anchors

        last = anchors.last()
        if last is not None and last.seq:
            raise TrailUnavailable(
                f"The record of access is gone from {self.path}, and {anchors.location()} knows "
                f"of {last.seq} rows: bring the file back from the backup. Only to begin a new "
                "record on purpose, move the file of the anchors away as well."
            )

    def _trouble(self, error: Exception) -> TrailUnavailable:
        return TrailUnavailable(
            f"The record of access can't be used at {self.path} ({error}). Check that the folder "
            "exists, belongs to the user that runs Zope, and that the disk has room."
        )


def _complete(connection: sqlite3.Connection) -> None:
    """Give a record of before lists named their cases the table for them; its rows stay."""
    if connection.execute(THERE).fetchone()[0]:
        return
    with kept.all_or_nothing(connection):
        # Somebody else may have been at it.
        if not connection.execute(THERE).fetchone()[0]:
            for statement in LISTED:
                connection.execute(statement)


def _forget() -> None:
    known = getattr(_kept, "known", None)
    _kept.known = None
    if known is None:
        return
    if known[0][0] == os.getpid():
        known[1].close()
    else:
        _of_parents.append(known[1])
