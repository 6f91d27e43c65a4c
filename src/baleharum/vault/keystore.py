"""The keys of cases: made once, kept wrapped by the KEK, destroyed on purpose and for good."""

from baleharum.vault import keys
from baleharum.vault import sealing
from baleharum.vault import tables
from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.interfaces import Shredded
from baleharum.vault.interfaces import VaultUnavailable
from baleharum.vault.moment import forget
from baleharum.vault.moment import keys_of_this_moment
from baleharum.vault.tables import Table
from collections.abc import Iterable
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap

import time


#: Rows that are no case: the keys of indexes.
INDEX = "index:"


def case_key(uid: str, make: bool = False) -> bytes:
    """The key (32 bytes) of the case with this UID; with `make` a new one if it has none yet.

    Raises Shredded when the key was destroyed, KeyGone when there never was one (or the
    keystore is not the one that belongs to the database), VaultUnavailable when the KEK or the
    keystore is missing. A key that is made is on the disk before it is returned.
    """
    if not uid:
        raise KeyGone("A sealed value needs the UID of its case: file the content in a case first.")
    known = keys_of_this_moment()
    key = known.get(uid)
    if key is None:
        key = known[uid] = _stored(uid) or (_made(uid) if make else _missing(uid))
    return key


def fetch(uids: Iterable[str]) -> None:
    """Take the keys of many cases out of the keystore in one question, for this transaction; one
    that is not there is left out. Raises VaultUnavailable, Broken."""
    known = keys_of_this_moment()
    wanted = set(uids) - known.keys()
    if not wanted:
        return
    with tables.reading() as table:
        rows = table.ask("SELECT uid, wrapped, kek FROM vault_key")
    keks: dict[str, bytes] = {}
    for uid, wrapped, kek in rows:
        if uid in wanted:
            keks[kek] = keks.get(kek) or kek_of(kek)
            known[uid] = unwrap(keks[kek], wrapped)


def shred(*uids: str) -> int:
    """Destroy the keys of cases: from now on, whatever they sealed is unreadable for ever.

    Returns how many there were. What is left to be destroyed are older backups of the keystore.
    Call it when the decision is committed: no transaction takes it back.
    """
    with tables.writing() as table:
        gone = sum(remove(table, uid) for uid in uids)
    forget()
    with tables.reading() as table:
        table.scrub()
    return gone


def remove(table: Table, uid: str) -> int:
    """Take the row of a key away and remember that it was destroyed; 1 if there was one."""
    gone = len(table.ask("SELECT uid FROM vault_key WHERE uid = ?", uid))
    table.ask("DELETE FROM vault_key WHERE uid = ?", uid)
    table.ask(
        "INSERT INTO vault_shredded (uid, shredded) VALUES (?, ?) ON CONFLICT DO NOTHING",
        uid,
        time.time(),
    )
    return gone


def is_shredded(uid: str) -> bool:
    """Whether the key of this case was destroyed on purpose."""
    with tables.reading() as table:
        return bool(table.ask("SELECT uid FROM vault_shredded WHERE uid = ?", uid))


def ready() -> str:
    """See to it that there is a keystore and the KEK that fits it; return the check value.

    At the first start both are made. Raises VaultUnavailable when they don't fit each other.
    """
    with tables.writing() as table:
        kek_id, _kek = writing_kek(table)
    return kek_id


def writing_kek(table: Table) -> tuple[str, bytes]:
    """Check value and KEK that wrap new keys; a first start registers (and makes) one."""
    named = dict(table.ask("SELECT name, value FROM vault_meta"))
    wanted = named.get("next") or named.get("kek")
    # Without rows a lost KEK costs nothing.
    if wanted and (wanted in keys.available() or table.ask("SELECT uid FROM vault_key LIMIT 1")):
        return wanted, kek_of(wanted)
    kek = keys.current() or keys.make(keys.location())
    found = keys.kek_id(kek)
    if found != wanted:
        table.ask("DELETE FROM vault_meta")
        table.ask("INSERT INTO vault_meta (name, value) VALUES ('kek', ?)", found)
    return found, kek


def kek_of(wanted: str) -> bytes:
    """The KEK with this check value. Raises VaultUnavailable with what to do when it isn't here."""
    available = keys.available()
    if wanted in available:
        return available[wanted]
    state = f"is another one ({', '.join(available)})" if available else "is missing"
    raise VaultUnavailable(
        f"The keystore needs the key-encryption key {wanted}, and the one at {keys.location()} "
        f"{state}. Bring it back from the recovery sheet with the check value {wanted}: "
        "bin/vault-restore. No new one is made, it could open nothing."
    )


def wrap(kek: bytes, key: bytes) -> bytes:
    """A key wrapped by another (AES key wrap, RFC 3394): 40 bytes for 32."""
    return aes_key_wrap(kek, key)


def unwrap(kek: bytes, wrapped: bytes) -> bytes:
    """The key that `wrap` wrapped. Raises Broken when it was changed or wrapped by another one."""
    try:
        return aes_key_unwrap(kek, wrapped)
    except (InvalidUnwrap, ValueError):
        raise Broken(
            "This wrapped key was changed, or belongs to another case: bring it back from a "
            "backup, and find out how that happened."
        ) from None


def add_key(table: Table, uid: str) -> None:
    """Write the row of a new key, if there is none yet."""
    kek_id, kek = writing_kek(table)
    table.ask(
        "INSERT INTO vault_key (uid, wrapped, kek, created) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        uid,
        wrap(kek, sealing.new_key()),
        kek_id,
        time.time(),
    )


def _stored(uid: str) -> bytes | None:
    """The key from its row. A rotation may end between two looks, hence the second and third."""
    for last in (False, False, True):
        with tables.reading() as table:
            rows = table.ask("SELECT wrapped, kek FROM vault_key WHERE uid = ?", uid)
        if not rows:
            return None
        wrapped, kek = rows[0]
        try:
            return unwrap(kek_of(kek), wrapped)
        except VaultUnavailable:
            if last:
                raise
    return None


def _made(uid: str) -> bytes:
    with tables.writing() as table:
        if table.ask("SELECT uid FROM vault_shredded WHERE uid = ?", uid):
            _missing(uid)
        add_key(table, uid)
    key = _stored(uid)
    return key if key is not None else _missing(uid)


def _missing(uid: str) -> bytes:
    if is_shredded(uid):
        raise Shredded(f"The key of case {uid} was destroyed: what it sealed can't be read again.")
    raise KeyGone(
        f"There is no key for case {uid}. If it was not made elsewhere, the keystore is older "
        "than the database: bring the newest backup of the keystore back."
    )
