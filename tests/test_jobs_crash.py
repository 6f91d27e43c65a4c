"""Killed anywhere (kill -9), the queue loses nothing and no effect happens twice."""

from baleharum.jobs import claims
from baleharum.jobs import queue
from baleharum.jobs import running
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.pledge import HOLD
from tests.programs import Program
from zope.component import getGlobalSiteManager

import pytest
import signal
import time
import transaction
import ZODB
import ZODB.FileStorage


# What every child begins with: a database in a file, and ways to die.
PRELUDE = """
import os, signal, sys, transaction, ZODB, ZODB.FileStorage
from baleharum.jobs import queue, running
from baleharum.jobs.interfaces import IJobHandler
from zope.component import provideUtility

def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)

class Deadly:
    '''Takes part in a transaction and dies in one of its phases.'''
    def __init__(self, phase, key):
        self.key = key
        setattr(self, phase, die)
    def sortKey(self):
        return self.key
    def _nothing(self, current):
        pass
    abort = tpc_begin = commit = tpc_vote = tpc_finish = tpc_abort = _nothing

root = ZODB.DB(ZODB.FileStorage.FileStorage(sys.argv[1])).open().root()
"""

FILING = """
root["document"] = {"text": None, "readings": 0}
queue.enqueue("text", {"name": "document"}, key="document")
"""


def read_text(site, payload, progress):
    """Works like a good handler: reads what is still unread, and finds nothing the second time."""
    document = site.get(payload["name"])
    if document is not None and document["text"] is None:
        site[payload["name"]] = {"text": "read", "readings": document["readings"] + 1}


@pytest.fixture(autouse=True)
def place(jobs_store):
    """A queue of its own, in each kind of place."""
    transaction.abort()


@pytest.fixture(autouse=True)
def handler():
    registry = getGlobalSiteManager()
    registry.registerUtility(read_text, IJobHandler, name="text")
    yield
    registry.unregisterUtility(read_text, IJobHandler, name="text")


@pytest.fixture
def database(tmp_path):
    return str(tmp_path / "Data.fs")


@pytest.fixture
def dies(database):
    """Runs code in a child process, which must end by kill -9."""

    def run(code):
        assert Program(PRELUDE + code, database).ended() == -signal.SIGKILL

    return run


@pytest.fixture
def work_after(database, monkeypatch):
    """Runs what is due once `seconds` have gone by; returns the document that is left."""

    def work(seconds):
        moment = time.time() + seconds
        monkeypatch.setattr(claims.time, "time", lambda: moment)
        opened = ZODB.DB(ZODB.FileStorage.FileStorage(database))
        root = opened.open().root()
        running.run_pending(root)
        transaction.abort()
        document = root.get("document")
        opened.close()
        return document

    return work


def test_killed_before_the_vote_there_is_neither_document_nor_job(dies, work_after):
    dies(FILING + "transaction.get().join(Deadly('tpc_vote', '!'))\ntransaction.commit()")
    assert queue.jobs() == ()
    assert work_after(HOLD + 1) is None


def test_killed_between_vote_and_finish_the_job_finds_nothing_to_do(dies, work_after):
    dies(FILING + "transaction.get().join(Deadly('tpc_vote', '~~~'))\ntransaction.commit()")
    assert [job.state for job in queue.jobs()] == ["waiting"]
    assert work_after(0) is None
    assert [job.state for job in queue.jobs()] == ["waiting"]
    assert work_after(HOLD + 1) is None
    assert [job.state for job in queue.jobs()] == ["done"]


def test_killed_after_the_database_finished_the_document_is_read_all_the_same(dies, work_after):
    dies(FILING + "transaction.get().join(Deadly('tpc_finish', '~'))\ntransaction.commit()")
    assert work_after(HOLD + 1) == {"text": "read", "readings": 1}


WORKING = """
def read_text(site, payload, progress):
    site["document"] = {{"text": "read", "readings": site["document"]["readings"] + 1}}
    {moment}
provideUtility(read_text, IJobHandler, name="text")
transaction.commit()
running.run_pending(root)
"""


@pytest.mark.parametrize(
    "moment",
    [
        "die()",
        "transaction.get().join(Deadly('tpc_vote', '~~~~'))",
        "transaction.get().join(Deadly('tpc_finish', '~'))",
    ],
    ids=["in the middle", "before its commit", "after its commit"],
)
def test_killed_during_a_job_it_is_done_once_after_the_lease(dies, work_after, moment):
    dies(FILING + WORKING.format(moment=moment))
    assert [job.state for job in queue.jobs()] == ["running"]
    work_after(0)
    assert [job.state for job in queue.jobs()] == ["running"]
    assert work_after(claims.LEASE + 1) == {"text": "read", "readings": 1}
    assert [job.state for job in queue.jobs()] == ["done"]


CLAIMING = """
import sys
from baleharum.jobs import claims
while (job := claims.claim(sys.argv[1])) is not None:
    print(job.id, flush=True)
    claims.finish(job)
"""

ENQUEUEING = """
import sys, transaction
from baleharum.jobs import queue
for number in range(10):
    queue.enqueue("text", {}, key=sys.argv[1] + str(number % 5))
    queue.enqueue("text", {})
    transaction.commit()
"""


def in_four_processes(code):
    """Run code in four processes at once; return the lines that they wrote."""
    children = [Program(code, f"p{number}") for number in range(4)]
    written = [child.stdout.read().split() for child in children]
    assert [child.ended() for child in children] == [0, 0, 0, 0]
    return [line for lines in written for line in lines]


def test_four_processes_make_the_queue_and_fill_it_at_once():
    in_four_processes(ENQUEUEING)
    jobs = queue.jobs(limit=1000)
    assert len([job for job in jobs if not job.key]) == 40
    assert len([job for job in jobs if job.key]) == 20


def test_four_workers_take_each_job_once():
    for _number in range(60):
        queue.enqueue("text", {})
    transaction.commit()
    taken = in_four_processes(CLAIMING)
    assert len(taken) == len(set(taken)) == 60
    assert queue.counts()["done"] == 60
