"""Killed between any two steps (kill -9), a destruction is whole or not begun, and can be ended."""

from baleharum.cases.files.content import ICaseFile
from baleharum.jobs import claims
from baleharum.jobs import queue
from baleharum.jobs.running import perform
from baleharum.jobs.running import run_pending
from baleharum.retention.records import retention_of
from baleharum.trail import api as trail
from baleharum.vault import keystore
from plone import api
from tests.disposal import carried_out
from tests.disposal import old_case
from tests.disposal import signed
from tests.http import Visitor
from zope.component import getGlobalSiteManager
from zope.component import provideHandler
from zope.lifecycleevent.interfaces import IObjectRemovedEvent

import os
import pytest
import signal
import sys
import threading
import time
import transaction


@pytest.fixture
def asked(functional):
    """A case whose destruction was asked for; the worker has not begun. Returns its number."""
    register = functional["portal"]["perkara"]
    case = old_case(register)
    transaction.commit()
    run_pending(functional["app"])
    carried_out(register, signed(register))
    transaction.commit()
    return case.getId()


def die_at(module, function):
    """Return a trace function that kills this process when a function of a module is called."""

    def watch(frame, event, _argument):
        code = frame.f_code
        if code.co_name == function and code.co_filename.endswith(module):
            os.kill(os.getpid(), signal.SIGKILL)

    return watch


def worker_that_dies(functional, module, function):
    """Run what is due in a child process that is killed there.

    The database of the child is a copy in memory: like that of a worker which had not committed.
    Queue, keystore and record are the files of the test, as they are for a real worker.
    """
    child = os.fork()
    if child == 0:
        sys.settrace(die_at(module, function))
        run_pending(functional["app"])
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def work_later(functional, monkeypatch):
    """Run what is due when the lease of the dead worker has run out."""
    later = time.time() + claims.LEASE + 1
    with monkeypatch.context() as patch:
        patch.setattr(claims.time, "time", lambda: later)
        run_pending(functional["app"])
    functional["portal"]._p_jar.sync()


def is_whole(functional, number):
    case = functional["portal"]["perkara"][number]
    return (
        api.content.get_state(case) == "archived"
        and len(case.objectIds()) == 3
        and case._getOb("n1").text
        and not keystore.is_shredded(case.UID())
    )


def check_gone(functional, number):
    case = functional["portal"]["perkara"][number]
    assert api.content.get_state(case) == "destroyed"
    assert list(case.objectIds()) == []
    assert keystore.is_shredded(case.UID())
    assert retention_of(case).tombstone["shredded_at"] is not None
    details = [row.detail for row in trail.rows(case=case.UID(), actions=("erase",))]
    assert details.count("key") == 1
    assert {job.state for job in queue.jobs() if job.kind != "programmes-forget"} == {"done"}


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("retention/work.py", "__call__"),
        ("retention/lists.py", "signed_list"),
        ("retention/tombstone.py", "tombstone"),
        ("retention/tombstone.py", "hashes_of"),
        ("retention/emptying.py", "empty"),
        ("team/records.py", "forget_book"),
        ("retention/words.py", "forget"),
    ],
)
def test_killed_while_destroying_the_case_is_whole(
    functional, monkeypatch, asked, module, function
):
    worker_that_dies(functional, module, function)
    assert is_whole(functional, asked)
    work_later(functional, monkeypatch)
    check_gone(functional, asked)


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("retention/work.py", "__call__"),
        ("vault/keystore.py", "shred"),
        ("vault/moment.py", "forget"),
        ("retention/work.py", "told"),
        ("trail/sqlite.py", "append"),
        ("jobs/claims.py", "finish"),
    ],
)
def test_killed_between_commit_and_the_end_of_the_key_it_is_ended_later(
    functional, monkeypatch, asked, module, function
):
    (job,) = queue.jobs(states=("waiting",))
    claimed = claims.claim("test")
    assert claimed.id == job.id
    perform(functional["app"], claimed)
    functional["portal"]._p_jar.sync()
    assert kinds() == ["programmes-forget", "retention-shred"]
    # What programmes know of a case is forgotten beside it, in whichever order.
    (beside,) = queue.jobs(kind="programmes-forget")
    assert queue.cancel(beside.id)
    worker_that_dies(functional, module, function)
    work_later(functional, monkeypatch)
    check_gone(functional, asked)


def kinds() -> list[str]:
    """Return the kinds of the jobs that wait."""
    return sorted(job.kind for job in queue.jobs(states=("waiting",)))


def test_a_hold_while_the_case_is_being_destroyed_wins(functional, asked):
    portal = functional["portal"]
    page = f"perkara/{asked}/@retention/hold"
    answers = []

    def hold():
        visitor = Visitor(portal, "head1")
        visitor.look_again = None
        answers.append(visitor.rest("POST", page, {"reason": "Diminta pengadilan."}).status)

    def meanwhile(document, event):
        if not answers:
            thread = threading.Thread(target=hold)
            thread.start()
            thread.join()

    provideHandler(meanwhile, (ICaseFile, IObjectRemovedEvent))
    try:
        run_pending(functional["app"])
    finally:
        getGlobalSiteManager().unregisterHandler(meanwhile, (ICaseFile, IObjectRemovedEvent))
    portal._p_jar.sync()
    assert answers == [200]
    assert is_whole(functional, asked)
    assert retention_of(portal["perkara"][asked]).hold["by"] == "head1"
