"""Runs the site's processes together: all start, and when one ends all stop."""

from pathlib import Path
from trouble import Trouble

import ctypes
import signal
import subprocess
import sys
import time


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 20
TAIL = 25


class Stopped(Exception):
    """Somebody asked us to stop, with Ctrl-C or a signal."""


def stop_by_signals() -> None:
    """Let Ctrl-C and the usual signals raise Stopped, wherever we are."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def _stop(number, frame) -> None:
    raise Stopped


def die_with_parent() -> None:
    """Ask Linux to end this child when its parent is killed without a chance to clean up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Processes:
    """The running processes, in the order in which they were started."""

    def __init__(self, logs: Path) -> None:
        """Keep what the processes print in a file each in the folder `logs`."""
        self.logs = logs
        self.running: dict[str, subprocess.Popen] = {}

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *error) -> None:
        # Being asked a second time must not leave a process behind.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in SIGNALS}
        for name in reversed(self.running):
            self._end(name)
        for number, handler in before.items():
            signal.signal(number, handler)

    def start(self, name: str, command: list, **extra) -> None:
        """Start a process in a session of its own, so that Ctrl-C reaches only us."""
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.logs / f"{name}.out").open("ab") as output:
            self.running[name] = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
                **extra,
            )

    def check(self) -> None:
        """Raise the trouble when one of the processes has ended."""
        for name, process in self.running.items():
            if process.poll() is None:
                continue
            log = self.logs / f"{name}.out"
            lines = log.read_text(errors="replace").splitlines()
            print("\n".join(lines[-TAIL:]), file=sys.stderr)
            raise Trouble(
                f"The process {name} ended by itself (status {process.returncode}), so all "
                f"were stopped: mend what {log} says and run again."
            )

    def wait_until(self, ready, seconds: float, what: str) -> None:
        """Wait until ready() is true while all processes live."""
        end = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > end:
                raise Trouble(
                    f"{what} did not answer within {seconds:.0f} s: see {self.logs} for why."
                )
            time.sleep(0.1)

    def watch(self) -> None:
        """Stay until a process ends or somebody stops us."""
        while True:
            self.check()
            time.sleep(0.5)

    def _end(self, name: str) -> None:
        """Ask a process to end; insist when it doesn't in good time."""
        process = self.running[name]
        if process.poll() is None:
            print(f"Stopping {name}", flush=True)
            process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
