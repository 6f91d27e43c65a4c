"""Refuses what another site makes the browser of a person send, who is logged in here.

plone.restapi takes the stock protection away from its services, and reads JSON whatever the
request calls it. A browser sends `text/plain` to other sites without asking, JSON and the pieces
of an upload never. Views check the authenticator of their forms as well.
"""

from plone.rest.interfaces import IService
from urllib.parse import urlsplit
from zExceptions import Forbidden


WRITING = frozenset(("POST", "PATCH", "DELETE"))

#: What a browser sends to another site only if that site has agreed.
AGREED = frozenset(("application/json", "application/offset+octet-stream"))

PORTS = {"http": 80, "https": 443}


def check_origin(request) -> None:
    """Let a request pass that reads, or that was made here. Raises Forbidden."""
    if request.get("REQUEST_METHOD") not in WRITING:
        return
    origin = request.getHeader("Origin", "")
    # The scheme is left out: a proxy may speak HTTPS to browsers and HTTP to the site.
    if origin and place(origin) != place(request["SERVER_URL"]):
        raise Forbidden("This was sent from a page of another site. Do it on a page of this site.")
    if IService.providedBy(request.get("PUBLISHED")) and not asked_for(request):
        raise Forbidden("Send this as application/json, or with an Authorization header.")


def asked_for(request) -> bool:
    """Tell whether no page of another site can have sent a request to a service."""
    # Zope keeps the header Authorization there, and shows it nowhere else.
    if getattr(request, "_auth", None):
        return True
    media_type = request.getHeader("Content-Type", "").partition(";")[0].strip().lower()
    if media_type in AGREED:
        return True
    # The first request of an upload and a deletion have no body, but need an agreement too.
    bare = request.getHeader("Tus-Resumable", "") or request["REQUEST_METHOD"] == "DELETE"
    return not media_type and bool(bare)


def place(address: str) -> tuple[str, int | None]:
    """Return host and port of an address; the port that its scheme stands for is None."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "", None
    return parts.hostname or "", None if port == PORTS.get(parts.scheme) else port
