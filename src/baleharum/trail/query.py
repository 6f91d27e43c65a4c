"""Questions to the record: the rows of a case, a person or a time, and numbers by group."""

from baleharum.trail.row import COLUMNS
from baleharum.trail.row import identifier
from baleharum.trail.row import moment
from baleharum.trail.row import Row
from baleharum.trail.row import row_of
from baleharum.trail.store import store
from collections.abc import Collection
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


@dataclass(frozen=True)
class Asked:
    """Which rows are meant; None leaves a side open. since counts, until does not."""

    case: str | Collection[str] | None = None
    user: str | None = None
    subject: str | None = None
    actions: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None

    def where(self) -> tuple[str, list[Any]]:
        """Return the condition in SQL and its values."""
        user = None if self.user is None else identifier(self.user)
        one_case = isinstance(self.case, str)
        found = [
            ("case_uid = ?", self.case if one_case else None),
            ("user_id = ?", user),
            ("subject = ?", self.subject),
            ("at_us >= ?", _microseconds(self.since)),
            ("at_us < ?", _microseconds(self.until)),
            ("seq < ?", self.before),
        ]
        terms = [(term, value) for term, value in found if value is not None]
        texts, values = [term for term, _value in terms], [value for _term, value in terms]
        cases = None if one_case else self.case
        for column, several in (("action", self.actions), ("case_uid", cases)):
            if several is not None:
                tokens = sorted(several)
                holes = ", ".join("?" * len(tokens))
                texts.append(f"{column} IN ({holes})" if tokens else "1 = 0")
                values += tokens
        return (f" WHERE {' AND '.join(texts)}" if texts else ""), values


def rows(asked: Asked, limit: int) -> list[Row]:
    """Return up to limit rows, the newest first."""
    condition, values = asked.where()
    sql = f"SELECT {', '.join(COLUMNS)} FROM trail{condition} ORDER BY seq DESC LIMIT ?"  # noqa: S608
    with store().select(sql, [*values, limit]) as found:
        return [row_of(tuple(line)) for line in found]


def counts(by: Sequence[str], distinct: str, asked: Asked) -> list[tuple[Any, ...]]:
    """Return (group…, number) tuples, the greatest number first, see `api.counts`."""
    groups = ", ".join(_columns(by, *filter(None, [distinct])))
    # Rows without a case, such as a login, count for no case.
    number = f"count(DISTINCT nullif({GROUPS[distinct]}, ''))" if distinct else "count(*)"
    condition, values = asked.where()
    sql = f"SELECT {groups}, {number} AS n FROM trail{condition} GROUP BY {groups} ORDER BY n DESC"  # noqa: S608
    with store().select(sql, values) as found:
        return [_with_hours(by, line) for line in found]


def spans(by: Sequence[str], asked: Asked) -> list[tuple[Any, ...]]:
    """Return (group…, number, first, last) tuples, the last one first, see `api.spans`."""
    groups = ", ".join(_columns(by))
    condition, values = asked.where()
    sql = (
        f"SELECT {groups}, count(*), min(at_us), max(at_us) AS ended FROM trail{condition}"  # noqa: S608
        f" GROUP BY {groups} ORDER BY ended DESC"
    )
    with store().select(sql, values) as found:
        return [(*_with_hours(by, line[:-2]), moment(line[-2]), moment(line[-1])) for line in found]


def _columns(by: Sequence[str], *more: str) -> list[str]:
    """Return what SQL groups by. Raises ValueError for what rows can't be counted by."""
    if not by or {*by, *more} - set(GROUPS):
        raise ValueError(f"Count by some of {', '.join(GROUPS)}.")
    return [GROUPS[name] for name in by]


def _with_hours(by: Sequence[str], line: Sequence[Any]) -> tuple[Any, ...]:
    told = zip((*by, "n"), line, strict=True)
    return tuple(moment(value * HOUR) if name == "hour" else value for name, value in told)


def _microseconds(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp() * 1_000_000)
