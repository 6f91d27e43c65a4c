"""Tables in a PostgreSQL that several machines share, with one writer at a time, as in a file.

What is looked up and changed in one block (was this code taken? who has this job?) is one step for
all instances. Statements are those that SQLite takes as well; psycopg2 is in the extra `cluster`.
"""

from baleharum import kept
from baleharum.shared import holds_password
from baleharum.shared import OwnConnection
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from typing import Any

import psycopg2
import psycopg2.extensions
import psycopg2.extras
import re


# Whoever stops in the middle, or is cut off, gives the lock back. No default of a server may
# let a block see less than the latest, nor return before its end is on the disk.
BEGIN = """
BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL lock_timeout = {patience};
SET LOCAL idle_in_transaction_session_timeout = {patience};
SET LOCAL synchronous_commit = on;
SELECT pg_advisory_xact_lock({lock});
"""
NAMED = re.compile(r":(\w+)")

# As SQLite gives them, not as memory of the driver.
BYTES = psycopg2.extensions.new_type(
    psycopg2.BINARY.values,
    "BYTES",
    lambda value, cursor: value and bytes(psycopg2.BINARY(value, cursor)),
)

#: Values of a statement: one for each `?`, or by the names behind colons.
Values = Sequence[Any] | Mapping[str, Any]


class Connection:
    """What the callers of a store know of a connection to SQLite."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, query: str, values: Values = ()) -> Any:
        """Run one statement; return a cursor, whose rows know names."""
        cursor = self._connection.cursor()
        if isinstance(values, Mapping):
            told: Any = {name: _plain(value) for name, value in values.items()}
            cursor.execute(NAMED.sub(r"%(\1)s", query), told)
        else:
            cursor.execute(query.replace("?", "%s"), [_plain(value) for value in values])
        return cursor

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> Any:
        """Run one statement for each row of values."""
        cursor = self._connection.cursor()
        cursor.executemany(query.replace("?", "%s"), [[*map(_plain, row)] for row in rows])
        return cursor


@dataclass
class Served:
    """The tables of one slice. name: what messages call them; variable: the setting with their
    place; error: what is raised; lock: the lock of who writes; prepare: makes the tables of a
    connection that are missing, see `locked` and `run`."""

    name: str
    variable: str
    error: Callable[[str], Exception]
    lock: int
    prepare: Callable[[Any], None]
    own: OwnConnection = field(default_factory=OwnConnection)

    @contextmanager
    def reading(self, dsn: str) -> Iterator[Connection]:
        """The connection of this thread, each statement on its own."""
        with self._said():
            yield Connection(self._connection(dsn))

    @contextmanager
    def writing(self, dsn: str) -> Iterator[Connection]:
        """The same, as the only writer until the block ends; then all of it counts, or nothing."""
        with self._said(), self.locked(self._connection(dsn)) as connection:
            yield Connection(connection)

    @contextmanager
    def locked(self, connection: Any) -> Iterator[Any]:
        """Be the only writer until the block ends."""
        run(connection, BEGIN.format(patience=kept.PATIENCE * 1000, lock=self.lock))
        try:
            yield connection
        except psycopg2.Error:
            raise
        except BaseException:
            run(connection, "ROLLBACK")
            raise
        run(connection, "COMMIT")

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say as the error of the slice what the server, or the way to it, has against something."""
        try:
            yield
        except psycopg2.Error as error:
            # Whether it was rolled back or not is the server's to say: begin with a new one.
            self.own.forget()
            # Not all of the error: it repeats the statement, with its values.
            what = error.diag.message_primary or str(error).strip()
            raise self.error(
                f"The {self.name} can't be used in PostgreSQL ({what}). Check that the server of"
                f" {self.variable} runs, that ~/.pgpass holds the password, and that the account"
                " may SELECT, INSERT, UPDATE and DELETE in the tables."
            ) from error

    def _connection(self, dsn: str) -> Any:
        """Return the connection of this thread, a new one if the server has dropped it meanwhile."""
        connection = self.own.of(dsn)
        if connection is None or not _lives(connection):
            connection = self._open(dsn)
            self.own.keep(dsn, connection)
        return connection

    def _open(self, dsn: str) -> Any:
        if holds_password(dsn):
            raise self.error(
                f"{self.variable} holds a password, which every process list could show: put it"
                " into ~/.pgpass and name the server as service=… of ~/.pg_service.conf."
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
            run(connection, f"SET statement_timeout = {2000 * kept.PATIENCE}")
            self.prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def run(connection: Any, statements: str) -> list[Any]:
    """Run statements without values; return the rows of the last one."""
    with connection.cursor() as cursor:
        cursor.execute(statements)
        return cursor.fetchall() if cursor.description else []


def has_table(connection: Any, name: str) -> bool:
    """Tell whether a table is there.

    Asked of the catalog by a query: to_regclass would answer from a cache of before a lock.
    """
    there = (
        "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relname = %s AND nspname = ANY (current_schemas(false))"
    )
    with connection.cursor() as cursor:
        cursor.execute(there, (name,))
        return bool(cursor.fetchone()[0])


def _lives(connection: Any) -> bool:
    try:
        run(connection, "SELECT 1")
    except psycopg2.Error:
        return False
    return True


def _plain(value: Any) -> Any:
    """Return a value as the tables take it: numbers for truth, and no character that a text
    of PostgreSQL can't hold; somebody may type it into an address."""
    if isinstance(value, bool):
        return int(value)
    return value.replace("\0", "\N{SYMBOL FOR NULL}") if isinstance(value, str) else value
