"""Which cases a list has shown: kept with its row and its hash, asked apart from what was opened."""

from baleharum.trail import api
from baleharum.trail import postgresql as on_server
from baleharum.trail import sqlite as in_a_file
from baleharum.trail import verify
from baleharum.trail.actions import EXPORT
from baleharum.trail.actions import LIST
from baleharum.trail.actions import READS
from baleharum.trail.actions import VIEW
from baleharum.trail.row import canonical
from baleharum.trail.row import digest
from baleharum.trail.row import Draft
from baleharum.trail.row import GENESIS
from baleharum.trail.row import hashed
from baleharum.trail.store import store
from contextlib import closing
from datetime import datetime
from datetime import UTC
from pathlib import Path
from tests.postgres import find as find_postgres
from tests.test_setup import frozen

import psycopg2
import pytest
import sqlite3


A, B, C = "a" * 32, "b" * 32, "c" * 32
SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Record:
    """A record of one kind, and its tables past the product."""

    def __init__(self, place: str, kind: str) -> None:
        self.place, self.kind = place, kind

    def run(self, *statements: str) -> None:
        """Run statements as somebody would who owns the machine."""
        sqlite = self.kind == SQLITE
        connect = sqlite3.connect if sqlite else psycopg2.connect
        with closing(connect(self.place)) as connection:
            cursor = connection.cursor()
            for statement in (*self._unlocked(), *statements):
                cursor.execute(statement)
            connection.commit()

    def _unlocked(self) -> tuple[str, ...]:
        if self.kind == SQLITE:
            tables = ("trail", "trail_shown")
            return tuple(
                f"DROP TRIGGER IF EXISTS {table}_no_{verb}"
                for table in tables
                for verb in ("update", "delete")
            )
        return ("SET session_replication_role = replica",)


@pytest.fixture(params=[SQLITE, POSTGRESQL] if find_postgres() else [SQLITE])
def record(request, monkeypatch, tmp_path):
    """An empty record in each kind of place."""
    monkeypatch.setenv("BALEHARUM_ANCHORS", str(tmp_path / "anchors" / "heads.txt"))
    place = str(tmp_path / "trail" / "trail.sqlite3")
    if request.param == POSTGRESQL:
        place = request.getfixturevalue("postgresql").place()
    monkeypatch.setenv("BALEHARUM_TRAIL", place)
    yield Record(place, request.param)
    forget()


def forget():
    """Be a process that begins: none has a connection yet."""
    on_server._own.forget()
    in_a_file._forget()


def told():
    """Three lists and two pages: worker1 is shown A, B, C and opens A; worker2 takes B away."""
    api.append(
        [
            Draft("worker1", LIST, detail="hits=3", cases=(C, A, B)),
            Draft("worker1", VIEW, A, A),
            Draft("worker1", LIST, "", "r" * 32, detail="cases=1", cases=(B,)),
        ]
    )
    api.append([Draft("worker2", EXPORT, detail="cases=1", cases=(B,)), Draft("worker2", VIEW, C)])


class TestRows:
    def test_they_come_back_in_one_order_without_the_row_s_own_case(self, record):
        api.append([Draft("w", LIST, A, cases=(C, "", B, A, C)), Draft("w", VIEW, A)])
        second, first = api.rows()
        assert (first.case, first.cases, second.cases) == (A, (B, C), ())
        assert verify.verify().bad is None

    @pytest.mark.parametrize("case", ["Baiq Melati", "perkara/BH-2026-00001", "x" * 256])
    def test_what_is_no_token_is_refused_and_not_repeated(self, case):
        with pytest.raises(ValueError) as refused:
            Draft("worker1", LIST, cases=(case,))
        assert case not in str(refused.value)

    def test_the_spelling_never_changes_and_older_rows_keep_theirs(self):
        values = (1, 1764374400000000, "w", LIST, "", "s", "v", "GET", "r", 0, "", "hits=2")
        assert hashed(values, ()) == values
        assert canonical(hashed(values, (A, B))) == (
            b'[1,1764374400000000,"w","list","","s","v","GET","r",0,"","hits=2",'
            b'["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]]'
        )
        assert digest(GENESIS, hashed(values, (A,))) != digest(GENESIS, values)

    def test_the_columns_are_as_frozen(self, record):
        api.append([Draft("w", VIEW)])
        with store().select("SELECT * FROM trail_shown LIMIT 0"):
            pass
        assert frozen()["trail-shown"] == ["seq", "case_uid"]


class TestCheck:
    @pytest.mark.parametrize(
        ("bad", "statement"),
        [
            (1, f"DELETE FROM trail_shown WHERE seq = 1 AND case_uid = '{B}'"),
            (1, "DELETE FROM trail_shown"),
            (3, f"UPDATE trail_shown SET case_uid = '{C}' WHERE seq = 3"),
            (2, "UPDATE trail_shown SET seq = 2 WHERE seq = 3"),
            (5, f"INSERT INTO trail_shown VALUES (5, '{A}')"),
            (1, f"INSERT INTO trail_shown VALUES (0, '{A}')"),
        ],
    )
    def test_every_change_is_named_by_its_row(self, record, bad, statement):
        told()
        assert (verify.verify().bad, verify.verify().rows) == (None, 5)
        record.run(statement)
        assert verify.verify().bad == bad

    @pytest.mark.parametrize(("row", "case"), [(6, A), (6, C), (99, B)])
    def test_lines_behind_the_last_row_are_seen(self, record, row, case):
        told()
        record.run(f"INSERT INTO trail_shown VALUES ({row}, '{case}')")
        found = verify.verify()
        assert (found.bad, found.rows) == (row, 5)
        assert "trail_shown has lines of it" in found.problem

    @pytest.mark.parametrize(("case", "bad"), [(A, None), (C, 6)])
    def test_they_stop_nobody_and_stay_to_be_seen(self, record, caplog, case, bad):
        """A line that comes true with its row is no lie any more; the log has told of it."""
        told()
        record.run(f"INSERT INTO trail_shown VALUES (6, '{case}')")
        api.append([Draft("worker1", LIST, cases=(A, B))])
        assert [row.cases for row in api.rows(limit=1)] == [tuple(sorted({A, B, case}))]
        assert verify.verify().bad == bad
        (line,) = [each for each in caplog.records if "record of access was edited" in each.message]
        assert "1 lines of rows from 6 on" in line.message
        caplog.clear()
        api.append([Draft("worker1", LIST, cases=(A, B))])
        assert not caplog.records

    def test_rows_that_are_written_while_it_reads_are_no_edit(self, record, monkeypatch):
        told()
        plain = verify.Shown.left

        def later(shown):
            api.append([Draft("worker1", LIST, cases=(A,))])
            return [*plain(shown), 6]

        monkeypatch.setattr(verify.Shown, "left", later)
        assert (verify.verify().bad, verify.verify().rows) == (None, 6)

    def test_the_table_refuses_everything_but_adding(self, record):
        told()
        connect = sqlite3.connect if record.kind == SQLITE else psycopg2.connect
        for sql in ("UPDATE trail_shown SET seq = 9", "DELETE FROM trail_shown"):
            with (
                closing(connect(record.place)) as connection,
                pytest.raises((sqlite3.Error, psycopg2.Error), match="only added to"),
            ):
                connection.cursor().execute(sql)


class TestRecordOfBefore:
    @pytest.fixture
    def older(self, record):
        """A record as it was before there was a second table."""
        api.append([Draft("worker1", LIST, detail="hits=3"), Draft("worker1", VIEW, A, A)])
        forget()
        record.run("DROP TABLE trail_shown")
        return record

    def test_it_is_read_and_holds(self, older):
        assert [row.cases for row in api.rows()] == [(), ()]
        assert (verify.verify().bad, verify.verify().rows) == (None, 2)

    def test_it_is_written_on_and_its_chain_goes_on(self, older):
        api.append([Draft("worker1", LIST, cases=(A,))])
        assert [row.cases for row in api.rows()] == [(A,), (), ()]
        assert (verify.verify().bad, verify.verify().rows) == (None, 3)


class TestQuestions:
    def test_who_was_shown_a_case_and_who_opened_it(self, record):
        told()
        assert [row.seq for row in api.rows(case=B)] == []
        assert [(row.seq, row.user) for row in api.rows(case=B, shown=True)] == [
            (4, "worker2"),
            (3, "worker1"),
            (1, "worker1"),
        ]
        assert [row.seq for row in api.rows(case=B, shown=True, before=4, limit=1)] == [3]
        assert [row.seq for row in api.rows(case=B, shown=True, actions=(EXPORT,))] == [4]
        assert [row.seq for row in api.rows(case=B, shown=True, user="worker1")] == [3, 1]
        spans = api.spans(("user", "action"), case=B, shown=True)
        assert {line[:3] for line in spans} == {("worker1", LIST, 2), ("worker2", EXPORT, 1)}

    def test_what_somebody_was_shown(self, record):
        told()
        assert dict(api.counts(("case",), user="worker1")) == {A: 1, "": 2}
        assert dict(api.counts(("case",), user="worker1", shown=True)) == {A: 1, B: 2, C: 1}
        assert dict(api.counts(("case",), case=(A, B), shown=True)) == {A: 1, B: 3}
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        asked = {"distinct": "case", "actions": READS, "since": hour}
        assert api.counts(("user", "hour"), shown=True, **asked) == [
            ("worker1", hour, 3),
            ("worker2", hour, 1),
        ]

    def test_the_rows_of_lists_want_one_case(self, record):
        for case in (None, (A, B)):
            with pytest.raises(ValueError, match="one case"):
                api.rows(case=case, shown=True)

    def test_indexes_answer(self, tmp_path, monkeypatch):
        path = Path(tmp_path) / "trail" / "trail.sqlite3"
        monkeypatch.setenv("BALEHARUM_TRAIL", str(path))
        told()
        plans = {
            "trail_shown_case": "SELECT trail.seq FROM trail_shown JOIN trail USING (seq)"
            " WHERE trail_shown.case_uid = 'x' ORDER BY seq DESC LIMIT 9",
            "trail_action": "SELECT user_id, count(DISTINCT trail_shown.case_uid) FROM trail_shown"
            " JOIN trail USING (seq) WHERE at_us >= 1 AND action IN ('list') GROUP BY user_id",
        }
        with closing(sqlite3.connect(path)) as connection:
            for index, sql in plans.items():
                plan = str(connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
                assert index in plan
                assert "SCAN" not in plan
