"""Runs an outside program with limits, and where the system lets us without a network.

Run as `python -m baleharum.renditions.tool NETWORK PROGRAM ARGUMENTS…`: confines itself, then becomes
the program. NETWORK is `never`, where it must not run with one, or `spared`.
"""

import ctypes
import os
import resource
import sys


#: Bytes of memory, bytes of a file that is written, seconds of processor time.
LIMITS = {
    resource.RLIMIT_AS: 4 << 30,
    resource.RLIMIT_FSIZE: 1 << 30,
    resource.RLIMIT_CPU: 60,
    resource.RLIMIT_CORE: 0,
}
#: A user and a network of its own (Linux): there is nothing in that network.
NEW_USER, NEW_NET = 0x10000000, 0x40000000


def main() -> None:
    """Become the program; ends with 127 where there is none, with 126 where the network stays."""
    for limit, value in LIMITS.items():
        _soft, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    network, *command = sys.argv[1:]
    if not leave_network() and network == "never":
        sys.exit(126)
    try:
        os.execvp(command[0], command)  # noqa: S606  what our own code has named
    except OSError:
        sys.exit(127)


def leave_network() -> bool:
    """Leave the network for good; False where the system does not let us."""
    try:
        return ctypes.CDLL(None, use_errno=True).unshare(NEW_USER | NEW_NET) == 0
    except (AttributeError, OSError):
        return False


if __name__ == "__main__":
    main()
