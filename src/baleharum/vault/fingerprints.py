"""Keyed hashes: values can be compared and found by whoever has the keystore, read by nobody."""

from baleharum.vault.keystore import index_key
from collections.abc import Callable

import hashlib
import hmac


#: Hexadecimal digits of a fingerprint: 128 bits.
LENGTH = 32
#: The one key of all indexes; the purpose keeps them apart.
KEY_NAME = "fingerprints"


def fingerprint(value: str, purpose: str) -> str:
    """32 hex digits that are the same for the same value and purpose (such as `nik`).

    Normalise the value before: "Budi" and "budi" differ. Raises VaultUnavailable.
    """
    return fingerprints(purpose)(value)


def fingerprints(purpose: str) -> Callable[[str], str]:
    """The same for many values: a function of the value. Don't keep it, it holds the key."""
    key, begin = index_key(KEY_NAME), purpose.encode("utf-8") + b"\0"

    def keyed(value: str) -> str:
        return hmac.digest(key, begin + value.encode("utf-8"), hashlib.sha256).hex()[:LENGTH]

    return keyed
