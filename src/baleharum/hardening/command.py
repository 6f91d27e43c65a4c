"""`bin/security-check`: the same as the page, for cron and CI.

    security-check path/to/zope.conf [--strict] [--without NAME]... [--site ID]

Writes a line for every rule of every site, and under a rule that does not hold what it is and
what to do. Exit status: 0 all that is required holds; 1 something does not; 2 nothing could be
looked at. It reads the database and changes nothing.
"""

from argparse import ArgumentParser
from baleharum.hardening.checking import fails
from baleharum.hardening.checking import Row
from baleharum.hardening.checking import rows
from baleharum.interfaces import IBaleharumLayer
from baleharum.jobs.sites import every_site
from collections.abc import Iterator
from collections.abc import Sequence
from plone.browserlayer.utils import registered_layers
from Testing.makerequest import makerequest
from typing import Any
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest

import logging
import sys
import transaction
import Zope2


HOLDS, BROKEN, NOTHING = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Check the sites of the Zope that a zope.conf describes (default: sys.argv[1:])."""
    asked = _parser().parse_args(argv)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    try:
        _start_zope(asked.zope_conf)
        app = makerequest(Zope2.app())
    except Exception as error:
        sys.stderr.write(
            f"The database could not be opened: {error}\nStart the service first, or run this as"
            " the service account, with the environment of the service.\n"
        )
        return NOTHING
    try:
        return check(app, asked.site, asked.without, asked.strict)
    finally:
        transaction.abort()
        app._p_jar.close()


def check(app: Any, site_id: str = "", without: Sequence[str] = (), strict: bool = False) -> int:
    """Check the sites below a root and write what is found; returns the exit status."""
    status = NOTHING
    for site in sites(app, site_id):
        found = rows(site, without)
        print(f"{site.getId()}:")
        for row in found:
            print("\n".join(lines(row)))
        status = BROKEN if fails(found, strict) or status == BROKEN else HOLDS
    if status == NOTHING:
        sys.stderr.write("No site with this product was found. Make it, or name it: --site ID\n")
    return status


def sites(app: Any, site_id: str = "") -> Iterator[Any]:
    """Yield the sites below a root in which the product is installed, each as the current one."""
    before = getSite(), getRequest()
    setRequest(app.REQUEST)
    try:
        for site in every_site(app):
            if site_id not in ("", site.getId()):
                continue
            setSite(site)
            if IBaleharumLayer in registered_layers():
                yield site
    finally:
        setSite(before[0])
        setRequest(before[1])


def lines(row: Row) -> list[str]:
    """Return what is written about a rule, in English."""
    state = "ok" if row.holds else "BROKEN" if row.required else "advice"
    said = [f"  {state:<7} {row.name}: {_english(row.title)}"]
    said += [f"            - {finding}" for finding in row.findings]
    if not row.holds:
        said.append(f"            {_english(row.remedy)}")
    return said


def _english(message: str) -> str:
    # A message knows its English text; without one it is a text itself.
    return str(getattr(message, "default", None) or message)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="security-check", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("zope_conf", help="path of the zope.conf")
    parser.add_argument("--site", default="", help="id of the one site to look at")
    parser.add_argument("--without", action="append", default=[], help="a rule to leave out")
    parser.add_argument("--strict", action="store_true", help="let advice count as well")
    return parser


def _start_zope(path: str) -> None:
    from Zope2.Startup.run import make_wsgi_app

    make_wsgi_app({}, path)
