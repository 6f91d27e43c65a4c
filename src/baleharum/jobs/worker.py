"""The worker process: starts Zope from a zope.conf and runs jobs until it is told to stop."""

from baleharum.interfaces import IPeriodic
from baleharum.jobs import claims
from baleharum.jobs import pulse
from baleharum.jobs import running
from baleharum.jobs.running import run_pending
from baleharum.jobs.store import QueueUnavailable
from collections.abc import Callable
from collections.abc import Sequence
from Testing.makerequest import makerequest
from typing import Any
from zc.lockfile import LockError
from zope.component import getUtilitiesFor
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import logging
import os
import signal
import sqlite3
import sys
import threading
import time
import Zope2


__all__ = ["main", "run_pending", "work"]

logger = logging.getLogger(__name__)

#: How much the pages of the site go before the jobs (see nice(2)): a bundle of a whole trial, or the
#: reading of scans, must not slow down who is looking for a client's papers.
PRIORITY = 10

# Seconds of sleep when nothing is due, and after a fault of the queue or the database.
PAUSE = 0.5
FAULT_PAUSE = 5.0
# Seconds after which what is due once a day is tried again, if it could not be done.
AGAIN = 60.0
TIDY_EVERY = 3600.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run jobs with the Zope of the zope.conf named first in `argv` (default: sys.argv[1:])."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments:
        sys.stderr.write("Say which Zope to work for: worker path/to/zope.conf\n")
        return 2
    _log_to_stderr()
    os.nice(PRIORITY)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())
    try:
        _start_zope(arguments[0])
    except LockError:
        sys.stderr.write(
            "The database is in use by another process and can't be shared as it is. "
            "Run the site and its worker on a ZEO server or on RelStorage.\n"
        )
        return 1
    logger.info("worker is ready")
    work(Zope2.app, stop)
    logger.info("worker has stopped")
    return 0


def work(open_app: Callable[[], Any], stop: threading.Event) -> None:
    """Claim and run jobs until `stop` is set; a job that was begun is finished first."""
    name = running.worker_name()
    tidied = 0.0
    turns: dict[str, float] = {}
    while not stop.is_set():
        take_turns(turns, time.monotonic())
        try:
            pulse.beat()
            if time.monotonic() - tidied > TIDY_EVERY:
                claims.forget()
                tidied = time.monotonic()
            if not run_next(open_app, name):
                stop.wait(PAUSE)
        except (OSError, sqlite3.Error, QueueUnavailable) as error:
            logger.error("the queue of jobs can't be used: %s", error)
            stop.wait(FAULT_PAUSE)


def take_turns(turns: dict[str, float], now: float) -> None:
    """Do what is to be done again and again and is due; turns: name -> when it was last begun."""
    for name, periodic in getUtilitiesFor(IPeriodic):
        if name in turns and now - turns[name] < periodic.every:
            continue
        turns[name] = now
        try:
            periodic()
        except Exception as error:
            turns[name] -= max(0.0, periodic.every - AGAIN)
            logger.error("%s could not be done: %s", name, running.described(error))


def run_next(open_app: Callable[[], Any], name: str) -> bool:
    """Run the job that is due, with a fresh connection to the database; False if none is."""
    job = claims.claim(name)
    if job is None:
        return False
    try:
        app = open_app()
    except Exception as error:
        # The database is away (a restart, a network): the job waits for it.
        logger.error("the database can't be opened: %s", running.described(error))
        running.give_up(job, claims.postpone, running.described(error))
        return True
    connection = app._p_jar
    try:
        app = makerequest(app)
        setRequest(app.REQUEST)
        running.perform(app, job)
    finally:
        clearRequest()
        connection.close()
    return True


def _start_zope(path: str) -> None:
    from Zope2.Startup.run import make_wsgi_app

    make_wsgi_app({}, path)


def _log_to_stderr() -> None:
    """Our own lines at INFO, what others say only from WARNING on: they may name content."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    logging.getLogger("baleharum.jobs").setLevel(logging.INFO)
