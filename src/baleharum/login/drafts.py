"""What was typed into a form and is not sent yet: sealed, on the server, for its author.

A browser's own storage would keep it on a PC that others use. The script `session.js` sends it
some seconds after the typing stops; a form that was taken forgets it.
"""

from baleharum.login import store
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.visitors import moment
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


def save(account: str, page: str, content: str) -> bool:
    """Keep a draft in the place of an older one; False if it is too long, or is none."""
    if not PAGE.fullmatch(page) or len(page) > PATH or len(content) > LONGEST:
        return False
    try:
        kept = json.dumps(fields(content), ensure_ascii=False)
        sealed = seal(kept)
    except ValueError:
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
    return unseal(row["content"]) if row else ""


def forget(account: str, page: str) -> None:
    """Throw a draft away."""
    with store.writing() as table:
        table.execute("DELETE FROM draft WHERE account = ? AND page = ?", (account, page))


def forget_all(account: str) -> None:
    """Throw all drafts of an account away."""
    with store.writing() as table:
        table.execute("DELETE FROM draft WHERE account = ?", (account,))


def forget_below(name: str) -> int:
    """Throw away everybody's drafts of pages at and below what has this name; return how many.

    For a case that is destroyed: nothing that was typed about it stays.
    """
    with store.writing() as table:
        rows = table.execute("SELECT account, page FROM draft").fetchall()
        gone = [(r["account"], r["page"]) for r in rows if name in r["page"].split("/")]
        table.executemany("DELETE FROM draft WHERE account = ? AND page = ?", gone)
    return len(gone)
