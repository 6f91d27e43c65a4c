"""What is kept outside the ZODB in files that the processes of a machine share: tables of SQLite,
and keys.

A file is made complete or not at all, for the user of the process alone; who writes is the only
one, and keeps all of it or nothing. What can't be done is said by the error of the caller.
"""

from baleharum.shared import OwnConnection
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path

import os
import sqlite3
import tempfile


#: Seconds for which somebody waits for their turn.
PATIENCE = 15

#: Makes the error of a slice, which says what to do, of a path and of what went wrong there.
Trouble = Callable[[Path, Exception], Exception]


_own: dict[Path, OwnConnection] = {}


@contextmanager
def reading(path: Path, schema: str, trouble: Trouble) -> Iterator[sqlite3.Connection]:
    """A connection for looking: that of this thread, as long as the file there is the same one, not
    another that was brought back. Whoever is forked has their own."""
    try:
        if not path.exists():
            make(path, schema)
        connection = _connection(path)
    except (OSError, sqlite3.Error) as error:
        raise trouble(path, error) from error
    yield connection


def _connection(path: Path) -> sqlite3.Connection:
    status = path.stat()
    own, file = _own.setdefault(path, OwnConnection()), f"{status.st_dev} {status.st_ino}"
    connection = own.of(file)
    if connection is None:
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        own.keep(file, connection)
    return connection


@contextmanager
def writing(path: Path, schema: str, trouble: Trouble) -> Iterator[sqlite3.Connection]:
    """A connection that is the only writer until the block ends, then keeps all or nothing."""
    with reading(path, schema, trouble) as connection, all_or_nothing(connection):
        yield connection


@contextmanager
def all_or_nothing(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the only write lock until the block ends."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has SQLite take it back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def keep_once(path: Path, content: bytes) -> None:
    """Write a file aside, then give it its name: all processes meet the same whole one, for the
    user of this process alone, also after a power cut. One that is there counts, and stays.

    Raises OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        os.link(aside, path)
    except FileExistsError:
        pass  # Another process was faster; its file counts.
    finally:
        os.unlink(aside)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """See to it that a name in a folder outlives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make(path: Path, schema: str, *, parents: bool = True) -> None:
    """Make a file complete and aside, then give it its name: nobody meets half a table.

    parents: whether folders above its own are made too. Raises OSError and sqlite3.Error.
    """
    path.parent.mkdir(mode=0o700, parents=parents, exist_ok=True)
    # mkstemp makes it for the user of this process alone (0600).
    handle, aside = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(aside)) as connection:
            connection.executescript(schema)
        os.link(aside, path)
    except FileExistsError:
        pass  # Another process was faster; its file is as good.
    finally:
        for leftover in (aside, f"{aside}-wal", f"{aside}-shm"):
            Path(leftover).unlink(missing_ok=True)
