"""What follows when a report is filed or changes its state, on every path."""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum.guard.traces import uid
from baleharum.intake.content import IIntakeBox
from baleharum.team.people import utcnow
from baleharum.trail.actions import ADD
from baleharum.trail.actions import TRANSITION
from baleharum.trail.api import change
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import seal_to
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


def box_added(box, event) -> None:
    """Make the key of the box, from which its codes follow."""
    seal_to(box, IUUID(box))


def report_added(report, event) -> None:
    """Seal a report by a key of its own, and tell the record. Raises BadRequest elsewhere."""
    if not IIntakeBox.providedBy(aq_parent(report)):
        raise BadRequest("A report is filed in an intake box.")
    if not is_stored(report, "submission"):
        raise BadRequest("A report says something: enter it on the page of its box, or @reports.")
    seal_to(report, IUUID(report))
    change(ADD, uid(report), uid(report), "report")


def report_changed_state(report, event) -> None:
    """Keep why it went elsewhere, when it was first taken up, and tell the record."""
    if event.transition is None:
        return
    given = event.kwargs or {}
    if reason := str(given.get("comment") or "").strip():
        report.reason = reason
    if event.transition.id == "redirect":
        report.redirected_to = given.get("partner") or ""
    report.answered_at = report.answered_at or utcnow()
    change(TRANSITION, uid(report), uid(report), event.transition.id)


def refuse_to_leave(report, event) -> None:
    """A report is filed in its box, under its number, and stays there.

    Raises BadRequest. The box and the site may still be taken down as a whole.
    """
    if aq_base(event.object) is not aq_base(report):
        return
    if event.oldParent is None:
        if not IIntakeBox.providedBy(event.newParent) or report.title != event.newName:
            raise BadRequest("A report is filed in an intake box, under its number.")
        return
    raise BadRequest("A report stays in its box. Dismiss or redirect it, with the reason.")
