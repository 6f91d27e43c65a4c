"""REST: `@jobs` lists what `@@jobs` shows, `POST @jobs/<id>/retry` tries one again."""

from baleharum.jobs import queue
from baleharum.jobs import store
from baleharum.jobs.store import Job
from baleharum.jobs.views import kind_title
from baleharum.jobs.views import retry_in
from baleharum.jobs.views import site_path
from datetime import datetime
from datetime import UTC
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


LISTED = (store.RUNNING, store.WAITING, store.FAILED)


class JobsGet(Service):
    """The jobs of this site that wait, run or failed, and how many there are of each."""

    def reply(self) -> dict[str, Any]:
        site = site_path(self.context)
        counts = queue.counts(site=site)
        return {
            "@id": f"{self.context.absolute_url()}/@jobs",
            "counts": {state: counts[state] for state in LISTED},
            "items": [
                job_item(job, self.context, self.request)
                for job in queue.jobs(site=site, states=LISTED)
            ],
        }


@implementer(IPublishTraverse)
class JobsPost(Service):
    """`@jobs/<id>/retry` returns the job that waits again; 404 for a job that can't be retried here."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.names: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> "JobsPost":
        self.names.append(name)
        return self

    def reply(self) -> dict[str, Any]:
        if len(self.names) != 2 or self.names[1] != "retry":
            raise BadRequest("Name the job and what to do with it: POST @jobs/<id>/retry")
        if not retry_in(self.context, self.names[0]):
            raise NotFound("There is no failed job with this id; see GET @jobs.")
        job = queue.job(self.names[0])
        return job_item(job, self.context, self.request) if job else {}


def job_item(job: Job, site: Any, request: Any) -> dict[str, Any]:
    """A job for a JSON answer, without its payload and key: they name content."""
    return {
        "@id": f"{site.absolute_url()}/@jobs/{job.id}",
        "id": job.id,
        "kind": job.kind,
        "title": translate(kind_title(job), context=request),
        "state": job.state,
        "progress": job.progress,
        "message": translate(job.message, context=request),
        "attempts": job.attempts,
        "created": _iso(job.created),
        "started": _iso(job.started),
        "finished": _iso(job.finished),
    }


def _iso(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
