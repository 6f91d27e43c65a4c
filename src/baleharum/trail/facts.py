"""What a row tells of the request that it belongs to: who asked, from which network, for what."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from Acquisition import aq_chain
from baleharum.trail.row import identifier
from collections.abc import Iterator
from typing import Any
from zope.component import getSiteManager
from zope.component.hooks import getSite
from zope.interface import Interface
from zope.interface import providedBy

import ipaddress
import re


#: What fits into the column; of the verbs that somebody may send only those that there are.
VIEW_NAME = re.compile(r"[A-Za-z0-9@_.+-]{1,80}")
METHODS = frozenset(
    "GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT PROPFIND PROPPATCH MKCOL COPY MOVE LOCK"
    " UNLOCK REPORT SEARCH ACL".split()
)

#: Lengths of the prefix that is kept of an address, by version.
PREFIX = {4: 24, 6: 48}


def current_user() -> str:
    """Return the user id that acts now, as rows spell it; '' for nobody."""
    user = getSecurityManager().getUser()
    if user is None or user.getUserName() == "Anonymous User":
        return ""
    return identifier(user.getId() or user.getUserName())


def sender(request: Any) -> str:
    """Return who sent a request, also where what they asked for was refused; '' for nobody.

    Zope forgets who somebody is when it does not let them in.
    """
    return current_user() or next(_authenticated(request), "")


def _authenticated(request: Any) -> Iterator[str]:
    for folder in user_folders():
        plugins = folder._getOb("plugins", None) if hasattr(folder, "_getOb") else None
        if plugins is not None:
            for user_id, _login in folder._extractUserIds(request, plugins):
                yield identifier(user_id)


def user_folders() -> Iterator[Any]:
    """Yield the user folders of the site and of what it is in."""
    for link in aq_chain(getSite()):
        if getattr(aq_base(link), "acl_users", None) is not None:
            yield link.acl_users


def network(address: str) -> str:
    """Return the network of an address: people are told apart by accounts, not by machines.

    >>> network("192.0.2.17"), network("2001:db8:1:2::9"), network("")
    ('192.0.2.0/24', '2001:db8:1::/48', '')
    """
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped if mapped is not None else found
    # The zone of a link-local address ('%eth0') is no part of the network.
    plain = str(found).partition("%")[0]
    return str(ipaddress.ip_network(f"{plain}/{PREFIX[found.version]}", strict=False))


def view_name(request: Any) -> str:
    """Return the name of the view or service that a request leads to, '' for none.

    A name counts only if something is registered by it: whatever else a publisher calls what it
    found may be the name of a file, or what somebody typed.
    """
    published = request.get("PUBLISHED")
    # A method of a view is published in its name.
    view = aq_base(getattr(published, "__self__", published))
    name = getattr(view, "__name__", None)
    if not isinstance(name, str) or not VIEW_NAME.fullmatch(name):
        return ""
    wanted = (providedBy(getattr(view, "context", None)), providedBy(request))
    found = getSiteManager().adapters.lookup(wanted, Interface, name)
    return name if found is not None else ""


def of_request(request: Any) -> dict[str, str]:
    """Return the fields of a row that every row of a request shares."""
    method = request.get("REQUEST_METHOD", "")
    return {
        "view": view_name(request),
        "method": method if method in METHODS else "",
        "network": network(request.getClientAddr() or ""),
    }
