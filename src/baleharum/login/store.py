"""The tables of logins, outside the ZODB: a SQLite file of one machine, or a PostgreSQL of several.

BALEHARUM_LOGIN says which: a path, or a libpq DSN such as `service=baleharum-login`.

A counter that an aborted transaction takes back counts nothing, and a session that ends must end
whatever else happens in the request.
"""

from baleharum import kept
from baleharum.login.place import located
from baleharum.login.place import remedy
from baleharum.login.place import STORE
from baleharum.login.unavailable import LoginUnavailable
from baleharum.shared import is_dsn
from collections.abc import Iterable
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from typing import Protocol

import os


# account: path of the site, a colon, the user id. Moments are seconds since 1970 (UTC).
# Sessions, tickets, flows, recovery codes and who a provider says somebody is are kept as hashes;
# secrets and drafts are sealed. A secret address (see `calendars`) is an identity: whoever knows it
# is told what its account may know.
SCHEMA = """
CREATE TABLE attempt (
    key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last DOUBLE PRECISION NOT NULL,
    until DOUBLE PRECISION NOT NULL
);
CREATE TABLE session (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL,
    started DOUBLE PRECISION NOT NULL, seen DOUBLE PRECISION NOT NULL, network TEXT NOT NULL,
    browser TEXT NOT NULL, stamp TEXT NOT NULL, factor INTEGER NOT NULL,
    worker INTEGER NOT NULL, proved DOUBLE PRECISION NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE TABLE ticket (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, stamp TEXT NOT NULL,
    made DOUBLE PRECISION NOT NULL, came_from TEXT NOT NULL, factor INTEGER NOT NULL DEFAULT 0,
    secret {bytes}, failures INTEGER NOT NULL DEFAULT 0, person TEXT NOT NULL DEFAULT ''
);
CREATE TABLE flow (
    id TEXT PRIMARY KEY, content {bytes} NOT NULL, made DOUBLE PRECISION NOT NULL
);
CREATE TABLE identity (
    account TEXT NOT NULL, provider TEXT NOT NULL, subject TEXT NOT NULL,
    PRIMARY KEY (account, provider), UNIQUE (provider, subject)
);
CREATE TABLE factor (
    account TEXT PRIMARY KEY, secret {bytes} NOT NULL, enrolled DOUBLE PRECISION NOT NULL,
    step INTEGER NOT NULL
);
CREATE TABLE recovery (
    account TEXT NOT NULL, hash TEXT NOT NULL, used DOUBLE PRECISION,
    PRIMARY KEY (account, hash)
);
CREATE TABLE draft (
    account TEXT NOT NULL, page TEXT NOT NULL, content {bytes} NOT NULL,
    saved DOUBLE PRECISION NOT NULL, PRIMARY KEY (account, page)
);
"""


class Tables(Protocol):
    """A connection. What it is asked is understood by both kinds of database."""

    def execute(self, query: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement with `?` for its values; return a cursor, whose rows know names."""

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> Any:
        """Run one statement for each row of values."""


def reading() -> AbstractContextManager[Tables]:
    """A connection for looking; raises LoginUnavailable."""
    dsn = os.environ.get(STORE, "")
    if is_dsn(dsn):
        return _served().reading(dsn)
    return kept.reading(*_file())


def writing() -> AbstractContextManager[Tables]:
    """A connection of the only writer, of all processes, until the block ends: all or nothing."""
    dsn = os.environ.get(STORE, "")
    if is_dsn(dsn):
        return _served().writing(dsn)
    return kept.writing(*_file())


def _file() -> tuple[Path, str, kept.Trouble]:
    schema = SCHEMA.format(bytes="BLOB")
    return located(STORE, "login.sqlite3"), f"PRAGMA journal_mode = WAL; {schema}", _trouble


def _trouble(path: Path, error: Exception) -> LoginUnavailable:
    return LoginUnavailable(remedy(path, error))


def _served() -> Any:
    try:
        from baleharum.login.postgresql import SERVED
    except ImportError as error:
        raise LoginUnavailable(
            f"{STORE} names a PostgreSQL and its driver is not installed: install"
            " baleharum[cluster]."
        ) from error
    return SERVED
