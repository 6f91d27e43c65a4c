"""Tries the queue of jobs in the PostgreSQL that BALEHARUM_JOBS names, beside the real one.

The worker of the site does a job. Then, in tables apart, eight processes fill a queue and four
workers empty it, one of which is killed with a job in hand. Run it with an instance's Python, in
the environment of the site.
"""

from baleharum.jobs import claims
from baleharum.jobs import pulse
from baleharum.jobs import queue
from baleharum.jobs import store
from contextlib import closing
from typing import Any

import multiprocessing
import os
import psycopg2
import signal
import sys
import time
import transaction


SITE = "/baleharum"
#: A kind of job that finds nothing to do in a new site.
KIND = "alarms"
WRITERS, EACH, WORKERS = 8, 25, 4
#: Where the jobs of this trial are, apart from those of a site.
APART = "options='-c search_path=trial'"


class Unexpected(Exception):
    """The queue did not do what it promises."""


def expect(what: str, found: Any, wanted: Any) -> None:
    """Say what was found. Raises Unexpected."""
    if found != wanted:
        raise Unexpected(f"{what}: {found!r} instead of {wanted!r}")
    print(f"  {what}: {found}", flush=True)


def run_sql(*statements: str) -> None:
    """Run statements as the owner of the database, past the product."""
    with closing(psycopg2.connect(os.environ[store.PLACE])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def the_real_worker() -> None:
    """A job that this process asks for is done by the worker of the site."""
    job_id = queue.enqueue(KIND, {"site": SITE}, key="trial")
    transaction.commit()
    until = time.time() + 120
    while (job := queue.job(job_id)) is None or job.state != store.DONE:
        if time.time() > until:
            raise Unexpected(f"The worker has not done its job: {job}")
        time.sleep(0.5)
    expect("done by the worker of the site", job.state, store.DONE)
    expect("a worker gives signs of life", pulse.alive(), True)


def fill(number: int) -> None:
    """Ask for jobs, each in a transaction; every fifth with a key that others use, too."""
    for at in range(EACH):
        queue.enqueue("trial", {"number": number}, key="" if at % 5 else f"key{at}")
        transaction.commit()


def empty(number: int) -> list[str]:
    """Do jobs until none is left; return their ids."""
    done = []
    while (job := claims.claim(f"worker{number}")) is not None:
        done.append(job.id)
        claims.finish(job)
    return done


def several() -> None:
    """Each job is taken once, whoever fills and empties the queue."""
    fork = multiprocessing.get_context("fork")
    began = time.time()
    with fork.Pool(WRITERS) as pool:
        pool.map(fill, range(WRITERS))
    keys = len(range(0, EACH, 5))
    wanted = WRITERS * (EACH - keys) + keys
    expect("jobs of eight processes", queue.counts()["waiting"], wanted)
    with fork.Pool(WORKERS) as pool:
        done = [job_id for found in pool.map(empty, range(WORKERS)) for job_id in found]
    expect("done by four workers, each once", (len(done), len(set(done))), (wanted, wanted))
    print(f"  {time.time() - began:.1f} s")


def dies(pipe: Any) -> None:
    """Take a job and be killed with it."""
    pipe.send(claims.claim("killed").id)
    os.kill(os.getpid(), signal.SIGKILL)


def killed() -> None:
    """The job of a worker that was killed is taken by another when its lease has ended."""
    queue.enqueue("trial", {})
    transaction.commit()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=dies, args=(theirs,))
    child.start()
    job_id = ours.recv()
    child.join()
    expect("killed", child.exitcode, -signal.SIGKILL)
    expect("nobody takes it at once", claims.claim("other"), None)
    later = claims.claim("other", now=time.time() + claims.LEASE + 1)
    expect("taken after the lease", later is not None and later.id == job_id, True)
    claims.fail(later, "trial")
    expect("tried again", queue.retry(job_id) and queue.cancel(job_id), True)


def main() -> int:
    """Run everything; the tables apart are gone afterwards."""
    server = os.environ[store.PLACE]
    run_sql("DROP SCHEMA IF EXISTS trial CASCADE", "CREATE SCHEMA trial")
    try:
        the_real_worker()
        os.environ[store.PLACE] = f"{server} {APART}"
        several()
        killed()
    except Unexpected as unexpected:
        print(unexpected, file=sys.stderr)
        return 1
    finally:
        os.environ[store.PLACE] = server
        run_sql("DROP SCHEMA trial CASCADE")
    return 0


if __name__ == "__main__":
    sys.exit(main())
