"""Targets of the minimum service standard: how many are entitled, by year and kind, and who says so."""

from baleharum import _
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.team.refusals import TeamRefused
from baleharum.terms.lists import terms
from baleharum.trail.actions import SETTING
from baleharum.trail.api import change
from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.figures.targets"
KINDS = "spm-kinds"
#: Characters of a source, and the greatest number of people.
SOURCE, MOST = 200, 10**8
YEARS = range(2000, 2101)


class TargetRefused(TeamRefused):
    """A target that is none; its only argument says what to write."""


class Target(NamedTuple):
    """How many people of a kind are entitled in a year. source: where the number stands; by: user id;
    at: aware moment (ISO)."""

    number: int
    source: str
    by: str
    at: str


def target(register: Any, year: int, kind: str) -> Target | None:
    """Return a target, None where nobody has entered one."""
    row = (IAnnotations(register).get(KEY) or {}).get((year, kind))
    return None if row is None else Target(*row)


def targets(register: Any, year: int) -> dict[str, Target | None]:
    """Return the targets of a year by kind, in the order of their list."""
    return {each.token: target(register, year, each.token) for each in terms(KINDS)}


def set_targets(register: Any, year: int, given: Mapping[str, tuple[str, str]]) -> int:
    """Enter targets of a year; returns how many have changed. Raises TargetRefused.

    given: kind -> number as it is typed ('' takes a target away), and its source.
    """
    if year not in YEARS:
        raise TargetRefused(_("error_target_year", default="Write a year from 2000 to 2100."))
    wanted = {kind: _read(kind, *typed) for kind, typed in given.items()}
    kept, changed = _writable(register), 0
    for kind, found in wanted.items():
        before = target(register, year, kind)
        if found == (None if before is None else (before.number, before.source)):
            continue
        changed += 1
        if found is None:
            del kept[year, kind]
        else:
            kept[year, kind] = (*found, current_user_id(), utcnow().isoformat())
    if changed:
        change(SETTING, "", IUUID(register), f"figures-targets:{year}")
    return changed


def _read(kind: str, typed: str, source: str) -> tuple[int, str] | None:
    if kind not in {each.token for each in terms(KINDS)}:
        raise TargetRefused(
            _("error_target_kind", default="There is no such kind of the standard.")
        )
    number, source = typed.strip().replace(".", ""), source.strip()
    if not number and not source:
        return None
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number[:12]) <= MOST:
        raise TargetRefused(
            _("error_target_number", default="A target is a number of people, in figures.")
        )
    if not source or len(source) > SOURCE:
        raise TargetRefused(
            _(
                "error_target_source",
                default="Write where each target stands: data and year, or number of the decree.",
            )
        )
    return int(number), source


def _writable(register: Any) -> OOBTree:
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]
