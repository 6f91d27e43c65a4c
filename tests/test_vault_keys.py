"""The key-encryption key and the keystore: made once, refused when they don't fit, destroyed."""

from App.config import getConfiguration
from baleharum.vault import keys
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault import rotation
from baleharum.vault import tables
from baleharum.vault.fingerprints import fingerprint
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.interfaces import Shredded
from baleharum.vault.interfaces import VaultUnavailable
from contextlib import closing
from tests import programs
from uuid import uuid4

import multiprocessing
import os
import pytest
import shutil
import sqlite3
import threading


FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def vault(tmp_path, monkeypatch):
    """A vault of its own that is not there yet."""
    folder = tmp_path / "vault"
    monkeypatch.setenv("BALEHARUM_KEK", str(folder / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(folder / "keys.sqlite3"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    moment.forget()
    yield folder
    moment.forget()


def made(uid=None):
    """A case with a key that this transaction doesn't remember."""
    uid = uid or uuid4().hex
    key = keystore.case_key(uid, make=True)
    moment.forget()
    return uid, key


def test_the_first_start_makes_both_for_the_user_alone(vault):
    check = keystore.ready()
    assert keys.kek_id(keys.in_file()) == check == keystore.ready()
    assert sorted(os.listdir(vault)) == ["kek", "keys.sqlite3"]
    assert {(vault / name).stat().st_mode & 0o777 for name in os.listdir(vault)} == {0o600}
    assert vault.stat().st_mode & 0o777 == 0o700


def test_a_case_has_one_key_for_all():
    uid, key = made()
    assert len(key) == 32
    assert keystore.case_key(uid) == keystore.case_key(uid, make=True) == key
    assert keystore.case_key(made()[0]) != key


def test_a_case_without_a_key_is_told_apart_from_a_destroyed_one():
    uid, _key = made()
    with pytest.raises(KeyGone, match="newest backup") as unknown:
        keystore.case_key(uuid4().hex)
    assert not isinstance(unknown.value, Shredded)
    assert keystore.shred(uid) == 1 and keystore.is_shredded(uid)
    for make in (False, True):
        with pytest.raises(Shredded, match="destroyed"):
            keystore.case_key(uid, make=make)
    assert keystore.shred(uid) == 0


def test_shredding_leaves_nothing_in_the_file(vault):
    cases = [made()[0] for _ in range(400)]
    with closing(sqlite3.connect(vault / "keys.sqlite3")) as table:
        rows = dict(table.execute("SELECT uid, wrapped FROM vault_key"))
    gone = cases[::3]
    before = (vault / "keys.sqlite3").read_bytes()
    assert all(rows[uid] in before for uid in gone)
    keystore.shred(*gone)
    after = b"".join(path.read_bytes() for path in vault.iterdir())
    assert not [uid for uid in gone if rows[uid] in after]
    assert all(rows[uid] in after for uid in cases if uid not in gone)


def test_only_an_older_copy_of_the_keystore_opens_what_was_shredded(vault, tmp_path, monkeypatch):
    uid, key = made()
    shutil.copy(vault / "keys.sqlite3", tmp_path / "older")
    keystore.shred(uid)
    with pytest.raises(Shredded):
        keystore.case_key(uid)
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "older"))
    assert keystore.case_key(uid) == key
    moment.forget()
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(vault / "keys.sqlite3"))
    with pytest.raises(Shredded):
        keystore.case_key(uid)


def test_a_keystore_that_was_brought_back_is_used_at_once(vault, tmp_path):
    uid, key = made()
    shutil.copy(vault / "keys.sqlite3", tmp_path / "older")
    keystore.shred(uid)
    os.replace(tmp_path / "older", vault / "keys.sqlite3")
    assert keystore.case_key(uid) == key


def test_a_missing_kek_is_refused_and_never_made_anew(vault):
    uid, key = made()
    (vault / "kek").rename(vault / "away")
    for ask in (keystore.ready, lambda: keystore.case_key(uid), made):
        with pytest.raises(VaultUnavailable, match="is missing. Bring it back .*recovery sheet"):
            ask()
    assert not (vault / "kek").exists()
    (vault / "away").rename(vault / "kek")
    assert keystore.case_key(uid) == key


def test_another_kek_is_refused(vault):
    uid, _key = made()
    (vault / "kek").unlink()
    keys.make(vault / "kek")
    for ask in (keystore.ready, lambda: keystore.case_key(uid), made):
        with pytest.raises(VaultUnavailable, match=r"is another one \([0-9a-f]{16}\). Bring it"):
            ask()


def test_a_missing_keystore_is_refused_and_never_made_anew(vault):
    made()
    (vault / "keys.sqlite3").unlink()
    with pytest.raises(VaultUnavailable, match="bring the keystore back from its backup"):
        keystore.ready()
    assert not (vault / "keys.sqlite3").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o660])
def test_a_kek_that_others_reach_is_refused(vault, mode):
    made()
    (vault / "kek").chmod(mode)
    with pytest.raises(VaultUnavailable, match="chmod 600"):
        keystore.ready()


def test_a_kek_that_is_no_file_of_ours_is_refused(vault, tmp_path):
    keystore.ready()
    (vault / "kek").rename(tmp_path / "elsewhere")
    (vault / "kek").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(VaultUnavailable, match="no link"):
        keystore.ready()
    (vault / "kek").unlink()
    os.mkfifo(vault / "kek", 0o600)
    with pytest.raises(VaultUnavailable, match="regular file"):
        keystore.ready()
    (vault / "kek").unlink()
    (vault / "kek").write_text("not a key\n")
    (vault / "kek").chmod(0o600)
    with pytest.raises(VaultUnavailable, match="vault-restore"):
        keystore.ready()


def test_a_credential_of_the_service_comes_first(vault, tmp_path, monkeypatch):
    kek = os.urandom(32)
    (tmp_path / keys.CREDENTIAL).write_bytes(kek)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert keystore.ready() == keys.kek_id(kek)
    assert not (vault / "kek").exists()
    uid, key = made()
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(VaultUnavailable, match="is missing"):
        keystore.case_key(uid)


def test_who_says_nothing_about_places_is_told(monkeypatch):
    monkeypatch.delenv("BALEHARUM_KEYSTORE")
    monkeypatch.setattr(getConfiguration(), "dbtab", None, raising=False)
    with pytest.raises(VaultUnavailable, match="BALEHARUM_KEYSTORE"):
        keystore.ready()


def test_a_keystore_that_cannot_be_made_says_why(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "file" / "keys.sqlite3"))
    with pytest.raises(VaultUnavailable, match="belongs to the user that runs Zope"):
        keystore.ready()


def test_a_rotation_changes_every_row_and_no_key(vault):
    cases = dict(made() for _ in range(7))
    nik = fingerprint("5271", "nik")
    old_kek = (vault / "kek").read_text()
    old, new, changed = rotation.rotate()
    moment.forget()
    assert (old, changed) == (keys.kek_id(bytes.fromhex(old_kek)), 8) and old != new
    assert {uid: keystore.case_key(uid) for uid in cases} == cases
    assert fingerprint("5271", "nik") == nik
    assert sorted(os.listdir(vault)) == ["kek", "keys.sqlite3"]
    (vault / "kek").write_text(old_kek)
    moment.forget()
    with pytest.raises(VaultUnavailable, match="another one"):
        keystore.case_key(next(iter(cases)))


def test_a_second_rotation_waits_for_the_first(vault):
    made()
    with_rows = keys.make(keys.next_location())
    with tables.writing() as table:
        rotation._announce(table, keys.kek_id(with_rows))
    with pytest.raises(VaultUnavailable, match="has begun and must be ended"):
        rotation.rewrap(os.urandom(32))
    uid, key = made()  # Wrapped by the new one already.
    (vault / "kek.next").rename(vault / "away")
    with pytest.raises(VaultUnavailable, match="is another one"):
        keystore.case_key(uid)
    (vault / "away").rename(vault / "kek.next")
    rotation.rotate()
    assert keystore.case_key(uid) == key


def test_fingerprints_are_kept_apart_by_purpose_and_key(vault, tmp_path, monkeypatch):
    found = fingerprint("5271010203990000", "nik")
    assert len(found) == 32 and int(found, 16)
    assert fingerprint("5271010203990000", "nik") == found
    assert fingerprint("5271010203990000", "phone") != found
    moment.forget()
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "other" / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "other" / "keys.sqlite3"))
    assert fingerprint("5271010203990000", "nik") != found


def _ask(uid, answers):
    answers.put(keystore.case_key(uid, make=True))


@pytest.mark.parametrize("start", [FORK.Process, programs.process], ids=["fork", "served"])
def test_processes_that_ask_at_once_agree(start, vault):
    if start == FORK.Process:
        keystore.ready()  # Children inherit a connection, which they must not use.
    uid, answers = uuid4().hex, (FORK if start == FORK.Process else programs.SERVED).Queue()
    workers = [start(target=_ask, args=(uid, answers)) for _ in range(4)]
    for worker in workers:
        worker.start()
    found = {answers.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()
    assert found == {keystore.case_key(uid)}
    with closing(sqlite3.connect(vault / "keys.sqlite3")) as table:
        assert table.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_threads_that_ask_at_once_agree():
    uid, found = uuid4().hex, []
    threads = [
        threading.Thread(target=lambda: found.append(keystore.case_key(uid, make=True)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1


def test_a_keystore_that_another_has_made_meanwhile_is_not_missing(monkeypatch):
    uid, refuse, made = uuid4().hex, tables.refuse_to_begin_anew, []

    def overtaken(place):
        if not made:
            made.append(place)
            keystore.case_key(uid, make=True)
        refuse(place)

    monkeypatch.setattr(tables, "refuse_to_begin_anew", overtaken)
    assert keystore.case_key(uid) and made
