"""A row: what it holds, its one spelling in bytes, and the hash that ties it to the row before."""

from baleharum.trail.actions import ALL
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import astuple
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from hashlib import sha256
from typing import Any
from typing import NamedTuple
from urllib.parse import quote

import json
import re


#: What stands before the first row.
GENESIS = sha256(b"baleharum.trail.1").hexdigest()

#: The columns that are hashed, in the order of the canonical body.
HASHED = (
    "seq",
    "at_us",
    "user_id",
    "action",
    "case_uid",
    "subject",
    "view_name",
    "method",
    "request",
    "attempt",
    "network",
    "detail",
)
COLUMNS = (*HASHED, "prev", "hash")

#: The second table: a line for each case that a row's list has shown.
SHOWN = ("seq", "case_uid")

#: No spaces, quotes or letters beyond ASCII: what is no token, a title for instance, is refused.
IDENTIFIER = re.compile(r"[A-Za-z0-9@.+_:~%-]{0,255}")
TOKEN = re.compile(r"[A-Za-z0-9@_.:=,+-]{0,120}")
NETWORK = re.compile(r"[0-9a-f.:/]{0,50}")

_SAFE = "@.+_:~-"
_spell = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Draft:
    """A row before it has its place. Empty texts stand for 'none'.

    user: user id, spelled by `identifier`; action: see `actions`; case: UID; subject: UID of the
    object, or the user id of whom it was about; view: name of the view, service or script;
    request: random id of the request; attempt: 0, more where a request was tried again;
    network: the /24 or /48 of the address; detail: a token or counted fact ('hits=17');
    cases: UIDs of cases that a list has shown, beside the case of the row itself.
    Raises ValueError for what is no token.
    """

    user: str
    action: str
    case: str = ""
    subject: str = ""
    view: str = ""
    method: str = ""
    request: str = ""
    attempt: int = 0
    network: str = ""
    detail: str = ""
    cases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.action not in ALL:
            raise ValueError(f"{self.action!r} is no action: take one of baleharum.trail.actions.")
        for name in ("user", "case", "subject"):
            _check(name, getattr(self, name), IDENTIFIER)
        for name in ("view", "method", "request", "detail"):
            _check(name, getattr(self, name), TOKEN)
        _check("network", self.network, NETWORK)
        for case in self.cases:
            _check("cases", case, IDENTIFIER)
        # One spelling, whatever order the list was in.
        shown = tuple(sorted({*self.cases} - {"", self.case}))
        object.__setattr__(self, "cases", shown)


def _check(name: str, value: str, pattern: re.Pattern[str]) -> None:
    # The value itself may be what must not be written anywhere.
    if not pattern.fullmatch(value):
        raise ValueError(
            f"The {name} of a row holds a token: no spaces, no titles, no names of people. "
            "Give a UID, a user id, or a counted fact such as hits=17."
        )


@dataclass(frozen=True)
class Row:
    """A row as it was written. at: aware UTC datetime; the rest as in `Draft`."""

    seq: int
    at: datetime
    user: str
    action: str
    case: str
    subject: str
    view: str
    method: str
    request: str
    attempt: int
    network: str
    detail: str
    prev: str
    hash: str
    cases: tuple[str, ...] = ()


def row_of(values: tuple[Any, ...], cases: Iterable[str] = ()) -> Row:
    """Return the row of a line of the table, see COLUMNS, and of the cases that it has shown."""
    fields: tuple[Any, ...] = (values[0], moment(values[1]), *values[2:], tuple(sorted(cases)))
    return Row(*fields)


def moment(microseconds: int) -> datetime:
    """Return the UTC time of so many microseconds since 1970."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def identifier(user_id: str) -> str:
    """Return a user id as rows spell it: one word of ASCII, whatever a directory calls people.

    >>> identifier("worker1"), identifier("budi s")
    ('worker1', 'budi%20s')
    """
    return quote(user_id, safe=_SAFE, errors="replace")[:255]


def canonical(values: tuple[Any, ...]) -> bytes:
    """Return the one spelling of the hashed columns: a JSON array in ASCII, without spaces.

    >>> canonical((1, 2, "worker1"))
    b'[1,2,"worker1"]'
    """
    return _spell(values).encode("ascii")


def digest(prev: str, values: tuple[Any, ...]) -> str:
    """Return the hash of a row: SHA-256 of the hash before it and its canonical body."""
    return sha256(bytes.fromhex(prev) + canonical(values)).hexdigest()


def hashed(values: tuple[Any, ...], cases: Sequence[str]) -> tuple[Any, ...]:
    """Return what is hashed of a row: its columns, and the cases that it has shown if any.

    Rows of before there were such are hashed as ever.
    """
    return (*values, [*cases]) if cases else values


def chained(drafts: Iterable[Draft], seq: int, prev: str, now: int) -> "Chained":
    """Return the lines of both tables for drafts that follow row `seq` with the hash `prev`."""
    rows, shown = [], []
    for draft in drafts:
        seq += 1
        *columns, cases = astuple(draft)
        values = (seq, now, *columns)
        line = (*values, prev, digest(prev, hashed(values, cases)))
        prev = line[-1]
        rows.append(line)
        shown += [(seq, case) for case in cases]
    return Chained(rows, shown)


class Chained(NamedTuple):
    """Lines to be written: see COLUMNS, and SHOWN."""

    rows: list[tuple[Any, ...]]
    shown: list[tuple[int, str]]

    @property
    def last(self) -> int:
        """The number of the last row, 0 if there is none."""
        return self.rows[-1][0] if self.rows else 0
