"""The record in a PostgreSQL that several machines share; psycopg2 is in the extra `cluster`."""

from baleharum.shared import holds_password
from baleharum.shared import OwnConnection
from baleharum.trail import store
from baleharum.trail.row import chained
from baleharum.trail.row import COLUMNS
from baleharum.trail.row import Draft
from baleharum.trail.row import GENESIS
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from typing import Any

import psycopg2
import psycopg2.extras
import time


#: The lock under which rows are numbered: 'BHtrail' in ASCII.
LOCK = 0x4248747261696C

SCHEMA = """
CREATE TABLE trail (
    seq bigint PRIMARY KEY,
    at_us bigint NOT NULL,
    user_id text NOT NULL,
    action text NOT NULL,
    case_uid text NOT NULL,
    subject text NOT NULL,
    view_name text NOT NULL,
    method text NOT NULL,
    request text NOT NULL,
    attempt integer NOT NULL,
    network text NOT NULL,
    detail text NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL
);
CREATE INDEX trail_case ON trail (case_uid, seq);
CREATE INDEX trail_user ON trail (user_id, seq);
CREATE INDEX trail_at ON trail (at_us);
CREATE INDEX trail_case_who ON trail (case_uid, user_id, action, at_us);
CREATE INDEX trail_action ON trail (action, at_us, user_id, case_uid);
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is only added to'; END $$;
CREATE TRIGGER trail_no_change BEFORE UPDATE OR DELETE ON trail
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""
# A record of before lists named their cases is given this alone.
LISTED = """
CREATE TABLE trail_shown (
    seq bigint NOT NULL,
    case_uid text NOT NULL,
    PRIMARY KEY (seq, case_uid)
);
CREATE INDEX trail_shown_case ON trail_shown (case_uid, seq);
CREATE TRIGGER trail_shown_no_change BEFORE UPDATE OR DELETE ON trail_shown
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_shown_no_truncate BEFORE TRUNCATE ON trail_shown
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""
TABLES = {"trail": SCHEMA, "trail_shown": LISTED}
HEAD = "SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1"
INSERT = f"INSERT INTO trail ({', '.join(COLUMNS)}) VALUES %s"  # noqa: S608
INSERT_SHOWN = f"{store.INSERT_SHOWN} VALUES %s ON CONFLICT DO NOTHING"
BEHIND = store.BEHIND.replace("?", "%s")
# Asked of the catalog by a query: to_regclass would answer from a cache of before the lock.
THERE = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relname IN ('trail', 'trail_shown') AND nspname = ANY (current_schemas(false))
"""

_own = OwnConnection()


class PostgreSQL:
    """The record in the database that a libpq DSN names; its table is made."""

    def __init__(self, dsn: str) -> None:
        if holds_password(dsn):
            raise TrailUnavailable(
                "BALEHARUM_TRAIL holds a password, which every process list could show: put it "
                "into ~/.pgpass and name the server as service=… of ~/.pg_service.conf."
            )
        self.dsn = dsn

    def exists(self) -> bool:
        """Tell whether the table has been made."""
        with self._own() as connection:
            return "trail" in _tables(connection)

    def append(self, drafts: Sequence[Draft]) -> None:
        """Write rows at the end, see `Store`."""
        connection = None
        try:
            connection = self._locked()
            with connection.cursor() as cursor:
                cursor.execute(HEAD)
                seq, prev = cursor.fetchone() or (0, GENESIS)
                lines = chained(drafts, seq, prev, time.time_ns() // 1000)
                cursor.execute(BEHIND, (seq, lines.last))
                (foreign,) = cursor.fetchone()
                psycopg2.extras.execute_values(cursor, INSERT, lines.rows)
                if lines.shown:
                    psycopg2.extras.execute_values(cursor, INSERT_SHOWN, lines.shown)
            connection.commit()
            store.tell_of(foreign, seq + 1)
        except psycopg2.Error as error:
            # Whether it was rolled back or not is the server's to say: begin with a new one.
            _own.forget()
            raise self._trouble(error) from error

    @contextmanager
    def select(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Iterator[tuple[Any, ...]]]:
        """Run a query, see `Store`; the rows come in portions from a cursor of the server."""
        with self._own() as connection:
            _complete(connection)
            with connection.cursor(name="trail") as cursor:
                cursor.itersize = 10_000
                cursor.execute(sql.replace("?", "%s"), tuple(values))
                yield cursor

    @contextmanager
    def _own(self) -> Iterator[Any]:
        try:
            with closing(self._open()) as connection:
                yield connection
        except psycopg2.Error as error:
            raise self._trouble(error) from error

    def _locked(self) -> Any:
        """Return the connection of this thread, in a transaction that nobody else can have.

        A connection that the server has dropped meanwhile is opened anew: nothing was sent yet.
        """
        fresh = _own.of(self.dsn) is None
        try:
            return self._lock()
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            _own.forget()
            if fresh:
                raise
            return self._lock()

    def _lock(self) -> Any:
        connection = _own.of(self.dsn)
        if connection is None:
            connection = self._open()
            _own.keep(self.dsn, connection)
            _complete(connection)
        with connection.cursor() as cursor:
            milliseconds = int(store.PATIENCE * 1000)
            cursor.execute(f"SET LOCAL lock_timeout = {milliseconds}")
            cursor.execute(f"SET LOCAL statement_timeout = {2 * milliseconds}")
            cursor.execute("SET LOCAL synchronous_commit = on")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        return connection

    def _open(self) -> Any:
        seconds = int(store.PATIENCE)
        return psycopg2.connect(
            self.dsn, connect_timeout=seconds, tcp_user_timeout=2000 * seconds, keepalives_idle=30
        )

    def _trouble(self, error: Exception) -> TrailUnavailable:
        return TrailUnavailable(
            f"The record of access can't be used in PostgreSQL ({str(error).strip()}). Check that "
            "the server of BALEHARUM_TRAIL runs, that ~/.pgpass holds the password, and that the "
            "account may SELECT and INSERT in the tables trail and trail_shown; one that lacks "
            "them has to be able to CREATE them in its schema once."
        )


def _tables(connection: Any) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(THERE)
        there = {name for (name,) in cursor.fetchall()}
    connection.commit()
    return there


def _complete(connection: Any) -> None:
    """Make the tables that are not there."""
    if _tables(connection) >= TABLES.keys():
        return
    with connection.cursor() as cursor:
        # Somebody else may be at it.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        cursor.execute(THERE)
        there = {name for (name,) in cursor.fetchall()}
        for name, schema in TABLES.items():
            if name not in there:
                cursor.execute(schema)
    connection.commit()
