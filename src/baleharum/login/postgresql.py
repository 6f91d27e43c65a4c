"""The tables of logins in a PostgreSQL that several machines share; see `store`.

There is one writer at a time, as in a file: what is looked up and changed in one block (was this
code taken? how many failures were there?) is one step for all instances.
"""

from baleharum import kept
from baleharum.login.place import KEY
from baleharum.login.place import located
from baleharum.login.place import STORE
from baleharum.login.secrets import check_value
from baleharum.login.store import SCHEMA
from baleharum.login.unavailable import LoginUnavailable
from baleharum.shared import holds_password
from baleharum.shared import OwnConnection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

import psycopg2
import psycopg2.extensions
import psycopg2.extras


#: The lock of who writes: 'BHlogin' in ASCII.
LOCK = 0x42486C6F67696E
# Whoever stops in the middle, or is cut off, gives the lock back. No default of a server may
# let a block see less than the latest, nor return before its end is on the disk.
BEGIN = """
BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL lock_timeout = {patience};
SET LOCAL idle_in_transaction_session_timeout = {patience};
SET LOCAL synchronous_commit = on;
SELECT pg_advisory_xact_lock({lock});
"""
# sealed_by: the check value of the key that sealed what is in the tables, one row.
TABLES = SCHEMA.format(bytes="BYTEA") + "CREATE TABLE sealed_by (key TEXT PRIMARY KEY);"
# Asked of the catalog by a query: to_regclass would answer from a cache of before the lock.
THERE = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relname = 'sealed_by' AND nspname = ANY (current_schemas(false))
"""

# As SQLite gives them, not as memory of the driver.
BYTES = psycopg2.extensions.new_type(
    psycopg2.BINARY.values,
    "BYTES",
    lambda value, cursor: value and bytes(psycopg2.BINARY(value, cursor)),
)

_own = OwnConnection()


class Connection:
    """What the callers of the store know of a connection to SQLite."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, query: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement, see `store.Tables`."""
        cursor = self._connection.cursor()
        cursor.execute(query.replace("?", "%s"), [_plain(value) for value in values])
        return cursor

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> Any:
        """Run one statement for each row of values."""
        cursor = self._connection.cursor()
        cursor.executemany(query.replace("?", "%s"), [[*map(_plain, row)] for row in rows])
        return cursor


@contextmanager
def reading(dsn: str) -> Iterator[Connection]:
    """The connection of this thread, each statement on its own."""
    with _said():
        yield Connection(_connection(dsn))


@contextmanager
def writing(dsn: str) -> Iterator[Connection]:
    """The same, as the only writer until the block ends; then all of it counts, or nothing."""
    with _said(), _locked(_connection(dsn)) as connection:
        yield Connection(connection)


@contextmanager
def _said() -> Iterator[None]:
    """Say as LoginUnavailable what the server, or the way to it, has against something."""
    try:
        yield
    except psycopg2.Error as error:
        # Whether it was rolled back or not is the server's to say: begin with a new one.
        _own.forget()
        # Not all of the error: it repeats the statement, with its values.
        what = error.diag.message_primary or str(error).strip()
        raise LoginUnavailable(
            f"The store of logins can't be used in PostgreSQL ({what}). Check that the server of"
            f" {STORE} runs, that ~/.pgpass holds the password, and that the account may SELECT,"
            " INSERT, UPDATE and DELETE in the tables."
        ) from error


@contextmanager
def _locked(connection: Any) -> Iterator[Any]:
    _run(connection, BEGIN.format(patience=kept.PATIENCE * 1000, lock=LOCK))
    try:
        yield connection
    except psycopg2.Error:
        raise
    except BaseException:
        _run(connection, "ROLLBACK")
        raise
    _run(connection, "COMMIT")


def _connection(dsn: str) -> Any:
    """Return the connection of this thread, a new one if the server has dropped it meanwhile."""
    connection = _own.of(dsn)
    if connection is None or not _lives(connection):
        connection = _open(dsn)
        _own.keep(dsn, connection)
    return connection


def _lives(connection: Any) -> bool:
    try:
        _run(connection, "SELECT 1")
    except psycopg2.Error:
        return False
    return True


def _open(dsn: str) -> Any:
    if holds_password(dsn):
        raise LoginUnavailable(
            f"{STORE} holds a password, which every process list could show: put it into"
            " ~/.pgpass and name the server as service=… of ~/.pg_service.conf."
        )
    connection = psycopg2.connect(
        dsn,
        cursor_factory=psycopg2.extras.DictCursor,
        connect_timeout=kept.PATIENCE,
        tcp_user_timeout=2000 * kept.PATIENCE,
        keepalives_idle=30,
    )
    try:
        connection.autocommit = True
        psycopg2.extensions.register_type(BYTES, connection)
        _run(connection, f"SET statement_timeout = {2000 * kept.PATIENCE}")
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any) -> None:
    """Make the tables if they are not there, and refuse to work with another key than theirs.

    With another key, codes and secrets would be wrong on this machine alone, and a guesser would
    be counted on each machine anew.
    """
    mine = check_value()
    if _registered(connection) is None:
        with _locked(connection):
            if not _run(connection, THERE)[0][0]:
                _run(connection, TABLES)
            if _registered(connection) is None:
                Connection(connection).execute("INSERT INTO sealed_by VALUES (?)", (mine,))
    if _registered(connection) != mine:
        raise LoginUnavailable(
            "The store of logins in PostgreSQL was sealed with another key than"
            f" {located(KEY, 'key')}: copy the key of a machine that works, or from its backup,"
            " to this place. If it is lost for good, empty the table sealed_by and reset the second"
            " factors."
        )


def _registered(connection: Any) -> str | None:
    if not _run(connection, THERE)[0][0]:
        return None
    rows = _run(connection, "SELECT key FROM sealed_by")
    return rows[0][0] if rows else None


def _run(connection: Any, statements: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statements)
        return cursor.fetchall() if cursor.description else []


def _plain(value: Any) -> Any:
    """Return a value as the tables take it: numbers for truth, and no character that a text
    of PostgreSQL can't hold; somebody may type it into an address."""
    if isinstance(value, bool):
        return int(value)
    return value.replace("\0", "\N{SYMBOL FOR NULL}") if isinstance(value, str) else value
