"""The secret address of a person's calendar: shown once, kept as a hash, good until it is revoked.

It is good for as long as its account is there, has a function and has accepted the pledge.
"""

from baleharum.login import demands
from baleharum.login import store
from baleharum.login.secrets import fingerprint
from baleharum.login.throttle import Attempt
from baleharum.login.visitors import account_of
from baleharum.login.visitors import user_of
from plone import api
from typing import Any

import secrets


#: Under which provider the identities of `store` are addresses of calendars.
PROVIDER = "calendar"


def renew(account: str) -> str:
    """Return the secret of a new address; the one before is good no more."""
    token = secrets.token_urlsafe(32)
    with store.writing() as table:
        _delete(table, account)
        table.execute("INSERT INTO identity VALUES (?, ?, ?)", (account, PROVIDER, _hash(token)))
    return token


def revoke(account: str) -> bool:
    """Let no address be good any more; False if there was none."""
    with store.writing() as table:
        return _delete(table, account)


def exists(account: str) -> bool:
    """Tell whether an account has an address."""
    query = "SELECT 1 FROM identity WHERE account = ? AND provider = ?"
    with store.reading() as table:
        return table.execute(query, (account, PROVIDER)).fetchone() is not None


def person_with(request: Any, token: str) -> str:
    """Return the user id whose address this is, '' for nobody's.

    Failures are counted in their network as those of a login: then nothing is tried for a while.
    """
    attempt = Attempt(PROVIDER, "", request)
    if attempt.wait():
        return ""
    user_id = _good(token)
    if not user_id:
        attempt.failed()
    return user_id


def _good(token: str) -> str:
    query = "SELECT account FROM identity WHERE provider = ? AND subject = ?"
    with store.reading() as table:
        row = table.execute(query, (PROVIDER, _hash(token))).fetchone()
    user_id = user_of(row["account"]) if row else ""
    # The store may be shared by several sites.
    if not user_id or row["account"] != account_of(user_id):
        return ""
    there = api.user.get(userid=user_id) is not None
    good = there and demands.has_function(user_id) and not demands.needs_pledge(user_id)
    return user_id if good else ""


def _hash(token: str) -> str:
    return fingerprint(f"calendar\n{token}")


def _delete(table: Any, account: str) -> bool:
    query = "DELETE FROM identity WHERE account = ? AND provider = ?"
    return bool(table.execute(query, (account, PROVIDER)).rowcount)
