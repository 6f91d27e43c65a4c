"""A worker's claim on a job: taken under a lock, kept by a lease, given up with an outcome."""

from baleharum import _
from baleharum.jobs import store
from baleharum.jobs.store import Job
from baleharum.jobs.store import Tables
from zope.i18nmessageid import Message

import time


# Seconds for which a claim holds without a sign of life of its worker.
LEASE = 60.0
ATTEMPTS = 5
# Seconds before the second, third, fourth and fifth attempt.
BACKOFF = (10.0, 60.0, 300.0, 1800.0)
# Seconds for which jobs that ended well, or were cancelled, stay in the list.
KEEP = 7 * 24 * 3600.0

DUE = """
    ((state = 'waiting' AND not_before <= :now) OR (state = 'running' AND lease < :now))
    AND NOT (key <> '' AND EXISTS (
        SELECT 1 FROM job AS twin WHERE twin.state = 'running' AND twin.lease >= :now
        AND twin.site = job.site AND twin.kind = job.kind AND twin.key = job.key))
"""


STOPPED = _("job_worker_stopped", default="The worker stopped during this job each time.")


class LeaseLost(Exception):
    """Another worker has this job now; what this one did must not be kept."""


def claim(worker: str, now: float | None = None) -> Job | None:
    """Take the oldest job that is due for `worker`, or None; no two workers get the same."""
    values = {"now": time.time() if now is None else now}
    oldest = f"SELECT * FROM job WHERE {DUE} ORDER BY created, id LIMIT 1"  # noqa: S608
    with store.reading() as table:  # An idle worker must not keep writers waiting.
        if table.execute(oldest, values).fetchone() is None:
            return None
    with store.writing() as table:
        _give_up_exhausted(table, values["now"])
        row = table.execute(oldest + store.free(), values).fetchone()
        if row is None:
            return None
        table.execute(
            "UPDATE job SET state = 'running', held = 0, attempts = attempts + 1, progress = 0,"
            " message = '', message_id = '', started = :now, worker = :worker, lease = :lease"
            " WHERE id = :id",
            {**values, "worker": worker, "lease": values["now"] + LEASE, "id": row["id"]},
        )
        taken = table.execute("SELECT * FROM job WHERE id = ?", (row["id"],)).fetchone()
    return store.job_of(taken)


def extend(job: Job, now: float | None = None) -> None:
    """A sign of life: the claim holds for another lease. LeaseLost if it is ours no more."""
    lease = (time.time() if now is None else now) + LEASE
    _change(job, "lease = ?", lease)


def note(job: Job, percent: int, message: str = "") -> None:
    """Write down how far the job is, 0 to 100. LeaseLost if it is ours no more."""
    _change(job, "progress = ?, message = ?", max(0, min(100, int(percent))), message[:200])


def finish(job: Job) -> None:
    """The job is done."""
    ended = "state = 'done', progress = 100, message = '', finished = ?, lease = NULL"
    _change(job, ended, time.time())


def fail(job: Job, message: str) -> None:
    """The job has failed for good; `message` is kept for the operators (200 characters)."""
    text, message_id = _texts(message)
    ended = "state = 'failed', message = ?, message_id = ?, finished = ?, lease = NULL"
    _change(job, ended, text, message_id, time.time())


def postpone(job: Job, message: str, now: float | None = None) -> None:
    """The attempt has failed: wait for the next one, or fail after the last."""
    if job.attempts >= ATTEMPTS:
        fail(job, message)
        return
    start = (time.time() if now is None else now) + BACKOFF[job.attempts - 1]
    text, message_id = _texts(message)
    waits = "state = 'waiting', message = ?, message_id = ?, not_before = ?, lease = NULL"
    _change(job, waits, text, message_id, start)
    _yield_to_newer(job)


def forget(now: float | None = None) -> int:
    """Remove what ended well long ago; failures stay until somebody retries them."""
    before = (time.time() if now is None else now) - KEEP
    with store.writing() as table:
        return table.execute(
            "DELETE FROM job WHERE state IN ('done', 'cancelled') AND finished < ?", (before,)
        ).rowcount


def _change(job: Job, assignments: str, *values: object) -> None:
    """Change the row, but only while the claim is this worker's (attempts tell two claims apart)."""
    query = (
        f"UPDATE job SET {assignments} WHERE id = ? AND state = 'running'"  # noqa: S608
        " AND worker = ? AND attempts = ?"
    )
    with store.writing() as table:
        if table.execute(query, (*values, job.id, job.worker, job.attempts)).rowcount != 1:
            raise LeaseLost(job.id)


def _give_up_exhausted(table: Tables, now: float) -> None:
    """A job that ended its worker's life each time must not do so for ever."""
    table.execute(
        "UPDATE job SET state = 'failed', finished = ?, lease = NULL,"
        " message = ?, message_id = ?"
        " WHERE state = 'running' AND lease < ? AND attempts >= ?",
        (now, *_texts(STOPPED), now, ATTEMPTS),
    )


def _yield_to_newer(job: Job) -> None:
    """Of two waiting jobs with the same key only the newer request is worth doing."""
    with store.writing() as table:
        table.execute(
            "DELETE FROM job WHERE id = :id AND key <> '' AND state = 'waiting' AND EXISTS ("
            " SELECT 1 FROM job AS twin WHERE twin.state = 'waiting' AND twin.held = 0"
            " AND twin.site = job.site AND twin.kind = job.kind AND twin.key = job.key"
            " AND twin.id <> job.id)",
            {"id": job.id},
        )


def _texts(message: str) -> tuple[str, str]:
    """The text to store, and the message id if it can be shown in the reader's language."""
    if isinstance(message, Message) and message.domain == "baleharum":
        return str(message.default or message)[:200], str(message)
    return str(message)[:200], ""
