"""The key under which the figures of a register keep what describes the people of a case.

It follows from the key of the case: when that is destroyed, no older copy of the figures tells who
the people were.
"""

from baleharum.statistics.rows import packed
from baleharum.statistics.rows import People
from baleharum.statistics.rows import Row
from baleharum.statistics.rows import unpacked
from baleharum.vault.interfaces import Shredded
from baleharum.vault.keystore import fetch
from baleharum.vault.sealing import opener
from baleharum.vault.sealing import seal_bytes
from baleharum.vault.secrets import keyed_digest
from collections.abc import Callable
from collections.abc import Iterable
from itertools import count


#: What the key is derived for, and what stands before the UID of the case that a value belongs to.
PURPOSE = "figures"

#: Cases after which the keystore is no longer asked case by case.
MANY = 100


def _key(case_uid: str) -> bytes:
    return keyed_digest(case_uid, PURPOSE)("people")


def sealed(case_uid: str, people: People) -> bytes:
    """Return people of a case, sealed; b'' for none."""
    if people == People():
        return b""
    return seal_bytes(_key(case_uid), packed(people), _aad(case_uid))


def opened(case_uids: Iterable[str] = ()) -> Callable[[str, Row], People]:
    """Return a function (UID of the case, row) -> people; of a case whose key is destroyed, which an
    older database has brought back, there is nobody. case_uids: of all cases, whose keys are fetched
    at once as soon as many are asked for.

    Raises Broken for what was changed, or belongs to another case.
    """
    asked = count(1)

    def people(case_uid: str, row: Row) -> People:
        if not row.people:
            return People()
        if next(asked) == MANY:
            fetch(case_uids)
        try:
            key = _key(case_uid)
        except Shredded:
            return People()
        return unpacked(opener(key)(row.people, _aad(case_uid)))

    return people


def _aad(case_uid: str) -> bytes:
    return f"{PURPOSE}:{case_uid}".encode()
