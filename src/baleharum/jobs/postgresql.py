"""The queue in a PostgreSQL that several machines share; see `store` and `served`.

That no two jobs with one key run at once, and that of two which wait one is left, are conditions on
other rows than the one that is taken: locks of rows do not give them, the one writer does.
"""

from baleharum.jobs.store import PLACE
from baleharum.jobs.store import QueueUnavailable
from baleharum.jobs.store import SCHEMA
from baleharum.served import has_table
from baleharum.served import run
from baleharum.served import Served
from typing import Any


#: The lock of who writes: 'BHjobs' in ASCII.
LOCK = 0x42486A6F6273
# sign: when a worker came by, one row, see `pulse`.
TABLES = f"{SCHEMA} CREATE TABLE sign (one INTEGER PRIMARY KEY, at DOUBLE PRECISION NOT NULL);"


def _prepare(connection: Any) -> None:
    """Make the tables if they are not there."""
    if has_table(connection, "sign"):
        return
    with SERVED.locked(connection):
        if not has_table(connection, "sign"):
            run(connection, TABLES)


SERVED = Served("queue of jobs", PLACE, QueueUnavailable, LOCK, _prepare)
