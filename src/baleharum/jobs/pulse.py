"""The worker's sign of life: a file beside the queue, whose time says when it last came by; in a
PostgreSQL a row of its own."""

from baleharum.jobs import store
from pathlib import Path

import os
import time


EVERY = 30.0
#: Seconds without a sign after which a worker counts as stopped.
PATIENCE = 300.0


def place() -> Path:
    """Return where the sign of a queue in a file is."""
    return store.location().with_name("worker.alive")


def beat() -> None:
    """Leave a sign, unless there is a fresh one. Raises OSError where the folder is not ours, and
    QueueUnavailable."""
    now = time.time()
    if now - (last_beat() or 0.0) < EVERY:
        return
    if store.dsn():
        with store.writing() as table:
            table.execute("DELETE FROM sign")
            table.execute("INSERT INTO sign VALUES (1, ?)", (now,))
        return
    path = place()
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    os.utime(path)


def last_beat() -> float | None:
    """Return when a worker came by, in seconds since 1970; None if none ever did.

    Raises QueueUnavailable.
    """
    if store.dsn():
        with store.reading() as table:
            row = table.execute("SELECT at FROM sign").fetchone()
        return None if row is None else float(row[0])
    try:
        return place().stat().st_mtime
    except FileNotFoundError:
        return None


def alive(now: float | None = None) -> bool:
    """Tell whether a worker came by lately, or has a job in hand. Raises QueueUnavailable."""
    now = time.time() if now is None else now
    if now - (last_beat() or 0.0) < PATIENCE:
        return True
    with store.reading() as table:
        held = "SELECT 1 FROM job WHERE state = 'running' AND lease >= ?"
        return table.execute(held, (now,)).fetchone() is not None
