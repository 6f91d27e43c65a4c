"""The record of access on its own: what a row may hold, the chain, and what a check finds."""

from baleharum.trail import anchors
from baleharum.trail import api
from baleharum.trail import verify
from baleharum.trail.actions import LOGIN
from baleharum.trail.actions import OPEN
from baleharum.trail.actions import READS
from baleharum.trail.actions import SEARCH
from baleharum.trail.actions import VIEW
from baleharum.trail.facts import network
from baleharum.trail.row import canonical
from baleharum.trail.row import COLUMNS
from baleharum.trail.row import digest
from baleharum.trail.row import Draft
from baleharum.trail.row import GENESIS
from baleharum.trail.row import HASHED
from baleharum.trail.row import identifier
from baleharum.trail.store import store
from contextlib import closing
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from pathlib import Path
from tests.test_setup import frozen
from tests.trail_file import tampered

import json
import os
import pytest
import signal
import sqlite3
import subprocess
import sys
import tempfile


CASE, OTHER, SUBJECT = "a" * 32, "b" * 32, "c" * 32

#: Rewrites row 3 with a hash that fits it.
FORGED = "UPDATE trail SET user_id = 'somebody', hash = '{hash}' WHERE seq = 3"


@pytest.fixture(autouse=True)
def path(tmp_path, monkeypatch):
    path = tmp_path / "trail" / "trail.sqlite3"
    monkeypatch.setenv("BALEHARUM_TRAIL", str(path))
    monkeypatch.delenv("BALEHARUM_ANCHORS", raising=False)
    return path


def fill(number=6, user="worker1"):
    for at in range(number):
        api.append([Draft(user, VIEW, CASE, SUBJECT, detail=f"hits={at}")])


def lines():
    with store().select(verify.ALL) as found:
        return [tuple(line) for line in found]


class TestRows:
    def test_what_is_written_is_read_again_the_newest_first(self):
        draft = Draft(
            "worker1", OPEN, CASE, SUBJECT, "document", "GET", "r1", 2, "192.0.2.0/24", "hits=1"
        )
        before = datetime.now(UTC)
        api.append([draft, Draft("", LOGIN)])
        second, first = api.rows()
        assert (first.seq, second.seq) == (1, 2)
        assert first.prev == GENESIS
        assert second.prev == first.hash
        assert before - timedelta(seconds=1) < first.at <= datetime.now(UTC)
        assert [getattr(first, name) for name in Draft.__dataclass_fields__] == list(
            vars(draft).values()
        )

    @pytest.mark.parametrize(
        "fields",
        [
            {"detail": "Baiq Melati"},
            {"detail": '"quoted"'},
            {"detail": "x" * 121},
            {"subject": "Pengaduan korban"},
            {"case": "perkara/BH-2026-00001"},
            {"case": "Sumbawa é"},
            {"view": "a/b"},
            {"user": "Baiq Melati"},
            {"network": "example.org"},
            {"action": "peek"},
            {"detail": "hits=1\n"},
        ],
    )
    def test_what_is_no_token_is_refused_and_not_repeated(self, fields):
        value = next(iter(fields.values()))
        with pytest.raises(ValueError) as refused:
            Draft(**{"user": "worker1", "action": VIEW, **fields})
        assert "action" in fields or value not in str(refused.value)

    @pytest.mark.parametrize(
        "address, kept",
        [
            ("192.0.2.17", "192.0.2.0/24"),
            ("::ffff:192.0.2.17", "192.0.2.0/24"),
            ("2001:db8:1:2::9", "2001:db8:1::/48"),
            ("fe80::1%eth0", "fe80::/48"),
            ("", ""),
            ("unix:", ""),
        ],
    )
    def test_an_address_is_kept_as_its_network(self, address, kept):
        assert network(address) == kept

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_user_ids_of_any_directory_have_a_spelling_of_their_own(self, one, other):
        Draft(identifier(one), VIEW)
        whole = all(ch.isprintable() and ord(ch) < 0xD800 for ch in one + other)
        assert (identifier(one) == identifier(other)) == (one == other) or not whole


VALUES = st.tuples(
    st.integers(1, 2**62),
    st.integers(0, 2**62),
    *[st.text(st.characters(codec="utf-8"), max_size=30)] * 7,
    st.integers(0, 9),
    *[st.text(st.characters(codec="utf-8"), max_size=30)] * 2,
)


class TestCanonicalBody:
    @given(VALUES, VALUES)
    def test_no_two_rows_are_spelled_alike(self, one, other):
        assert (canonical(one) == canonical(other)) == (one == other)

    @given(VALUES)
    def test_it_is_ascii_and_means_the_same(self, values):
        assert tuple(json.loads(canonical(values).decode("ascii"))) == values
        assert len(values) == len(HASHED)

    @given(VALUES, st.integers(0, 11))
    def test_every_column_is_hashed(self, values, at):
        changed = list(values)
        changed[at] = changed[at] + (1 if isinstance(changed[at], int) else "x")
        assert digest(GENESIS, tuple(changed)) != digest(GENESIS, values)
        assert digest("0" * 64, values) != digest(GENESIS, values)

    def test_the_columns_are_as_frozen(self):
        assert tuple(frozen()["trail"]) == COLUMNS

    def test_the_spelling_never_changes(self):
        values = (1, 1764374400000000, "w", VIEW, "c", "s", "v", "GET", "r", 0, "192.0.2.0/24", "d")
        assert canonical(values) == (
            b'[1,1764374400000000,"w","view","c","s","v","GET","r",0,"192.0.2.0/24","d"]'
        )
        assert digest(GENESIS, values) == (
            "c20be7a66085c79cfdd4714bc931f965b0746fc22b5aabc93918e83006dbf83a"
        )


class TestCheck:
    def test_nothing_and_something_hold(self):
        assert verify.verify().bad is None
        fill()
        found = verify.verify()
        assert (found.bad, found.rows, found.head) == (None, 6, api.rows()[0].hash)

    @pytest.mark.parametrize(
        "bad, words, statements",
        [
            (3, "was changed", ["UPDATE trail SET user_id = 'somebody' WHERE seq = 3"]),
            (3, "was changed", ["UPDATE trail SET at_us = at_us - 1 WHERE seq = 3"]),
            (3, "was changed", [f"UPDATE trail SET hash = '{'0' * 64}' WHERE seq = 3"]),
            (3, "does not follow", [f"UPDATE trail SET prev = '{'0' * 64}' WHERE seq = 3"]),
            (1, "is missing", ["DELETE FROM trail WHERE seq = 1"]),
            (3, "is missing", ["DELETE FROM trail WHERE seq = 3"]),
            (3, "is missing", ["DELETE FROM trail WHERE seq IN (3, 4)"]),
            # Deleted, and the later ones moved up.
            (
                3,
                "does not follow",
                [
                    "DELETE FROM trail WHERE seq = 3",
                    "UPDATE trail SET seq = seq - 1 WHERE seq > 3",
                ],
            ),
            # Two rows change places.
            (
                3,
                "does not follow",
                [
                    "UPDATE trail SET seq = 99 WHERE seq = 3",
                    "UPDATE trail SET seq = 3 WHERE seq = 4",
                    "UPDATE trail SET seq = 4 WHERE seq = 99",
                ],
            ),
            # One is put in between.
            (
                4,
                "does not follow",
                [
                    "UPDATE trail SET seq = -seq - 1 WHERE seq > 3",
                    "UPDATE trail SET seq = -seq WHERE seq < 0",
                    "INSERT INTO trail SELECT 4, at_us, user_id, action, case_uid, subject,"
                    " view_name, method, request, attempt, network, detail, prev, hash"
                    " FROM trail WHERE seq = 3",
                ],
            ),
        ],
    )
    def test_the_first_bad_row_is_named(self, path, capsys, bad, words, statements):
        fill()
        tampered(path, *statements)
        found = verify.verify()
        assert (found.bad, found.rows) == (bad, bad - 1)
        assert verify.main([]) == 1
        assert f"Row {bad} {words}" in capsys.readouterr().out

    def test_a_row_that_was_forged_with_its_hash_betrays_itself_by_the_next(self, path):
        fill()
        values = list(lines()[2])
        values[2] = "somebody"
        forged = digest(values[-2], tuple(values[:12]))
        tampered(path, FORGED.format(hash=forged))
        assert verify.verify().bad == 4

    def test_all_written_anew_is_seen_by_the_anchors(self, path, tmp_path, monkeypatch):
        fill()
        anchors.anchor()
        monkeypatch.setenv("BALEHARUM_ANCHORS", str(anchors.location()))
        monkeypatch.setenv("BALEHARUM_TRAIL", str(tmp_path / "other" / "trail.sqlite3"))
        (tmp_path / "other").mkdir()
        with pytest.raises(api.TrailUnavailable, match="bring the file back"):
            fill(user="somebody")
        kept = anchors.location().read_bytes()
        anchors.location().unlink()
        fill(8, user="somebody")
        anchors.location().write_bytes(kept)
        found = verify.verify()
        assert (found.bad, "anchored" in found.problem) == (6, True)

    def test_a_cut_at_the_end_is_seen_by_the_anchors(self, path, capsys):
        fill(4)
        anchors.anchor()
        fill(2)
        assert anchors.main([]) == 0
        tampered(path, "DELETE FROM trail WHERE seq > 4")
        assert verify.verify().bad == 5
        assert verify.main([]) == 1
        assert "Row 5 is missing, with all after it" in capsys.readouterr().out

    def test_the_whole_record_gone_is_seen_and_none_is_begun_in_its_place(self, path):
        fill(3)
        anchors.anchor()
        for file in path.parent.iterdir():
            file.unlink()
        assert verify.verify().bad == 1
        with pytest.raises(api.TrailUnavailable, match="bring the file back"):
            fill(1)
        assert not path.exists()

    def test_anchors_that_are_missing_or_damaged_are_a_finding(self, path, monkeypatch):
        fill(2)
        assert "no anchors yet" in verify.verify().remarks[0]
        monkeypatch.setattr(verify, "EVERY", -1.0)
        assert "no anchors" in verify.verify().problem
        anchors.anchor()
        assert verify.verify().problem == ""
        with anchors.location().open("a") as file:
            file.write("3 x y\n")
        assert "Line 2" in verify.verify().problem

    def test_a_clock_that_was_set_back_is_mentioned(self):
        def line(seq, at, prev):
            values = (seq, at, "w", VIEW, "", "", "", "", "", 0, "", "")
            return (*values, prev, digest(prev, values))

        first = line(1, 90_000_000, GENESIS)
        second = line(2, 60_000_000, first[-1])
        found = verify.check([first, second], {})
        assert (found.bad, found.rows) == (None, 2)
        assert "set back before 1 of" in found.remarks[0]

    def test_a_file_that_is_no_record_is_neither_good_nor_replaced(self, path, capsys):
        path.parent.mkdir()
        path.write_bytes(b"no database" * 1000)
        assert verify.main([]) == 2
        with pytest.raises(api.TrailUnavailable):
            fill(1)
        assert path.read_bytes().startswith(b"no database")

    @pytest.mark.parametrize("sql", ["UPDATE trail SET user_id = 'x'", "DELETE FROM trail"])
    def test_the_table_refuses_everything_but_adding(self, path, sql):
        fill(2)
        with (
            closing(sqlite3.connect(path)) as connection,
            pytest.raises(sqlite3.DatabaseError, match="only added to"),
        ):
            connection.execute(sql)


WRITER = """
import sys
from baleharum.trail import api
from baleharum.trail.row import Draft
for at in range(int(sys.argv[1])):
    api.append([Draft(sys.argv[2], "view", "a" * 32, detail=f"hits={at}")])
    print(at, flush=True)
"""


def writer(number, user):
    command = [sys.executable, "-c", WRITER, str(number), user]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


class TestSeveral:
    def test_eight_processes_leave_no_gap(self):
        several = [writer(200, f"worker{at}") for at in range(8)]
        for process in several:
            process.communicate(timeout=300)
        assert [process.returncode for process in several] == [0] * 8
        found = verify.verify()
        assert (found.bad, found.rows) == (None, 1600)
        for at in range(8):
            own = api.rows(user=f"worker{at}", limit=999)
            assert [row.detail for row in reversed(own)] == [f"hits={n}" for n in range(200)]

    def test_killed_anywhere_the_chain_holds_and_what_was_told_is_there(self):
        told = 0
        for moment in (1, 7, 40):
            process = writer(10_000, "worker1")
            for _at in range(moment):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            told += moment + len(process.stdout.read().split())
            process.wait()
            found = verify.verify()
            assert found.bad is None
            assert told <= found.rows <= told + 3
        fill(1)
        assert verify.verify().bad is None

    def test_a_child_process_writes_on_a_connection_of_its_own(self):
        fill(1)
        child = os.fork()
        if child == 0:
            try:
                fill(2)
            finally:
                os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        fill(1)
        assert (verify.verify().bad, verify.verify().rows) == (None, 4)

    def test_a_file_that_was_exchanged_is_opened_anew(self, path):
        fill(3)
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(f"{path}.old")) as new:
            old.backup(new)
        fill(2)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink()
        os.replace(f"{path}.old", path)
        fill(1)
        assert (verify.verify().bad, verify.verify().rows) == (None, 4)


UNPRIVILEGED = """
import os, sys
import baleharum.trail.sqlite
from baleharum.trail import api
from baleharum.trail.row import Draft
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    api.append([Draft("worker1", "view")])
except api.TrailUnavailable as error:
    sys.exit(str(error))
"""


class TestUnavailable:
    def test_a_file_that_may_not_be_written_refuses_with_the_remedy(self, monkeypatch):
        # The folders of pytest are closed to others, and root may write everything.
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "trail.sqlite3"
            monkeypatch.setenv("BALEHARUM_TRAIL", str(path))
            fill(1)
            for file in path.parent.iterdir():
                file.chmod(0o444)
            path.parent.chmod(0o555)
            command = [sys.executable, "-c", UNPRIVILEGED]
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            path.parent.chmod(0o755)
            assert verify.verify().rows == 1
        assert ran.returncode == 1
        assert "readonly database" in ran.stderr
        assert "Check that the folder exists" in ran.stderr

    def test_a_full_disk_refuses_and_leaves_whole_rows(self, path):
        limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
        command = [sys.executable, "-c", limited + WRITER, "5000", "worker1"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "TrailUnavailable" in ran.stderr
        told = len(ran.stdout.split())
        assert (verify.verify().bad, verify.verify().rows) == (None, told)

    def test_a_folder_that_is_missing_is_not_made_with_all_above_it(self, tmp_path, monkeypatch):
        monkeypatch.setenv("BALEHARUM_TRAIL", str(tmp_path / "no" / "disk" / "trail.sqlite3"))
        with pytest.raises(api.TrailUnavailable, match="Check that the folder exists"):
            fill(1)
        assert not (tmp_path / "no").exists()

    def test_without_a_place_it_says_how_to_name_one(self, monkeypatch):
        monkeypatch.delenv("BALEHARUM_TRAIL")
        ran = subprocess.run(
            [sys.executable, "-c", WRITER, "1", "x"], capture_output=True, text=True, check=False
        )
        assert "set the environment variable BALEHARUM_TRAIL" in ran.stderr


class TestQuestions:
    @pytest.fixture
    def told(self):
        api.append([Draft("worker1", VIEW, CASE, SUBJECT), Draft("worker2", OPEN, OTHER)])
        api.append([Draft("worker1", SEARCH, OTHER, detail="hits=2"), Draft("worker1", LOGIN)])

    @pytest.mark.parametrize(
        "asked, found",
        [
            ({}, [4, 3, 2, 1]),
            ({"case": CASE}, [1]),
            ({"user": "worker1"}, [4, 3, 1]),
            ({"user": "worker1", "case": OTHER}, [3]),
            ({"subject": SUBJECT}, [1]),
            ({"actions": READS}, [3, 2, 1]),
            ({"actions": ()}, []),
            ({"before": 3}, [2, 1]),
            ({"limit": 2}, [4, 3]),
            ({"user": "worker1' OR 1=1"}, []),
        ],
    )
    def test_rows_are_chosen(self, told, asked, found):
        assert [row.seq for row in api.rows(**asked)] == found

    def test_a_time_counts_from_its_beginning_to_before_its_end(self, told):
        third = next(row for row in api.rows() if row.seq == 3)
        assert [row.seq for row in api.rows(since=third.at)] == [4, 3]
        assert [row.seq for row in api.rows(until=third.at)] == [2, 1]

    def test_mass_reading_is_counted_in_cases_an_hour(self, told):
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        found = api.counts(("user", "hour"), distinct="case", actions=READS)
        assert found == [("worker1", hour, 2), ("worker2", hour, 1)]
        assert dict(api.counts(("action",), user="worker1")) == {"login": 1, "search": 1, "view": 1}
        assert api.counts(("user",), distinct="case", actions=[LOGIN]) == [("worker1", 0)]

    def test_what_cannot_be_counted_is_refused(self):
        with pytest.raises(ValueError, match="Count by some of"):
            api.counts(("hash",))
