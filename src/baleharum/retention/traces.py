"""What the record of access is told of pages about a whole register: which cases they have shown.

These pages ask no catalog, so the guard does not see what they list.
"""

from baleharum.cases.traces import shown
from baleharum.retention.breaches import Affected
from baleharum.retention.lists import DisposalList
from baleharum.retention.requests import SubjectRequest
from baleharum.trail.actions import LIST
from collections.abc import Iterable
from typing import Any


def disposal_shown(register: Any, found: Iterable[DisposalList]) -> None:
    """Note the cases of disposal lists."""
    _shown(register, "disposal", (uid for each in found for uid in each.cases))


def requests_shown(register: Any, found: Iterable[SubjectRequest]) -> None:
    """Note the cases that requests are about."""
    _shown(register, "requests", (each.case for each in found))


def affected_shown(register: Any, found: Iterable[Affected]) -> None:
    """Note the cases that a breach touches."""
    _shown(register, "breach", (each.uid for each in found))


def _shown(register: Any, word: str, uids: Iterable[str]) -> None:
    cases = set(uids)
    if cases:
        shown(LIST, register, word, len(cases), cases)
