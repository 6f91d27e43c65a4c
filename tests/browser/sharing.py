"""One running centre for all processes of a test run: the first starts it, the others join it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import ExitStack
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path
from serve import answers
from trial_site import trial_site

import fcntl
import json
import secrets
import tempfile


@dataclass(frozen=True)
class Centre:
    """Where the centre is served, and the password of all its accounts."""

    address: str
    password: str


@contextmanager
def running_centre(place: Path) -> Iterator[Centre]:
    """Join the centre that is announced in a folder, or start one and announce it there."""
    announcement = place / "centre.json"
    with ExitStack() as stay:
        with locked(place / "centre-door.lock", fcntl.LOCK_EX):
            centre = announced(announcement)
            if centre:
                # Held before the door opens, so who started the centre waits for us.
                stay.enter_context(locked(place / "centre-guests.lock", fcntl.LOCK_SH))
            else:
                centre = stay.enter_context(own_centre(place))
                announcement.touch(mode=0o600)
                announcement.write_text(json.dumps(asdict(centre)))
        yield centre


def announced(announcement: Path) -> Centre | None:
    """Return the centre that another process serves, or None."""
    if not announcement.exists():
        return None
    centre = Centre(**json.loads(announcement.read_text()))
    return centre if answers(centre.address) else None


@contextmanager
def own_centre(place: Path) -> Iterator[Centre]:
    """Serve a centre; in the end wait for the guests, who have left when they are dead too."""
    password = secrets.token_urlsafe(12)
    # Not below `place`: the path of the database's socket has to be short. What the processes of the
    # centre still write while they end goes with the folder of the run.
    with (
        tempfile.TemporaryDirectory(prefix="baleharum-", ignore_cleanup_errors=True) as folder,
        trial_site(Path(folder), password, idle=True) as address,
    ):
        yield Centre(address, password)
        with locked(place / "centre-door.lock", fcntl.LOCK_EX):
            (place / "centre.json").unlink(missing_ok=True)
            with locked(place / "centre-guests.lock", fcntl.LOCK_EX):
                pass


@contextmanager
def locked(path: Path, how: int) -> Iterator[None]:
    """Hold a lock between processes; the system frees it when a process dies."""
    with path.open("a") as file:
        fcntl.flock(file, how)
        yield
