"""The record of access, as the rest of the product writes and asks it.

Rows hold ids and tokens: never a title, a name, a path or a word that somebody typed.
"""

from baleharum.trail import changes
from baleharum.trail import notes
from baleharum.trail import query
from baleharum.trail.actions import LIST
from baleharum.trail.notes import undone_with
from baleharum.trail.row import Draft
from baleharum.trail.row import identifier
from baleharum.trail.row import Row
from baleharum.trail.store import store
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zope.globalrequest import getRequest


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
    "showing",
    "shows",
    "spans",
    "TrailUnavailable",
    "undone_with",
    "without_name",
]


def append(drafts: Sequence[Draft]) -> None:
    """Write rows as they are, all or none; on the disk when this returns.

    Raises TrailUnavailable.
    """
    if drafts:
        store().append(drafts)


def read(
    action: str,
    case: str,
    subject: str = "",
    detail: str = "",
    *,
    user: str | None = None,
    cases: Iterable[str] = (),
) -> None:
    """Note that something is read; it is written before any byte of the answer leaves.

    Each distinct row counts once a request. Outside of a request it is written at once. user:
    who reads, see `identifier`; None for who acts now. cases: UIDs of those that a list shows.
    Raises ValueError for what is no token, and outside of a request TrailUnavailable.
    """
    draft, noted = notes.drafted(action, case, subject, detail, user, cases)
    if noted is None:
        append([draft])
    else:
        noted.add(draft)


def found(things: Collection[int], *, visible: bool) -> None:
    """Note that a search found things, in a request; its record of them is one row, see `Notes`.

    things: each once, and nobody changes them any more: they are kept as they are, since there may
    be ten thousands. visible: whether it kept to what the person may see; only then can it be shown
    to them.
    """
    if things:
        draft, noted = notes.drafted(LIST, "", "", "", None)
        if noted is not None:
            noted.found.append(things)
            if visible:
                noted.open.append(things)
            noted.finding = draft


def shows(thing: int, case: Callable[[], str]) -> None:
    """Note that a thing that a search has found is taken out of the answer, to be shown.

    case: tells the UID of its case; it is asked only where the thing counts.
    """
    noted = notes.notes_of(getRequest())
    if noted is None or noted.said:
        return
    if any(thing in several for several in noted.open):
        noted.shown.add(case())


def showing(cases: Iterable[str]) -> None:
    """Say which cases a page shows that looks at more of what it finds than that, or finds them
    without a search; may be said for each of its parts. cases: UIDs."""
    draft, noted = notes.drafted(LIST, "", "", "", None)
    if noted is not None:
        if not noted.said:
            noted.said, noted.shown = True, set()
        noted.shown.update(filter(None, cases))
        if noted.shown:
            noted.finding = noted.finding or draft


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
    action: str,
    case: str,
    subject: str = "",
    detail: str = "",
    *,
    user: str | None = None,
    cases: Iterable[str] = (),
) -> None:
    """Write a row whatever becomes of the request and its transaction; on the disk at return.

    Raises ValueError for what is no token, and TrailUnavailable.
    """
    append([notes.drafted(action, case, subject, detail, user, cases)[0]])


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
    shown: bool = False,
) -> list[Row]:
    """Return up to limit rows, the newest first; before: the seq of a row pages on.

    case: a UID or several; since counts, until does not; both are aware. shown: the rows of lists
    that have shown the case, which is one, and not the rows about it.
    Raises TrailUnavailable.
    """
    asked = query.Asked(case, user, subject, actions, since, until, before, shown)
    return query.rows(asked, limit)


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
    shown: bool = False,
    least: int = 0,
) -> list[tuple[Any, ...]]:
    """Return (group…, number) tuples, the greatest number first.

    by: some of user, case, subject, action, view, network, hour (a UTC datetime). The number is
    that of rows, or of different values of `distinct`: mass reading is
    counts(("user", "hour"), distinct="case", actions=READS, since=…). shown: what is counted are
    not rows about a case, but cases in rows of lists that have shown them. least: groups with a
    smaller number are left out.
    Raises TrailUnavailable.
    """
    asked = query.Asked(case, user, subject, actions, since, until, shown=shown)
    return query.counts(by, distinct, asked, least)


def spans(
    by: Sequence[str],
    *,
    case: str | Collection[str] | None = None,
    user: str | None = None,
    subject: str | None = None,
    actions: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    shown: bool = False,
) -> list[tuple[Any, ...]]:
    """Return (group…, number of rows, first, last) tuples, the latest first; see `counts`.

    first, last: aware UTC datetimes. Raises TrailUnavailable.
    """
    asked = query.Asked(case, user, subject, actions, since, until, shown=shown)
    return query.spans(by, asked)


def without_name(request: Any) -> None:
    """Have no row of a request, and no line of the access log, tell from where it came."""
    noted = notes.notes_of(request)
    if noted is not None:
        noted.nameless = True
