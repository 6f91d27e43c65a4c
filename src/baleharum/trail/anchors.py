"""Anchors: the head of the record, written down elsewhere every hour.

Whoever cuts off the end of the record, or writes all of it anew, would have to change these
too: a file of its own that is only added to, and the syslog of another machine.
"""

from baleharum.shared import is_dsn
from baleharum.trail.row import moment
from baleharum.trail.store import beside_zope
from baleharum.trail.store import location as place_of_trail
from baleharum.trail.store import store
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Sequence
from dataclasses import dataclass
from logging.handlers import SysLogHandler
from pathlib import Path

import logging
import os
import re
import socket
import sys


#: Seconds between two anchors.
EVERY = 3600.0

LINE = re.compile(r"(\d+) ([0-9a-f]{64}) (\S+)")
HEAD = "SELECT seq, hash, at_us FROM trail ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True)
class Anchor:
    """The head as it was: number and hash of the last row. at: when that row was written (ISO)."""

    seq: int
    hash: str
    at: str

    def __str__(self) -> str:
        return f"{self.seq} {self.hash} {self.at}"


def location() -> Path:
    """Return BALEHARUM_ANCHORS, or `heads.txt` in a folder beside that of the record."""
    named = os.environ.get("BALEHARUM_ANCHORS")
    if named:
        return Path(named)
    place = place_of_trail()
    if is_dsn(place):
        return beside_zope("trail-anchors") / "heads.txt"
    folder = Path(place).parent
    return folder.with_name(f"{folder.name}-anchors") / "heads.txt"


def anchors() -> tuple[list[Anchor], list[int]]:
    """Return the anchors in the order written, and the numbers of lines that are none."""
    try:
        lines = location().read_text("ascii", "replace").splitlines()
    except FileNotFoundError:
        return [], []
    found = [LINE.fullmatch(line) for line in lines]
    broken = [number for number, match in enumerate(found, 1) if match is None]
    return [Anchor(int(match[1]), match[2], match[3]) for match in found if match], broken


def last() -> Anchor | None:
    """Return the newest anchor, None for none."""
    found, _broken = anchors()
    return found[-1] if found else None


def head() -> Anchor | None:
    """Return the head of the record, None while it is empty. Raises TrailUnavailable."""
    with store().select(HEAD) as found:
        line = next(iter(found), None)
    return None if line is None else Anchor(line[0], line[1], moment(line[2]).isoformat())


def anchor() -> Anchor | None:
    """Write the head down, in the file and to the syslog; None while there are no rows.

    Raises TrailUnavailable and OSError.
    """
    found = head()
    if found is not None:
        _keep(str(found))
        _tell(str(found))
    return found


def _keep(line: str) -> None:
    path = location()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        # A line that a crash cut off ends here.
        torn = size and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, f"{os.linesep if torn else ''}{line}\n".encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _tell(line: str) -> None:
    """Send a line to BALEHARUM_SYSLOG: host:port, tcp:host:port, or the path of a socket."""
    place = os.environ.get("BALEHARUM_SYSLOG", "")
    if not place:
        return
    kind = socket.SOCK_STREAM if place.startswith("tcp:") else socket.SOCK_DGRAM
    host, colon, port = place.removeprefix("tcp:").rpartition(":")
    if colon and port.isdigit():
        handler = SysLogHandler((host.strip("[]"), int(port)), SysLogHandler.LOG_AUTHPRIV, kind)
    else:
        handler = SysLogHandler(place, SysLogHandler.LOG_AUTHPRIV)
    handler.ident = "baleharum-trail: "
    # The logging of Python would only print that the other machine can't be reached.
    handler.handleError = _raise  # type: ignore[method-assign]
    # A stream of lines (RFC 6587) needs their ends.
    handler.append_nul = kind == socket.SOCK_DGRAM
    text = line if kind == socket.SOCK_DGRAM else f"{line}\n"
    try:
        handler.emit(logging.LogRecord("trail", logging.INFO, "", 0, text, None, None))
    finally:
        handler.close()


def _raise(record: logging.LogRecord) -> None:
    raise  # noqa: PLE0704 (called while an exception is handled)


class HourlyAnchor:
    """What the worker does every hour, see IPeriodic."""

    every = EVERY

    def __call__(self) -> None:
        """Write the head down."""
        anchor()


def main(argv: Sequence[str] | None = None) -> int:
    """`bin/audit-anchor`: write the head down now, and print it for who keeps it on paper."""
    try:
        found = anchor()
    except (TrailUnavailable, OSError) as error:
        sys.stderr.write(f"No anchor was written: {error}\n")
        return 2
    sys.stdout.write(f"{found}\n" if found else "The record holds no row yet.\n")
    return 0
