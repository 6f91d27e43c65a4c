"""A client of clamd: sends an open file as INSTREAM and tells what the scanner said.

Only the scanner's own word makes a file clean. An error, a limit, a silence, or anything that is
not understood leaves it pending.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

import socket
import struct
import time


CLEAN, INFECTED, PENDING, OFF = "clean", "infected", "pending", "off"

PIECE = 1 << 17
#: Bytes of the longest answer that makes sense.
ANSWER = 4096

GOOD = "stream: OK"
BAD_START, BAD_END = "stream: ", " FOUND"
#: What clamd calls a file that it has not read to the end, if it is told to say so.
LIMITS = "Heuristics.Limits."

REMEDY = "Use unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310."


@dataclass(frozen=True)
class Scanned:
    """state: clean, infected, pending or off; detail: the name of the virus, or what is amiss."""

    state: str
    detail: str = ""


def scan(stream: BinaryIO, address: str, seconds: float = 30.0) -> Scanned:
    """Have an open file scanned from its beginning, and leave it there. Never raises.

    address: '' for none (state off), `unix:<path>` or `tcp:<host>:<port>`; seconds: for all of it.
    """
    if not address.strip():
        return Scanned(OFF)
    deadline = time.monotonic() + seconds

    def left() -> float:
        rest = deadline - time.monotonic()
        if rest <= 0:
            raise TimeoutError
        return rest

    try:
        stream.seek(0)
        with closing(_connected(address, left())) as line:
            sent = _send(line, stream, left)
            return understood(_answer(line, left), sent)
    except TimeoutError:
        return Scanned(PENDING, "the scanner took too long")
    except ValueError as wrong:
        return Scanned(PENDING, str(wrong))
    except OSError as error:
        return Scanned(PENDING, f"the scanner cannot be reached ({type(error).__name__})")
    finally:
        stream.seek(0)


def understood(answer: bytes, sent: bool = True) -> Scanned:
    """Return what an answer means; sent: the scanner has had the whole file.

    >>> understood(b"stream: OK").state
    'clean'
    """
    text = answer.rstrip(b"\0\n").decode("ascii", "replace")
    if text == GOOD and sent:
        return Scanned(CLEAN)
    if text.startswith(BAD_START) and text.endswith(BAD_END):
        name = text[len(BAD_START) : -len(BAD_END)]
        return Scanned(PENDING if name.startswith(LIMITS) else INFECTED, name[:100])
    if "size limit exceeded" in text:
        return Scanned(PENDING, "the file is larger than the scanner takes (StreamMaxLength)")
    return Scanned(PENDING, "the scanner gave no clear answer")


def _connected(address: str, seconds: float) -> socket.socket:
    kind, _, place = address.strip().partition(":")
    if kind == "unix" and place.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        try:
            line.settimeout(seconds)
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    if kind == "tcp" and host and port.isdigit() and int(port) < 1 << 16:
        return socket.create_connection((host.strip("[]"), int(port)), seconds)
    raise ValueError(f"baleharum.clamav_address is not an address. {REMEDY}")


def _send(line: socket.socket, stream: BinaryIO, left: Callable[[], float]) -> bool:
    """Send it all; a scanner that has had enough hangs up, and may have said why."""
    try:
        line.settimeout(left())
        line.sendall(b"zINSTREAM\0")
        while piece := stream.read(PIECE):
            line.settimeout(left())
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.settimeout(left())
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _answer(line: socket.socket, left: Callable[[], float]) -> bytes:
    answer = b""
    while len(answer) < ANSWER and b"\0" not in answer:
        line.settimeout(left())
        try:
            more = line.recv(ANSWER)
        except ConnectionResetError:
            break
        if not more:
            break
        answer += more
    # An answer without its end was cut off: a whole one ends in a zero byte.
    return answer if answer.endswith(b"\0") else b""
