"""The growing delay: a guesser waits, in one network; the owner of the account elsewhere does not.

There is no lock of an account, and none of the whole site: an abuser could lock staff out.
"""

from baleharum.login import store
from baleharum.login.secrets import fingerprint
from baleharum.login.visitors import moment
from baleharum.login.visitors import network_of
from math import ceil
from typing import Any


#: How many failures cost nothing.
FREE = 3
LONGEST = 60.0
#: Seconds after which failures are forgotten.
FORGET = 3600.0


class Attempt:
    """One attempt of a name in a network; kind: 'password', 'code', or one of another slice.

    A name counts whether there is such an account or not, so the answers are alike.
    free: how many failures cost nothing.
    """

    def __init__(self, kind: str, name: str, request: Any, free: int = FREE):
        self.free = free
        who = f"{kind}\n{name.strip().lower()[:200]}\n{network_of(request)}"
        self.key = fingerprint(who)

    def wait(self) -> int:
        """Return for how many seconds nothing is tried, 0 if it may be."""
        with store.reading() as table:
            row = table.execute("SELECT until FROM attempt WHERE key = ?", (self.key,)).fetchone()
        # Whatever the clock of the machine does, nobody waits for longer than the longest.
        return int(max(0, min(LONGEST, ceil(row["until"] - moment())))) if row else 0

    def failed(self) -> None:
        """Count a failure: from the third on the next attempt waits 8, 16, 32, 60 seconds."""
        now = moment()
        with store.writing() as table:
            table.execute("DELETE FROM attempt WHERE last < ?", (now - FORGET,))
            row = table.execute(
                "SELECT failures FROM attempt WHERE key = ?", (self.key,)
            ).fetchone()
            failures = (row["failures"] if row else 0) + 1
            table.execute(
                "INSERT INTO attempt VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                " failures = excluded.failures, last = excluded.last, until = excluded.until",
                (self.key, failures, now, now + delay(failures - self.free + FREE)),
            )

    def passed(self) -> None:
        """Forget the failures of this name in this network."""
        with store.reading() as table:
            known = table.execute("SELECT 1 FROM attempt WHERE key = ?", (self.key,)).fetchone()
        if known:
            with store.writing() as table:
                table.execute("DELETE FROM attempt WHERE key = ?", (self.key,))


def delay(failures: int) -> float:
    """Return for how many seconds the next attempt waits after so many failures."""
    return 0.0 if failures < FREE else min(LONGEST, 2.0 ** min(failures, 6))
