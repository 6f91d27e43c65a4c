"""The tables of logins in a PostgreSQL that several machines share; see `store` and `served`."""

from baleharum.login.place import KEY
from baleharum.login.place import located
from baleharum.login.place import STORE
from baleharum.login.secrets import check_value
from baleharum.login.store import SCHEMA
from baleharum.login.unavailable import LoginUnavailable
from baleharum.served import Connection
from baleharum.served import has_table
from baleharum.served import run
from baleharum.served import Served
from typing import Any


#: The lock of who writes: 'BHlogin' in ASCII.
LOCK = 0x42486C6F67696E
# sealed_by: the check value of the key that sealed what is in the tables, one row.
TABLES = SCHEMA.format(bytes="BYTEA") + "CREATE TABLE sealed_by (key TEXT PRIMARY KEY);"


def _prepare(connection: Any) -> None:
    """Make the tables if they are not there, and refuse to work with another key than theirs.

    With another key, codes and secrets would be wrong on this machine alone, and a guesser would
    be counted on each machine anew.
    """
    mine = check_value()
    if _registered(connection) is None:
        with SERVED.locked(connection):
            if not has_table(connection, "sealed_by"):
                run(connection, TABLES)
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
    if not has_table(connection, "sealed_by"):
        return None
    rows = run(connection, "SELECT key FROM sealed_by")
    return rows[0][0] if rows else None


SERVED = Served("store of logins", STORE, LoginUnavailable, LOCK, _prepare)
