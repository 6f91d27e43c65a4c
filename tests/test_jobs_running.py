"""A job runs apart, as nobody, in its own transaction, and its outcome tells no content."""

from AccessControl.SecurityManagement import getSecurityManager
from baleharum.jobs import claims
from baleharum.jobs import queue
from baleharum.jobs import running
from baleharum.jobs import worker
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import PermanentFailure
from OFS.Folder import Folder
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager

import logging
import pytest
import threading
import transaction
import ZODB


@pytest.fixture(autouse=True)
def place(jobs_store):
    """A queue of its own, in each kind of place."""
    transaction.abort()


@pytest.fixture
def root():
    """The root of a small database, as far as jobs without a site need it."""
    database = ZODB.DB(None)
    connection = database.open()
    yield connection.root()
    transaction.abort()
    connection.close()
    database.close()


@pytest.fixture
def handle():
    """Registers a function as the handler of a kind for the length of a test."""
    registry = getGlobalSiteManager()
    registered = []

    def register(function, kind="count"):
        registry.registerUtility(function, IJobHandler, name=kind)
        registered.append((function, kind))

    yield register
    for function, kind in registered:
        registry.unregisterUtility(function, IJobHandler, name=kind)


def enqueue_committed(kind="count", **payload):
    job_id = queue.enqueue(kind, payload)
    transaction.commit()
    return job_id


def test_a_job_that_ends_well_is_committed_and_done(root, handle):
    handle(lambda site, payload, progress: site.update(seen=payload["uid"]))
    job_id = enqueue_committed(uid="a")
    assert running.run_pending(root) == 1
    transaction.abort()
    assert root["seen"] == "a"
    assert (queue.job(job_id).state, queue.job(job_id).progress) == ("done", 100)


def test_a_job_that_fails_leaves_nothing_behind_and_waits(root, handle):
    def halfway(site, payload, progress):
        site["half"] = True
        raise ValueError("Siti Rahma, 12 years")

    handle(halfway)
    job_id = enqueue_committed()
    running.run_pending(root)
    assert "half" not in root
    assert queue.job(job_id).state == "waiting"
    assert queue.job(job_id).attempts == 1


def test_errors_are_stored_and_logged_without_their_text(root, handle, caplog):
    def quoting(site, payload, progress):
        raise ValueError("Siti Rahma, 12 years")

    handle(quoting)
    caplog.set_level(logging.DEBUG)
    job_id = enqueue_committed(title="Siti Rahma")
    running.run_pending(root)
    assert queue.job(job_id).message == "ValueError"
    assert "Siti" not in caplog.text
    assert job_id in caplog.text


def test_a_permanent_failure_is_not_tried_again_and_keeps_its_message(root, handle):
    def broken(site, payload, progress):
        raise PermanentFailure("The file is broken: ask for another copy.")

    handle(broken)
    job_id = enqueue_committed()
    running.run_pending(root)
    assert queue.job(job_id).state == "failed"
    assert queue.job(job_id).message == "The file is broken: ask for another copy."


def test_a_kind_without_handler_fails_with_a_translatable_remedy(root):
    job_id = enqueue_committed("unknown")
    running.run_pending(root)
    message = queue.job(job_id).message
    assert queue.job(job_id).state == "failed"
    assert (message, message.domain) == ("job_without_handler", "baleharum")
    assert "Restart the worker" in message.default


def test_a_conflict_is_tried_again_at_once(root, handle):
    runs = []

    def conflicting_twice(site, payload, progress):
        runs.append(site.get("runs"))
        site["runs"] = True
        if len(runs) < 3:
            raise ConflictError

    handle(conflicting_twice)
    job_id = enqueue_committed()
    running.run_pending(root)
    assert runs == [None, None, None]
    assert (queue.job(job_id).state, queue.job(job_id).attempts) == ("done", 1)


def test_what_is_left_to_write_is_written_apart_and_alone_tried_again(root, handle):
    read, wrote = [], []

    def reading(site, payload, progress):
        read.append(transaction.get())
        site["read"] = True

        def write(site):
            wrote.append(transaction.get())
            site["turns"] = len(wrote)
            if len(wrote) < 3:
                raise ConflictError

        return write

    handle(reading)
    job_id = enqueue_committed()
    running.run_pending(root)
    transaction.abort()
    assert (len(read), root["turns"]) == (1, 3)
    assert "read" not in root, "what was done while reading is not kept"
    assert not {id(each) for each in wrote} & {id(read[0])}
    assert (queue.job(job_id).state, queue.job(job_id).attempts) == ("done", 1)


def test_a_worker_that_lost_its_lease_while_it_read_writes_nothing(root, handle):
    def overtaken(site, payload, progress):
        claims.claim("other", now=queue.jobs()[0].started + claims.LEASE + 1)
        return lambda site: site.update(late=True)

    handle(overtaken)
    job_id = enqueue_committed()
    running.run_pending(root)
    transaction.abort()
    assert "late" not in root
    assert queue.job(job_id).worker == "other"


def test_a_worker_that_lost_its_lease_commits_nothing(root, handle):
    def overtaken(site, payload, progress):
        site["late"] = True
        later = queue.jobs()[0].started + claims.LEASE + 1
        assert claims.claim("other", now=later) is not None

    handle(overtaken)
    job_id = enqueue_committed()
    running.run_pending(root)
    assert "late" not in root
    assert queue.job(job_id).worker == "other"


def test_a_worker_that_lost_its_lease_and_fails_leaves_the_job_to_the_other(root, handle):
    def overtaken(site, payload, progress):
        claims.claim("other", now=queue.jobs()[0].started + claims.LEASE + 1)
        raise ValueError

    handle(overtaken)
    job_id = enqueue_committed()
    running.run_pending(root)
    assert (queue.job(job_id).state, queue.job(job_id).worker) == ("running", "other")


def test_a_handler_acts_as_a_user_without_roles_or_groups(root, handle):
    users = []
    handle(lambda site, payload, progress: users.append(getSecurityManager().getUser()))
    before = getSecurityManager().getUser()
    enqueue_committed()
    running.run_pending(root)
    assert users[0].getId() == running.WORKER_USER
    assert users[0].getRoles() == ("Authenticated",)
    assert getSecurityManager().getUser() is before


def test_progress_is_visible_while_the_job_runs(root, handle):
    seen = []

    def telling(site, payload, progress):
        progress(40, "2 of 5")
        seen.extend((job.state, job.progress, job.message) for job in queue.jobs())

    handle(telling)
    enqueue_committed()
    running.run_pending(root)
    assert seen == [("running", 40, "2 of 5")]


def test_a_job_may_ask_for_another_job(root, handle):
    handle(lambda site, payload, progress: queue.enqueue("second", {}), "first")
    handle(lambda site, payload, progress: site.update(second=True), "second")
    enqueue_committed("first")
    assert running.run_pending(root) == 2
    assert root["second"]


def test_a_handler_may_use_savepoints(root, handle):
    def careful(site, payload, progress):
        savepoint = transaction.savepoint()
        site["tried"] = True
        savepoint.rollback()
        site["kept"] = True

    handle(careful)
    enqueue_committed()
    running.run_pending(root)
    assert (root.get("tried"), root.get("kept")) == (None, True)


def test_a_long_job_gives_signs_of_life():
    enqueue_committed()
    job = claims.claim("w")
    beaten = threading.Event()
    heartbeat = running.Heartbeat(job, interval=0.01)
    heartbeat.over.wait = lambda seconds, wait=heartbeat.over.wait: wait(seconds) or beaten.set()
    with heartbeat:
        assert beaten.wait(10)
    assert claims.claim("w2", now=job.started + claims.LEASE) is None


def test_the_worker_finishes_its_job_closes_the_database_and_stops(root, handle):
    root["Application"] = Folder()
    connections = []

    def open_app():
        connections.append(root._p_jar.db().open())
        return connections[-1].root()["Application"]

    def told_to_stop(site, payload, progress):
        stop.set()
        site.finished = bool(site.REQUEST)

    stop = threading.Event()
    handle(told_to_stop)
    first, second = enqueue_committed(), enqueue_committed()
    worker.work(open_app, stop)
    transaction.begin()
    assert root["Application"].finished
    assert [connection.opened for connection in connections] == [None]
    assert (queue.job(first).state, queue.job(second).state) == ("done", "waiting")


def test_a_database_that_is_away_costs_an_attempt_and_not_the_job():
    def away():
        raise ConnectionError

    job_id = enqueue_committed()
    assert worker.run_next(away, "w")
    assert (queue.job(job_id).state, queue.job(job_id).attempts) == ("waiting", 1)


def test_a_worker_without_zope_conf_says_what_it_needs(capsys):
    assert worker.main([]) == 2
    assert "zope.conf" in capsys.readouterr().err
