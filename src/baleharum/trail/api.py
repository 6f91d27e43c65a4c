"""The record of access, as the rest of the product writes and asks it.

Rows hold ids and tokens: never a title, a name, a path or a word that somebody typed.
"""

from baleharum.trail import changes
from baleharum.trail import notes
from baleharum.trail import query
from baleharum.trail.actions import LIST
from baleharum.trail.row import Draft
from baleharum.trail.row import identifier
from baleharum.trail.row import Row
from baleharum.trail.store import store
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Collection
from collections.abc import Sequence
from datetime import datetime
from typing import Any


__all__ = [
    "append",
    "change",
    "counts",
    "Draft",
    "flush",
    "found",
    "identifier",
    "now",
    "read",
    "Row",
    "rows",
    "spans",
    "TrailUnavailable",
]


def append(drafts: Sequence[Draft]) -> None:
    """Write rows as they are, all or none; on the disk when this returns.

    Raises TrailUnavailable.
    """
    if drafts:
        store().append(drafts)


def read(
    action: str, case: str, subject: str = "", detail: str = "", *, user: str | None = None
) -> None:
    """Note that something is read; it is written before any byte of the answer leaves.

    Each distinct row counts once a request. Outside of a request it is written at once. user:
    who reads, see `identifier`; None for who acts now. Raises ValueError for what is no token,
    and outside of a request TrailUnavailable.
    """
    draft, noted = notes.drafted(action, case, subject, detail, user)
    if noted is None:
        append([draft])
    else:
        noted.add(draft)


def found(things: Collection[int]) -> None:
    """Note that a search found things, in a request; its record of them is one row, see `Notes`."""
    if things:
        draft, noted = notes.drafted(LIST, "", "", "", None)
        if noted is not None:
            noted.found.update(things)
            noted.finding = draft


def flush(request: Any) -> None:
    """Write what a request has noted; on the disk when this returns. Raises TrailUnavailable."""
    noted = notes.notes_of(request)
    if noted is not None:
        noted.flush()


def change(
    action: str, case: str, subject: str = "", detail: str = "", *, user: str | None = None
) -> None:
    """Write a row with the current transaction: if the record is down, nothing is committed.

    Raises ValueError for what is no token; the commit raises TrailUnavailable.
    """
    changes.add(*notes.drafted(action, case, subject, detail, user))


def now(
    action: str, case: str, subject: str = "", detail: str = "", *, user: str | None = None
) -> None:
    """Write a row whatever becomes of the request and its transaction; on the disk at return.

    Raises ValueError for what is no token, and TrailUnavailable.
    """
    append([notes.drafted(action, case, subject, detail, user)[0]])


def rows(
    *,
    case: str | Collection[str] | None = None,
    user: str | None = None,
    subject: str | None = None,
    actions: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Row]:
    """Return up to limit rows, the newest first; before: the seq of a row pages on.

    case: a UID or several; since counts, until does not; both are aware.
    Raises TrailUnavailable.
    """
    return query.rows(query.Asked(case, user, subject, actions, since, until, before), limit)


def counts(
    by: Sequence[str],
    *,
    distinct: str = "",
    case: str | Collection[str] | None = None,
    user: str | None = None,
    subject: str | None = None,
    actions: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[tuple[Any, ...]]:
    """Return (group…, number) tuples, the greatest number first.

    by: some of user, case, subject, action, view, network, hour (a UTC datetime). The number is
    that of rows, or of different values of `distinct`: mass reading is
    counts(("user", "hour"), distinct="case", actions=READS, since=…).
    Raises TrailUnavailable.
    """
    asked = query.Asked(case, user, subject, actions, since, until)
    return query.counts(by, distinct, asked)


def spans(
    by: Sequence[str],
    *,
    case: str | Collection[str] | None = None,
    user: str | None = None,
    subject: str | None = None,
    actions: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[tuple[Any, ...]]:
    """Return (group…, number of rows, first, last) tuples, the latest first; see `counts`.

    first, last: aware UTC datetimes. Raises TrailUnavailable.
    """
    return query.spans(by, query.Asked(case, user, subject, actions, since, until))
