"""Programs of the tests, each in a process of its own that a server forks which has the product loaded.

A new Python loads it for one to two seconds; a fork of ours would have our connections and threads.
"""

from signal import SIGTERM

import multiprocessing
import os
import sys


SERVED = multiprocessing.get_context("forkserver")
SERVED.set_forkserver_preload(
    [
        "baleharum.jobs.queue",
        "baleharum.jobs.running",
        "baleharum.login.factors",
        "baleharum.vault.keystore",
        "ZODB.FileStorage",
    ]
)


def process(target, args=()):
    """Return a process that calls something with our environment; it is not started yet."""
    return SERVED.Process(target=_call, args=(dict(os.environ), target, args))


class Program:
    """A text of Python that runs; what it prints is read from `stdout`."""

    def __init__(self, code: str, *arguments: str) -> None:
        reading, writing = SERVED.Pipe(duplex=False)
        self.process = process(_run, (code, arguments, writing))
        self.process.start()
        writing.close()
        self.stdout = os.fdopen(os.dup(reading.fileno()), encoding="utf-8")
        reading.close()

    def ended(self) -> int:
        """Wait for its end; returns the status, below 0 the number of the signal that killed it."""
        self.process.join()
        self.stdout.close()
        return self.process.exitcode

    def send_signal(self, number: int = SIGTERM) -> None:
        """Send it a signal."""
        os.kill(self.process.pid, number)


def _call(environ, target, arguments):
    os.environ.clear()
    os.environ.update(environ)
    target(*arguments)


def _run(code, arguments, writing):
    os.dup2(writing.fileno(), 1)
    sys.argv[:] = ["-c", *arguments]
    exec(code, {"__name__": "__main__"})  # noqa: S102 (a text of the tests)
