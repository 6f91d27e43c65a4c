"""Figures that are kept as they were, so that a number can be explained years later.

A snapshot is written once and never changed. It names its question, who kept it and when, the
version of the definitions, and the hash of what it says.
"""

from baleharum import _
from baleharum.statistics import frozen
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import before
from baleharum.statistics.periods import period
from baleharum.statistics.reports import counted
from baleharum.statistics.reports import DEFINITIONS
from baleharum.statistics.tables import Sheet
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.team.refusals import TeamRefused
from baleharum.trail.actions import ADD
from baleharum.trail.api import change
from baleharum.vault.interfaces import Broken
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from BTrees.OOBTree import OOBTree
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.figures.kept"


class SnapshotRefused(TeamRefused):
    """A snapshot that there is not, or that can't be used so; its only argument says what to do."""


class Kept(NamedTuple):
    """A snapshot. period: token; definitions: their version; at: aware moment (ISO); by: user id;
    sha256: of the text; sealed: the text."""

    number: str
    report: str
    period: str
    sub_district: str
    split: str
    definitions: int
    at: str
    by: str
    sha256: str
    sealed: bytes

    @property
    def question(self) -> Question:
        """What was asked."""
        return Question(period(self.period), self.sub_district, self.split)


class Difference(NamedTuple):
    """A cell that says something else now. now: None where there is no such cell any more."""

    table: str
    row: str
    column: str
    then: Any
    now: Any


def keep(register: Any, name: str, question: Question) -> Kept:
    """Count a report, and keep it; return the snapshot."""
    text = frozen.written(counted(register, name, question))
    kept = _writable(register)
    number = f"F{len(kept) + 1:05d}"
    found = Kept(
        number,
        name,
        question.period.token,
        question.sub_district,
        question.split,
        DEFINITIONS,
        utcnow().isoformat(),
        current_user_id(),
        frozen.fingerprint(text),
        sealed_with(register, text, _place(number)),
    )
    kept[number] = tuple(found)
    change(ADD, "", IUUID(register), f"figures:{number}")
    return found


def all_kept(register: Any) -> list[Kept]:
    """Return the snapshots of a register, the newest first."""
    return [Kept(*row) for row in reversed(list((IAnnotations(register).get(KEY) or {}).values()))]


def kept_as(register: Any, number: str) -> Kept:
    """Return a snapshot. Raises SnapshotRefused."""
    row = (IAnnotations(register).get(KEY) or {}).get(number)
    if row is None:
        raise SnapshotRefused(
            _("error_no_snapshot", default="There are no such figures. Choose some of the list.")
        )
    return Kept(*row)


def text_of(register: Any, found: Kept) -> str:
    """Return what a snapshot says, as JSON. Raises Broken where that is not what was kept."""
    text = str(opened_with(register, found.sealed, _place(found.number)))
    if frozen.fingerprint(text) != found.sha256:
        raise Broken("These figures are not what was kept. Bring them back from a backup.")
    return text


def sheet_of(register: Any, found: Kept, language: str) -> Sheet:
    """Return what a snapshot says, in a language."""
    return frozen.read(text_of(register, found), language)


def differences(register: Any, found: Kept, language: str) -> list[Difference]:
    """Return where the same question is answered otherwise now."""
    now = frozen.read(frozen.written(counted(register, found.report, found.question)), language)
    current = {table.key: table for table in now.tables}
    return [
        each
        for table in sheet_of(register, found, language).tables
        for each in _differing(table, current.get(table.key))
    ]


def _differing(then: Any, now: Any) -> list[Difference]:
    known = set() if now is None else {row.key for row in now.rows}
    found = []
    for row in then.rows:
        for column in then.columns:
            old = then.cell(row.key, column.key)
            # A row that came to hold nothing is no longer shown; a table neither.
            new = now.cell(row.key, column.key) if row.key in known else 0
            if old != new:
                found.append(Difference(then.title, row.label, column.label, old, new))
    return found


def drift(register: Any, sheet: Sheet, question: Question) -> list[Any]:
    """Return where a recap carries over something else than the last kept one carried forward."""
    last = before(question.period).token
    wanted = ("recap", last, question.sub_district, question.split)
    found = [each for each in all_kept(register) if each[1:5] == wanted]
    if not found:
        return []
    (then, *_rest) = sheet_of(register, found[0], "id").tables
    (now, *_rest) = sheet.tables
    wrong = []
    for row in now.rows:
        forward, carried = then.cell(row.key, "forward"), now.cell(row.key, "carried")
        if forward != carried:
            values = {"row": row.label, "forward": forward, "carried": carried}
            wrong.append(
                _(
                    "problem_drift",
                    default="${row}: the figures that were kept of the period before (${number})"
                    " carried ${forward} forward, and ${carried} are carried over. Something was"
                    " filed late or mended since.",
                    mapping={**values, "number": found[0].number},
                )
            )
    return wrong


def _writable(register: Any) -> OOBTree:
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def _place(number: str) -> str:
    return f"{KEY}:{number}"
