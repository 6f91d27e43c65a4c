"""Builds a profile in a folder of its own, makes a site, serves it, asks for pages, stops it.

    try_profile.py production|cluster

For production an nginx stands before it, for the cluster a PostgreSQL and an HAProxy: of our own, in
that folder, on 127.0.0.1.
"""

from environment import run
from environment import say
from environment import VENV
from pathlib import Path
from postgres import free_port
from postgres import need
from postgres import program
from postgres import second_database
from postgres import services
from postgres import start as start_postgres
from processes import Processes
from processes import stop_by_signals
from processes import Stopped
from serve import answers
from serve import SITE
from trouble import ROOT
from trouble import Trouble
from try_nginx import look as look_behind
from try_nginx import look_at_logs
from try_nginx import look_while_away
from try_nginx import WebServer

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request


PROGRAMS = {
    "production": {"rsync": "rsync", "nginx": "nginx-light"},
    "cluster": {"postgres": "postgresql", "initdb": "postgresql", "haproxy": "haproxy"},
}
# The parts that listen, with the option that says where.
LISTENERS = {
    "production": {"instance": "http-address"},
    "cluster": {"instance1": "http-address", "instance2": "http-address", "haproxy": "bind"},
}
SERVE = ROOT / "tools" / "serve.py"


def build(profile: str, folder: Path) -> dict[str, str]:
    """Run buildout for a profile in a folder; return listening part -> host:port."""
    listeners = {part: f"127.0.0.1:{free_port()}" for part in LISTENERS[profile]}
    lines = ["[buildout]", f"extends = {ROOT}/profiles/{profile}.cfg", f"source = {ROOT}"]
    for part, option in LISTENERS[profile].items():
        lines += [f"[{part}]", f"{option} = {listeners[part]}"]
    lines += ["[site]", f"port = {list(listeners.values())[-1].split(':')[1]}"]
    config = folder / "buildout.cfg"
    config.write_text("\n".join(lines) + "\n")
    say(f"Building profiles/{profile}.cfg in {folder}")
    environ = dict(os.environ, PIP_NO_BUILD_ISOLATION="0")
    remedy = f"profiles/{profile}.cfg does not build: see above."
    run([VENV / "bin" / "buildout", "-c", config], remedy, env=environ)
    return listeners


def status(url: str, password: str = "") -> int:
    """Return the status with which a page answers, to nobody or to `admin`."""
    request = urllib.request.Request(url)
    if password:
        token = base64.b64encode(f"admin:{password}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    try:
        with urllib.request.urlopen(request, timeout=60) as page:
            page.read()
            return page.status
    except urllib.error.HTTPError as error:
        return error.code


def expect(url: str, wanted: int, password: str = "") -> None:
    """Raise the trouble when a page does not answer as it should."""
    got = status(url, password)
    say(f"  {got} {url}{' as admin' if password else ''}")
    if got != wanted:
        raise Trouble(f"{url} answers with {got} instead of {wanted}.")


def look_at_production(folder: Path, listeners: dict[str, str]) -> None:
    """Ask for pages of the one instance and make a backup that verifies."""
    root = f"http://{listeners['instance']}"
    expect(f"{root}/@@ok", 200)
    expect(f"{root}/{SITE}", 200)
    expect(f"{root}/{SITE}/perkara", 404)
    expect(f"{root}/{SITE}/@@overview-controlpanel", 200, admin_password(folder))
    run([folder / "bin" / "security-check"], "bin/security-check found a hole: see above.")
    run([folder / "bin" / "backup"], "bin/backup failed: see above.")
    backups = folder / "var" / "backups"
    run([folder / "bin" / "repozo", "-V", "-r", backups], "The backup does not verify: see above.")
    if not list((folder / "var" / "blobstoragebackups").iterdir()):
        raise Trouble("bin/backup kept no blobs.")
    say("  bin/backup made a backup that verifies")
    run([folder / "bin" / "zeopack"], "bin/zeopack failed: see above.")


def look_at_cluster(folder: Path, listeners: dict[str, str]) -> None:
    """Ask both instances, and the site through HAProxy."""
    for name in ("instance1", "instance2"):
        root = f"http://{listeners[name]}"
        expect(f"{root}/@@ok", 200)
        expect(f"{root}/{SITE}/@@overview-controlpanel", 200, admin_password(folder))
    proxy = f"http://{listeners['haproxy']}"
    for _ in range(4):
        expect(f"{proxy}/", 200)
    expect(f"{proxy}/perkara", 404)


def web_server(processes: Processes, folder: Path) -> WebServer:
    """Start nginx while the site is not there yet."""
    config = (folder / "parts" / "service" / "nginx.conf").read_text()
    server = WebServer(processes, folder / "nginx", config)
    look_while_away(server)
    return server


def look_through(server: WebServer, folder: Path, at: str) -> None:
    """Make a report form, and use the site as visitors do."""
    token = base64.b64encode(f"admin:{admin_password(folder)}".encode()).decode()
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    for path, data in (
        ("", {"@type": "IntakeBox", "title": "Penerimaan"}),
        ("/@report-forms", {"language": "id"}),
    ):
        url, body = f"http://{at}/{SITE}{path}", json.dumps(data).encode()
        request = urllib.request.Request(url, body, {**kind, "Authorization": f"Basic {token}"})
        urllib.request.urlopen(request, timeout=60).close()
    look_behind(server)
    look_at_logs(server, folder / "var" / "log", folder / "log")


def look_at_vault(folder: Path, environ: dict[str, str]) -> None:
    """Change the key under the running site and print a recovery sheet."""
    for command in (["vault-check"], ["vault-rotate"], ["vault-recovery-sheet", "sheet.pdf"]):
        name, *rest = command
        arguments = [folder / "bin" / name, *(folder / word for word in rest)]
        run(arguments, f"bin/{name} failed: see above.", env=environ)
        say(f"  bin/{name}")
    if (folder / "sheet.pdf").stat().st_mode & 0o077:
        raise Trouble("The recovery sheet can be read by others.")


def look_at_record(profile: str, folder: Path, environ: dict[str, str]) -> None:
    """Check the record of access with its commands; on PostgreSQL, try to cheat it."""
    for command in ("audit-anchor", "audit-verify"):
        run([folder / "bin" / command], f"bin/{command} failed: see above.", env=environ)
    if not (folder / "var" / "trail-anchors" / "heads.txt").exists():
        raise Trouble("bin/audit-anchor wrote no anchor.")
    say("  bin/audit-verify finds the record whole")
    if profile == "cluster":
        python = folder / "parts" / "instance1" / "bin" / "interpreter"
        script = ROOT / "tools" / "try_trail.py"
        run([python, script], "The record on PostgreSQL failed: see above.", env=environ)
        say("  the record on PostgreSQL names what was done to it")


def look_at_logins(folder: Path, roots: list[str], environ: dict[str, str]) -> None:
    """Come in at one instance and go out at the other."""
    python = folder / "parts" / "instance1" / "bin" / "interpreter"
    script = ROOT / "tools" / "try_login.py"
    run([python, script, folder, *roots], "The store of logins failed: see above.", env=environ)
    if (folder / "var" / "login" / "login.sqlite3").exists():
        raise Trouble("Something keeps its logins in a file, and not in PostgreSQL.")
    say("  logins of both instances are one")


def look_at_jobs(folder: Path, environ: dict[str, str]) -> None:
    """Have the running worker do a job, and workers of our own compete and die."""
    python = folder / "parts" / "instance1" / "bin" / "interpreter"
    script = ROOT / "tools" / "try_jobs.py"
    run([python, script], "The queue of jobs failed: see above.", env=environ)
    if (folder / "var" / "jobs" / "jobs.sqlite3").exists():
        raise Trouble("Something keeps its jobs in a file, and not in PostgreSQL.")
    say("  the queue of jobs is one")


def admin_password(folder: Path) -> str:
    """Return the made-up password of the first account."""
    return (folder / "var" / "admin-password").read_text().strip()


def databases(processes: Processes, folder: Path) -> dict[str, str]:
    """Start PostgreSQL with a database for each store; return the settings that name them."""
    say("Starting PostgreSQL")
    dsn = start_postgres(processes, folder)
    login, jobs = (second_database(dsn, name) for name in ("logins", "jobs"))
    return services(folder, trail=dsn, login=login, jobs=jobs) | {
        "BALEHARUM_DSN": dsn,
        "BALEHARUM_KEYSTORE": second_database(dsn, "keys"),
        "BALEHARUM_TRAIL": "service=baleharum-trail",
        "BALEHARUM_LOGIN": "service=baleharum-login",
        "BALEHARUM_JOBS": "service=baleharum-jobs",
    }


def balance(processes: Processes, folder: Path, listeners: dict[str, str]) -> None:
    """Start HAProxy before the instances."""
    config = folder / "parts" / "service" / "haproxy.cfg"
    processes.start("haproxy", [program("haproxy"), "-f", config])
    url = f"http://{listeners['haproxy']}/"
    processes.wait_until(lambda: answers(url), 30, "HAProxy")


def attempt(profile: str, folder: Path) -> None:
    """Build, make the site, serve, look, stop."""
    need(PROGRAMS[profile])
    listeners = build(profile, folder)
    environ = dict(os.environ)
    with Processes(folder / "log") as processes:
        if profile == "cluster":
            environ |= databases(processes, folder)
        else:
            server = web_server(processes, folder)
        say("Making the site")
        remedy = "The site could not be made: see above."
        run([sys.executable, SERVE, "--make-site", folder], remedy, env=environ)
        say("Starting the site")
        processes.start("site", [sys.executable, SERVE, folder], env=environ)
        instances = [at for name, at in listeners.items() if name != "haproxy"]
        for at in instances:
            url = f"http://{at}/{SITE}"
            processes.wait_until(lambda url=url: answers(url), 120, f"The site at {at}")
        if profile == "cluster":
            balance(processes, folder, listeners)
        look = look_at_cluster if profile == "cluster" else look_at_production
        look(folder, listeners)
        if profile == "production":
            look_through(server, folder, instances[0])
        look_at_vault(folder, environ)
        # A password that is wrong leaves a row.
        expect(f"http://{instances[0]}/{SITE}", 200, "wrong")
        look_at_record(profile, folder, environ)
        if profile == "cluster":
            look_at_logins(folder, [f"http://{at}/{SITE}" for at in instances], environ)
            look_at_jobs(folder, environ)


def main(argv: list[str]) -> int:
    """Try the profile that is named and say how it went."""
    if argv not in (["production"], ["cluster"]):
        print(__doc__)
        return 2
    stop_by_signals()
    folder = Path(tempfile.mkdtemp(prefix="baleharum-"))
    try:
        attempt(argv[0], folder)
        say(f"profiles/{argv[0]}.cfg builds and serves a site.")
    except Stopped:
        return 1
    except Trouble as trouble:
        logs = folder / "var" / "log"
        for log in sorted(logs.glob("*.out")):
            subprocess.run(["tail", "-n", "20", "-v", str(log)])
        print(trouble, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
