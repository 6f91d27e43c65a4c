"""Logins that are under way at the provider: each answer fits one of them, in one browser, once."""

from baleharum.login import store
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.tickets import digest
from baleharum.login.visitors import account_of
from baleharum.login.visitors import moment
from dataclasses import asdict
from dataclasses import dataclass
from hmac import compare_digest

import json
import secrets


#: Seconds in which somebody has logged in at the provider.
LASTS = 10 * 60.0
#: Characters of an address that somebody is brought back to.
LENGTH = 1000


@dataclass(frozen=True)
class Flow:
    """One login under way. verifier: of PKCE (RFC 7636); made: seconds since 1970."""

    state: str
    nonce: str
    verifier: str
    came_from: str
    made: float


def begin(came_from: str) -> tuple[str, Flow]:
    """Return the value of the cookie for a new login, and the login."""
    token, now = secrets.token_urlsafe(32), moment()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _number in range(3))
    flow = Flow(state, nonce, verifier, came_from if len(came_from) <= LENGTH else "", now)
    with store.writing() as table:
        table.execute("DELETE FROM flow WHERE made < ?", (now - LASTS,))
        row = (_key(token), seal(json.dumps(asdict(flow))), now)
        table.execute("INSERT INTO flow VALUES (?, ?, ?)", row)
    return token, flow


def take(token: str, state: str) -> Flow | None:
    """Return the login of a cookie if it waits for this state, and let it wait no longer."""
    query = "DELETE FROM flow WHERE id = ? AND made >= ? RETURNING content"
    with store.writing() as table:
        rows = table.execute(query, (_key(token), moment() - LASTS)).fetchall()
    if not rows:
        return None
    flow = Flow(**json.loads(unseal(rows[0]["content"])))
    return flow if compare_digest(flow.state.encode(), state.encode()) else None


def _key(token: str) -> str:
    # With the site in it: a login of one site is none of its neighbour.
    return digest(account_of(token))
