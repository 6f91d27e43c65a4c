"""Questions to the record: the rows of a case, a person or a time, and numbers by group.

A case is in a row in one of two ways: the row is about it, or tells of a list that has shown it.
"""

from baleharum.trail.actions import LISTS
from baleharum.trail.row import COLUMNS
from baleharum.trail.row import identifier
from baleharum.trail.row import moment
from baleharum.trail.row import Row
from baleharum.trail.row import row_of
from baleharum.trail.store import store
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


HOUR = 3_600_000_000

#: What rows can be counted by; 'hour' is the UTC hour.
GROUPS = {
    "user": "user_id",
    "case": "case_uid",
    "subject": "subject",
    "action": "action",
    "view": "view_name",
    "network": "network",
    "hour": f"at_us / {HOUR}",
}


#: Where it is asked: the rows, or a line for each case that a list has shown.
PLACES = {False: "trail", True: "trail_shown JOIN trail USING (seq)"}
CASE = {False: "trail.case_uid", True: "trail_shown.case_uid"}

#: So many numbers of rows are asked for at a time.
PORTION = 500


@dataclass(frozen=True)
class Asked:
    """Which rows are meant; None leaves a side open. since counts, until does not.

    shown: not the rows about a case, but those that tell of a list that has shown it.
    """

    case: str | Collection[str] | None = None
    user: str | None = None
    subject: str | None = None
    actions: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    shown: bool = False

    def where(self) -> tuple[str, list[Any]]:
        """Return the condition in SQL and its values."""
        user = None if self.user is None else identifier(self.user)
        one_case = isinstance(self.case, str)
        found = [
            (f"{CASE[self.shown]} = ?", self.case if one_case else None),
            ("user_id = ?", user),
            ("subject = ?", self.subject),
            ("at_us >= ?", _microseconds(self.since)),
            ("at_us < ?", _microseconds(self.until)),
            ("seq < ?", self.before),
        ]
        terms = [(term, value) for term, value in found if value is not None]
        texts, values = [term for term, _value in terms], [value for _term, value in terms]
        cases = None if one_case else self.case
        # No other action has shown several cases: the index need not go through those.
        of_lists = self.shown and self.actions is not None
        actions = LISTS.intersection(self.actions or ()) if of_lists else self.actions
        for column, several in (("action", actions), (CASE[self.shown], cases)):
            if several is not None:
                tokens = sorted(several)
                holes = ", ".join("?" * len(tokens))
                texts.append(f"{column} IN ({holes})" if tokens else "1 = 0")
                values += tokens
        return (f" WHERE {' AND '.join(texts)}" if texts else ""), values


def rows(asked: Asked, limit: int) -> list[Row]:
    """Return up to limit rows, the newest first. Raises ValueError, see `api.rows`."""
    if asked.shown and not isinstance(asked.case, str):
        raise ValueError("Name the one case of which the lists are meant.")
    condition, values = asked.where()
    columns = ", ".join(CASE[False] if name == "case_uid" else name for name in COLUMNS)
    place = PLACES[asked.shown]
    sql = f"SELECT {columns} FROM {place}{condition} ORDER BY seq DESC LIMIT ?"  # noqa: S608
    with store().select(sql, [*values, limit]) as found:
        lines = [tuple(line) for line in found]
    action = COLUMNS.index("action")
    shown = _shown(line[0] for line in lines if line[action] in LISTS)
    return [row_of(line, shown.get(line[0], ())) for line in lines]


def _shown(seqs: Iterable[int]) -> dict[int, list[str]]:
    """Return seq -> UIDs of the cases that rows have shown."""
    seqs, found = list(seqs), {}  # type: ignore[var-annotated]
    for start in range(0, len(seqs), PORTION):
        portion = seqs[start : start + PORTION]
        holes = ", ".join("?" * len(portion))
        sql = f"SELECT seq, case_uid FROM trail_shown WHERE seq IN ({holes})"  # noqa: S608
        with store().select(sql, portion) as lines:
            for seq, case in lines:
                found.setdefault(seq, []).append(case)
    return found


def counts(by: Sequence[str], distinct: str, asked: Asked, least: int) -> list[tuple[Any, ...]]:
    """Return (group…, number) tuples, the greatest number first, see `api.counts`."""
    names = _columns(asked, by, *filter(None, [distinct]))
    groups, place = ", ".join(names[: len(by)]), PLACES[asked.shown]
    # Rows without a case, such as a login, count for no case.
    number = f"count(DISTINCT nullif({names[-1]}, ''))" if distinct else "count(*)"
    condition, values = asked.where()
    sql = (
        f"SELECT {groups}, {number} AS n FROM {place}{condition} GROUP BY {groups}"  # noqa: S608
        f" HAVING {number} >= ? ORDER BY n DESC"
    )
    with store().select(sql, [*values, least]) as found:
        return [_with_hours(by, line) for line in found]


def spans(by: Sequence[str], asked: Asked) -> list[tuple[Any, ...]]:
    """Return (group…, number, first, last) tuples, the last one first, see `api.spans`."""
    groups, place = ", ".join(_columns(asked, by)), PLACES[asked.shown]
    condition, values = asked.where()
    sql = (
        f"SELECT {groups}, count(*), min(at_us), max(at_us) AS ended FROM {place}{condition}"  # noqa: S608
        f" GROUP BY {groups} ORDER BY ended DESC"
    )
    with store().select(sql, values) as found:
        return [(*_with_hours(by, line[:-2]), moment(line[-2]), moment(line[-1])) for line in found]


def _columns(asked: Asked, by: Sequence[str], *more: str) -> list[str]:
    """Return what SQL groups by, and more. Raises ValueError for what can't be counted by."""
    if not by or {*by, *more} - set(GROUPS):
        raise ValueError(f"Count by some of {', '.join(GROUPS)}.")
    names = {**GROUPS, "case": CASE[asked.shown]}
    return [names[name] for name in (*by, *more)]


def _with_hours(by: Sequence[str], line: Sequence[Any]) -> tuple[Any, ...]:
    told = zip((*by, "n"), line, strict=True)
    return tuple(moment(value * HOUR) if name == "hour" else value for name, value in told)


def _microseconds(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp() * 1_000_000)
