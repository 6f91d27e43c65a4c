"""Looks at the machine: the pipeline, files, the worker, how Zope was started."""

from AccessControl.Permissions import view_management_screens
from App.config import getConfiguration
from baleharum.guard.headers import SEEN
from baleharum.guard.uniform import MARKS
from baleharum.jobs import pulse
from baleharum.jobs import store
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from plone import api
from typing import Any
from zope.globalrequest import getRequest

import ipaddress


#: The filters that have to stand before Zope, in this order.
FILTERS = ("egg:baleharum#headers", "egg:baleharum#guard")
PUBLIC_ROLES = frozenset(("Anonymous", "Authenticated", "Member"))
#: Names of files in `var` that only their owner may read, even in a folder that is closed.
SECRETS = ("*password*", "*.sqlite3", "*.sqlite3-wal", "*.key", "*.socket")


def pipeline_trouble(site: Any) -> list[str]:
    """Return the pipelines in which a filter is missing or out of place."""
    found = [
        f"{path}: {', '.join(missing)}"
        for path, steps in pipelines()
        if (missing := missing_filters(steps))
    ]
    request = real_request()
    if request is not None:
        environ = request.environ
        marks = {FILTERS[0]: SEEN, FILTERS[1]: MARKS}
        found += [f"this request: {name}" for name, mark in marks.items() if mark not in environ]
    return found


def real_request() -> Any:
    """Return the request that a browser has sent; None where a command has made one."""
    request = getRequest()
    return request if "wsgi.input" in getattr(request, "environ", {}) else None


def pipelines() -> Iterator[tuple[Path, list[str]]]:
    """Yield the wsgi.ini of every instance that was built beside this one, with its steps."""
    home = getattr(getConfiguration(), "instancehome", None)
    for path in sorted(Path(home).resolve().parent.glob("*/etc/wsgi.ini")) if home else ():
        settings = ConfigParser(interpolation=None, strict=False)
        settings.read(path)
        yield path, settings.get("pipeline:main", "pipeline", fallback="").split()


def missing_filters(steps: list[str]) -> list[str]:
    """Return the filters that are missing, or stand behind what they have to stand before."""
    order = [*FILTERS, "egg:Zope#httpexceptions", "zope"]
    places = [steps.index(name) if name in steps else -1 for name in order]
    return [
        name
        for name, place, later in zip(FILTERS, places, places[1:], strict=False)
        if place < 0 or 0 <= later < place
    ]


def debug_trouble(site: Any) -> list[str]:
    """Return the settings of Zope that are for developers."""
    configuration = getConfiguration()
    names = ("debug_mode", "debug_exceptions", "verbose_security")
    return [name for name in names if getattr(configuration, name, False)]


def management_trouble(site: Any) -> list[str]:
    """Return whether the management screens are open to people without an office."""
    root = site.getPhysicalRoot()
    found = []
    for place in (root, site):
        held = {
            row["name"]
            for row in place.rolesOfPermission(view_management_screens)
            if row["selected"]
        }
        if held & PUBLIC_ROLES:
            names = ", ".join(sorted(held & PUBLIC_ROLES))
            found.append(f"{'/'.join(place.getPhysicalPath()) or '/'}: {names}")
    return found


def file_trouble(site: Any) -> list[str]:
    """Return the folder of data, and secrets in it, that others than their owner may open."""
    var = data_folder()
    # Not deeper: below are the blobs, by the hundred thousand.
    patterns = [f"{above}{name}" for above in ("", "*/") for name in SECRETS]
    paths = [var, *sorted({path for pattern in patterns for path in var.glob(pattern)})]
    found = []
    for path in paths:
        try:
            mode = path.stat().st_mode & 0o777
        except FileNotFoundError:
            continue
        if mode & 0o077:
            found.append(f"{path}: {mode:04o}")
    return found


def data_folder() -> Path:
    """Return `var`, which is known by the queue in it, or where that is elsewhere by the client
    home of Zope. Raises QueueUnavailable."""
    if store.dsn():
        return Path(getConfiguration().clienthome).resolve().parent
    folder = store.location().resolve().parent
    return folder.parent if folder.name == "jobs" else folder


def worker_trouble(site: Any) -> list[str]:
    """Return since when no worker has come by. Raises QueueUnavailable."""
    if pulse.alive():
        return []
    last = pulse.last_beat()
    where = store.dsn() or store.location()
    return [f"{where}: {'–' if last is None else int(last)}"]


def proxy_trouble(site: Any) -> list[str]:
    """Return what is wrong with the way from the browser to us: no TLS, trust in anybody."""
    found = []
    for name in getattr(getConfiguration(), "trusted_proxies", None) or ():
        if not _is_one_address(name):
            found.append(f"trusted-proxy {name}")
    request = real_request()
    address = request.get("SERVER_URL", "") if request is not None else ""
    local = address.startswith(("http://localhost", "http://127.0.0.1", "http://[::1]"))
    if address.startswith("http://") and not local:
        found.append(address)
    session = api.portal.get_tool("acl_users").get("session")
    if address.startswith("https://") and session is not None and not session.secure:
        found.append("session: secure = False")
    return found


def _is_one_address(name: str) -> bool:
    try:
        return not ipaddress.ip_address(name).is_unspecified
    except ValueError:
        return False
