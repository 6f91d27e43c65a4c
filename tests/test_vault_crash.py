"""Killed anywhere (kill -9), a rotation can be ended and no key is lost; a shredding is whole."""

from baleharum.vault import commands
from baleharum.vault import keys
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault import tables
from pathlib import Path

import os
import pytest
import signal
import subprocess
import sys


CASES = 7
# Dies at the n-th line that it runs in the vault's own modules; 0: never, and says how many.
CHILD = """
import os, signal, sys
from baleharum.vault import commands, keystore, rotation

rotation.BATCH = 2
deadline, seen = int(sys.argv[1]), 0

def watch(frame, event, _argument):
    global seen
    if "baleharum/vault" not in frame.f_code.co_filename:
        return None
    seen += event == "line"
    if 0 < deadline == seen:
        os.kill(os.getpid(), signal.SIGKILL)
    return watch

sys.settrace(watch)
{work}
sys.settrace(None)
print(seen)
"""
ROTATE = "assert commands.rotate([]) == 0"


@pytest.fixture(autouse=True)
def vault(tmp_path, monkeypatch):
    """A vault with some cases; yields their keys."""
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "keys.sqlite3"))
    yield {f"case-{n}": keystore.case_key(f"case-{n}", make=True) for n in range(CASES)}
    moment.forget()


def child(work, deadline):
    program = CHILD.replace("{work}", work)
    done = subprocess.run(
        [sys.executable, "-c", program, str(deadline)], capture_output=True, text=True
    )
    assert done.returncode == (-signal.SIGKILL if deadline else 0), done.stderr
    return done.stdout


def lines_of(work):
    return int(child(work, 0).split()[-1])


def opened():
    moment.forget()
    return {f"case-{n}": keystore.case_key(f"case-{n}") for n in range(CASES)}


def test_a_rotation_that_was_killed_loses_nothing_and_can_be_ended(vault, tmp_path, capsys):
    length = lines_of(ROTATE)
    assert length > 200
    for part in range(1, 12):
        before = keys.kek_id(keys.in_file())
        child(ROTATE, length * part // 12)
        assert opened() == vault, f"killed at {part}/12"
        assert keystore.case_key(f"new-{part}", make=True)
        assert commands.check([]) == 0
        assert commands.rotate([]) == 0
        assert opened() == vault, f"resumed after {part}/12"
        assert keys.kek_id(keys.in_file()) != before
        with tables.reading() as table:
            assert table.ask("SELECT DISTINCT kek FROM vault_key") == [
                (keys.kek_id(keys.in_file()),)
            ]
        left = {path.name for path in Path(tmp_path).iterdir()} - {"kek", "keys.sqlite3"}
        assert not [name for name in left if not name.startswith(".kek-")]


def test_a_shredding_that_was_killed_is_done_or_not_begun(vault):
    length = lines_of("pass; keystore.shred('case-none')")
    for part in range(1, 10):
        uid = f"victim-{part}"
        key = keystore.case_key(uid, make=True)
        child(f"keystore.shred('{uid}')", length * part // 10 or 1)
        moment.forget()
        if not keystore.is_shredded(uid):
            assert keystore.case_key(uid) == key
            assert keystore.shred(uid) == 1
        with pytest.raises(keystore.Shredded):
            keystore.case_key(uid)
        assert keystore.shred(uid) == 0
    assert opened() == vault


def test_a_first_start_that_was_killed_begins_again(tmp_path, monkeypatch):
    work = "keystore.case_key('case', make=True)"
    folder = tmp_path / "fresh"
    places = {"BALEHARUM_KEK": "kek", "BALEHARUM_KEYSTORE": "keys.sqlite3"}
    for part in range(10):
        for variable, name in places.items():
            monkeypatch.setenv(variable, str(folder / str(part) / name))
        if part == 0:
            length = lines_of(work)
            continue
        child(work, length * part // 10)
        moment.forget()
        key = keystore.case_key("case", make=True)
        moment.forget()
        assert keystore.case_key("case") == key
        assert os.stat(keys.location()).st_mode & 0o777 == 0o600
