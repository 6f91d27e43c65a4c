"""The queue keeps what a transaction promised, once, and nothing that it took back."""

from baleharum.jobs import claims
from baleharum.jobs import pledge
from baleharum.jobs import queue
from baleharum.jobs import store
from transaction.interfaces import IDataManager
from zope.interface import implementer

import pytest
import stat
import transaction


@pytest.fixture(autouse=True)
def place(jobs_store):
    """A queue of its own for every test, in each kind of place."""
    transaction.abort()
    yield jobs_store
    transaction.abort()


@implementer(IDataManager)
class Refusing:
    """Takes part in a transaction after the queue, and refuses to commit."""

    def sortKey(self):
        return "~~~~"

    def tpc_vote(self, current):
        raise ValueError("refused")

    def _nothing(self, current):
        pass

    abort = tpc_begin = commit = tpc_finish = tpc_abort = _nothing


def enqueue_committed(kind="index", key="", **payload):
    job_id = queue.enqueue(kind, payload, key=key)
    transaction.commit()
    return job_id


def states():
    return [(job.kind, job.state) for job in queue.jobs()]


class TestPledge:
    def test_nothing_is_written_before_the_commit(self):
        queue.enqueue("index", {"uid": "a"})
        assert queue.jobs() == ()

    def test_a_committed_job_waits_and_keeps_its_payload(self):
        job_id = enqueue_committed(uid="a")
        job = queue.job(job_id)
        assert job.state == "waiting"
        assert job.payload == {"uid": "a", "site": ""}

    def test_an_aborted_transaction_leaves_no_job(self):
        queue.enqueue("index", {})
        transaction.abort()
        transaction.commit()
        assert queue.jobs() == ()

    def test_a_refused_commit_takes_the_row_back(self):
        queue.enqueue("index", {})
        transaction.get().join(Refusing())
        with pytest.raises(ValueError, match="refused"):
            transaction.commit()
        transaction.abort()
        assert queue.jobs() == ()

    def test_a_rolled_back_savepoint_takes_back_what_came_after_it(self):
        queue.enqueue("kept", {})
        savepoint = transaction.savepoint()
        queue.enqueue("dropped", {})
        savepoint.rollback()
        transaction.commit()
        assert states() == [("kept", "waiting")]

    def test_a_job_after_rolling_back_to_before_the_first_one_is_kept(self):
        savepoint = transaction.savepoint()
        queue.enqueue("dropped", {})
        savepoint.rollback()
        queue.enqueue("kept", {})
        transaction.commit()
        assert states() == [("kept", "waiting")]

    def test_a_held_row_is_left_alone_until_its_hold_ends(self):
        promise = pledge.Promise("id1", "", "index", "", "{}")
        pledge.hold([promise], now=1000.0)
        assert claims.claim("w", now=1000.0 + pledge.HOLD - 1) is None
        assert claims.claim("w", now=1000.0 + pledge.HOLD).id == "id1"

    def test_a_commit_slower_than_its_hold_is_worked_on_again(self):
        promise = pledge.Promise("id1", "", "index", "", "{}")
        pledge.hold([promise], now=1000.0)
        claims.finish(claims.claim("early", now=2000.0))
        pledge.release([promise], now=2001.0)
        assert claims.claim("w", now=2001.0).id == "id1"

    def test_a_payload_that_is_no_json_is_refused_at_once(self):
        with pytest.raises(TypeError):
            queue.enqueue("index", {"uid": object()})


class TestKey:
    def test_the_same_kind_and_key_wait_once_with_the_newer_payload(self):
        enqueue_committed(key="a", version=1)
        newer = enqueue_committed(key="a", version=2)
        assert [(job.id, job.payload["version"]) for job in queue.jobs()] == [(newer, 2)]

    def test_twice_in_one_transaction_is_one_job(self):
        first = queue.enqueue("index", {"version": 1}, key="a")
        second = queue.enqueue("index", {"version": 2}, key="a")
        transaction.commit()
        assert first == second
        assert [job.payload["version"] for job in queue.jobs()] == [2]

    @pytest.mark.parametrize(
        "kind, key, site", [("index", "b", ""), ("preview", "a", ""), ("index", "a", "/other")]
    )
    def test_another_kind_key_or_site_is_another_job(self, kind, key, site):
        enqueue_committed(key="a")
        enqueue_committed(kind, key=key, site=site)
        assert len(queue.jobs()) == 2

    def test_jobs_without_key_are_never_merged(self):
        enqueue_committed()
        enqueue_committed()
        assert len(queue.jobs()) == 2

    def test_a_newer_job_keeps_the_place_in_the_queue(self):
        enqueue_committed(key="a")
        enqueue_committed("other")
        newer = enqueue_committed(key="a")
        assert claims.claim("w").id == newer

    def test_a_running_job_takes_no_newer_one_away(self):
        enqueue_committed(key="a")
        claims.claim("w1")
        enqueue_committed(key="a")
        assert sorted(job.state for job in queue.jobs()) == ["running", "waiting"]

    def test_two_jobs_with_one_key_never_run_at_once(self):
        enqueue_committed(key="a")
        first = claims.claim("w1")
        enqueue_committed(key="a")
        assert claims.claim("w2") is None
        claims.finish(first)
        assert claims.claim("w2") is not None


class TestClaim:
    def test_the_oldest_job_comes_first(self):
        ids = [enqueue_committed(), enqueue_committed()]
        assert [claims.claim("w").id, claims.claim("w").id] == ids

    def test_a_running_job_is_not_taken_while_its_lease_holds(self):
        enqueue_committed()
        begun = claims.claim("w1").started
        assert claims.claim("w2", now=begun + claims.LEASE - 1) is None

    def test_the_job_of_a_dead_worker_is_taken_after_its_lease(self):
        job_id = enqueue_committed()
        begun = claims.claim("w1").started
        assert claims.claim("w2", now=begun + claims.LEASE + 1).id == job_id

    def test_a_sign_of_life_extends_the_lease(self):
        enqueue_committed()
        job = claims.claim("w1")
        claims.extend(job, now=job.started + 50)
        assert claims.claim("w2", now=job.started + claims.LEASE + 1) is None

    @pytest.mark.parametrize(
        "act", [claims.extend, claims.finish, lambda job: claims.fail(job, "x")]
    )
    def test_a_worker_that_lost_its_lease_changes_nothing(self, act):
        job_id = enqueue_committed()
        late = claims.claim("w1")
        claims.claim("w2", now=late.started + claims.LEASE + 1)
        with pytest.raises(claims.LeaseLost):
            act(late)
        assert queue.job(job_id).state == "running"

    def test_a_job_that_kills_its_worker_each_time_fails_in_the_end(self):
        job_id = enqueue_committed()
        now = queue.job(job_id).not_before
        for _attempt in range(claims.ATTEMPTS):
            assert claims.claim("w", now=now).id == job_id
            now += claims.LEASE + 1
        assert claims.claim("w", now=now) is None
        assert queue.job(job_id).state == "failed"
        assert queue.job(job_id).message.default.startswith("The worker stopped")


class TestOutcome:
    def test_a_failed_attempt_waits_longer_each_time_and_fails_after_the_fifth(self):
        job_id = enqueue_committed()
        now = queue.job(job_id).not_before
        waits = []
        while (job := claims.claim("w", now=now)) is not None:
            claims.postpone(job, "ValueError", now=now)
            waits.append(queue.job(job_id).not_before - now)
            now = queue.job(job_id).not_before
        assert tuple(waits[:4]) == pytest.approx(claims.BACKOFF)
        assert queue.job(job_id).attempts == claims.ATTEMPTS
        assert queue.job(job_id).state == "failed"

    def test_a_postponed_job_gives_way_to_a_newer_one_with_its_key(self):
        enqueue_committed(key="a")
        job = claims.claim("w")
        newer = enqueue_committed(key="a")
        claims.postpone(job, "ValueError")
        assert [job.id for job in queue.jobs()] == [newer]

    def test_progress_stays_between_0_and_100(self):
        job_id = enqueue_committed()
        job = claims.claim("w")
        claims.note(job, 250, "halfway")
        assert (queue.job(job_id).progress, queue.job(job_id).message) == (100, "halfway")

    def test_a_retried_job_has_all_its_attempts_again(self):
        job_id = enqueue_committed()
        claims.fail(claims.claim("w"), "broken")
        assert queue.retry(job_id)
        assert claims.claim("w").attempts == 1

    def test_only_failed_or_cancelled_jobs_are_retried(self):
        job_id = enqueue_committed()
        assert not queue.retry(job_id)
        assert not queue.retry("unknown")

    def test_a_cancelled_job_is_not_claimed(self):
        assert queue.cancel(enqueue_committed())
        assert claims.claim("w") is None

    def test_a_running_job_is_not_cancelled(self):
        job_id = enqueue_committed()
        claims.claim("w")
        assert not queue.cancel(job_id)

    def test_old_done_jobs_are_forgotten_and_failures_are_not(self):
        enqueue_committed("done")
        claims.finish(claims.claim("w"))
        enqueue_committed("failed")
        failed = claims.claim("w")
        claims.fail(failed, "broken")
        claims.forget(now=failed.created + claims.KEEP + 3600)
        assert states() == [("failed", "failed")]

    def test_every_state_is_counted(self):
        enqueue_committed()
        assert queue.counts() == {
            "waiting": 1,
            "running": 0,
            "done": 0,
            "failed": 0,
            "cancelled": 0,
        }


class TestFile:
    @pytest.fixture(autouse=True)
    def jobs_file(self, tmp_path, monkeypatch):
        """A queue in a file, whatever the other tests have."""
        path = tmp_path / "var" / "jobs.sqlite3"
        monkeypatch.setenv("BALEHARUM_JOBS", str(path))
        return path

    def test_only_its_owner_reads_the_file(self, jobs_file):
        queue.jobs()
        assert stat.S_IMODE(jobs_file.stat().st_mode) == 0o600
        assert stat.S_IMODE(jobs_file.parent.stat().st_mode) == 0o700

    def test_it_is_durable(self):
        with store.reading() as table:
            assert table.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            assert table.execute("PRAGMA synchronous").fetchone()[0] == 2

    def test_a_place_that_cannot_be_made_is_told_with_the_remedy(self, tmp_path, monkeypatch):
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv("BALEHARUM_JOBS", str(tmp_path / "file" / "jobs.sqlite3"))
        with pytest.raises(store.QueueUnavailable, match="Check that the folder exists"):
            queue.jobs()

    def test_a_queue_that_cannot_be_written_refuses_the_commit(self, tmp_path, monkeypatch):
        queue.enqueue("index", {})
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv("BALEHARUM_JOBS", str(tmp_path / "file" / "jobs.sqlite3"))
        with pytest.raises(store.QueueUnavailable):
            transaction.commit()
