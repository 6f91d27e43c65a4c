"""A new KEK for all keys, row by row; may die anywhere and go on later."""

from baleharum import kept
from baleharum.vault import keys
from baleharum.vault import keystore
from baleharum.vault import tables
from baleharum.vault.interfaces import VaultUnavailable
from baleharum.vault.tables import Table

import os


#: Rows in one transaction.
BATCH = 200


def rewrap(new_kek: bytes) -> int:
    """Wrap every key of the keystore with `new_kek` instead; return how many rows changed.

    Until it has returned, both keys must stay where processes find them (`keys.available`).
    Called again after it was killed it goes on where it was.
    """
    new = keys.kek_id(new_kek)
    with tables.writing() as table:
        _announce(table, new)
    changed = 0
    while count := _batch(new, new_kek):
        changed += count
    return changed


def rotate() -> tuple[str, str, int]:
    """Make a new KEK beside the old, rewrap all, put it in the old one's place.

    Returns the old and the new check value and the number of rows. The old key is overwritten
    when no row needs it any more; older backups of the keystore need it: keep its sheet as long.
    """
    old = keystore.ready()
    aside = keys.next_location()
    new_kek = keys.make(aside)
    changed = rewrap(new_kek)
    os.replace(aside, keys.location())
    kept.sync_folder(aside.parent)
    return old, keys.kek_id(new_kek), changed


def _announce(table: Table, new: str) -> None:
    """From now on new keys are wrapped by the new KEK too."""
    named = dict(table.ask("SELECT name, value FROM vault_meta"))
    if named.get("next") not in (None, new):
        raise VaultUnavailable(
            f"A rotation to the key {named['next']} has begun and must be ended first: bring that "
            f"key back to {keys.next_location()} and run bin/vault-rotate."
        )
    if new not in (named.get("kek"), named.get("next")):
        table.ask("INSERT INTO vault_meta (name, value) VALUES ('next', ?)", new)


def _batch(new: str, new_kek: bytes) -> int:
    """Rewrap some rows; when none is left, end the rotation."""
    with tables.writing() as table:
        query = "SELECT uid, wrapped, kek FROM vault_key WHERE kek <> ? LIMIT ?"
        rows = table.ask(query, new, BATCH)
        for uid, wrapped, kek in rows:
            key = keystore.unwrap(keystore.kek_of(kek), wrapped)
            change = "UPDATE vault_key SET wrapped = ?, kek = ? WHERE uid = ?"
            table.ask(change, keystore.wrap(new_kek, key), new, uid)
        if not rows:
            table.ask("DELETE FROM vault_meta WHERE name IN ('kek', 'next')")
            table.ask("INSERT INTO vault_meta (name, value) VALUES ('kek', ?)", new)
    return len(rows)
