"""The access log without what people type: no query of an address, and no address they came from.

Nor does it tell who asked, unless they are logged in: no address, no browser. Whoever has read where
help is, and then a page for people who must not be found (`trail.api.without_name`), would be found by
the line before. Refusals and failed log-ins stand in the record, with their networks.

A search for a name is an address, and the log of it lies on the disk for weeks. Nor does it hold
the secrets that some addresses are made of: who reads the log could go there.
"""

from baleharum.trail.notes import NOTES
from paste.translogger import TransLogger
from urllib.parse import quote
from urllib.parse import unquote

import re


#: What precedes a secret in an address, however it is spelled: a calendar, a new password.
NAMES = re.compile("deadlines-calendar|passwordreset")
#: The one thing behind such a name that is written: a secret may stand in any place.
FILE = "deadlines.ics"
#: What of a request tells who asked.
TELLING = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "REMOTE_USER", "HTTP_USER_AGENT")


def written(address: str) -> str:
    """Return an address as it is written down. It comes quoted, and `@` as %40.

    >>> written("/plone/%40%40deadlines-calendar/./Zm9v/deadlines.ics?x=1")
    '/plone/@@deadlines-calendar/-/-/deadlines.ics'
    """
    path = address.partition("?")[0]
    plain = unquote(path)
    name = NAMES.search(plain)
    if name is None:
        return path
    before, after = plain[: name.end()], plain[name.end() :]
    steps = (step and (FILE if step == FILE else "-") for step in after.split("/"))
    return quote(before, safe="/@+") + "/".join(steps)


class AccessLog(TransLogger):
    """Writes a line for each answer, as Paste does, with the path alone."""

    format = (
        '%(REMOTE_ADDR)s - %(REMOTE_USER)s [%(time)s] "%(REQUEST_METHOD)s %(REQUEST_URI)s '
        '%(HTTP_VERSION)s" %(status)s %(bytes)s "%(HTTP_USER_AGENT)s"'
    )

    def write_log(self, environ, method, req_uri, start, status, bytes):
        """Write the line of an answer."""
        nameless = getattr(environ.get(NOTES), "nameless", False)
        if nameless or not environ.get("REMOTE_USER"):
            environ = {name: environ[name] for name in environ if name not in TELLING}
        super().write_log(environ, method, written(req_uri), start, status, bytes)


def make_filter(global_conf, **settings):
    """Return the filter for a PasteDeploy pipeline (`paste.filter_factory`)."""
    return lambda app: AccessLog(app, setup_console_handler=False)
