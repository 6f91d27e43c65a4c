"""The store of logins in PostgreSQL: which key it belongs to, and what happens when it is away."""

from baleharum import kept
from baleharum import served
from baleharum.login import drafts
from baleharum.login import factors
from baleharum.login import place
from baleharum.login import postgresql as module
from baleharum.login import sessions
from baleharum.login import store
from baleharum.login.unavailable import LoginUnavailable
from contextlib import closing
from tests.door import code_of

import os
import psycopg2
import pytest
import sys


ACCOUNT = "/site:worker1"
COUNT = "SELECT COUNT(*) FROM attempt"
INSERT = "INSERT INTO attempt VALUES (?, 1, 0, 0)"
TOLD = "Check that the server of BALEHARUM_LOGIN runs"


@pytest.fixture(autouse=True)
def dsn(postgresql, monkeypatch, tmp_path):
    """A place of its own, without tables yet."""
    monkeypatch.setenv(place.KEY, str(tmp_path / "key"))
    monkeypatch.setenv(place.STORE, postgresql.place())
    yield os.environ[place.STORE]
    module.SERVED.own.forget()


def put(name):
    with store.writing() as table:
        table.execute(INSERT, (name,))


def count():
    with store.reading() as table:
        return table.execute(COUNT).fetchone()[0]


def test_a_password_in_the_setting_is_refused_and_not_repeated(monkeypatch):
    for dsn in ("host=127.0.0.1 password=hush", "postgresql://me:hush@127.0.0.1/logins"):
        monkeypatch.setenv(place.STORE, dsn)
        with pytest.raises(LoginUnavailable, match="pgpass") as refused, store.reading():
            pass
        assert "hush" not in str(refused.value)


def test_a_server_that_is_away_is_said_with_the_remedy(monkeypatch):
    monkeypatch.setenv(place.STORE, "host=127.0.0.1 port=1 dbname=none")
    for use in (store.reading, store.writing):
        with pytest.raises(LoginUnavailable, match=TOLD), use():
            pass


def test_an_error_does_not_repeat_what_was_asked():
    with pytest.raises(LoginUnavailable) as refused, store.reading() as table:
        table.execute("SELECT 1 FROM attempts WHERE key = ?", ("worker1",))
    assert 'relation "attempts" does not exist' in str(refused.value)
    assert "worker1" not in str(refused.value)
    assert count() == 0


def test_a_connection_that_the_server_has_dropped_is_opened_anew(postgresql):
    put("first")
    for use in (count, lambda: put("second")):
        postgresql.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        use()
    assert count() == 2


def test_what_was_written_is_lost_with_the_connection(postgresql):
    put("first")
    with pytest.raises(LoginUnavailable, match=TOLD), store.writing() as table:
        table.execute(INSERT, ("second",))
        pid = table.execute("SELECT pg_backend_pid()").fetchone()[0]
        postgresql.run(f"SELECT pg_terminate_backend({pid})")
    assert count() == 1


def test_who_waits_for_too_long_gives_up_and_writes_nothing(dsn, monkeypatch):
    put("first")
    monkeypatch.setattr(kept, "PATIENCE", 1)
    with closing(psycopg2.connect(dsn)) as other:
        other.cursor().execute("SELECT pg_advisory_lock(%s)", (module.LOCK,))
        with pytest.raises(LoginUnavailable, match="lock timeout"):
            put("second")
        assert count() == 1
    put("third")
    assert count() == 2


def test_who_stops_in_the_middle_gives_the_lock_back(dsn, monkeypatch):
    monkeypatch.setattr(kept, "PATIENCE", 1)
    with closing(psycopg2.connect(dsn)) as hung:
        hung.autocommit = True
        put("first")
        hung.cursor().execute(served.BEGIN.format(patience=1000, lock=module.LOCK))
        monkeypatch.setattr(kept, "PATIENCE", 15)
        put("second")
    assert count() == 2


def test_no_default_of_a_server_lets_a_writer_see_less_than_the_latest(postgresql, monkeypatch):
    defaults = {"default_transaction_isolation": "serializable", "synchronous_commit": "off"}
    monkeypatch.setenv(place.STORE, postgresql.place(**defaults))
    with store.writing() as table:
        names = ("transaction_isolation", "synchronous_commit")
        shown = [table.execute(f"SHOW {name}").fetchone()[0] for name in names]
    assert shown == ["read committed", "on"]


def test_an_account_that_owns_nothing_is_enough(postgresql, monkeypatch):
    put("first")
    schema = postgresql.run("SHOW search_path", place=os.environ[place.STORE])[0][0]
    postgresql.run(
        "DROP ROLE IF EXISTS clerk",
        "CREATE ROLE clerk",
        f"GRANT USAGE ON SCHEMA {schema} TO clerk",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO clerk",
    )
    service = os.environ[place.STORE].split()[0]
    monkeypatch.setenv(place.STORE, f"{service} options='-c search_path={schema} -c role=clerk'")
    put("second")
    assert count() == 2
    secret = factors.new_secret()
    assert factors.enrol(ACCOUNT, secret, code_of(secret))
    assert factors.remove(ACCOUNT)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        postgresql.run("DROP TABLE attempt", place=os.environ[place.STORE])


class TestKey:
    def other_key(self, monkeypatch, tmp_path):
        """Be another machine, that has not got the key of this one."""
        module.SERVED.own.forget()
        monkeypatch.setenv(place.KEY, str(tmp_path / "other" / "key"))

    def test_a_machine_with_another_key_is_refused_until_it_has_the_right_one(
        self, monkeypatch, tmp_path
    ):
        put("first")
        self.other_key(monkeypatch, tmp_path)
        for use in (store.reading, store.writing):
            with pytest.raises(LoginUnavailable, match="another key") as refused, use():
                pass
        assert str(tmp_path / "other" / "key") in str(refused.value)
        right = (tmp_path / "key").read_bytes()
        (tmp_path / "other" / "key").write_bytes(right)
        assert count() == 1
        assert right.hex() not in str(refused.value)

    def test_who_has_lost_it_begins_anew_on_purpose(self, dsn, monkeypatch, tmp_path, postgresql):
        put("first")
        self.other_key(monkeypatch, tmp_path)
        postgresql.run("DELETE FROM sealed_by", place=dsn)
        assert count() == 1
        monkeypatch.setenv(place.KEY, str(tmp_path / "key"))
        module.SERVED.own.forget()
        with pytest.raises(LoginUnavailable, match="another key"):
            count()


def test_what_no_text_of_postgresql_can_hold_is_no_error():
    page, typed = "/a\0b", '[["text", "ty\\u0000ped"]]'
    assert drafts.waiting(ACCOUNT, page) is None
    assert not drafts.save(ACCOUNT, page, typed)
    drafts.forget(ACCOUNT, page)
    assert drafts.save(ACCOUNT, "/a", typed)
    assert drafts.read(ACCOUNT, "/a") == typed
    assert not factors.remove(f"{ACCOUNT}\0")


def test_moments_and_truths_are_as_exact_as_in_a_file():
    row = sessions.Session(
        "id", ACCOUNT, "rest", 1800000000.123457, 0.1, "::/48", "", "stamp", False, True, 1 / 3
    )
    sessions._insert(row)
    with store.reading() as table:
        found = table.execute("SELECT * FROM session").fetchone()
        assert sessions._of(found) == row
        assert tuple(found)[:3] == ("id", ACCOUNT, "rest")


def test_the_sessions_of_one_site_end_and_of_no_other():
    accounts = ["/a_b:x", "/a_b:y", "/A_b:x", "/acb:x", "/a_b/c:x"]
    for number, account in enumerate(accounts):
        now = sessions.moment()
        sessions._insert(
            sessions.Session(str(number), account, "rest", now, now, "", "", "", False, False, now)
        )
    assert {row.account for row in sessions.end_of_site("/a_b")} == {"/a_b:x", "/a_b:y"}
    with store.reading() as table:
        assert table.execute("SELECT COUNT(*) FROM session").fetchone()[0] == 3


def test_without_the_driver_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    monkeypatch.delitem(sys.modules, "baleharum.served")
    monkeypatch.delitem(sys.modules, "baleharum.login.postgresql")
    monkeypatch.delattr("baleharum.login.postgresql")
    with pytest.raises(LoginUnavailable, match=r"install baleharum\[cluster\]"):
        store.reading()
