"""A real PostgreSQL for the tests, where one is installed; and what the store of logins keeps."""

from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import os
import psycopg2
import pwd
import signal
import sys
import tempfile


# The tools are scripts that import each other by their plain names.
sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

SERVICE = "baleharum-test"


def find() -> str | None:
    """Return the server program that the tests may start, or None."""
    from postgres import missing
    from postgres import program

    if os.geteuid() == 0 and "postgres" not in {entry.pw_name for entry in pwd.getpwall()}:
        return None  # It refuses to run as root.
    return None if missing() else program("postgres")


class Server:
    """A running server; nothing of it is known but the two files of libpq."""

    def place(self, **options: str) -> str:
        """Return what a setting says of a schema of its own, which is made."""
        schema = f"test_{uuid4().hex}"
        self.run(f"CREATE SCHEMA {schema}")
        told = {"search_path": schema, **options}
        words = " ".join(f"-c {name}={value}" for name, value in told.items())
        return f"service={SERVICE} options='{words}'"

    def run(self, *statements: str, place: str = f"service={SERVICE}") -> list:
        """Run statements as the owner of the database, past the product; rows of the last."""
        with closing(psycopg2.connect(place)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

    def content(self, place: str) -> bytes:
        """Return all values of all tables of a place."""
        tables = self.run(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", place=place
        )
        rows = [row for (name,) in tables for row in self.run(f"SELECT * FROM {name}", place=place)]
        values = [value for row in rows for value in row]
        return b"\n".join(
            bytes(value) if isinstance(value, memoryview) else str(value).encode()
            for value in values
        )


@contextmanager
def running():
    """Start a server in a folder of its own; yields it."""
    from postgres import services
    from postgres import start
    from processes import Processes

    with tempfile.TemporaryDirectory(prefix="postgres") as name:
        folder = Path(name)
        with Processes(folder / "log") as processes:
            told = services(folder, test=start(processes, folder))
            with patch.dict(os.environ, told):
                yield Server()
            # At once, whoever is still connected.
            processes.running["postgresql"].send_signal(signal.SIGINT)
            processes.running["postgresql"].wait(30)


class LoginStore:
    """Where the logins of a test are kept: in `place`, a path or a DSN."""

    def __init__(self, place: str, server: Server | None = None) -> None:
        self.place, self.server = place, server

    def content(self) -> bytes:
        """Return all that is kept, as bytes."""
        if self.server is not None:
            return self.server.content(self.place)
        path = Path(self.place)
        return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))
