"""The key under which the figures of a register keep what describes people."""

from baleharum.statistics.rows import packed
from baleharum.statistics.rows import People
from baleharum.statistics.rows import Row
from baleharum.statistics.rows import unpacked
from baleharum.vault.sealing import opener
from baleharum.vault.sealing import seal_bytes
from baleharum.vault.secrets import keyed_digest
from collections.abc import Callable
from plone.uuid.interfaces import IUUID
from typing import Any


#: What the key is derived for, and what stands before the UID of the case that a value belongs to.
PURPOSE = "figures"


def _key(register: Any) -> bytes:
    return keyed_digest(IUUID(register), PURPOSE)("people")


def sealed(register: Any, case_uid: str, people: People) -> bytes:
    """Return people of a case, sealed; b'' for none."""
    if people == People():
        return b""
    return seal_bytes(_key(register), packed(people), _aad(case_uid))


def opened(register: Any) -> Callable[[str, Row], People]:
    """Return a function (UID of the case, row) -> people. Don't keep it, it holds the key.

    Raises Broken for what was changed, or belongs to another case.
    """
    opens = opener(_key(register))

    def people(case_uid: str, row: Row) -> People:
        return unpacked(opens(row.people, _aad(case_uid))) if row.people else People()

    return people


def _aad(case_uid: str) -> bytes:
    return f"{PURPOSE}:{case_uid}".encode()
