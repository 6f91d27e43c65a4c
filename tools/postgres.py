"""A PostgreSQL of our own in a folder, on a free port of 127.0.0.1, to try a profile or to test.

Run by itself it tries to install one for the tests. They need none: without it what is kept in
PostgreSQL is not tested, and the tests say so.
"""

from pathlib import Path
from processes import Processes
from trouble import Trouble

import glob
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys


ROLE = "baleharum"
# Program -> package of the system.
SERVER = {"postgres": "postgresql", "initdb": "postgresql", "pg_isready": "postgresql"}
WITHOUT = (
    "No PostgreSQL was found and none could be installed: the tests of what is kept in one are"
    " not collected. Install the package postgresql."
)
# How libpq's variables call what a DSN calls otherwise.
NAMES = {"dbname": "database"}


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str) -> str | None:
    """Return the path of a program, also where Debian keeps PostgreSQL's."""
    places = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    return shutil.which(name, path=os.pathsep.join([*places, os.environ["PATH"], "/usr/sbin"]))


def missing(packages: dict[str, str] = SERVER) -> list[str]:
    """Return the packages of the programs (program -> packages) that are not there."""
    found = (names.split() for name, names in packages.items() if not program(name))
    return sorted({package for names in found for package in names})


def need(packages: dict[str, str]) -> None:
    """Install the system packages (program -> packages) that are missing, or say which they are."""
    wanted = missing(packages)
    if not wanted:
        return
    command = ["apt-get", "--yes", "--quiet", "install", "--no-install-recommends", *wanted]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(wanted)}", flush=True)
        environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for step in (["apt-get", "--quiet", "update"], command):
            subprocess.run(step, env=environ, stdout=subprocess.DEVNULL, check=False)
    if missing(packages):
        raise Trouble(f"{' and '.join(wanted)} must be installed to try this: {' '.join(command)}")


def services(folder: Path, **dsns: str) -> dict[str, str]:
    """Keep what DSNs say in the two files of libpq; return the environment that names them.

    With it, `service=baleharum-<name>` leads to a database, and no password stands in a variable.
    """
    files = {"PGSERVICEFILE": folder / "pg_service.conf", "PGPASSFILE": folder / "pgpass"}
    lines, passwords = [], []
    for name, dsn in dsns.items():
        told = dict(re.findall(r"(\w+)='([^']*)'", dsn))
        passwords += [f"*:*:{told['dbname']}:{told['user']}:{told.pop('password')}"]
        lines += [f"[baleharum-{name}]", *(f"{key}={value}" for key, value in told.items())]
    files["PGSERVICEFILE"].write_text("\n".join(lines) + "\n")
    files["PGPASSFILE"].touch(mode=0o600)
    files["PGPASSFILE"].write_text("\n".join(passwords) + "\n")
    return {variable: str(path) for variable, path in files.items()}


def start(processes: Processes, folder: Path) -> str:
    """Make and start a database server in a folder; return the DSN of its database.

    PostgreSQL refuses to run as root: then its own system account runs it.
    """
    account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    home = folder / "postgresql"
    home.mkdir(mode=0o700)
    password = secrets.token_urlsafe(16)
    kept = home / "password"
    kept.write_text(password)
    if account:
        # The account must reach its own folder and nothing else in ours.
        folder.chmod(0o711)
        for path in (home, kept):
            shutil.chown(path, **account)
    initdb = [program("initdb"), "--pgdata", home / "data", "--username", ROLE]
    options = ["--auth", "scram-sha-256", "--pwfile", kept, "--encoding", "UTF8", "--no-sync"]
    made = subprocess.run([*initdb, *options], cwd=home, capture_output=True, text=True, **account)
    kept.unlink()
    if made.returncode:
        raise Trouble(f"PostgreSQL made no database: {made.stderr.strip()}")
    port = free_port()
    command = [program("postgres"), "-D", home / "data", "-p", port, "-h", "127.0.0.1"]
    processes.start("postgresql", [*command, "-k", home], cwd=home, **account)
    ready = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    processes.wait_until(lambda: subprocess.run(ready).returncode == 0, 30, "PostgreSQL")
    return f"dbname='postgres' host='127.0.0.1' port='{port}' user='{ROLE}' password='{password}'"


def second_database(dsn: str, name: str) -> str:
    """Make another database on the server of a DSN and return its DSN."""
    psql = [program("psql"), "--quiet", "--no-psqlrc", "--file", "-"]
    environ = dict(os.environ)
    for key, value in (part.split("=", 1) for part in dsn.split()):
        environ[f"PG{NAMES.get(key, key).upper()}"] = value.strip("'")
    made = subprocess.run(
        psql, env=environ, input=f"CREATE DATABASE {name};", capture_output=True, text=True
    )
    if made.returncode or made.stderr:
        raise Trouble(f"PostgreSQL made no database {name}: {made.stderr.strip()}")
    return dsn.replace("dbname='postgres'", f"dbname='{name}'")


def main() -> int:
    """Install a server where that asks nobody; say so when there is none, which is no fault."""
    try:
        need(SERVER)
    except Trouble:
        print(WITHOUT, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
