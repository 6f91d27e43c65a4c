"""The tables of logins: one SQLite file outside the ZODB, shared by all processes of a machine.

A counter that an aborted transaction takes back counts nothing, and a session that ends must end
whatever else happens in the request.
"""

from baleharum.login.place import located
from baleharum.login.place import LoginUnavailable
from baleharum.login.place import remedy
from baleharum.login.place import STORE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import os
import sqlite3
import tempfile


# account: path of the site, a colon, the user id. Moments are seconds since 1970 (UTC).
# Sessions, tickets, flows, recovery codes and who a provider says somebody is are kept as hashes;
# secrets and drafts are sealed.
SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE attempt (
    key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last REAL NOT NULL, until REAL NOT NULL
);
CREATE TABLE session (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, started REAL NOT NULL,
    seen REAL NOT NULL, network TEXT NOT NULL, browser TEXT NOT NULL, stamp TEXT NOT NULL,
    factor INTEGER NOT NULL, worker INTEGER NOT NULL, proved REAL NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE TABLE ticket (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, stamp TEXT NOT NULL, made REAL NOT NULL,
    came_from TEXT NOT NULL, factor INTEGER NOT NULL DEFAULT 0, secret BLOB,
    failures INTEGER NOT NULL DEFAULT 0, person TEXT NOT NULL DEFAULT ''
);
CREATE TABLE flow (id TEXT PRIMARY KEY, content BLOB NOT NULL, made REAL NOT NULL);
CREATE TABLE identity (
    account TEXT NOT NULL, provider TEXT NOT NULL, subject TEXT NOT NULL,
    PRIMARY KEY (account, provider), UNIQUE (provider, subject)
);
CREATE TABLE factor (
    account TEXT PRIMARY KEY, secret BLOB NOT NULL, enrolled REAL NOT NULL,
    step INTEGER NOT NULL
);
CREATE TABLE recovery (
    account TEXT NOT NULL, hash TEXT NOT NULL, used REAL, PRIMARY KEY (account, hash)
);
CREATE TABLE draft (
    account TEXT NOT NULL, page TEXT NOT NULL, content BLOB NOT NULL, saved REAL NOT NULL,
    PRIMARY KEY (account, page)
);
"""


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """A connection for looking; each use has its own, so threads and forks never share one."""
    path = located(STORE, "login.sqlite3")
    if not path.exists():
        _create(path)
    try:
        connection = sqlite3.connect(path, timeout=15, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise LoginUnavailable(remedy(path, error)) from error
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


def _create(path: Path) -> None:
    """Make the file complete and aside, then give it its name: nobody meets half a table."""
    aside = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".login-", dir=path.parent)
        os.close(handle)
        connection = sqlite3.connect(aside)
        connection.executescript(SCHEMA)
        connection.close()
        os.link(aside, path)
    except FileExistsError:
        pass  # Another process was faster; its file is as good.
    except (OSError, sqlite3.Error) as error:
        raise LoginUnavailable(remedy(path, error)) from error
    finally:
        for leftover in (aside, f"{aside}-wal", f"{aside}-shm") if aside else ():
            Path(leftover).unlink(missing_ok=True)
