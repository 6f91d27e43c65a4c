"""Keyed hashes: values can be compared and found by whoever has the keystore, read by nobody.

A hash says by which generation of the key it was made (see `generations`), so whatever is
hashed tells by itself whether it has to be hashed anew.
"""

from baleharum.vault.generations import generations
from baleharum.vault.generations import index_key
from baleharum.vault.generations import is_known
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import hashlib
import hmac


#: Hexadecimal digits of a fingerprint: 128 bits.
LENGTH = 32
#: The one key of all indexes; the purpose keeps them apart.
KEY_NAME = "fingerprints"

#: What stands before the generation in a hash; no hexadecimal digit.
SIGN = "g"
#: Digits of a generation.
DIGITS = 8

_asked: ContextVar[str | None] = ContextVar("asked", default=None)


def newest() -> str:
    """The generation by which everything is hashed from now on."""
    return generations(KEY_NAME)[-1]


def known() -> tuple[str, ...]:
    """The generations by which something may be hashed, the newest first."""
    return generations(KEY_NAME)[::-1]


def is_from_here(generation: str) -> bool:
    """Whether this keystore has or had the key of a generation."""
    return is_known(KEY_NAME, generation)


def mark_of(generation: str) -> str:
    """What a hash of a generation begins with; nothing for the first one."""
    return SIGN + generation if generation else ""


def generation_of(hashed: str) -> str:
    """The generation by which something was hashed."""
    return hashed[1 : 1 + DIGITS] if hashed.startswith(SIGN) else ""


def fingerprint(value: str, purpose: str) -> str:
    """The hash to store of a value: the same for the same value, purpose and generation.

    Normalise the value before: "Budi" and "budi" differ. Raises VaultUnavailable.
    """
    return fingerprints(purpose)(value)


def fingerprints(purpose: str, generation: str | None = None) -> Callable[[str], str]:
    """The same for many values, by default in the newest generation: a function of the value.

    Don't keep it, it holds the key.
    """
    generation = newest() if generation is None else generation
    key, begin = index_key(KEY_NAME, generation), purpose.encode("utf-8") + b"\0"
    mark = mark_of(generation)

    def keyed(value: str) -> str:
        digest = hmac.digest(key, begin + value.encode("utf-8"), hashlib.sha256)
        return mark + digest.hex()[:LENGTH]

    return keyed


def every_fingerprint(purpose: str, values: list[str]) -> list[str]:
    """All hashes under which one of the values may be stored: what a query asks for."""
    made = [fingerprints(purpose, generation) for generation in known()]
    return [keyed(value) for keyed in made for value in values]


def derived_key(purpose: str, generation: str) -> bytes:
    """A key for what is kept beside the hashes: gone together with its generation."""
    # No purpose of a hash begins like this.
    begin = b"\0" + purpose.encode("utf-8")
    return hmac.digest(index_key(KEY_NAME, generation), begin, hashlib.sha256)


@contextmanager
def asking(generation: str) -> Iterator[None]:
    """Words of queries are hashed by this generation until the block ends."""
    token = _asked.set(generation)
    try:
        yield
    finally:
        _asked.reset(token)


def asked() -> str | None:
    """The generation of `asking`; None for the newest."""
    return _asked.get()
