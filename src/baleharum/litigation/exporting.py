"""Asking for the bundle: who, for whom, of which edition; and how far the worker is."""

from baleharum import _
from baleharum.bundles.spec import digest
from baleharum.cases.collisions import claim
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.guard.traces import uid
from baleharum.jobs import queue
from baleharum.litigation import gates
from baleharum.litigation.binding import JOB
from baleharum.litigation.facts import facts_of
from baleharum.litigation.fixing import frozen
from baleharum.litigation.refusals import ExhibitRefused
from baleharum.team.api import current_user_id
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from plone.uuid.interfaces import IUUID


#: States of a job in which it is under way.
UNDER_WAY = ("waiting", "running")


def job_of(context):
    """Return the newest job that binds this file, None for none."""
    found = queue.jobs(kind=JOB, key=IUUID(context), limit=1)
    return found[0] if found else None


def ask(context) -> str:
    """Have the worker bind an approved file; returns the id of the job.

    Raises ExhibitRefused where a gate stops it since it was approved.
    """
    if state_of(context) != "approved" or state_of(case_of(context)) not in ACTIVE_STATES:
        raise ExhibitRefused(
            _("error_export_state", default="A bundle is made of a file that is approved.")
        )
    stopping = gates.blockers(facts_of(context))
    if stopping:
        raise ExhibitRefused(
            _(
                "error_export_gates",
                default="${count} things stop this bundle since it was approved. They stand below,"
                " with what helps.",
                mapping={"count": len(stopping)},
            )
        )
    job = job_of(context)
    if job is not None and job.state in UNDER_WAY:
        raise ExhibitRefused(
            _("error_export_under_way", default="The bundle is being made. Wait a moment.")
        )
    known = digest(frozen(context))
    context._keep("asked_by", current_user_id())
    claim(context)
    told = f"litigasi,{context.edition},to={context.recipient[:32]},spec={known[:16]}"
    change(EXPORT, uid(case_of(context)), uid(context), told)
    payload = {"uid": IUUID(context), "digest": known}
    return queue.enqueue(JOB, payload, key=IUUID(context))


def cancel(context) -> None:
    """Take back what was asked for, as long as no worker has begun. Raises ExhibitRefused."""
    job = job_of(context)
    if job is None or not queue.cancel(job.id):
        raise ExhibitRefused(
            _("error_export_begun", default="The worker has begun, or is done: it is not stopped.")
        )


def retry(context) -> None:
    """Have the worker try again what has failed. Raises ExhibitRefused."""
    job = job_of(context)
    if job is None or not queue.retry(job.id):
        raise ExhibitRefused(
            _("error_export_no_failure", default="Nothing has failed that could be tried again.")
        )
