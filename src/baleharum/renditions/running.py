"""Outside programs that make something of a document: found, confined, in memory that has no disk."""

from baleharum.documents.confinement import read_all
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from typing import cast

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time


#: A file system that lies in memory, where the system has one.
MEMORY = Path("/dev/shm")  # noqa: S108  below it, a folder of our own with a name by chance


#: Bytes that a program may write to its output.
LIMIT = 200_000_000
#: How `tool` ends where it must leave the network and can't.
NETWORK_STAYS = 126


def found(*names: str) -> str:
    """Return the path of the first program that is installed, '' for none."""
    return next((path for name in names if (path := shutil.which(name))), "")


class Unconfined(OSError):
    """The machine lacks what a program is confined with."""


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of our own that is gone afterwards; what lies in it never comes to a disk.

    Raises Unconfined where there is no file system in memory.
    """
    if not os.access(MEMORY, os.W_OK):
        raise Unconfined(f"There is no {MEMORY}.")
    with tempfile.TemporaryDirectory(prefix="baleharum-", dir=MEMORY) as place:
        yield Path(place)


def run(
    command: list[str],
    seconds: float,
    place: Path,
    given: bytes = b"",
    network: str = "spared",
) -> bytes:
    """Return what a program writes to its output, LIMIT bytes at most.

    given: its input; network: `never` for a program that must not have one. Raises TimeoutError,
    Unreadable for too much, Unconfined, or OSError for one that fails.
    """
    source = place / "input"
    source.write_bytes(given)
    wrapped = [sys.executable, "-s", "-B", "-P", "-m", "baleharum.renditions.tool", network]
    deadline = time.monotonic() + seconds
    with (
        source.open("rb") as stdin,
        subprocess.Popen(  # noqa: S603  our own module; no shell
            [*wrapped, *command],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # It could quote the document.
            env=_environment(place),
            cwd=place,
            start_new_session=True,
        ) as child,
    ):
        try:
            output = read_all(cast(BinaryIO, child.stdout), LIMIT, deadline)
            code = child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            _end(child)
    if code == NETWORK_STAYS:
        raise Unconfined(f"{Path(command[0]).name} would have a network.")
    if code:
        raise OSError(f"{Path(command[0]).name} ended with {code}")
    return output


def _end(child: subprocess.Popen) -> None:
    """End a program and all that it has started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        child.kill()


def _environment(place: Path) -> dict[str, str]:
    """Nothing of ours but where the code is; everything that is written lies in the folder."""
    places = os.pathsep.join(os.path.abspath(each) for each in sys.path if each)
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": places,
        "HOME": str(place),
        "TMPDIR": str(place),
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "SAL_USE_VCLPLUGIN": "svp",
    }
