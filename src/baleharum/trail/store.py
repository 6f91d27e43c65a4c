"""Where the record is: a SQLite file of one machine, or a PostgreSQL that several share.

BALEHARUM_TRAIL says which: a path, or a libpq DSN such as `service=baleharum-trail`.
"""

from App.config import getConfiguration
from baleharum.shared import is_dsn
from baleharum.trail.row import Draft
from baleharum.trail.row import SHOWN
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from typing import Protocol

import logging
import os


logger = logging.getLogger(__name__)

#: Seconds for which a writer waits for its turn before it refuses.
PATIENCE = 5.0


#: Adds to what lists have shown; a line that somebody has put there before stays, see `tell_of`.
INSERT_SHOWN = f"INSERT INTO trail_shown ({', '.join(SHOWN)})"  # noqa: S608
#: How many lines there are of rows behind one, up to another.
BEHIND = "SELECT count(*) FROM trail_shown WHERE seq > ? AND seq <= ?"


def tell_of(number: int, seq: int) -> None:
    """Tell the log of lines in `trail_shown` that were there before their rows, from `seq` on.

    The rows are written all the same: one line that somebody adds to the table could otherwise
    stop a whole house. The lines stay: to take them away would hide the edit, and the account of
    a record on a server may not. `bin/audit-verify` names the first row that has one too many.
    """
    if number:
        logger.error(
            "The record of access was edited: trail_shown had %s lines of rows from %s on before"
            " they were written. Run bin/audit-verify, and compare with the backup.",
            number,
            seq,
        )


class Store(Protocol):
    """What both kinds of record can do. Every method raises TrailUnavailable."""

    def append(self, drafts: Sequence[Draft]) -> None:
        """Write rows at the end, all or none; they are on the disk when this returns."""

    def select(
        self, sql: str, values: Sequence[Any] = ()
    ) -> AbstractContextManager[Iterator[tuple[Any, ...]]]:
        """Run a query with `?` for values; the rows of one snapshot stream while it is open."""

    def exists(self) -> bool:
        """Tell whether the record has been made."""


def location() -> str:
    """Return BALEHARUM_TRAIL, or `trail/trail.sqlite3` beside the client home of Zope."""
    return os.environ.get("BALEHARUM_TRAIL") or str(beside_zope("trail") / "trail.sqlite3")


def beside_zope(name: str) -> Path:
    """Return the folder of this name beside the client home of Zope. Raises TrailUnavailable."""
    configuration = getConfiguration()
    # Only a Zope that was started from a zope.conf knows a client home that is its own.
    if getattr(configuration, "dbtab", None) is None:
        raise TrailUnavailable(
            "Nobody said where the record of access is: set the environment variable "
            "BALEHARUM_TRAIL to the path of a file or to a libpq DSN, or start Zope with a "
            "zope.conf."
        )
    return Path(configuration.clienthome).resolve().parent / name


def store() -> Store:
    """Return the record of this installation."""
    place = location()
    if is_dsn(place):
        # psycopg2 belongs to the extra `cluster`.
        from baleharum.trail.postgresql import PostgreSQL

        return PostgreSQL(place)
    from baleharum.trail.sqlite import SQLite

    return SQLite(Path(place))
