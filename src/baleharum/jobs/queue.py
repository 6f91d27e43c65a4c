"""Putting work into the queue, and looking at what is in it."""

from baleharum.jobs import store
from baleharum.jobs.pledge import payload_text
from baleharum.jobs.pledge import pledge_of
from baleharum.jobs.pledge import Promise
from baleharum.jobs.store import Job
from collections.abc import Iterable
from plone import api
from plone.api.exc import CannotGetPortalError
from typing import Any

import time
import transaction
import uuid


def enqueue(kind: str, payload: dict[str, Any], *, key: str = "") -> str:
    """Ask for a job of `kind` once the current transaction is committed; return its id.

    `payload` is small and holds ids, never names or text: JSON values only,
    TypeError otherwise. The job belongs to the current site (or to the path in
    `payload["site"]`). With a `key` there is at most one waiting job of this
    kind and key: a newer one takes the place of the older, which was not begun.
    """
    site = payload.get("site") or _site_path()
    text = payload_text({**payload, "site": site})
    promise = Promise(uuid.uuid4().hex, site, kind, key, text)
    return pledge_of(transaction.get()).add(promise)


def jobs(
    *,
    site: str | None = None,
    kind: str | None = None,
    key: str | None = None,
    states: Iterable[str] = store.STATES,
    limit: int = 200,
) -> tuple[Job, ...]:
    """The newest jobs that fit, at most `limit`, newest first; `site` is a path."""
    wanted = [f"state IN ({', '.join('?' for _state in states)})"]
    values: list[Any] = list(states)
    for column, value in (("site", site), ("kind", kind), ("key", key)):
        if value is not None:
            wanted.append(f"{column} = ?")
            values.append(value)
    query = f"SELECT * FROM job WHERE {' AND '.join(wanted)} ORDER BY created DESC LIMIT ?"  # noqa: S608
    with store.reading() as table:
        return tuple(store.job_of(row) for row in table.execute(query, (*values, limit)))


def job(job_id: str) -> Job | None:
    """The job with this id, or None if there is none (any more)."""
    with store.reading() as table:
        row = table.execute("SELECT * FROM job WHERE id = ?", (job_id,)).fetchone()
    return store.job_of(row) if row else None


def counts(*, site: str | None = None) -> dict[str, int]:
    """How many jobs there are in each state; every state is named."""
    query = "SELECT state, count(*) FROM job WHERE ? IS NULL OR site = ? GROUP BY state"
    with store.reading() as table:
        found = dict(tuple(row) for row in table.execute(query, (site, site)))
    return {state: found.get(state, 0) for state in store.STATES}


def retry(job_id: str) -> bool:
    """Let a failed or cancelled job wait again with all its attempts; False if it is neither."""
    change = (
        "UPDATE job SET state = 'waiting', attempts = 0, progress = 0, message = '', message_id = '',"
        " not_before = ?, started = NULL, finished = NULL, worker = '', lease = NULL"
        " WHERE id = ? AND state IN ('failed', 'cancelled')"
    )
    with store.writing() as table:
        return table.execute(change, (time.time(), job_id)).rowcount == 1


def cancel(job_id: str) -> bool:
    """Take a waiting job out of the queue; False if it doesn't wait (any more)."""
    change = "UPDATE job SET state = 'cancelled', finished = ? WHERE id = ? AND state = 'waiting'"
    with store.writing() as table:
        return table.execute(change, (time.time(), job_id)).rowcount == 1


def _site_path() -> str:
    try:
        return "/".join(api.portal.get().getPhysicalPath())
    except CannotGetPortalError:
        return ""
