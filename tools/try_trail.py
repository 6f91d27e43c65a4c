"""Tries the record of access on the PostgreSQL that BALEHARUM_TRAIL names, beside the real one.

It writes with eight processes, then edits, deletes and cuts rows as an administrator of the
database could, and expects each to be named. Run it with an instance's Python: psycopg2 is there.
"""

from baleharum.trail import anchors
from baleharum.trail import api
from baleharum.trail import store
from baleharum.trail import verify
from baleharum.trail.row import Draft
from contextlib import closing
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path

import multiprocessing
import os
import psycopg2
import sys
import tempfile


WRITERS, EACH = 8, 200
CASE, SHOWN = "a" * 32, "b" * 32
#: Where the rows of this trial are, apart from those of a site.
APART = "options='-c search_path=trial'"


class Unexpected(Exception):
    """The record did not do what it promises."""


def expect(what: str, found, wanted) -> None:
    """Say what was found. Raises Unexpected."""
    if found != wanted:
        raise Unexpected(f"{what}: {found!r} instead of {wanted!r}")
    print(f"  {what}: {found}", flush=True)


def run_sql(*statements: str) -> None:
    """Run statements as the owner of the database, past the product."""
    with closing(psycopg2.connect(os.environ["BALEHARUM_TRAIL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def write(name: str) -> None:
    """Write rows one by one, each with a wait for the disk."""
    for at in range(EACH):
        api.append([Draft(name, "view", CASE, detail=f"hits={at}", cases=(SHOWN,))])


def several() -> None:
    """Write from several processes at once: no gap, and each finds its own in its order."""
    began = datetime.now(UTC)
    names = [f"worker{number}" for number in range(WRITERS)]
    with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
        pool.map(write, names)
    seconds = (datetime.now(UTC) - began) / timedelta(seconds=1)
    print(f"  {WRITERS * EACH / seconds:.0f} rows/s by {WRITERS} processes")
    found = verify.verify()
    expect("rows of eight processes", (found.bad, found.rows), (None, WRITERS * EACH))
    own = [row.detail for row in api.rows(user="worker3", limit=EACH)]
    expect("in their order", own == [f"hits={at}" for at in reversed(range(EACH))], True)
    counted = api.counts(("user", "hour"), distinct="case", until=began + timedelta(hours=2))
    shown = api.counts(("user",), case=SHOWN, shown=True)
    expect("shown by person", set(shown), {(f"worker{n}", EACH) for n in range(WRITERS)})
    expect("cases by person", {(user, n) for user, _hour, n in counted}, {(w, 1) for w in names})


@contextmanager
def tampered(*statements: str):
    """Change rows and put them back."""
    run_sql(
        "CREATE TABLE kept AS SELECT * FROM trail",
        "CREATE TABLE kept_shown AS SELECT * FROM trail_shown",
        "ALTER TABLE trail DISABLE TRIGGER USER",
        "ALTER TABLE trail_shown DISABLE TRIGGER USER",
        *statements,
    )
    yield
    run_sql(
        "DELETE FROM trail",
        "INSERT INTO trail SELECT * FROM kept",
        "DROP TABLE kept",
        "DELETE FROM trail_shown",
        "INSERT INTO trail_shown SELECT * FROM kept_shown",
        "DROP TABLE kept_shown",
        "ALTER TABLE trail ENABLE TRIGGER USER",
        "ALTER TABLE trail_shown ENABLE TRIGGER USER",
    )


def named() -> None:
    """Every change is named by its first bad row."""
    anchors.anchor()
    for bad, statement in (
        (7, "UPDATE trail SET user_id = 'somebody' WHERE seq = 7"),
        (9, "DELETE FROM trail WHERE seq = 9"),
        (8, "DELETE FROM trail_shown WHERE seq = 8"),
        (1595, "DELETE FROM trail WHERE seq >= 1595"),
        (5, "UPDATE trail SET seq = CASE seq WHEN 5 THEN 5000 ELSE 5 END WHERE seq IN (5, 6)"),
    ):
        with tampered(statement):
            expect(statement, verify.verify().bad, bad)
    expect("put back", verify.verify().bad, None)


def refused() -> None:
    """The table refuses changes, and a server that is away refuses rows."""
    tables = ("trail", "trail_shown")
    verbs = ("UPDATE {} SET seq = 9", "DELETE FROM {}", "TRUNCATE {}")
    for statement in (verb.format(table) for table in tables for verb in verbs):
        try:
            run_sql(statement)
        except psycopg2.Error as error:
            expect(statement, str(error).splitlines()[0], "the record is only added to")
        else:
            raise Unexpected(f"{statement} was not refused")
    api.now("login", "")
    run_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    api.now("login", "")
    expect("after the server dropped us", verify.verify().rows, WRITERS * EACH + 2)
    held()
    for dsn in ("host=127.0.0.1 port=1 dbname=none", "host=127.0.0.1 password=x"):
        os.environ["BALEHARUM_TRAIL"] = dsn
        try:
            api.now("login", "")
        except api.TrailUnavailable as error:
            expect("refused", "~/.pgpass" in str(error), True)
        else:
            raise Unexpected(f"{dsn} wrote a row")


def held() -> None:
    """Somebody keeps the lock: a writer gives up after its patience and writes nothing."""
    from baleharum.trail.postgresql import LOCK

    store.PATIENCE = 1.0
    with closing(psycopg2.connect(os.environ["BALEHARUM_TRAIL"])) as other:
        other.cursor().execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        try:
            api.now("login", "")
        except api.TrailUnavailable:
            pass
        else:
            raise Unexpected("A row was written past the lock")
    api.now("login", "")
    expect("after a lock that was held", verify.verify().rows, WRITERS * EACH + 3)


def main() -> int:
    """Run everything in a schema of its own, which is gone afterwards."""
    server = os.environ["BALEHARUM_TRAIL"]
    run_sql("DROP SCHEMA IF EXISTS trial CASCADE", "CREATE SCHEMA trial")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BALEHARUM_ANCHORS"] = str(Path(folder) / "heads.txt")
        os.environ["BALEHARUM_TRAIL"] = f"{server} {APART}"
        try:
            several()
            named()
            refused()
        except Unexpected as unexpected:
            print(unexpected, file=sys.stderr)
            return 1
        finally:
            os.environ["BALEHARUM_TRAIL"] = server
            run_sql("DROP SCHEMA trial CASCADE")
    return 0


if __name__ == "__main__":
    sys.exit(main())
