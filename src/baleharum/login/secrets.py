"""Secrets of logins, sealed with a key file of their own until the vault takes them over."""

from baleharum.kept import keep_once
from baleharum.login.place import KEY
from baleharum.login.place import located
from baleharum.login.place import remedy
from baleharum.login.unavailable import LoginUnavailable
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import hashlib
import hmac
import os


LENGTH = 32
NONCE = 12
AAD = b"baleharum.login"


def seal(text: str) -> bytes:
    """Return a text as bytes that only this installation can open."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, text.encode(), AAD)


def open(sealed: bytes) -> str:
    """Return the text again. Raises LoginUnavailable for what another key has sealed."""
    try:
        return AESGCM(_key()).decrypt(sealed[:NONCE], sealed[NONCE:], AAD).decode()
    except InvalidTag as error:
        raise LoginUnavailable(
            f"A secret was sealed with another key than {located(KEY, 'key')}: bring that file"
            " back from its backup, or reset the second factor of the account."
        ) from error


def fingerprint(text: str) -> str:
    """Return a keyed hash of a text: alike for alike, and telling nothing without the key."""
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


def check_value() -> str:
    """Return 16 hex digits that tell keys apart, and tell nothing about them."""
    return fingerprint("the key of logins")[:16]


def _key() -> bytes:
    path = located(KEY, "key")
    try:
        if not path.exists():
            keep_once(path, os.urandom(LENGTH))
        key = path.read_bytes()
    except OSError as error:
        raise LoginUnavailable(remedy(path, error)) from error
    if len(key) != LENGTH:
        raise LoginUnavailable(
            f"{path} is no key of {LENGTH} bytes: bring the file back from its backup."
        )
    return key
