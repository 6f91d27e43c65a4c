"""Running one claimed job: as nobody in particular, in its own transaction, to a written outcome."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import SimpleUser
from baleharum import _
from baleharum.jobs import claims
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import PermanentFailure
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.store import Job
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from transaction.interfaces import IDataManagerSavepoint
from transaction.interfaces import ISavepointDataManager
from transaction.interfaces import TransientError
from typing import Any
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.interface import implementer

import logging
import os
import random
import socket
import threading
import time
import traceback
import transaction
import uuid


logger = logging.getLogger(__name__)

# How often a job is begun again at once because another process changed the same objects.
CONFLICTS = 6
# Seconds to wait before that, at most: the first time, and doubled each time. People go first.
STEP_BACK = 0.2

# Handlers are trusted code and need no role; whatever asks for a permission in
# their name is refused. The colon keeps the name apart from every account.
WORKER_USER = "baleharum:worker"

NO_HANDLER = _(
    "job_without_handler",
    default="Nothing in this worker does this kind of work. Restart the worker with the same"
    " version as the site, then try again.",
)
SITE_GONE = _("job_site_gone", default="The site of this job is no longer there.")


def run_pending(app: Any, worker: str | None = None) -> int:
    """Run every job that is due, one after the other, and return how many there were.

    `app` is the root of the site's database; what its transaction holds
    uncommitted is thrown away, so commit before.
    """
    worker = worker or worker_name()
    ran = 0
    while (job := claims.claim(worker)) is not None:
        perform(app, job)
        ran += 1
    return ran


def worker_name() -> str:
    """A name that no other worker has, on this machine or another."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def perform(app: Any, job: Job) -> None:
    """Run a claimed job and write down how it ended; only kind and id are logged."""
    logger.info("job %s %s begins, attempt %d", job.kind, job.id, job.attempts)
    try:
        with Heartbeat(job):
            _run(app, job)
            claims.finish(job)
        logger.info("job %s %s is done", job.kind, job.id)
    except claims.LeaseLost:
        logger.warning("job %s %s was taken by another worker", job.kind, job.id)
    except PermanentFailure as failure:
        logger.warning("job %s %s failed: it is not tried again", job.kind, job.id)
        give_up(job, claims.fail, failure.message)
    except TemporaryFailure as failure:
        logger.warning("job %s %s failed for now", job.kind, job.id)
        give_up(job, claims.postpone, failure.message)
    except Exception as error:
        # No traceback in the log: exceptions quote what they stumbled over.
        fault = described(error)
        logger.error("job %s %s failed: %s", job.kind, job.id, fault)
        give_up(job, claims.postpone, fault)


def give_up(job: Job, outcome: Callable[[Job, str], None], message: str) -> None:
    """Write down a failure, unless the job is another worker's by now."""
    try:
        outcome(job, message)
    except claims.LeaseLost:
        logger.warning("job %s %s was taken by another worker", job.kind, job.id)


def described(error: BaseException) -> str:
    """The class of an error and the place in our code, without its text.

    >>> described(ValueError("a name from a document"))
    'ValueError'
    """
    places = traceback.extract_tb(error.__traceback__)
    ours = [at for at in places if f"{os.sep}baleharum{os.sep}" in at.filename]
    ours = [at for at in ours if not at.filename.endswith(os.path.join("jobs", "running.py"))]
    where = f" ({os.path.basename(ours[-1].filename)}, line {ours[-1].lineno})" if ours else ""
    return f"{type(error).__name__}{where}"


def _run(app: Any, job: Job) -> None:
    """The attempts of one claim: more than one only when the database reports a conflict."""
    found: list[Callable[[Any], None]] = []
    for turn in range(CONFLICTS):
        try:
            transaction.begin()
            _call_and_commit(app, job, found)
            return
        except TransientError:
            if turn == CONFLICTS - 1:
                raise
            transaction.abort()
            time.sleep(random.uniform(0.1, 1) * STEP_BACK * 2**turn)  # noqa: S311  no secret
        finally:
            transaction.abort()


def _call_and_commit(app: Any, job: Job, found: list[Callable[[Any], None]]) -> None:
    """Run the handler and commit; found: what it has left to write, so that it runs only once."""
    # Commit inside: what is indexed at the end of the transaction needs the site.
    with acting_in(app, job.site) as site:
        handler = queryUtility(IJobHandler, name=job.kind)
        if handler is None:
            raise PermanentFailure(NO_HANDLER)
        transaction.get().join(Lease(job))
        if not found:
            write = handler(site, dict(job.payload), partial(claims.note, job))
            if callable(write):
                found.append(write)
                # What was read is old by now: the writing begins with what holds at this moment.
                transaction.begin()
                transaction.get().join(Lease(job))
        for write in found:
            write(site)
        transaction.commit()


@contextmanager
def acting_in(app: Any, path: str) -> Iterator[Any]:
    """The site at `path` (the root without one) as current site, the worker as current user."""
    site = app.unrestrictedTraverse(path, None) if path else app
    if site is None:
        raise PermanentFailure(SITE_GONE)
    before = getSite(), getSecurityManager()
    user = SimpleUser(WORKER_USER, "", (), ())
    newSecurityManager(None, user.__of__(app.acl_users) if hasattr(app, "acl_users") else user)
    if path:
        setSite(site)
    try:
        yield site
    finally:
        setSite(before[0])
        setSecurityManager(before[1])


@implementer(ISavepointDataManager, IDataManagerSavepoint)
class Lease:
    """Refuses the commit of a worker that was asleep while another took its job."""

    transaction_manager = transaction.manager

    def __init__(self, job: Job) -> None:
        self.job = job

    def sortKey(self) -> str:
        return "~~~baleharum.jobs.lease"

    def tpc_vote(self, current: Any) -> None:
        claims.extend(self.job)

    def savepoint(self) -> "Lease":
        return self  # There is nothing to roll back.

    def rollback(self) -> None:
        pass

    def _nothing(self, current: Any) -> None:
        pass

    abort = tpc_begin = commit = tpc_finish = tpc_abort = _nothing


class Heartbeat:
    """Extends the lease from a thread for as long as the block runs."""

    def __init__(self, job: Job, interval: float = claims.LEASE / 4) -> None:
        self.job = job
        self.interval = interval
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Heartbeat":
        self.thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        while not self.over.wait(self.interval):
            try:
                claims.extend(self.job)
            except claims.LeaseLost:
                return
            except Exception as error:  # A busy disk must not end the signs of life.
                logger.warning("no sign of life for job %s: %s", self.job.id, described(error))
