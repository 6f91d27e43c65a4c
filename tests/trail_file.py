"""The record of access of a test run: a file that one test may throw away and begin anew."""

from baleharum.trail import anchors
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path

import os
import shutil
import sqlite3


def fresh() -> Path:
    """Throw the record of the run and its anchors away; return where the next one will be."""
    path = Path(os.environ["BALEHARUM_TRAIL"])
    for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(anchors.location().parent, ignore_errors=True)
    return path


def tampered(path: Path, *statements: str) -> None:
    """Change the file as somebody would who owns the machine: the triggers are taken away."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for trigger in ("trail_no_update", "trail_no_delete"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            connection.execute(statement)


@contextmanager
def gone(path):
    """The folder of the record is no more, and something else stands in its place."""
    aside = path.parent.with_name("aside")
    path.parent.rename(aside)
    path.parent.write_text("in the way")
    try:
        yield
    finally:
        path.parent.unlink()
        aside.rename(path.parent)
