"""Sessions that the server keeps: each ends at once, everywhere, for a reason that is checked anew.

The password's stamp and the person's functions are compared at every request, so a changed
password, a removed account and the loss of the last assignment need nobody to tell this module.
"""

from baleharum.login import demands
from baleharum.login import store
from baleharum.login.events import SessionEnded
from baleharum.login.tickets import digest
from baleharum.login.visitors import account_of
from baleharum.login.visitors import browser_of
from baleharum.login.visitors import moment
from baleharum.login.visitors import network_of
from baleharum.login.visitors import note
from baleharum.login.visitors import noted
from baleharum.login.visitors import user_of
from dataclasses import dataclass
from dataclasses import fields
from typing import Any
from zope.event import notify

import secrets


IDLE = 20 * 60.0
ABSOLUTE = 10 * 3600.0
#: Seconds within which activity is not written down anew.
COARSE = 30.0


@dataclass(frozen=True)
class Session:
    """One session. Moments are seconds since 1970; proved: when the person last showed who they are."""

    id: str
    account: str
    kind: str
    started: float
    seen: float
    network: str
    browser: str
    stamp: str
    factor: bool
    worker: bool
    proved: float

    @property
    def user_id(self) -> str:
        """The id of the account."""
        return user_of(self.account)


def begin(request: Any, user_id: str, stamp: str, *, kind: str = "browser", factor: bool) -> str:
    """Start a session; returns the value of its cookie or token."""
    token, now = secrets.token_urlsafe(32), moment()
    row = Session(
        digest(token),
        account_of(user_id),
        kind,
        now,
        now,
        network_of(request),
        browser_of(request),
        stamp,
        factor,
        demands.has_function(user_id),
        now,
    )
    _insert(row)
    note(request, "session", row)
    return token


def renew(request: Any, old: Session, stamp: str) -> str:
    """Put a new session in the place of one, for a new password; returns its cookie."""
    token = secrets.token_urlsafe(32)
    values = {f.name: getattr(old, f.name) for f in fields(old)}
    row = Session(**{**values, "id": digest(token), "stamp": stamp})
    _insert(row)
    end(old)
    note(request, "session", row)
    return token


def resume(request: Any, token: str, stamp: Any) -> Session | None:
    """Return the session of a token if it holds, None otherwise; it is looked at once a request.

    stamp: user id -> stamp of the password of an account, None if there is no such account.
    """
    key = digest(token)
    known = noted(request, "session")
    if known is not None and known.id == key:
        return known
    with store.reading() as table:
        found = table.execute("SELECT * FROM session WHERE id = ?", (key,)).fetchone()
    if found is None:
        return None
    session = _of(found)
    why = over(session, stamp)
    if why:
        if end(session):
            notify(SessionEnded(session.user_id, network_of(request), why))
        return None
    note(request, "session", session)
    return session


def is_begun(token: str) -> bool:
    """Tell whether a token is that of a session that its time has not ended; `resume` asks for more.
    Raises LoginUnavailable."""
    now = moment()
    query = "SELECT 1 FROM session WHERE id = ? AND seen > ? AND started > ?"
    with store.reading() as table:
        return (
            table.execute(query, (digest(token), now - IDLE, now - ABSOLUTE)).fetchone() is not None
        )


def over(session: Session, stamp: Any) -> str:
    """Return why a session is over, '' while it holds."""
    now, user_id = moment(), session.user_id
    if now - session.started >= ABSOLUTE:
        return "absolute"
    if now - session.seen >= IDLE:
        return "idle"
    if stamp(user_id) != session.stamp:
        return "password"
    if not session.factor and demands.needs_factor(user_id):
        return "factor"
    if session.worker and not demands.has_function(user_id):
        return "assignment"
    return ""


def touch(session: Session) -> None:
    """Write down that the person is there, and whether they have a function by now."""
    now = moment()
    worker = session.worker or demands.has_function(session.user_id)
    if now - session.seen < COARSE and worker == session.worker:
        return
    with store.writing() as table:
        table.execute(
            "UPDATE session SET seen = ?, worker = ? WHERE id = ?", (now, worker, session.id)
        )


def left(session: Session) -> int:
    """Return the seconds that are left without any activity."""
    now = moment()
    return int(max(0, min(session.seen + IDLE - now, session.started + ABSOLUTE - now)))


def prove(request: Any, session: Session) -> None:
    """Write down that the person has shown once more who they are."""
    now = moment()
    with store.writing() as table:
        table.execute("UPDATE session SET proved = ? WHERE id = ?", (now, session.id))
    note(request, "proved", now)


def end(session: Session) -> bool:
    """End a session; False if it was over already."""
    with store.writing() as table:
        return table.execute("DELETE FROM session WHERE id = ?", (session.id,)).rowcount == 1


def of_account(account: str) -> list[Session]:
    """Return the sessions of an account that are not over by time, the latest first."""
    now = moment()
    query = (
        "SELECT * FROM session WHERE account = ? AND seen > ? AND started > ? ORDER BY seen DESC"
    )
    with store.reading() as table:
        rows = table.execute(query, (account, now - IDLE, now - ABSOLUTE)).fetchall()
    return [_of(row) for row in rows]


def end_of_site(site_path: str) -> list[Session]:
    """End every session of a site; returns them."""
    with store.writing() as table:
        start = f"{site_path}:"
        query = "SELECT * FROM session WHERE substr(account, 1, ?) = ?"
        rows = table.execute(query, (len(start), start)).fetchall()
        table.executemany("DELETE FROM session WHERE id = ?", [(row["id"],) for row in rows])
    return [_of(row) for row in rows]


def _insert(row: Session) -> None:
    with store.writing() as table:
        table.execute("DELETE FROM session WHERE started < ?", (moment() - ABSOLUTE,))
        values = [getattr(row, f.name) for f in fields(row)]
        table.execute(f"INSERT INTO session VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608


def _of(row) -> Session:
    values = {f.name: row[f.name] for f in fields(Session)}
    values.update(factor=bool(row["factor"]), worker=bool(row["worker"]))
    return Session(**values)


def mark_factor(session: Session | None) -> None:
    """Note that the person of a session has shown their second factor."""
    if session is not None:
        with store.writing() as table:
            table.execute("UPDATE session SET factor = 1 WHERE id = ?", (session.id,))
