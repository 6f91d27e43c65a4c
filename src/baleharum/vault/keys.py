"""The key-encryption key (KEK): 32 bytes that wrap all others, never in a database.

It is a credential of systemd (`baleharum-kek`), or a file that only the user of the process can
read. During a rotation the new one lies beside it, with the ending `.next`; whoever needs a key
takes the one that the keystore names.
"""

from App.config import getConfiguration
from baleharum.kept import keep_once
from baleharum.vault import sealing
from baleharum.vault.interfaces import VaultUnavailable
from pathlib import Path

import hashlib
import hmac
import os
import re
import stat


CREDENTIAL = "baleharum-kek"
HEX = re.compile(rb"[0-9a-f]{64}\s*", re.I)


def folder() -> Path:
    """Where the vault keeps its files unless it is told: `vault/` beside Zope's client home."""
    configuration = getConfiguration()
    # Only a Zope that was started from a zope.conf knows a client home that is its own.
    if getattr(configuration, "dbtab", None) is None:
        raise VaultUnavailable(
            "Nobody said where the vault is: set the environment variables BALEHARUM_KEK and "
            "BALEHARUM_KEYSTORE to the paths of two files, or start Zope with a zope.conf."
        )
    return Path(configuration.clienthome).resolve().parent / "vault"


def location() -> Path:
    """The file of the KEK: BALEHARUM_KEK, or `vault/kek` beside Zope's client home."""
    named = os.environ.get("BALEHARUM_KEK")
    return Path(named) if named else folder() / "kek"


def next_location() -> Path:
    """Where the new KEK is while a rotation goes on."""
    path = location()
    return path.with_name(f"{path.name}.next")


def kek_id(kek: bytes) -> str:
    """The check value: 16 hex digits that tell keys apart and tell nothing about them."""
    return hmac.digest(kek, b"baleharum key-encryption key", hashlib.sha256).hex()[:16]


def available() -> dict[str, bytes]:
    """Every KEK that is here, by its check value. Raises when one may be read by others."""
    # The next one first: a rotation that ends in between moves it to the second place.
    found = (_read(next_location()), _read(location()), _credential())
    return {kek_id(kek): kek for kek in found if kek is not None}


def current() -> bytes | None:
    """The KEK that a first start would take: the credential, or else the file."""
    credential = _credential()
    return credential if credential is not None else _read(location())


def in_file() -> bytes | None:
    """The KEK that is in the file, or None."""
    return _read(location())


def make(path: Path, kek: bytes | None = None) -> bytes:
    """Write a KEK (a new random one by default) into `path`, complete or not at all.

    When there is a file already, that one counts and is returned.
    """
    try:
        keep_once(path, f"{(kek or sealing.new_key()).hex()}\n".encode("ascii"))
    except OSError as error:
        raise VaultUnavailable(
            f"The key-encryption key can't be written to {path} ({error}). Check that the folder "
            "exists, belongs to the user that runs Zope, and that the disk has room."
        ) from error
    written = _read(path)
    if written is None:
        raise VaultUnavailable(f"The key-encryption key vanished from {path}: bring it back.")
    return written


def _credential() -> bytes | None:
    """The credential of the service, which systemd shows to nobody else."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / CREDENTIAL if folder else None
    if path is None or not path.exists():
        return None
    return _key_in(path.read_bytes(), path)


def _read(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultUnavailable(
            f"The key-encryption key {path} can't be read ({error}): it must be a regular file, "
            "no link, that belongs to the user that runs Zope."
        ) from error
    with os.fdopen(handle, "rb") as file:
        _refuse_if_open_to_others(path, os.fstat(handle))
        return _key_in(file.read(1024), path)


def _refuse_if_open_to_others(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise VaultUnavailable(f"{path} must be a regular file with the key-encryption key.")
    if status.st_uid != os.geteuid():
        raise VaultUnavailable(
            f"The key-encryption key {path} belongs to another user: "
            "give it to the user that runs Zope (chown), and run commands as that user."
        )
    if status.st_mode & 0o077:
        raise VaultUnavailable(
            f"The key-encryption key {path} can be read by others: chmod 600 {path}, and if "
            "others work on this machine change the key with bin/vault-rotate."
        )


def _key_in(content: bytes, path: Path) -> bytes:
    if HEX.fullmatch(content):
        return bytes.fromhex(content.decode("ascii"))
    if len(content) == sealing.KEY:
        return content
    raise VaultUnavailable(
        f"{path} holds no key-encryption key (64 hexadecimal digits): bring it back from the "
        "recovery sheet with bin/vault-restore."
    )
