"""Where the tests keep what they write: in memory, where there is such a place and room in it."""

from chameleon.loader import ModuleLoader
from chameleon.template import BaseTemplate
from pathlib import Path

import atexit
import fcntl
import os
import shutil
import tempfile


#: A disk in memory, on Linux.
MEMORY = "/dev/shm"  # noqa: S108 (a folder of its own is made in it)
#: What a run needs with the centre that the browsers visit and the films, and some more.
ROOM = 4_000_000_000
#: The folder of a run; what it starts (processes of pytest, servers) finds it here.
VARIABLE = "BALEHARUM_TESTS"
PREFIX, LOCK = "bh-", "lock"
#: Beside what pytest keeps; `make clean` removes it.
TEMPLATES = Path(__file__).resolve().parent.parent / ".pytest_cache" / "templates"


def keep_in_memory() -> None:
    """Let this process, and those that it starts, keep temporary files in one folder.

    Nobody pulls the plug on a test, so nothing has to wait for a disk. What page templates are in
    Python stays for the next run: Chameleon names it after the text of the template and the versions
    of all packages, so that it is found as long as it is right, and compiling them takes a minute.
    """
    if VARIABLE in os.environ:
        return
    fits = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    place = Path(MEMORY if fits else tempfile.gettempdir())
    remove_what_is_left(place)
    # What ends after us may still be writing; the next run removes that.
    made = tempfile.TemporaryDirectory(prefix=PREFIX, dir=place, ignore_cleanup_errors=True)
    folder = Path(made.name)
    lock = (folder / LOCK).open("a")
    fcntl.flock(lock, fcntl.LOCK_EX)
    atexit.register(lambda: (made.cleanup(), lock.close()))
    # PostgreSQL does not run as root, and has to reach what is its own in it.
    folder.chmod(0o711)
    TEMPLATES.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ |= {VARIABLE: made.name, "TMPDIR": made.name, "CHAMELEON_CACHE": str(TEMPLATES)}
    # A plugin of pytest has imported it by now, and it reads its environment once.
    BaseTemplate.loader = ModuleLoader(str(TEMPLATES))
    tempfile.tempdir = made.name


def remove_what_is_left(place: Path) -> None:
    """Remove the folders of runs that were killed: nobody holds their lock any more."""
    for lock in place.glob(f"{PREFIX}*/{LOCK}"):
        try:
            with lock.open("a") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:
            continue
