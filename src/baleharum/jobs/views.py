"""The screen of jobs: what waits, runs and failed in this site, and a way to try again."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.jobs import queue
from baleharum.jobs import store
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.store import Job
from baleharum.terms.days import moment_text
from baleharum.terms.days import zone
from datetime import datetime
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import MethodNotAllowed
from zope.component import queryUtility
from zope.i18n import translate


STATE_LABELS = {
    store.RUNNING: _("job_state_running", default="Running"),
    store.WAITING: _("job_state_waiting", default="Waiting"),
    store.FAILED: _("job_state_failed", default="Failed"),
}
STATE_COLOURS = {store.RUNNING: "primary", store.WAITING: "body-secondary", store.FAILED: "danger"}


def kind_title(job: Job) -> str:
    """What the handler calls this kind of work, or the kind itself without a handler."""
    handler = queryUtility(IJobHandler, name=job.kind)
    return getattr(handler, "title", None) or job.kind


def site_path(site: Any) -> str:
    """The path under which the jobs of `site` are kept."""
    return "/".join(site.getPhysicalPath())


def retry_in(site: Any, job_id: str) -> bool:
    """Retry a job of this site; False for a job of another site, or one that hasn't failed."""
    job = queue.job(job_id)
    return job is not None and job.site == site_path(site) and queue.retry(job_id)


class JobsView(BrowserView):
    """`@@jobs` at the site root; `@@retry-job` takes the POST of its buttons."""

    def groups(self) -> list[dict[str, Any]]:
        """The rows by state, in the order in which an operator wants to see them."""
        site = site_path(self.context)
        counts = queue.counts(site=site)
        return [
            {
                "label": label,
                "state": state,
                "count": counts[state],
                "rows": [self._row(job) for job in queue.jobs(site=site, states=[state])],
            }
            for state, label in STATE_LABELS.items()
        ]

    def retry(self) -> None:
        """Try a failed job again, then show the screen."""
        if self.request.method != "POST":
            raise MethodNotAllowed("Send the form of the jobs screen (POST).")
        CheckAuthenticator(self.request)
        self._report(retry_in(self.context, Asked(self.request.form).get("id", "")))
        self.request.response.redirect(f"{self.context.absolute_url()}/@@jobs")

    def _report(self, retried: bool) -> None:
        if retried:
            text, kind = _("job_retried", default="The job waits for the worker again."), "info"
        else:
            text = _(
                "job_not_retried",
                default="This job can't be tried again: it is gone or no longer marked as failed.",
            )
            kind = "warning"
        api.portal.show_message(text, request=self.request, type=kind)

    def _row(self, job: Job) -> dict[str, Any]:
        return {
            "id": job.id,
            "title": kind_title(job),
            "progress": job.progress,
            "message": translate(job.message, context=self.request),
            "attempts": job.attempts,
            "colour": STATE_COLOURS[job.state],
            "since": self._time(job.finished or job.started or job.created),
        }

    def _time(self, seconds: float) -> str:
        moment = datetime.fromtimestamp(seconds, zone())
        return moment_text(moment, api.portal.get_current_language())
