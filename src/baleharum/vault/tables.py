"""Where the keystore is kept: a SQLite file for one machine, PostgreSQL for several.

Each thread has a connection of its own to each place, and a forked process makes its own.
"""

from baleharum import kept
from baleharum.shared import is_dsn
from baleharum.vault import keys
from baleharum.vault.interfaces import VaultUnavailable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from typing import Protocol

import os
import sqlite3
import threading


# vault_key: one row a case (or index), `kek` is the check value of the KEK that wraps it.
# vault_shredded: whose key was destroyed; it never gets another.
SCHEMA = """
CREATE TABLE IF NOT EXISTS vault_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS vault_key (
    uid TEXT PRIMARY KEY,
    wrapped {bytes} NOT NULL,
    kek TEXT NOT NULL,
    created DOUBLE PRECISION NOT NULL
);
CREATE TABLE IF NOT EXISTS vault_shredded (
    uid TEXT PRIMARY KEY,
    shredded DOUBLE PRECISION NOT NULL
);
"""


class Table(Protocol):
    """What the keystore asks of a connection."""

    #: The statements that make it the only writer.
    begin: tuple[str, ...]

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement with `?` for its values; return the rows, if it has any."""

    def scrub(self) -> None:
        """See to it that no page of the store holds a deleted row any more."""


def location() -> str:
    """BALEHARUM_KEYSTORE: the path of a file or a DSN of PostgreSQL; `vault/keys.sqlite3`."""
    return os.environ.get("BALEHARUM_KEYSTORE") or str(keys.folder() / "keys.sqlite3")


@contextmanager
def reading() -> Iterator[Table]:
    """The connection of this thread, each statement on its own."""
    place = location()
    try:
        yield _connection(place)
    except sqlite3.Error as error:
        raise VaultUnavailable(_remedy(place, error)) from error


@contextmanager
def writing() -> Iterator[Table]:
    """The same, as the only writer until the block ends; then all of it counts, or nothing."""
    with reading() as table:
        begin, *locks = table.begin
        table.ask(begin)
        try:
            for lock in locks:
                table.ask(lock)
            yield table
        except BaseException:
            table.ask("ROLLBACK")
            raise
        table.ask("COMMIT")


class SQLiteTable:
    """A file. Its journal is not a WAL: when a deletion is committed, no copy of the row is left."""

    begin = ("BEGIN IMMEDIATE",)

    def __init__(self, path: Path) -> None:
        if not path.exists():
            _begin(path)
        self.identity = _identity(path)
        self.path = path
        self._connection = sqlite3.connect(path, timeout=kept.PATIENCE, isolation_level=None)
        for setting in ("secure_delete = ON", "synchronous = FULL", "temp_store = MEMORY"):
            self._connection.execute(f"PRAGMA {setting}")

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, values).fetchall()

    def scrub(self) -> None:
        # secure_delete has overwritten the row; a rewritten file has no old page either.
        self._connection.execute("VACUUM")

    def usable(self) -> bool:
        """Whether the file is still the one that was opened, not one that was brought back."""
        return _identity(self.path) == self.identity


class _Connections(threading.local):
    """The connections of a thread, by place."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.by_place: dict[str, Any] = {}
        # Those of the process that we were forked from: neither used nor closed.
        self.left_alone: list[Any] = []


_own = _Connections()


def _connection(place: str) -> Any:
    if _own.process != os.getpid():
        _own.left_alone.append(_own.by_place)
        _own.process, _own.by_place = os.getpid(), {}
    known = _own.by_place.get(place)
    if known is None or not known.usable():
        if is_dsn(place):
            from baleharum.vault.postgres import PostgresTable

            known = PostgresTable(place)
        else:
            known = SQLiteTable(Path(place))
        _own.by_place[place] = known
    return known


def refuse_to_begin_anew(place: str) -> None:
    """Raise when there is a KEK already: then there was a keystore, and it is missing."""
    if keys.in_file() is not None:
        raise VaultUnavailable(
            f"The keystore is missing at {place} while its key-encryption key is there: bring "
            f"the keystore back from its backup. To begin with an empty one, which makes all "
            f"that is sealed unreadable, move {keys.location()} away."
        )


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def _begin(path: Path) -> None:
    """Make the keystore, unless somebody else has just done so."""
    try:
        refuse_to_begin_anew(str(path))
    except VaultUnavailable:
        # Its key is made after it: where both came since we looked, nothing is missing.
        if not path.exists():
            raise
    else:
        _create(path)


def _create(path: Path) -> None:
    try:
        kept.make(path, SCHEMA.format(bytes="BLOB"))
        kept.sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        raise VaultUnavailable(_remedy(str(path), error)) from error


def _remedy(place: str, error: Exception) -> str:
    return (
        f"The keystore can't be used at {place} ({error}). Check that the folder exists, belongs "
        "to the user that runs Zope, that the disk has room and nobody holds the file locked."
    )
