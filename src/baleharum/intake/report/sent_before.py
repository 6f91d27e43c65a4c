"""Whether a page was sent before: what a browser's history sends again opens nothing.

Who sits down at a computer after a reporter has left may go back, and let the browser send the
code once more. So a page counts once; only what a double click or an impatient finger sends again
at once is the same sending. No address and no code is kept: a keyed hash of the page's own token,
for an hour.
"""

from baleharum.login import store
from baleharum.login.secrets import fingerprint
from baleharum.login.throttle import FORGET
from baleharum.login.unavailable import LoginUnavailable

import logging


logger = logging.getLogger(__name__)

#: Seconds within which a page that comes again is the same click.
AT_ONCE = 20


def sent_before(page: str, now: float) -> bool:
    """Note that a page is sent, and tell whether it was sent before. page: its token or pass; now:
    seconds since 1970. A store that is down holds nobody off."""
    try:
        key = fingerprint(f"report page\n{page}")
        with store.writing() as table:
            table.execute("DELETE FROM attempt WHERE last < ?", (now - FORGET,))
            table.execute(
                "INSERT INTO attempt VALUES (?, 1, ?, 0) ON CONFLICT (key) DO NOTHING", (key, now)
            )
            row = table.execute("SELECT last FROM attempt WHERE key = ?", (key,)).fetchone()
    except LoginUnavailable as error:
        logger.error("%s", error)
        return False
    return bool(row) and now - float(row["last"]) > AT_ONCE
