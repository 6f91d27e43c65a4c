"""Serves the demo centre for a while, in a folder and on a port of its own.

    BALEHARUM_DEMO_PASSWORD=… trial_site.py FOLDER PORT [--idle-worker]

The same processes as `make start` runs, from copies of what buildout wrote: the checkout's var/
is not touched. Writes "ready" when the site answers and serves until it is told to stop. Tests
and pictures call `trial_site`, which does all that and stops it afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from environment import buildout
from environment import PYTHON
from pathlib import Path
from postgres import free_port
from processes import die_with_parent
from processes import stop_by_signals
from processes import Stopped
from serve import alone
from serve import LISTEN
from serve import serve
from serve import SITE
from serve import UMASK
from start import PLACES
from trouble import ROOT
from trouble import Trouble

import os
import re
import shutil
import subprocess
import sys


READY = "ready"
PARTS = ("zeo", "instance", "worker-instance")
# Python before 3.11.8 and 3.12.2 (its issue 106905) fails when two threads compile at once, as
# they do when several browsers ask for page templates of a site that has just begun.
THREADS = re.compile(r"(?m)^threads = \d+$")
CACHE = "CHAMELEON_CACHE {}"


@contextmanager
def trial_site(folder: Path, password: str, idle: bool = False) -> Iterator[str]:
    """Serve a fresh centre from an empty folder; gives the address of the site.

    The accounts have this password. idle: the worker leaves the demo's documents unread, which
    would keep it busy for minutes, and reads what is uploaded. Raises Trouble when the site
    does not come up.
    """
    command = [str(PYTHON), __file__, str(folder), str(free_port())]
    log = folder / "trial.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [*command, "--idle-worker"] if idle else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=dict(os.environ, BALEHARUM_DEMO_PASSWORD=password),
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    try:
        for line in process.stdout:
            if line.strip() == READY.encode():
                break
        else:
            raise Trouble(
                f"The trial site did not start: {log.read_text(errors='replace')[-3000:]}"
            )
        # By this name the site is themed; 127.0.0.1 shows it bare.
        yield f"http://localhost:{command[3]}/{SITE}"
    finally:
        process.terminate()
        process.stdout.close()
        process.wait()


def settle(folder: Path, port: int) -> None:
    """Write scripts and settings for this folder, from those that buildout wrote."""
    compiled = os.environ.get("CHAMELEON_CACHE", f"{folder}/var/templates")
    names = [f"parts/{part}/{kind}" for part in PARTS for kind in ("etc", "bin")]
    files = [file for name in names for file in (ROOT / name).rglob("*") if file.is_file()]
    for file in [*files, ROOT / "bin" / "worker"]:
        text = LISTEN.sub(f"fast-listen = 127.0.0.1:{port}", file.read_text())
        text = THREADS.sub("threads = 1", text)
        for name in ("parts", "var"):
            text = text.replace(f"{ROOT}/{name}/", f"{folder}/{name}/")
        # What the tests have compiled of page templates need not be compiled again.
        text = text.replace(CACHE.format(f"{folder}/var/templates"), CACHE.format(compiled))
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        shutil.copymode(file, target)


def make_site(folder: Path, idle: bool) -> None:
    """Make the site with its demo where the database server looks for it."""
    new = folder / "var" / "new"
    new.mkdir(mode=0o700)
    command = [PYTHON, ROOT / "tools" / "first_site.py", new]
    environ = dict(os.environ, zope_i18n_compile_mo_files="true")
    if subprocess.run(command, env=environ, umask=UMASK, stdout=sys.stderr).returncode:
        raise Trouble("The site could not be made: see above.")
    for name in PLACES:
        # A new queue is an empty one.
        if name == "jobs" and idle:
            continue
        (new / name).rename(folder / "var" / name)


def main(argv: list[str]) -> int:
    """Make the site and serve it until somebody stops us."""
    stop_by_signals()
    folder, port = Path(argv[0]).resolve(), int(argv[1])
    try:
        buildout()
        settle(folder, port)
        with alone(folder / "var"):
            make_site(folder, "--idle-worker" in argv)
            settings = {"instance": folder / "parts" / "instance" / "etc" / "wsgi.ini"}
            serve(folder, settings, lambda: print(READY, flush=True))
    except Stopped:
        pass
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
