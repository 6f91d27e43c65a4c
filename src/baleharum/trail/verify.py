"""`bin/audit-verify`: does every row follow from the one before, and do the anchors still hold?"""

from baleharum.trail.anchors import Anchor
from baleharum.trail.anchors import anchors
from baleharum.trail.anchors import EVERY
from baleharum.trail.row import COLUMNS
from baleharum.trail.row import digest
from baleharum.trail.row import GENESIS
from baleharum.trail.row import hashed
from baleharum.trail.row import moment
from baleharum.trail.row import SHOWN
from baleharum.trail.store import store
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any

import sys
import time


ALL = f"SELECT {', '.join(COLUMNS)} FROM trail ORDER BY seq"  # noqa: S608
ALL_SHOWN = f"SELECT {', '.join(SHOWN)} FROM trail_shown ORDER BY seq, case_uid"  # noqa: S608

#: Microseconds that a clock may be set back without being mentioned.
TOLERANCE = 1_000_000


@dataclass
class Finding:
    """What a check found. bad: seq of the first row that is wrong, None if all are right;
    rows: how many were right; problem: a sentence; remarks: what is odd and no proof."""

    rows: int = 0
    head: str = GENESIS
    bad: int | None = None
    problem: str = ""
    remarks: list[str] = field(default_factory=list)


class Shown:
    """The cases that lists have shown, row by row. lines: see SHOWN, in the order of seq."""

    def __init__(self, lines: Iterable[Sequence[Any]]) -> None:
        self.lines: Iterator[Sequence[Any]] = iter(lines)
        self.next = next(self.lines, None)

    def of(self, seq: int) -> list[str]:
        """Return those of a row; asked for one row after the other."""
        cases = []
        while self.next is not None and self.next[0] <= seq:
            # What stands before belongs to no row, so this one cannot fit either.
            cases.append(self.next[1])
            self.next = next(self.lines, None)
        return sorted(cases)

    def left(self) -> list[int]:
        """Return the numbers of the rows of what nobody has asked for."""
        first = [] if self.next is None else [self.next[0]]
        return [*first, *(line[0] for line in self.lines)]


def check(
    lines: Iterable[Sequence[Any]], known: dict[int, str], shown: Shown | None = None
) -> Finding:
    """Go through the rows, see COLUMNS, up to the first that is wrong. known: seq -> hash;
    shown: what lists have shown."""
    found, prev, seq, clock, back = Finding(), GENESIS, 0, 0, 0
    shown = shown or Shown(())
    for line in lines:
        seq += 1
        *values, said, own = line
        problem = ""
        if line[0] != seq:
            # More than one row may carry a number only where the key of the table is gone.
            seq = min(seq, line[0])
            problem = "is missing" if line[0] > seq else "is there twice"
        elif said != prev:
            problem = "does not follow from the row before it"
        elif digest(prev, hashed(tuple(values), shown.of(seq))) != own:
            problem = "was changed"
        elif known.get(seq, own) != own:
            problem = "is not the row that was anchored: the record was written anew up to it"
        if problem:
            found.bad, found.problem = seq, f"Row {seq} {problem}."
            break
        back += values[1] < clock - TOLERANCE
        clock, prev, found.rows = values[1], own, seq
    found.head = prev
    if back:
        found.remarks.append(f"The clock was set back before {back} of the rows.")
    return found


def verify() -> Finding:
    """Check the record and its anchors. Raises TrailUnavailable for one that can't be read."""
    # Anchors first: those that come later may know of rows that we do not see.
    told, broken = anchors()
    trail = store()
    if not trail.exists():
        return _cut(Finding(), told)
    # Rows first: what is written meanwhile may be in the second answer, never in the first alone.
    with trail.select(ALL) as lines, trail.select(ALL_SHOWN) as more:
        shown = Shown(more)
        found = check(lines, {anchor.seq: anchor.hash for anchor in told}, shown)
        left = shown.left() if found.bad is None else []
    if found.bad is None:
        _cut(found, told)
    if found.bad is None:
        _look_behind(found, left)
    if found.bad is None:
        _look_at_anchors(found, told, broken)
    return found


def _cut(found: Finding, told: list[Anchor]) -> Finding:
    """Compare the end of the record with what the anchors know of."""
    newest = max((anchor.seq for anchor in told), default=0)
    if newest > found.rows:
        found.bad = found.rows + 1
        found.problem = (
            f"Row {found.bad} is missing, with all after it: the anchors know of {newest} rows."
        )
    return found


def _look_behind(found: Finding, left: list[int]) -> None:
    """Look at what lists have shown in rows behind the last one. left: numbers of those rows."""
    # Rows that were written since we read have theirs: ask for the last one once more.
    last = max(_column("SELECT max(seq) FROM trail"), default=0) or 0 if left else 0
    behind = [seq for seq in left if seq > last]
    if behind:
        found.bad = min(behind)
        found.problem = (
            f"Row {found.bad} is not there, and trail_shown has lines of it: somebody added them."
        )


def _look_at_anchors(found: Finding, told: list[Anchor], broken: list[int]) -> None:
    if broken:
        found.problem = f"Line {broken[0]} of the anchors is none: somebody or a crash changed it."
    twice = {(a.seq, a.hash) for a in told}
    if len(twice) != len({a.seq for a in told}):
        found.problem = "Two anchors of one row differ: the record or its anchors were changed."
    if found.rows and not told:
        first = next(iter(_column("SELECT at_us FROM trail ORDER BY seq LIMIT 1")), None)
        if first is not None and time.time() - first / 1_000_000 > 2 * EVERY:
            found.problem = (
                f"There are no anchors, though the record begins {moment(first)}: is the "
                "worker running, and does it write where BALEHARUM_ANCHORS says?"
            )
        else:
            found.remarks.append("There are no anchors yet: a cut at the end would not be seen.")


def _column(sql: str) -> list[Any]:
    with store().select(sql) as lines:
        return [line[0] for line in lines]


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was found. Returns 0 if all holds, 1 if not, 2 if it can't be read."""
    try:
        found = verify()
    except (TrailUnavailable, OSError) as error:
        sys.stderr.write(f"The record could not be checked: {error}\n")
        return 2
    for remark in found.remarks:
        sys.stdout.write(f"{remark}\n")
    if found.problem:
        sys.stdout.write(f"{found.problem} {found.rows} rows before it hold.\n")
        sys.stdout.write("Keep record and anchors as they are, and compare with the backup.\n")
        return 1
    sys.stdout.write(f"All {found.rows} rows hold. Head: {found.head}\n")
    return 0
