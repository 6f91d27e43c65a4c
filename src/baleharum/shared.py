"""A PostgreSQL that several machines share: how a setting names it, and the connections to it.

A slice with tables that may be there says so with a libpq DSN, such as `service=baleharum-trail`;
the server is in ~/.pg_service.conf and the password in ~/.pgpass.
"""

from typing import Any

import os
import re
import threading


DSN = re.compile(r"\s*(postgres(ql)?://|\w+\s*=)")
PASSWORD = re.compile(r"\bpassword\s*=|://[^/@]*:[^/@]*@")
# A child process leaves the connections of its parent alone, and may not even close them.
_of_parents: list[Any] = []


def is_dsn(place: str) -> bool:
    """Tell whether a place is one of PostgreSQL, and not the path of a file.

    >>> is_dsn("service=baleharum-trail"), is_dsn("/var/trail/trail.sqlite3")
    (True, False)
    """
    return bool(DSN.match(place))


def holds_password(dsn: str) -> bool:
    """Tell whether a DSN has a password in it, which every list of processes could show.

    >>> holds_password("host=db password=x"), holds_password("postgresql://me@db/logins")
    (True, False)
    """
    return bool(PASSWORD.search(dsn))


class OwnConnection(threading.local):
    """The connection of each thread; a forked process makes its own."""

    def __init__(self) -> None:
        self.key: tuple[int, str] = (0, "")
        self.connection: Any = None

    def of(self, dsn: str) -> Any:
        """Return the connection to this place, None if there is none."""
        return self.connection if self.key == (os.getpid(), dsn) else None

    def keep(self, dsn: str, connection: Any) -> None:
        """Take a new connection in the place of the one before."""
        self.forget()
        self.key, self.connection = (os.getpid(), dsn), connection

    def forget(self) -> None:
        """Close the connection; what it was in the middle of is taken back."""
        connection, self.connection = self.connection, None
        if connection is None:
            return
        if self.key[0] == os.getpid():
            connection.close()
        else:
            _of_parents.append(connection)
        self.key = (0, "")
