"""Who asks: the network, the kind of browser, and what a request has shown so far."""

from baleharum.team import clock
from ipaddress import ip_address
from ipaddress import ip_network
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: A household or an office: its addresses change, its network less often.
PREFIXES = {4: 24, 6: 48}

#: The first that a browser names itself by; Chrome's name is in all of its relatives'.
FAMILIES = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
NOTES = "baleharum.login."


def moment() -> float:
    """Return the moment in seconds since 1970, from the clock of the team."""
    return clock.now().timestamp()


def account_of(user_id: str) -> str:
    """Return under which name the store keeps an account of this site."""
    return f"{'/'.join(api.portal.get().getPhysicalPath())}:{user_id}"


def user_of(account: str) -> str:
    """Return the user id in the name of an account."""
    return account.partition(":")[2]


def network_of(request: Any) -> str:
    """Return the network a request comes from, '' for none: /24 of IPv4, /48 of IPv6."""
    client = getattr(request, "getClientAddr", None)
    try:
        address = ip_address(client() if client is not None else "")
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((mapped, PREFIXES[mapped.version]), strict=False))


def browser_of(request: Any) -> str:
    """Return the family of the browser that asks, '' for an unknown one."""
    agent = request.getHeader("User-Agent", "") or ""
    return next((family for mark, family in FAMILIES if mark in agent), "")


def note(request: Any, name: str, value: Any) -> None:
    """Remember something for the length of a request."""
    notes = IAnnotations(request, None)
    if notes is not None:
        notes[NOTES + name] = value


def noted(request: Any, name: str, default: Any = None) -> Any:
    """Return what was remembered of a request."""
    notes = IAnnotations(request, None)
    return default if notes is None else notes.get(NOTES + name, default)
