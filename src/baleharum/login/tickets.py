"""Between password and session: a ticket says whose password was right, and lets nobody in."""

from baleharum.login import store
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.visitors import moment
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import secrets


COOKIE = "__bh_step"
#: Seconds in which somebody has found their telephone and read the pledge.
LASTS = 15 * 60.0
#: After so many wrong codes the password is asked for again.
TRIES = 5


@dataclass(frozen=True)
class Ticket:
    """One login on its way. stamp: of the password; secret: of a factor not confirmed yet.

    person: who a provider says it is, see `identities`; '' where a password was right.
    """

    id: str
    account: str
    stamp: str
    came_from: str
    factor: bool
    secret: str
    person: str


def issue(
    account: str, stamp: str, came_from: str, *, person: str = "", factor: bool = False
) -> str:
    """Return the value of the cookie for a new ticket.

    factor: whether a provider has asked for a second factor, and the site takes its word.
    """
    token, now = secrets.token_urlsafe(32), moment()
    with store.writing() as table:
        table.execute("DELETE FROM ticket WHERE made < ?", (now - LASTS,))
        table.execute(
            "INSERT INTO ticket (id, account, stamp, made, came_from, person, factor)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (digest(token), account, stamp, now, came_from, person, factor),
        )
    return token


def of_request(request: Any) -> Ticket | None:
    """Return the ticket of a request, None if there is none that is good."""
    token = request.cookies.get(COOKIE, "")
    query = "SELECT * FROM ticket WHERE id = ? AND made >= ? AND failures < ?"
    with store.reading() as table:
        row = table.execute(query, (digest(token), moment() - LASTS, TRIES)).fetchone()
    if row is None:
        return None
    return Ticket(
        row["id"],
        row["account"],
        row["stamp"],
        row["came_from"],
        bool(row["factor"]),
        unseal(row["secret"]) if row["secret"] else "",
        row["person"],
    )


def keep_secret(ticket: Ticket, secret: str) -> None:
    """Remember the secret that was shown, until a code confirms it."""
    _set(ticket, "secret = ?", seal(secret))


def mark_factor(ticket: Ticket) -> None:
    """Note that the second factor was shown."""
    _set(ticket, "factor = 1, secret = NULL")


def count_failure(ticket: Ticket) -> None:
    """Count a wrong code."""
    _set(ticket, "failures = failures + 1")


def spend(ticket: Ticket) -> bool:
    """Take the ticket away; False if another request was faster."""
    with store.writing() as table:
        return table.execute("DELETE FROM ticket WHERE id = ?", (ticket.id,)).rowcount == 1


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def _set(ticket: Ticket, assignments: str, *values: object) -> None:
    query = f"UPDATE ticket SET {assignments} WHERE id = ?"  # noqa: S608 (from this module)
    with store.writing() as table:
        table.execute(query, (*values, ticket.id))
