"""The secret address of a person's calendar: shown once, kept as a hash, good until it is revoked.

It is good for as long as its account is there, has its password of then and a function, and has
accepted the pledge. The password's stamp is kept with the hash and compared at every request, as
that of sessions: a new password needs nobody to tell this module.
"""

from baleharum.login import demands
from baleharum.login import store
from baleharum.login.plugin import PLUGIN_ID
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
        kept = _kept(token, account)
        table.execute("INSERT INTO identity VALUES (?, ?, ?)", (account, PROVIDER, kept))
    return token


def revoke(account: str) -> bool:
    """Let no address be good any more; False if there was none."""
    with store.writing() as table:
        return _delete(table, account)


def exists(account: str) -> bool:
    """Tell whether an account has an address that its password has not ended."""
    subject = _subject(account)
    return bool(subject) and subject.endswith(_mark(account))


def ended(account: str) -> bool:
    """Tell whether an account has had an address that a new password has ended."""
    subject = _subject(account)
    return bool(subject) and not subject.endswith(_mark(account))


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
    key = _hash(token)
    query = "SELECT account, subject FROM identity WHERE provider = ? AND substr(subject, 1, ?) = ?"
    with store.reading() as table:
        row = table.execute(query, (PROVIDER, len(key), key)).fetchone()
    user_id = user_of(row["account"]) if row else ""
    # The store may be shared by several sites.
    if not user_id or row["account"] != account_of(user_id):
        return ""
    if row["subject"] != _kept(token, row["account"]):
        return ""
    there = api.user.get(userid=user_id) is not None
    good = there and demands.has_function(user_id) and not demands.needs_pledge(user_id)
    return user_id if good else ""


def _hash(token: str) -> str:
    return fingerprint(f"calendar\n{token}")


def _kept(token: str, account: str) -> str:
    """Return what is kept of an address: its hash, and which password its account has."""
    return f"{_hash(token)}{_mark(account)}"


def _mark(account: str) -> str:
    plugin = api.portal.get_tool("acl_users")[PLUGIN_ID]
    return f":{plugin.stamp(user_of(account))}"


def _subject(account: str) -> str:
    query = "SELECT subject FROM identity WHERE account = ? AND provider = ?"
    with store.reading() as table:
        row = table.execute(query, (account, PROVIDER)).fetchone()
    return row["subject"] if row else ""


def _delete(table: Any, account: str) -> bool:
    query = "DELETE FROM identity WHERE account = ? AND provider = ?"
    return bool(table.execute(query, (account, PROVIDER)).rowcount)
