"""The tables of logins: one SQLite file outside the ZODB, shared by all processes of a machine.

A counter that an aborted transaction takes back counts nothing, and a session that ends must end
whatever else happens in the request.
"""

from baleharum import kept
from baleharum.login.place import located
from baleharum.login.place import LoginUnavailable
from baleharum.login.place import remedy
from baleharum.login.place import STORE
from contextlib import AbstractContextManager
from pathlib import Path

import sqlite3


# account: path of the site, a colon, the user id. Moments are seconds since 1970 (UTC).
# Sessions, tickets and recovery codes are kept as hashes; secrets and drafts are sealed.
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
    failures INTEGER NOT NULL DEFAULT 0
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


def reading() -> AbstractContextManager[sqlite3.Connection]:
    """A connection for looking, see `kept`."""
    return kept.reading(_path(), SCHEMA, _trouble)


def writing() -> AbstractContextManager[sqlite3.Connection]:
    """A connection of the only writer, see `kept`."""
    return kept.writing(_path(), SCHEMA, _trouble)


def _path() -> Path:
    return located(STORE, "login.sqlite3")


def _trouble(path: Path, error: Exception) -> LoginUnavailable:
    return LoginUnavailable(remedy(path, error))
