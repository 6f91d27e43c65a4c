"""What became of alarms: which were acknowledged, by whom and why, and which were mailed."""

from baleharum import _
from baleharum.audit.alarms import Alarm
from baleharum.team.api import current_user_id
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.trail import api as trail
from baleharum.trail.actions import EDIT
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: Annotation of a register: 'seen' -> {key: (by, when, number, sealed remark)},
#: 'told' -> {key: when}.
KEY = "baleharum.alarms"
SEEN, TOLD = "seen", "told"

#: Characters of a remark at least, and at most.
SHORTEST, LONGEST = 5, 1000

#: How long it is remembered that an alarm was mailed: longer than the job looks back.
REMEMBERED = timedelta(days=90)


@dataclass(frozen=True)
class Acknowledged:
    """by: user id; when: aware UTC; number: of the alarm when it was acknowledged."""

    by: str
    when: datetime
    number: int
    remark: str


def acknowledgement(register: Any, alarm: Alarm) -> Acknowledged | None:
    """Return who has looked at an alarm, None for nobody, or if it has grown since then."""
    row = _part(register, SEEN).get(alarm.key)
    if row is None or row[2] < alarm.number:
        return None
    by, when, number, sealed = row
    return Acknowledged(by, when, number, opened_with(register, sealed, KEY))


def is_open(register: Any, alarm: Alarm) -> bool:
    """Tell whether nobody has looked at an alarm, or it has grown since then."""
    row = _part(register, SEEN).get(alarm.key)
    return row is None or row[2] < alarm.number


def acknowledge(register: Any, alarm: Alarm, remark: str) -> None:
    """Remember that somebody has looked at an alarm.

    Raises TeamRefused without a remark, and for who is the one whom the alarm is about.
    """
    remark, by = remark.strip(), current_user_id()
    if by == alarm.person:
        raise TeamRefused(
            _(
                "error_alarm_own",
                default="This alarm is about you: somebody else has to look at it.",
            )
        )
    if not SHORTEST <= len(remark) <= LONGEST:
        raise TeamRefused(
            _(
                "error_alarm_remark",
                default="Say in ${shortest} to ${longest} characters what you found.",
                mapping={"shortest": SHORTEST, "longest": LONGEST},
            )
        )
    sealed = sealed_with(register, remark, KEY)
    _writable(register)[SEEN][alarm.key] = (by, utcnow(), alarm.number, sealed)
    trail.change(EDIT, "", IUUID(register), f"alarm:{alarm.kind}")


def untold(register: Any, found: Iterable[Alarm]) -> list[Alarm]:
    """Return the alarms that nobody was told of yet, and that nobody has looked at."""
    told = _part(register, TOLD)
    return [a for a in found if a.key not in told and is_open(register, a)]


def told(register: Any, found: Iterable[Alarm], now: datetime) -> None:
    """Remember that alarms were mailed; what is long ago is forgotten."""
    known = _writable(register)[TOLD]
    for alarm in found:
        known[alarm.key] = now
    for key, when in list(known.items()):
        if when < now - REMEMBERED:
            del known[key]


def _part(register: Any, name: str) -> OOBTree:
    return IAnnotations(register).get(KEY, {}).get(name) or OOBTree()


def _writable(register: Any) -> OOBTree:
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree({SEEN: OOBTree(), TOLD: OOBTree()})
    return annotations[KEY]
