"""The store of logins and its key: where they are, who may read them, and what an error says."""

from App.config import getConfiguration
from baleharum.login import factors
from baleharum.login import place
from baleharum.login import secrets
from baleharum.login import store
from baleharum.login.unavailable import LoginUnavailable
from concurrent.futures import ThreadPoolExecutor
from hypothesis import given
from hypothesis import strategies as st
from pathlib import Path

import os
import pytest


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.setenv(place.STORE, str(tmp_path / "login" / "login.sqlite3"))
    monkeypatch.setenv(place.KEY, str(tmp_path / "login" / "key"))
    return tmp_path / "login"


def test_without_a_place_the_error_names_the_remedy(monkeypatch):
    monkeypatch.delenv(place.STORE)
    monkeypatch.delattr(getConfiguration(), "dbtab", raising=False)
    with pytest.raises(LoginUnavailable, match=place.STORE), store.reading():
        pass


def test_what_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv(place.STORE, str(tmp_path / "file" / "login.sqlite3"))
    monkeypatch.setenv(place.KEY, str(tmp_path / "file" / "key"))
    with pytest.raises(LoginUnavailable, match="Check that the folder"), store.reading():
        pass
    with pytest.raises(LoginUnavailable, match="Check that the folder"):
        secrets.seal("x")


#: Beside it as long as somebody has it open.
JOURNAL = ("login.sqlite3-shm", "login.sqlite3-wal")


def test_both_files_are_for_their_owner_alone(files):
    secrets.seal("x")
    with store.writing():
        pass
    modes = {path.name: path.stat().st_mode & 0o777 for path in files.iterdir()}
    assert modes == dict.fromkeys(("key", "login.sqlite3", *JOURNAL), 0o600)


def test_many_at_once_make_one_key_and_one_store(login_store):
    def work(number):
        with store.writing() as table:
            table.execute("INSERT INTO attempt VALUES (?, 1, 0, 0)", (str(number),))
        return secrets.fingerprint("x")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(work, range(16)))) == 1
    with store.reading() as table:
        assert table.execute("SELECT COUNT(*) FROM attempt").fetchone()[0] == 16


def test_what_fails_halfway_is_not_kept(login_store):
    with pytest.raises(ZeroDivisionError), store.writing() as table:
        table.execute("INSERT INTO attempt VALUES ('a', 1, 0, 0)")
        raise ZeroDivisionError
    with store.reading() as table:
        assert table.execute("SELECT COUNT(*) FROM attempt").fetchone()[0] == 0


@given(st.text(max_size=200))
def test_sealed_is_opened_again(text):
    assert secrets.open(secrets.seal(text)) == text


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_is_taken(position, change):
    sealed = bytearray(secrets.seal("JBSWY3DPEHPK3PXP"))
    sealed[position % len(sealed)] ^= change
    with pytest.raises(LoginUnavailable, match="another key"):
        secrets.open(bytes(sealed))


def test_another_key_says_what_to_do(files):
    sealed = secrets.seal("x")
    os.replace(files / "key", files / "old")
    with pytest.raises(LoginUnavailable, match="reset the second factor"):
        secrets.open(sealed)
    Path(files / "key").write_bytes(b"short")
    with pytest.raises(LoginUnavailable, match="no key of 32 bytes"):
        secrets.seal("x")


def test_the_codes_are_those_of_rfc_6238(monkeypatch):
    """Appendix B, SHA-1, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        monkeypatch.setattr(factors, "moment", lambda now=seconds: now)
        assert factors.fitting_step(secret, code) == seconds // 30
        assert factors.fitting_step(secret, f" {code[:3]} {code[3:]} ") == seconds // 30
        assert factors.fitting_step(secret, "123456") is None
