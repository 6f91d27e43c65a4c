"""What was typed into a form and is not sent yet: sealed, on the server, for its author.

What was typed about a case is sealed by the key of that case: nobody opens it when that is destroyed,
not even from a backup of this store. All else has the key of the logins.

A browser's own storage would keep it on a PC that others use. The script `session.js` sends it
some seconds after the typing stops; a form that was taken forgets it.
"""

from baleharum.login import store
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.visitors import moment
from baleharum.vault import keystore
from baleharum.vault import sealing
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.interfaces import Shredded
from collections.abc import Collection
from typing import Any

import json
import re


#: Characters of a draft, and of the path of its page.
LONGEST = 200_000
PATH = 500
#: Drafts of one account; the oldest ones give way.
MOST = 50
#: Seconds for which a draft waits.
KEPT = 7 * 24 * 3600.0
#: Names of fields that are in no draft, whatever a script sends.
NEVER = re.compile(r"passw|sandi|otp|secret|token|_authenticator|^(code|proof)$", re.IGNORECASE)

#: What a draft begins with that a case's key has sealed; the UID of the case and a colon follow.
OF_CASE = b"case:"

PAGE = re.compile(r"/[^\x00-\x1f]*")


def fields(content: str) -> list[list[Any]]:
    """Return the fields of a draft: [name, text or texts, checked or null, form]….

    Raises ValueError for what is no draft.
    """
    try:
        found = json.loads(content)
    except RecursionError as error:
        raise ValueError("This is no draft.") from error
    if not isinstance(found, list) or not all(_is_field(each) for each in found):
        raise ValueError("This is no draft.")
    return [each for each in found if not NEVER.search(each[0])]


def _is_field(each: Any) -> bool:
    if not isinstance(each, list) or not 2 <= len(each) <= 4 or not isinstance(each[0], str):
        return False
    texts = each[1] if isinstance(each[1], list) else [each[1]]
    more = all(isinstance(value, str | bool | None) for value in each[2:])
    return more and all(isinstance(text, str) for text in texts)


def save(account: str, page: str, content: str, case: str = "") -> bool:
    """Keep a draft in the place of an older one; False if it is too long, or is none.

    case: UID of the case that the page belongs to, '' for none.
    """
    if not PAGE.fullmatch(page) or len(page) > PATH or len(content) > LONGEST:
        return False
    try:
        kept = json.dumps(fields(content), ensure_ascii=False)
        sealed = sealed_for(case, _place(account, page), kept)
    except (ValueError, Shredded):
        return False
    now = moment()
    with store.writing() as table:
        table.execute("DELETE FROM draft WHERE saved < ?", (now - KEPT,))
        table.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?) ON CONFLICT (account, page) DO UPDATE SET"
            " content = excluded.content, saved = excluded.saved",
            (account, page, sealed, now),
        )
        table.execute(
            "DELETE FROM draft WHERE account = ? AND page NOT IN (SELECT page FROM draft"
            " WHERE account = ? ORDER BY saved DESC LIMIT ?)",
            (account, account, MOST),
        )
    return True


def sealed_for(case: str, place: bytes, text: str) -> bytes:
    """Return a text sealed by the key of a case, or by that of the logins where there is none.

    Raises Shredded when the case was destroyed.
    """
    try:
        key = keystore.case_key(case) if case else None
    except Shredded:
        raise
    except KeyGone:
        # Nothing of a case, but of what else lies in a realm: a partner.
        key = None
    if key is None:
        return seal(text)
    head = OF_CASE + case.encode() + b":"
    return head + sealing.seal_bytes(key, text.encode(), place)


def opened(content: bytes, place: bytes) -> str:
    """Return a draft, '' for one of a case whose key is gone."""
    if not content.startswith(OF_CASE):
        return unseal(content)
    case, _colon, sealed = content.removeprefix(OF_CASE).partition(b":")
    try:
        return sealing.open_bytes(keystore.case_key(case.decode()), sealed, place).decode()
    except KeyGone:
        return ""


def _place(account: str, page: str) -> bytes:
    return f"draft:{account}\n{page}".encode()


def waiting(account: str, page: str) -> float | None:
    """Return when the draft of a page was kept, None where none waits."""
    query = "SELECT saved FROM draft WHERE account = ? AND page = ? AND saved >= ?"
    with store.reading() as table:
        row = table.execute(query, (account, page, moment() - KEPT)).fetchone()
    return None if row is None else float(row["saved"])


def read(account: str, page: str) -> str:
    """Return a draft, '' where there is none; it goes on waiting."""
    query = "SELECT content FROM draft WHERE account = ? AND page = ? AND saved >= ?"
    with store.reading() as table:
        row = table.execute(query, (account, page, moment() - KEPT)).fetchone()
    return opened(bytes(row["content"]), _place(account, page)) if row else ""


def forget(account: str, page: str) -> None:
    """Throw a draft away."""
    with store.writing() as table:
        table.execute("DELETE FROM draft WHERE account = ? AND page = ?", (account, page))


def forget_all(account: str) -> None:
    """Throw all drafts of an account away."""
    with store.writing() as table:
        table.execute("DELETE FROM draft WHERE account = ?", (account,))


def authors_below(name: str) -> list[str]:
    """Return the accounts that keep a draft of a page at or below what has this name."""
    with store.reading() as table:
        rows = table.execute("SELECT account, page FROM draft").fetchall()
    return sorted({r["account"] for r in rows if name in _steps(r["page"])})


def _steps(page: str) -> list[str]:
    return page.partition("?")[0].split("/")


def forget_below(name: str, accounts: Collection[str] | None = None) -> int:
    """Throw away the drafts of pages at and below what has this name; return how many.

    For a case that is destroyed: nothing that was typed about it stays. accounts: of these alone,
    for who may no longer see the case; None for everybody's.
    """
    with store.writing() as table:
        rows = table.execute("SELECT account, page FROM draft").fetchall()
        gone = [(r["account"], r["page"]) for r in rows if name in _steps(r["page"])]
        gone = [each for each in gone if accounts is None or each[0] in accounts]
        table.executemany("DELETE FROM draft WHERE account = ? AND page = ?", gone)
    return len(gone)
