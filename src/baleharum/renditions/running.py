"""Outside programs that make something of a document: found, confined, in memory that has no disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import os
import shutil
import signal
import subprocess
import sys
import tempfile


#: A file system that lies in memory, where the system has one.
MEMORY = Path("/dev/shm")  # noqa: S108  below it, a folder of our own with a name by chance


def found(*names: str) -> str:
    """Return the path of the first program that is installed, '' for none."""
    return next((path for name in names if (path := shutil.which(name))), "")


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of our own that is gone afterwards; what lies in it never comes to a disk."""
    where = str(MEMORY) if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="baleharum-", dir=where) as place:
        yield Path(place)


def run(command: list[str], seconds: float, place: Path, given: bytes | None = None) -> bytes:
    """Return what a program writes to its output.

    given: its input. Raises TimeoutError, or OSError for one that fails.
    """
    wrapped = [sys.executable, "-s", "-B", "-P", "-m", "baleharum.renditions.tool", *command]
    with subprocess.Popen(  # noqa: S603  our own module; no shell
        wrapped,
        stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # It could quote the document.
        env=_environment(place),
        cwd=place,
        start_new_session=True,
    ) as child:
        try:
            output, _nothing = child.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            _end(child)
    if child.returncode:
        raise OSError(f"{Path(command[0]).name} ended with {child.returncode}")
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
