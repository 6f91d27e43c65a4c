"""The queue in PostgreSQL: who takes a job, the worker's sign of life, and a server that is away."""

from App.config import getConfiguration
from baleharum import kept
from baleharum.hardening import machine
from baleharum.jobs import claims
from baleharum.jobs import postgresql as module
from baleharum.jobs import pulse
from baleharum.jobs import queue
from baleharum.jobs import store
from baleharum.jobs import worker
from contextlib import closing
from pathlib import Path
from transaction.interfaces import IDataManager
from zope.interface import implementer

import os
import psycopg2
import pytest
import threading
import time
import transaction


TOLD = "Check that the server of BALEHARUM_JOBS runs"
AWAY = "host=127.0.0.1 port=1 dbname=none"
DROP = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@implementer(IDataManager)
class Unplugged:
    """Takes part in a transaction after the queue; something happens between vote and finish."""

    def __init__(self, happens):
        self.happens = happens

    def sortKey(self):
        return "~~~~"

    def tpc_vote(self, current):
        self.happens()

    def _nothing(self, current):
        pass

    abort = tpc_begin = commit = tpc_finish = tpc_abort = _nothing


@pytest.fixture(autouse=True)
def dsn(postgresql, monkeypatch):
    """A place of its own, without tables yet."""
    monkeypatch.setenv(store.PLACE, postgresql.place())
    transaction.abort()
    yield os.environ[store.PLACE]
    transaction.abort()
    module.SERVED.own.forget()


def enqueued(number=1):
    found = [queue.enqueue("text", {}) for _number in range(number)]
    transaction.commit()
    return found


def test_a_password_in_the_setting_is_refused_and_not_repeated(monkeypatch):
    for dsn in ("host=127.0.0.1 password=hush", "postgresql://me:hush@127.0.0.1/jobs"):
        monkeypatch.setenv(store.PLACE, dsn)
        with pytest.raises(store.QueueUnavailable, match="pgpass") as refused:
            queue.jobs()
        assert "hush" not in str(refused.value)


def test_a_server_that_is_away_refuses_the_commit_with_the_remedy(monkeypatch):
    monkeypatch.setenv(store.PLACE, AWAY)
    queue.enqueue("text", {})
    with pytest.raises(store.QueueUnavailable, match=TOLD):
        transaction.commit()
    transaction.abort()


def test_one_that_goes_away_after_the_vote_loses_nothing(postgresql, dsn, monkeypatch):
    """The row is held, and is taken when its hold ends."""
    enqueued()
    queue.enqueue("text", {"late": 1})
    transaction.get().join(Unplugged(lambda: monkeypatch.setenv(store.PLACE, AWAY)))
    transaction.commit()
    monkeypatch.setenv(store.PLACE, dsn)
    assert queue.counts()["waiting"] == 2
    later = time.time() + 61
    assert {claims.claim("w", now=later).payload.get("late") for _ in range(2)} == {None, 1}


def test_a_connection_that_the_server_has_dropped_is_opened_anew(postgresql):
    enqueued()
    for use in (queue.counts, lambda: claims.claim("w")):
        postgresql.run(DROP)
        use()
    assert queue.counts()["running"] == 1


def test_what_an_operator_holds_by_hand_is_left_alone_and_the_rest_goes_on(dsn):
    first, second = enqueued(2)
    with closing(psycopg2.connect(dsn)) as other:
        other.cursor().execute("SELECT * FROM job WHERE id = %s FOR UPDATE", (first,))
        assert claims.claim("w").id == second
        assert claims.claim("w") is None
        other.rollback()
    assert claims.claim("w").id == first


def test_workers_of_two_machines_take_each_job_once_and_one_of_a_key(dsn):
    for number in range(40):
        queue.enqueue("text", {}, key=f"key{number % 4}" if number < 8 else "")
        transaction.commit()
    taken, clashes = [], []

    def work(name):
        while (job := claims.claim(name)) is not None:
            taken.append(job.id)
            running = [j.key for j in queue.jobs(states=[store.RUNNING]) if j.key]
            clashes.extend({key for key in running if running.count(key) > 1})
            claims.finish(job)
        module.SERVED.own.forget()

    workers = [threading.Thread(target=work, args=(f"machine{n}:1",)) for n in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(taken) == len(set(taken)) == 36
    assert clashes == []


def test_the_sign_of_life_is_one_for_all_machines(dsn):
    assert (pulse.last_beat(), pulse.alive()) == (None, False)
    assert machine.worker_trouble(None) == [f"{dsn}: –"]
    assert machine.data_folder() == Path(getConfiguration().clienthome).resolve().parent
    pulse.beat()
    assert pulse.alive()
    with store.writing() as table:
        table.execute("UPDATE sign SET at = 1")
    assert not pulse.alive()
    pulse.beat()
    assert pulse.alive() and machine.worker_trouble(None) == []
    with store.writing() as table:
        table.execute("UPDATE sign SET at = 1")
    enqueued()
    claims.claim("w")
    assert pulse.alive()


def test_a_worker_goes_on_when_the_server_comes_back(postgresql, dsn, monkeypatch, caplog):
    stop, opened = threading.Event(), []
    enqueued()
    monkeypatch.setattr(worker, "FAULT_PAUSE", 0.05)
    monkeypatch.setattr(kept, "PATIENCE", 1)
    monkeypatch.setenv(store.PLACE, AWAY)

    def open_app():
        opened.append(1)
        stop.set()
        raise OSError("enough")

    turning = threading.Thread(target=worker.work, args=(open_app, stop))
    turning.start()
    time.sleep(0.5)
    assert opened == []
    monkeypatch.setenv(store.PLACE, dsn)
    turning.join(30)
    assert opened == [1]
    assert "the queue of jobs can't be used" in caplog.text


def test_an_account_that_owns_nothing_is_enough(postgresql, dsn, monkeypatch):
    enqueued()
    schema = postgresql.run("SHOW search_path", place=dsn)[0][0]
    role = f"worker_{schema}"
    postgresql.run(
        f"CREATE ROLE {role}",
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    )
    options = f"options='-c search_path={schema} -c role={role}'"
    monkeypatch.setenv(store.PLACE, f"{dsn.split()[0]} {options}")
    pulse.beat()
    job = claims.claim("w")
    claims.note(job, 50)
    claims.finish(job)
    assert claims.forget(now=time.time() + claims.KEEP + 1) == 1
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        postgresql.run("DROP TABLE job", place=os.environ[store.PLACE])
