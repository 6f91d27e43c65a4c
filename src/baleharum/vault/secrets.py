"""Keys for what has to be recognised again and is never opened: codes and tokens of a place.

They follow from the key that the keystore holds for the place, so they stay the same when the
key-encryption key or the index key changes, and are gone when the key of the place is destroyed.
"""

from baleharum.vault.keystore import case_key
from collections.abc import Callable

import hashlib
import hmac


def keyed_digest(uid: str, purpose: str) -> Callable[[str], bytes]:
    """Return a function text -> 32 bytes, by a key that is derived for a purpose from that of `uid`.

    Don't keep it, it holds the key. Raises Shredded, VaultUnavailable.
    """
    key = hmac.digest(
        case_key(uid, make=True), b"secret\0" + purpose.encode("utf-8"), hashlib.sha256
    )

    def digest(text: str) -> bytes:
        return hmac.digest(key, text.encode("utf-8"), hashlib.sha256)

    return digest
