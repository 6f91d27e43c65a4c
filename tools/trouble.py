"""Says what stands in the way as one sentence with its remedy, before anything is changed."""

from contextlib import closing
from pathlib import Path

import errno
import locale
import os
import shutil
import socket
import tempfile


MEGABYTE = 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent
# Unix sockets have room for 107 bytes of path; ours is var/zeo.socket.
LONGEST_ROOT = 107 - len("/var/zeo.socket")


class Trouble(Exception):
    """What is wrong and what to do about it, in one sentence."""


def check_place(root: Path = ROOT, encoding: str = "") -> None:
    """Refuse a checkout in which buildout's scripts or the database socket cannot be.

    `encoding` is that of the locale, which Python reads the paths of packages in.
    """
    if " " in str(root):
        raise Trouble(
            f"The path {root} has a blank in it, which scripts cannot bear: move the checkout."
        )
    if not _spelled(str(root), encoding or locale.getencoding()):
        raise Trouble(
            f"The path {root} has letters that the locale of this shell cannot spell: "
            "run it with LC_ALL=C.UTF-8, or move the checkout."
        )
    if len(os.fsencode(root)) > LONGEST_ROOT:
        raise Trouble(
            f"The path {root} is too long for the database's socket: move the checkout to a "
            f"path of at most {LONGEST_ROOT} bytes."
        )


def _spelled(path: str, encoding: str) -> bool:
    try:
        path.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def check_room(place: Path, megabytes: int) -> None:
    """Refuse a folder that cannot be written, or a disk with less room than is needed."""
    folder = place
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise Trouble(f"{folder} is a file where a folder is needed: move it away and run again.")
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * 65536)
    except OSError as error:
        raise of_disk(error, folder) from error
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < megabytes:
        raise Trouble(
            f"The disk of {folder} has {free} MB free and {megabytes} MB are needed: "
            "make room and run again."
        )


def of_disk(error: OSError, folder: Path) -> Trouble:
    """Return the trouble behind an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(f"The disk of {folder} is full: make room and run again.")
    return Trouble(
        f"{folder} cannot be written ({error.strerror}): make it yours (chown) or "
        "move the checkout to a place where you may write."
    )


def check_port(port: int) -> None:
    """Refuse a port that another program listens on."""
    try:
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except OSError as error:
        reason = (
            "may not be opened" if error.errno == errno.EACCES else "is taken by another program"
        )
        raise Trouble(
            f"Port {port} {reason}: stop that program, or choose another port "
            f"with make start PORT={port + 1 if port > 1023 else 8080}."
        ) from error


def port_number(text: str) -> int:
    """Return the port that PORT= names."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Trouble(f"PORT={text} is not a port: give a number from 1 to 65535, such as PORT=8081.")
