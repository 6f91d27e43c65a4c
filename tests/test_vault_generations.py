"""Keys of an index, one after the other: told apart by their hashes, destroyed for good."""

from baleharum.vault import commands
from baleharum.vault import fingerprints
from baleharum.vault import generations
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault import rotation
from baleharum.vault import tables
from baleharum.vault.fingerprints import KEY_NAME
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.interfaces import Shredded
from contextlib import closing

import pytest
import sqlite3


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


def rows(vault):
    with closing(sqlite3.connect(vault / "keys.sqlite3")) as table:
        return dict(table.execute("SELECT uid, wrapped FROM vault_key"))


def test_a_new_generation_is_made_once_for_all_that_ask_after_the_same():
    first = fingerprints.fingerprint("anak", "word")
    assert len(first) == 32 and fingerprints.generation_of(first) == ""
    second = generations.new_generation(KEY_NAME, "")
    assert second and generations.new_generation(KEY_NAME, "") == second
    assert fingerprints.known() == (second, "")
    third = generations.new_generation(KEY_NAME, second)
    assert fingerprints.known() == (third, second, "")
    found = fingerprints.every_fingerprint("word", ["anak", "ibu"])
    assert len(set(found)) == 6 and found[4] == first
    assert [fingerprints.generation_of(each) for each in found[::2]] == [third, second, ""]
    assert fingerprints.fingerprint("anak", "word") == found[0]


def test_a_transaction_goes_on_with_what_it_has_seen_first(vault):
    assert fingerprints.newest() == ""
    with tables.writing() as table:
        keystore.add_key(table, "index:fingerprints:0000000a")
        table.ask("INSERT INTO vault_meta VALUES ('index:fingerprints', 'first 0000000a')")
    assert fingerprints.newest() == ""
    moment.forget()
    assert fingerprints.newest() == "0000000a"


def test_what_is_ended_is_gone_from_the_file_and_never_made_again(vault):
    fingerprints.fingerprint("anak", "word")
    second = generations.new_generation(KEY_NAME, "")
    third = generations.new_generation(KEY_NAME, second)
    before = rows(vault)
    kept = before.pop(f"index:fingerprints:{third}")
    assert len(before) == 2
    assert generations.end_generations(KEY_NAME, third) == 2
    content = b"".join(path.read_bytes() for path in vault.iterdir())
    assert kept in content and not [uid for uid, key in before.items() if key in content]
    assert fingerprints.known() == (third,)
    for gone in ("", second):
        assert fingerprints.is_from_here(gone)
        with pytest.raises(Shredded):
            fingerprints.fingerprints("word", gone)
    assert generations.end_generations(KEY_NAME, third) == 0
    assert not fingerprints.is_from_here("0123abcd")
    with pytest.raises(KeyGone):
        fingerprints.fingerprints("word", "0123abcd")


def test_only_what_is_older_is_ended():
    second = generations.new_generation(KEY_NAME, "")
    third = generations.new_generation(KEY_NAME, second)
    generations.end_generations(KEY_NAME, second)
    assert fingerprints.known() == (third, second)


def test_a_new_kek_wraps_every_generation_and_forgets_none(vault, capsys):
    fingerprints.fingerprint("anak", "word")
    generations.new_generation(KEY_NAME, "")
    before = fingerprints.every_fingerprint("word", ["anak"])
    wrapped = rows(vault)
    _old, new, changed = rotation.rotate()
    moment.forget()
    assert changed == 2 and not set(wrapped.values()) & set(rows(vault).values())
    assert fingerprints.every_fingerprint("word", ["anak"]) == before
    assert commands.check([]) == 0
    assert f"fit: {new}, 2 keys" in capsys.readouterr().out
