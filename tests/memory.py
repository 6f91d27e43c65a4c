"""Where the tests keep what they write: in memory, where there is such a place and room in it."""

from pathlib import Path

import atexit
import os
import shutil
import tempfile


#: A disk in memory, on Linux.
MEMORY = "/dev/shm"  # noqa: S108 (a folder of its own is made in it)
#: What a run needs with the centre that the browsers visit and the films, and some more.
ROOM = 4_000_000_000
#: The folder of a run; what it starts (processes of pytest, servers) finds it here.
VARIABLE = "BALEHARUM_TESTS"


def keep_in_memory() -> None:
    """Let this process, and those that it starts, keep temporary files in one folder.

    Nobody pulls the plug on a test, so nothing has to wait for a disk. Page templates are kept
    there as Python, so that they are compiled once and not by each process.
    """
    if VARIABLE in os.environ:
        return
    fits = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    made = tempfile.TemporaryDirectory(prefix="bh-", dir=MEMORY if fits else None)
    atexit.register(made.cleanup)
    folder = Path(made.name)
    # PostgreSQL does not run as root, and has to reach what is its own in it.
    folder.chmod(0o711)
    templates = folder / "templates"
    templates.mkdir(mode=0o700)
    os.environ |= {VARIABLE: made.name, "TMPDIR": made.name, "CHAMELEON_CACHE": str(templates)}
    tempfile.tempdir = made.name
