"""`make start`: from a clean checkout to the demo centre in the browser, in one command."""

from environment import buildout
from environment import prepare
from environment import PYTHON
from environment import say
from pathlib import Path
from processes import die_with_parent
from processes import stop_by_signals
from processes import Stopped
from serve import alone
from serve import LISTEN
from serve import secret
from serve import serve
from serve import UMASK
from trouble import check_port
from trouble import check_room
from trouble import of_disk
from trouble import port_number
from trouble import ROOT
from trouble import Trouble

import os
import shutil
import subprocess
import sys


VAR = ROOT / "var"
NEW = VAR / "new"
PASSWORD = VAR / "demo-password"
DATABASE = VAR / "filestorage" / "Data.fs"
# Moved in this order: with the database in its place the site is complete.
PLACES = ("blobstorage", "jobs", "login", "vault", "trail", "trail-anchors", "filestorage")
ROOM_FOR_SITE = 300
ACCOUNTS = (
    "admin intake1 worker1 worker2 worker3 psychologist1 doctor1 advocate1 "
    "advocate2 supervisor1 head1 privacy1 archivist1 operator1 editor1"
).split()


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
    password = secret(PASSWORD, "BALEHARUM_DEMO_PASSWORD")
    with (NEW / "making.log").open("wb") as log:
        return subprocess.Popen(
            [str(PYTHON), str(ROOT / "tools" / "first_site.py"), str(NEW)],
            stdin=subprocess.DEVNULL,
            stderr=log,
            env=dict(
                os.environ, BALEHARUM_DEMO_PASSWORD=password, zope_i18n_compile_mo_files="true"
            ),
            umask=UMASK,
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


def make_what_is_missing() -> None:
    """Make environment, buildout and site; site and buildout are made side by side."""
    prepare({"run"})
    making = begin_site()
    try:
        buildout()
        finish_site(making)
    finally:
        if making and making.poll() is None:
            making.terminate()
            making.wait()


def instance_settings(port: int) -> Path:
    """Write the instance's wsgi.ini with this port and return its path."""
    built = (ROOT / "parts" / "instance" / "etc" / "wsgi.ini").read_text()
    settings = VAR / "serve.ini"
    settings.write_text(LISTEN.sub(f"fast-listen = 127.0.0.1:{port}", built))
    return settings


def tell(port: int) -> None:
    """Print the address and the accounts."""
    password = PASSWORD.read_text().strip() if PASSWORD.exists() else "that of the first start"
    if os.environ.get("BALEHARUM_DEMO_PASSWORD", password) != password:
        say("BALEHARUM_DEMO_PASSWORD is read when the site is made: its accounts keep theirs")
    say("Ready")
    print(
        f"\nThe centre is open at http://localhost:{port}/baleharum\n"
        f"  accounts: {', '.join(ACCOUNTS)}\n"
        f"  password of each: {password} (kept in var/demo-password)\n"
        "  logs in var/log; Ctrl-C stops everything.\n",
        flush=True,
    )


def main() -> int:
    """Make what is missing, then serve; say trouble as one sentence and nothing else."""
    stop_by_signals()
    try:
        port = port_number(os.environ.get("PORT") or "8080")
        check_room(ROOT, 20)
        with alone(VAR):
            check_room(VAR, 20)
            check_port(port)
            make_what_is_missing()
            say("Starting database, instance and worker")
            serve(ROOT, {"instance": instance_settings(port)}, lambda: tell(port))
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
