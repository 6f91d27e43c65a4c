"""Runs what buildout built, in the foreground: database, instances and worker together.

    serve.py [FOLDER]               serve until stopped; this is what a service unit runs
    serve.py --make-site [FOLDER]   make the site once, with BALEHARUM_ADMIN_PASSWORD or a
                                    made-up password kept in var/admin-password

FOLDER is where buildout ran; by default the checkout. When one process ends, all end.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from processes import Processes
from processes import stop_by_signals
from processes import Stopped
from trouble import of_disk
from trouble import ROOT
from trouble import Trouble

import fcntl
import os
import re
import secrets
import subprocess
import sys
import urllib.error
import urllib.request


SITE = "baleharum"
# What an owner's account alone may read: database, blobs, queue, keys, record, logs.
UMASK = 0o077
LISTEN = re.compile(r"(?m)^(?:fast-)?listen = (\S+)$")
FOLDERS = (
    "cache",
    "templates",
    "log",
    "jobs",
    "login",
    "vault",
    "trail",
    "trail-anchors",
    "filestorage",
    "blobstorage",
)


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Keep a second server of this folder away while this one runs."""
    try:
        var.mkdir(exist_ok=True)
        var.chmod(0o700)
        lock = (var / "serve.lock").open("a+")
    except OSError as error:
        raise of_disk(error, var) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            owner = lock.read().strip()
            raise Trouble(
                f"This site is being served already (process {owner}): stop that one first."
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def secret(kept: Path, variable: str) -> str:
    """Return the password in a variable, or one that is made up; keep it for its owner alone."""
    given = os.environ.get(variable, "")
    if not given and kept.exists():
        return kept.read_text().strip()
    password = given or secrets.token_urlsafe(12)
    kept.unlink(missing_ok=True)
    with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password + "\n")
    return password


def instances(root: Path) -> dict[str, Path]:
    """Return name -> wsgi.ini of the instances that were built."""
    built = sorted((root / "parts").glob("instance*/etc/wsgi.ini"))
    return {path.parent.parent.name: path for path in built}


def address(settings: Path) -> str:
    """Return the host:port on which an instance with this wsgi.ini listens."""
    return LISTEN.search(settings.read_text())[1]


def answers(url: str) -> bool:
    """Tell whether a page answers; raise the trouble when it says that the site is not well."""
    try:
        with urllib.request.urlopen(url, timeout=60) as page:
            return page.status == 200
    except urllib.error.HTTPError as error:
        if error.code == 503:
            return False
        what = "has no such page" if error.code == 404 else f"answers with status {error.code}"
        raise Trouble(
            f"The site at {url} {what}: if the database holds no site yet, make it; else see "
            "var/log/instance.log for why."
        ) from error
    except OSError:
        return False


def start_database(processes: Processes, root: Path) -> None:
    """Start the database server when this folder has one, and wait for it."""
    for name in FOLDERS:
        (root / "var" / name).mkdir(mode=0o700, exist_ok=True)
    server = root / "parts" / "zeo" / "bin" / "runzeo"
    if not server.exists():
        return
    socket = root / "var" / "zeo.socket"
    socket.unlink(missing_ok=True)
    processes.start("zeo", [server], cwd=root, umask=UMASK)
    processes.wait_until(socket.exists, 30, "The database server")


def serve(root: Path, settings: dict[str, Path], ready: Callable[[], None]) -> None:
    """Run everything until a process ends or somebody stops us; call ready() when all answer."""
    with Processes(root / "var" / "log") as processes:
        start_database(processes, root)
        for name, path in settings.items():
            (root / "var" / name).mkdir(mode=0o700, exist_ok=True)
            interpreter = root / "parts" / name / "bin" / "interpreter"
            command = [interpreter, "-m", "Zope2.Startup.serve", path]
            processes.start(name, command, cwd=root, umask=UMASK)
        (root / "var" / "worker-instance").mkdir(mode=0o700, exist_ok=True)
        processes.start("worker", [root / "bin" / "worker"], cwd=root, umask=UMASK)
        for name, path in settings.items():
            url = f"http://{address(path)}/{SITE}"
            processes.wait_until(lambda url=url: answers(url), 120, f"The site of {name}")
        ready()
        processes.watch()


def make_site(root: Path) -> None:
    """Make the site in the database of the first instance that was built."""
    name, settings = next(iter(instances(root).items()))
    zope_conf = settings.with_name("zope.conf")
    password = secret(root / "var" / "admin-password", "BALEHARUM_ADMIN_PASSWORD")
    with Processes(root / "var" / "log") as processes:
        start_database(processes, root)
        (root / "var" / name).mkdir(mode=0o700, exist_ok=True)
        interpreter = root / "parts" / name / "bin" / "interpreter"
        command = [interpreter, ROOT / "tools" / "make_site.py", zope_conf]
        environ = dict(os.environ, BALEHARUM_ADMIN_PASSWORD=password)
        if subprocess.run(command, env=environ, umask=UMASK, cwd=root).returncode:
            raise Trouble("The site could not be made: mend what is said above and run again.")
    print("The account `admin` has the password in var/admin-password: change it, remove the file.")


def main(argv: list[str]) -> int:
    """Serve, or make the site; say trouble as one sentence."""
    stop_by_signals()
    folders = [Path(word).resolve() for word in argv if not word.startswith("-")]
    root = folders[0] if folders else ROOT
    try:
        with alone(root / "var"):
            if "--make-site" in argv:
                make_site(root)
            else:
                serve(root, instances(root), lambda: print("The site answers.", flush=True))
    except Stopped:
        print("All is stopped.", flush=True)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
