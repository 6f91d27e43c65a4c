"""What was typed into a form when a session was about to end: sealed, on the server, for its author.

A browser's own storage would keep it on a PC that others use.
"""

from baleharum.login import store
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.visitors import moment


#: Characters of a draft, and of the path of its page.
LONGEST = 200_000
PATH = 500
#: Seconds for which a draft waits.
KEPT = 7 * 24 * 3600.0


def save(account: str, page: str, content: str) -> bool:
    """Keep a draft in the place of an older one; False if it is too long."""
    if not page or len(page) > PATH or len(content) > LONGEST:
        return False
    now = moment()
    with store.writing() as table:
        table.execute("DELETE FROM draft WHERE saved < ?", (now - KEPT,))
        table.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?) ON CONFLICT (account, page) DO UPDATE SET"
            " content = excluded.content, saved = excluded.saved",
            (account, page, seal(content), now),
        )
    return True


def exists(account: str, page: str) -> bool:
    """Tell whether a draft waits for a page."""
    query = "SELECT 1 FROM draft WHERE account = ? AND page = ? AND saved >= ?"
    with store.reading() as table:
        return table.execute(query, (account, page, moment() - KEPT)).fetchone() is not None


def take(account: str, page: str) -> str:
    """Return a draft and forget it, '' where there is none."""
    with store.writing() as table:
        row = table.execute(
            "SELECT content FROM draft WHERE account = ? AND page = ?", (account, page)
        ).fetchone()
        table.execute("DELETE FROM draft WHERE account = ? AND page = ?", (account, page))
    return unseal(row["content"]) if row else ""
