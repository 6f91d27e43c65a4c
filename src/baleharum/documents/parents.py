"""Where the children of `confinement` come from: a nursery of this process, see `nursery`."""

from typing import BinaryIO

import os
import socket
import subprocess
import sys
import threading


#: Children of one nursery: all of them lie in memory alike, which a hostile file could learn from.
CHILDREN = 200

_lock = threading.Lock()
_nurseries: list["_Nursery"] = []


def ask(question: bytes, source: int) -> tuple[BinaryIO, socket.socket]:
    """Have a child answer a question about an open file; return its answer and its leash.

    The leash gives the code of its end; closing it ends the child. Raises OSError where no
    process can be started.
    """
    leash, other_end = socket.socketpair()
    readable, writable = os.pipe()
    asked, asking = os.pipe()
    answer = os.fdopen(readable, "rb", buffering=0)
    with open(asked, "rb"), open(writable, "wb"), other_end:
        with open(asking, "wb") as pipe:
            pipe.write(question)
        handed = [source, writable, asked, other_end.fileno()]
        try:
            _order(handed)
        except OSError:
            answer.close()
            leash.close()
            raise
    return answer, leash


def _order(handed: list[int]) -> None:
    """Give an order to the nursery that is there; where it has died, to a new one."""
    try:
        _nursery().order(handed)
    except OSError:
        with _lock:
            _retire()
        _nursery().order(handed)


def _nursery() -> "_Nursery":
    environment = _environment()
    with _lock:
        if not (_nurseries and _nurseries[-1].serves(environment)):
            _retire()
            _nurseries.append(_Nursery(environment))
        return _nurseries[-1]


def _retire() -> None:
    """Let all of them end after their last child; forget those that have."""
    for nursery in _nurseries:
        nursery.orders.close()
    _nurseries[:] = [nursery for nursery in _nurseries if nursery.process.poll() is None]


class _Nursery:
    """A nursery as its parent sees it; without us it ends, for nobody holds the other end."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.children = 0
        self.orders, theirs = socket.socketpair()
        command = [sys.executable, "-s", "-B", "-P", "-m", "baleharum.documents.nursery"]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  our own module; no shell
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # It could quote the document.
                env=environment,
                cwd="/",
                start_new_session=True,  # Ctrl-C stops the worker after its job, not within it.
            )

    def serves(self, environment: dict[str, str]) -> bool:
        """Tell whether it is there, with this environment, and not worn out."""
        alive = self.orders.fileno() >= 0 and self.process.poll() is None
        return alive and self.children < CHILDREN and self.environment == environment

    def order(self, handed: list[int]) -> None:
        """Have a child with these open files."""
        self.children += 1
        socket.send_fds(self.orders, [b"."], handed)


def _environment() -> dict[str, str]:
    """Nothing of ours (passwords, paths, proxies) but where the code is."""
    places = os.pathsep.join(os.path.abspath(place) for place in sys.path if place)
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {**kept, "PYTHONPATH": places, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
