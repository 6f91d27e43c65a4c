"""What a child may touch of the machine: Linux's Landlock takes the rest from it for good.

Of the disk it reads Python and its libraries, nothing else: not the key-encryption key, no database,
no other upload; it writes nothing. From kernel 6.7 on it has no TCP, from 6.12 on it sends no signal
to anybody outside. Where the kernel has no Landlock, nothing is taken, and the limits of the child
are all that holds it.

Numbers: linux/landlock.h and the table of system calls, which is the same on all machines.
"""

from collections.abc import Iterable
from pathlib import Path

import ctypes
import os
import struct
import sys
import sysconfig


CREATE, ADD, RESTRICT = 444, 445, 446
VERSION = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

READ_FILE, READ_DIR = 1 << 2, 1 << 3
#: Kernel's version of Landlock -> how many kinds of access to files it knows.
KINDS = ((1, 13), (2, 14), (3, 15), (5, 16))
BIND_TCP, CONNECT_TCP = 1, 2
SCOPE_SOCKET, SCOPE_SIGNAL = 1, 2

#: Where libraries of the system, their list, fonts and days of time zones are.
SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/urandom")

_libc = ctypes.CDLL(None, use_errno=True)


def available() -> int:
    """Return the version of Landlock that this kernel has, 0 for none."""
    found = _libc.syscall(CREATE, None, ctypes.c_size_t(0), VERSION)
    return max(0, found)


def rules() -> int | None:
    """Return an open file with what a child may touch, None where the kernel has no Landlock.

    Raises OSError where the kernel has it and refuses.
    """
    version = available()
    if not version:
        return None
    made = _made(version)
    for place in _readable():
        _allow(made, place)
    return made


def restrict(made: int) -> None:
    """Take from this process, and from all that it starts, everything that rules do not allow."""
    _checked(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _checked(_libc.syscall(RESTRICT, made, 0))


def _made(version: int) -> int:
    files = (1 << max(count for since, count in KINDS if since <= version)) - 1
    network = BIND_TCP | CONNECT_TCP if version >= 4 else 0
    scopes = SCOPE_SOCKET | SCOPE_SIGNAL if version >= 6 else 0
    # A kernel takes as much of it as it knows.
    attributes = struct.pack("QQQ", files, network, scopes)[: 8 if version < 4 else 24]
    if version in (4, 5):
        attributes = attributes[:16]
    return _checked(_libc.syscall(CREATE, attributes, ctypes.c_size_t(len(attributes)), 0))


def _readable() -> Iterable[Path]:
    prefixes = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    named = (*sys.path, *prefixes, *SYSTEM, *DEVICES)
    return {Path(place) for place in named if place and Path(place).exists()}


def _allow(rules: int, place: Path) -> None:
    opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        access = READ_FILE | READ_DIR if place.is_dir() else READ_FILE
        rule = struct.pack("=Qi", access, opened)
        _checked(_libc.syscall(ADD, rules, PATH_BENEATH, rule, 0))
    finally:
        os.close(opened)


def _checked(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
