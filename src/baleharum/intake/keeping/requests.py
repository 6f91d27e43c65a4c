"""Requests about a report: filed, decided by somebody else with a reason, answered within 72 hours.

Callers have checked the permission.
"""

from baleharum import _
from baleharum.intake.erasing import erase
from baleharum.intake.keeping import records
from baleharum.intake.keeping.holds import GONE
from baleharum.intake.keeping.holds import hold_of
from baleharum.intake.keeping.records import ReportRequest
from baleharum.intake.keeping.refusals import check_reason
from baleharum.intake.keeping.refusals import KeepingRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import terms
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import REQUEST
from baleharum.trail.api import change
from plone.uuid.interfaces import IUUID
from typing import Any


KINDS = "request-kinds"
#: Kinds that close a report to all but the supervisors.
RESTRICTING = ("restriction", "objection")


def report_with(box: Any, number: str) -> Any:
    """Return the report of a number, whoever asks. Raises KeepingRefused."""
    found = box._getOb(number.strip().upper(), None) if number.strip() else None
    if found is None or found.portal_type != "IntakeReport":
        raise KeepingRefused(
            _("error_no_such_report", default="There is no report with this number in this box.")
        )
    return found


def request_with(box: Any, number: str) -> ReportRequest:
    """Return a request. Raises KeepingRefused."""
    for each in records.requests_of(box):
        if each.number == number:
            return each
    raise KeepingRefused(
        _("error_no_such_request", default="There is no request with this number.")
    )


def file(report: Any, kind: str, asked: str) -> ReportRequest:
    """File a request; the clock begins. Raises KeepingRefused."""
    if kind not in {term.token for term in terms(KINDS)}:
        raise KeepingRefused(_("error_request_kind", default="Choose the kind of request."))
    if report.erased_at is not None:
        raise KeepingRefused(GONE)
    box, year = report.__parent__, utcnow().year
    known = sum(each.number.startswith(f"R-{year}-") for each in records.requests_of(box))
    number = f"R-{year}-{known + 1}"
    text = records.sealed(report, number, "asked", check_reason(asked))
    uid, now = IUUID(report), utcnow()
    made = ReportRequest(number, kind, report.getId(), uid, current_user_id(), now, text)
    change(REQUEST, uid, uid, f"{number},{kind}")
    return records.keep(box, made)


def decide(box: Any, number: str, accept: bool, reason: str) -> ReportRequest:
    """Decide a request once, and do what follows from it. Raises KeepingRefused, also for who has
    filed it, and for an erasure that a hold or a case stands against."""
    reason, found = check_reason(reason), request_with(box, number)
    if found.state != records.OPEN:
        raise KeepingRefused(_("error_request_decided", default="This request is decided already."))
    if found.filed_by == current_user_id():
        raise KeepingRefused(
            _(
                "error_own_request",
                default="You have filed this request. Another privacy officer or the head decides"
                " it.",
            )
        )
    report = records.report_of(box, found)
    decided = found._replace(
        state=records.ACCEPTED if accept else records.REFUSED,
        decided_by=current_user_id(),
        decided_at=utcnow(),
        reason=b"" if report.erased_at else records.sealed(report, number, "reason", reason),
    )
    change(REQUEST, found.uid, found.uid, f"{number},{decided.state}")
    records.keep(box, decided)
    if accept:
        _follow(report, found.kind)
    return decided


def _follow(report: Any, kind: str) -> None:
    if report.erased_at is not None and kind != "erasure":
        raise KeepingRefused(GONE)
    if kind in RESTRICTING:
        restrict(report)
    elif kind == "erasure":
        if hold_of(report) is not None:
            raise KeepingRefused(
                _(
                    "error_erasure_held",
                    default="This report is on hold: it is needed in a legal process. Refuse the"
                    " request with that reason, or lift the hold first.",
                )
            )
        if report.case:
            raise KeepingRefused(
                _(
                    "error_erasure_case",
                    default="This report became a case, and goes with it: file the request there.",
                )
            )
        erase(report)


def answered(box: Any, number: str) -> ReportRequest:
    """Note that a decided request was answered; the clock stops. Raises KeepingRefused."""
    found = request_with(box, number)
    if found.state == records.OPEN or found.answered_at is not None:
        raise KeepingRefused(
            _("error_not_to_answer", default="Decide first; each request is answered once.")
        )
    change(REQUEST, found.uid, found.uid, f"{number},answered")
    return records.keep(box, found._replace(answered_at=utcnow()))


def restrict(report: Any) -> None:
    """Close a report to all but the supervisors of its box (art. 41 of Law 27/2022)."""
    report.restricted_at = report.restricted_at or utcnow()
    records.watch(report, True)
    report.reindexObject(idxs=["allowedRolesAndUsers"])
    change(EDIT, IUUID(report), IUUID(report), "restricted")


def lift_restriction(report: Any) -> None:
    """Open it again to its officers. Raises KeepingRefused."""
    if report.restricted_at is None:
        raise KeepingRefused(
            _("error_report_not_restricted", default="This report is not restricted (any more).")
        )
    report.restricted_at = None
    records.watch(report, hold_of(report) is not None)
    report.reindexObject(idxs=["allowedRolesAndUsers"])
    change(EDIT, IUUID(report), IUUID(report), "restriction-lifted")
