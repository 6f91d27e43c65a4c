"""What officers do with a report, for pages and services; the caller has checked the permission
of what is no step of the workflow."""

from baleharum import _
from baleharum.cases.files.viruses import address
from baleharum.cases.files.viruses import SECONDS
from baleharum.cases.requirements import TransitionRefused
from baleharum.documents import clamav
from baleharum.intake.content import IntakeReport
from baleharum.intake.messages import add_message
from baleharum.intake.messages import add_note
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from baleharum.intake.unheard import heard
from baleharum.partners.choices import IN_USE
from baleharum.partners.choices import partner_brain
from baleharum.team.api import current_user_id
from baleharum.team.refusals import TeamRefused
from baleharum.terms.lists import terms
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from collections.abc import Iterable
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException


#: Who works on reports: both permissions of pages and services.
WORK = "baleharum: Work on report"
ADD = "baleharum: Add report"
REOPEN = "baleharum: Reopen report"


class IntakeRefused(TeamRefused):
    """Something that cannot be done with a report; its argument is the message with the remedy."""


def check_open(report: IntakeReport) -> None:
    """Raise IntakeRefused for a report whose processing is restricted: it is kept, nothing else."""
    if report.restricted_at is not None:
        raise IntakeRefused(RESTRICTED)


def set_risk(report: IntakeReport, risk: str) -> None:
    """Say how high the risk is. Raises IntakeRefused."""
    check_open(report)
    if risk not in {term.token for term in terms("risks")}:
        raise IntakeRefused(_("error_report_risk", default="Choose how high the risk is."))
    report.risk = risk
    report.reindexObject(idxs=["report_risk"])
    change(EDIT, IUUID(report), IUUID(report), f"risk={risk}")


def note(report: IntakeReport, text: str) -> None:
    """Write down what officers have found. Raises IntakeRefused."""
    _refusable(add_note, report, text, current_user_id())


def reply(report: IntakeReport, text: str, files: Iterable[SentFile] = ()) -> None:
    """Write to the reporter, who reads it with the code. Raises IntakeRefused."""
    _refusable(add_message, report, text, author=current_user_id(), files=files)


def hear(report: IntakeReport) -> None:
    """Take note of what the reporter has written, where there is nothing to answer."""
    heard(report)
    change(EDIT, IUUID(report), IUUID(report), "heard")


def step(report: IntakeReport, transition: str, comment: str = "", **more: str) -> None:
    """Take a step of the workflow. Raises IntakeRefused with all that is missing."""
    check_open(report)
    workflow = api.portal.get_tool("portal_workflow")
    try:
        workflow.doActionFor(report, transition, comment=comment.strip(), **more)
    except TransitionRefused as refused:
        raise IntakeRefused(refused.missing[0].message) from refused
    except WorkflowException as closed:
        raise IntakeRefused(
            _("error_step_not_open", default="This step is not open (any more).")
        ) from closed


def scan_again(report: IntakeReport) -> int:
    """Show the files that the scanner has not looked at to it again; returns how many are left.

    What it then finds a virus in is taken away; that it was there stands in the submission.
    """
    waiting = [f for f in report.parts("files").values() if f.file is not None and not f.openable]
    for file in waiting:
        with file.file.open() as stream:
            result = clamav.scan(stream, address(), SECONDS)
        file.scan = result.state
        if result.state == clamav.INFECTED:
            file.file = None
        change(EDIT, IUUID(report), IUUID(report), f"scan={result.state}")
    return sum(1 for file in waiting if file.file is not None and not file.openable)


def redirect(report: IntakeReport, partner: str, reason: str) -> None:
    """Send a reporter on to a partner of the directory. partner: UID. Raises IntakeRefused.

    Nothing of the report leaves the house by this: who is to be told what is for the officer, or
    for a letter of referral from a case.
    """
    brain = partner_brain(partner)
    if brain is not None and brain.review_state not in IN_USE:
        raise IntakeRefused(
            _("error_report_partner", default="This partner is not active. Choose another one.")
        )
    step(report, "redirect", reason, partner=brain.UID if brain is not None else "")


def _refusable(add, report, *args, **named):
    check_open(report)
    try:
        add(report, *args, **named)
    except SubmissionRefused as refused:
        raise IntakeRefused(refused.errors[0][1]) from refused


RESTRICTED = _(
    "error_report_restricted",
    default="The processing of this report is restricted at somebody's request: it is kept, and"
    " nothing is done with it. The privacy officer lifts that on the page of how long reports are"
    " kept.",
)
