"""`make start`: from a clean checkout to the demo centre in the browser, in one command."""

from contextlib import contextmanager
from environment import buildout
from environment import prepare
from environment import PYTHON
from environment import say
from pathlib import Path
from processes import die_with_parent
from processes import Processes
from processes import Stopped
from trouble import check_port
from trouble import check_room
from trouble import of_disk
from trouble import port_number
from trouble import ROOT
from trouble import Trouble

import fcntl
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request


VAR = ROOT / "var"
NEW = VAR / "new"
PASSWORD = VAR / "demo-password"
DATABASE = VAR / "filestorage" / "Data.fs"
# Moved in this order: with the database in its place the site is complete.
PLACES = ("blobstorage", "jobs", "filestorage")
ROOM_FOR_SITE = 300
ACCOUNTS = (
    "admin intake1 worker1 worker2 worker3 psychologist1 doctor1 advocate1 "
    "advocate2 supervisor1 head1 privacy1 archivist1 operator1 editor1"
).split()


@contextmanager
def alone():
    """Keep a second start of this checkout away while this one runs."""
    try:
        VAR.mkdir(mode=0o700, exist_ok=True)
        lock = (VAR / "start.lock").open("a+")
    except OSError as error:
        raise of_disk(error, VAR) from error
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


def demo_password() -> str:
    """Return the demo's password, made up and kept for its owner alone if none is given."""
    given = os.environ.get("BALEHARUM_DEMO_PASSWORD", "")
    if not given and PASSWORD.exists():
        return PASSWORD.read_text().strip()
    password = given or secrets.token_urlsafe(12)
    PASSWORD.unlink(missing_ok=True)
    with open(os.open(PASSWORD, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password + "\n")
    return password


def begin_site() -> subprocess.Popen | None:
    """Begin to make the site in var/new, unless it is there or waits to be moved."""
    if DATABASE.exists() or (NEW / "done").exists():
        return None
    remains = [name for name in PLACES if (VAR / name).is_dir() and any((VAR / name).iterdir())]
    if remains:
        raise Trouble(
            f"var/{remains[0]} is there but the database var/filestorage/Data.fs is missing: "
            "bring it back from a backup, or move var away to begin with a new site."
        )
    check_room(VAR, ROOM_FOR_SITE)
    shutil.rmtree(NEW, ignore_errors=True)
    NEW.mkdir(mode=0o700)
    say("Making the site with its demo (this is the longest step)")
    environ = dict(
        os.environ, BALEHARUM_DEMO_PASSWORD=demo_password(), zope_i18n_compile_mo_files="true"
    )
    command = [str(PYTHON), str(ROOT / "tools" / "first_site.py"), str(NEW)]
    with (NEW / "making.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stderr=log,
            env=environ,
            umask=0o077,
            preexec_fn=die_with_parent,
        )


def finish_site(making: subprocess.Popen | None) -> None:
    """Wait for the new site and move it into its place."""
    if making and making.wait():
        print((NEW / "making.log").read_text(errors="replace")[-4000:], file=sys.stderr)
        check_room(VAR, 20)
        raise Trouble(
            "The site could not be made: mend what is said above and run again; "
            "the next start begins anew."
        )
    if not (NEW / "done").exists():
        return
    for name in PLACES:
        if (NEW / name).exists():
            (NEW / name).rename(VAR / name)
    shutil.rmtree(NEW)


def instance_settings(port: int) -> Path:
    """Write the instance's wsgi.ini with this port and return its path."""
    made = (ROOT / "parts" / "instance" / "etc" / "wsgi.ini").read_text()
    settings = VAR / "serve.ini"
    settings.write_text(re.sub(r"(?m)^(fast-)?listen = .*$", rf"\1listen = 127.0.0.1:{port}", made))
    return settings


def serve(port: int) -> None:
    """Run database, instance and worker until one ends or somebody stops us."""
    socket_path = VAR / "zeo.socket"
    socket_path.unlink(missing_ok=True)
    # Buildout made these, but var may have been emptied since.
    for name in ("instance", "worker-instance", "cache", "log", "jobs"):
        (VAR / name).mkdir(mode=0o700, exist_ok=True)
    settings = instance_settings(port)
    with Processes(VAR / "log") as processes:
        here = {"cwd": ROOT, "umask": 0o077}
        zeo_conf = ROOT / "parts" / "zeo" / "etc" / "zeo.conf"
        processes.start("zeo", [PYTHON, "-m", "ZEO.runzeo", "-C", zeo_conf], **here)
        processes.wait_until(socket_path.exists, 30, "The database server")
        interpreter = ROOT / "parts" / "instance" / "bin" / "interpreter"
        processes.start("instance", [interpreter, "-m", "Zope2.Startup.serve", settings], **here)
        if (ROOT / "src" / "baleharum" / "jobs" / "worker.py").exists():
            processes.start("worker", [ROOT / "bin" / "worker"], **here)
        processes.wait_until(lambda: answers(port), 120, "The site")
        tell(port)
        processes.watch()


def answers(port: int) -> bool:
    """Tell whether the site answers; refuse a database that holds no such site."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/baleharum", timeout=60) as page:
            return page.status == 200
    except urllib.error.HTTPError as error:
        if error.code == 404:
            raise Trouble(
                f"The database {DATABASE} holds no site `baleharum`: "
                "move var away to begin with a new site."
            ) from error
        raise Trouble(
            f"The site answers with status {error.code}: see var/log/instance.log for why."
        ) from error
    except OSError:
        return False


def tell(port: int) -> None:
    """Print the address and the accounts."""
    secret = PASSWORD.read_text().strip() if PASSWORD.exists() else "that of the first start"
    say("Ready")
    print(
        f"\nThe centre is open at http://localhost:{port}/baleharum\n"
        f"  accounts: {', '.join(ACCOUNTS)}\n"
        f"  password of each: {secret} (kept in var/demo-password)\n"
        "  logs in var/log; Ctrl-C stops everything.\n",
        flush=True,
    )


def start(port: int) -> None:
    """Make what is missing, then serve."""
    check_room(ROOT, 20)
    with alone():
        check_port(port)
        prepare({"run"})
        making = begin_site()
        try:
            buildout()
            finish_site(making)
        finally:
            if making and making.poll() is None:
                making.terminate()
                making.wait()
        say("Starting database, instance and worker")
        serve(port)


def _stop(number, frame) -> None:
    raise Stopped


def main() -> int:
    """Start; say trouble as one sentence and nothing else."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        start(port_number(os.environ.get("PORT") or "8080"))
    except Stopped:
        say("All is stopped")
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        print(of_disk(error, Path(error.filename or VAR)), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
