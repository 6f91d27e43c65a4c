"""Who is away, until when, and who stands in: kept on the site as long as it lasts.

The deputies' assignments are what gives access. The leave itself is remembered so that a case
which somebody is given while they are away is covered as well.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Callable
from datetime import datetime
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


LEAVES_KEY = "baleharum.team.leaves"


class Leave(NamedTuple):
    """One leave. register: UID of the register whose cases it covers; starts, expires: aware UTC
    datetimes; granted_by: who named the deputy."""

    absent: str
    deputy: str
    register: str
    starts: datetime
    expires: datetime
    reason: str
    granted_by: str


def leaves(absent: str, now: datetime) -> list[Leave]:
    """Return the leaves of somebody that are not over."""
    kept = IAnnotations(api.portal.get()).get(LEAVES_KEY, {}).get(absent, ())
    return [leave for leave in (Leave(*row) for row in kept) if leave.expires > now]


def leaves_in(register: str, now: datetime) -> list[Leave]:
    """Return all leaves in a register that are not over, the first one that ends first."""
    everybody = list(IAnnotations(api.portal.get()).get(LEAVES_KEY, {}))
    found = (leave for absent in everybody for leave in leaves(absent, now))
    return sorted((f for f in found if f.register == register), key=lambda f: (f.expires, f.absent))


def remember(leave: Leave, now: datetime) -> None:
    """Keep a leave; one that is covered by another of the same people is the same leave."""
    others = leaves(leave.absent, now)
    for other in others:
        alike = other._replace(starts=leave.starts, reason="", granted_by="")
        if alike == leave._replace(reason="", granted_by="") and other.starts <= leave.starts:
            return
    annotations = IAnnotations(api.portal.get())
    if LEAVES_KEY not in annotations:
        annotations[LEAVES_KEY] = OOBTree()
    # Kept as plain tuples: no class of ours is in the database for this.
    annotations[LEAVES_KEY][leave.absent] = tuple(tuple(one) for one in (*others, leave))


def forget(over: Callable[[Leave], bool]) -> int:
    """Take the leaves away of which this is true; returns how many."""
    kept = IAnnotations(api.portal.get()).get(LEAVES_KEY, {})
    gone = 0
    for absent, rows in list(kept.items()):
        left = tuple(row for row in rows if not over(Leave(*row)))
        gone += len(rows) - len(left)
        if len(left) == len(rows):
            continue
        if left:
            kept[absent] = left
        else:
            del kept[absent]
    return gone
