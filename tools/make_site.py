"""Makes the site in the database that a zope.conf names; run it with the instance's Python.

    make_site.py ZOPE_CONF [--demo]

The first account, `admin`, gets the password in BALEHARUM_DEMO_PASSWORD (with --demo) or
in BALEHARUM_ADMIN_PASSWORD: a secret stands in no file of the build and on no command line.
What is there already is left as it is, so an interrupted run is continued by the next.
"""

from pathlib import Path

import logging
import os
import sys


SITE = "baleharum"
ANSWERS = {
    "site_id": SITE,
    "title": "Bale Harum",
    "description": "",
    "default_language": "id",
    "portal_timezone": "Asia/Makassar",
    "setup_content": False,
}
LANGUAGES = ["id", "en"]


def application(zope_conf: str):
    """Return the root of the configured Zope, with a request for localhost."""
    from Testing.makerequest import makerequest
    from Zope2.Startup.run import make_wsgi_app

    import Zope2

    make_wsgi_app({}, zope_conf)
    logging.getLogger().setLevel(logging.WARNING)
    return makerequest(Zope2.app(), environ={"SERVER_NAME": "localhost", "SERVER_PORT": "8080"})


def log_in_as_admin(app, password: str) -> None:
    """Make the root account `admin` unless it is there, and act as it."""
    from AccessControl.SecurityManagement import newSecurityManager

    import transaction

    if app.acl_users.getUser("admin") is None:
        app.acl_users._doAddUser("admin", password, ["Manager"], [])
        # Making a site begins a transaction of its own and would forget this one.
        transaction.commit()
    newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))


def make_site(app):
    """Create the bare site in both languages and return it."""
    from plone import api
    from plone.distribution.api.site import create

    site = create(app, "classic", dict(ANSWERS))
    api.portal.set_registry_record("plone.available_languages", LANGUAGES)
    api.portal.set_registry_record("plone.use_cookie_negotiation", True)
    return site


def install(site, profile: str) -> None:
    """Run a profile of the product unless it has run before."""
    from baleharum.interfaces import IBaleharumLayer
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest
    from zope.interface import alsoProvides

    import transaction

    if site.portal_setup.getLastVersionForProfile(profile) != "unknown":
        return
    setSite(site)
    setRequest(site.REQUEST)
    alsoProvides(site.REQUEST, IBaleharumLayer)
    _say(f"  {profile}")
    site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    transaction.commit()


def _say(line: str) -> None:
    print(line, flush=True)


def main(argv: list[str]) -> int:
    """Make what is missing, a transaction a step, and say what is done."""
    demo = "--demo" in argv
    variable = "BALEHARUM_DEMO_PASSWORD" if demo else "BALEHARUM_ADMIN_PASSWORD"
    password = os.environ.get(variable, "")
    if not password:
        print(f"{variable} is empty: set it to the password that `admin` shall have.")
        return 2
    app = application(str(Path(argv[0]).resolve()))
    log_in_as_admin(app, password)
    if SITE not in app.objectIds():
        _say(f"  the site {SITE}")
        make_site(app)
    install(app[SITE], "baleharum:default")
    if demo:
        install(app[SITE], "baleharum:demo")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
