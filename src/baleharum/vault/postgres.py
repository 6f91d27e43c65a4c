"""The keystore in PostgreSQL, with a driver that only a cluster installs."""

from baleharum.vault.interfaces import VaultUnavailable
from baleharum.vault.tables import refuse_to_begin_anew
from baleharum.vault.tables import SCHEMA
from typing import Any


class PostgresTable:
    """A connection. Deleted rows are gone from the tables at once, from its archives with time."""

    # One writer at a time, as in SQLite: a rotation and a new key must not miss each other.
    begin = ("BEGIN", "LOCK TABLE vault_meta IN SHARE ROW EXCLUSIVE MODE")

    def __init__(self, dsn: str) -> None:
        try:
            import psycopg2
        except ImportError as error:
            raise VaultUnavailable(
                "The keystore is in PostgreSQL and its driver is not installed: "
                "install baleharum[cluster]."
            ) from error
        self._errors = psycopg2.Error
        try:
            self._connection = psycopg2.connect(dsn)
        except psycopg2.Error as error:
            raise VaultUnavailable(_remedy(error)) from error
        self._connection.autocommit = True
        if self.ask("SELECT to_regclass('vault_key') IS NULL") == [(True,)]:
            refuse_to_begin_anew("the PostgreSQL of BALEHARUM_KEYSTORE")
            # Two that begin at once would both try to make the tables.
            self.ask(
                f"BEGIN; SELECT pg_advisory_xact_lock(84); {SCHEMA.format(bytes='BYTEA')} COMMIT"
            )

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement with `?` for its values; return the rows, if it has any."""
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(query.replace("?", "%s"), values or None)
                rows = cursor.fetchall() if cursor.description else []
        except self._errors as error:
            raise VaultUnavailable(_remedy(error)) from error
        return [tuple(map(_plain, row)) for row in rows]

    def scrub(self) -> None:
        """Rewrite the table without its dead rows."""
        self.ask("VACUUM FULL vault_key")

    def usable(self) -> bool:
        """Whether the server still answers on this connection."""
        if self._connection.closed:
            return False
        try:
            self.ask("SELECT 1")
        except VaultUnavailable:
            self._connection.close()
            return False
        return True


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _remedy(error: Exception) -> str:
    return (
        f"The keystore in PostgreSQL can't be used ({str(error).strip()}): check that the server "
        "runs and that BALEHARUM_KEYSTORE names a service that this user may use."
    )
