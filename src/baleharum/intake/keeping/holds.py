"""A hold on a report: it is not erased while it may be needed in a legal process."""

from baleharum import _
from baleharum.intake.keeping.records import watch
from baleharum.intake.keeping.refusals import check_reason
from baleharum.intake.keeping.refusals import KeepingRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import HOLD
from baleharum.trail.api import change
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from datetime import datetime
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple


HOLD_REPORT, LIFT_HOLD = "baleharum: Hold case", "baleharum: Lift hold"
#: As what reasons are sealed.
PLACE = "hold"


class Hold(NamedTuple):
    """by, lifted_by: user ids; at, lifted_at: aware UTC; reason, lifted_reason: sealed by the key of
    the report."""

    by: str
    at: datetime
    reason: bytes
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lifted_reason: bytes = b""


def hold_of(report: Any) -> Hold | None:
    """Return the hold in force, None for none."""
    newest = Hold(*report.holds[-1]) if report.holds else None
    return newest if newest is not None and newest.lifted_at is None else None


def place(report: Any, reason: str) -> None:
    """Hold a report. Raises KeepingRefused."""
    reason = check_reason(reason)
    if report.erased_at is not None:
        raise KeepingRefused(GONE)
    if hold_of(report) is not None:
        raise KeepingRefused(
            _("error_report_held", default="This report is on hold already. Lift that hold first.")
        )
    held = Hold(current_user_id(), utcnow(), sealed_with(report, reason, PLACE))
    report.holds = (*report.holds, tuple(held))
    watch(report, True)
    change(HOLD, IUUID(report), IUUID(report), "placed")


def lift(report: Any, reason: str) -> None:
    """End the hold of a report. Raises KeepingRefused."""
    reason, held = check_reason(reason), hold_of(report)
    if held is None:
        raise KeepingRefused(
            _("error_report_not_held", default="This report is not on hold (any more).")
        )
    lifted = held._replace(
        lifted_by=current_user_id(),
        lifted_at=utcnow(),
        lifted_reason=sealed_with(report, reason, PLACE),
    )
    report.holds = (*report.holds[:-1], tuple(lifted))
    watch(report, report.restricted_at is not None)
    change(HOLD, IUUID(report), IUUID(report), "lifted")


def reason_of(report: Any, held: Hold) -> str:
    """Return why a report is held."""
    return str(opened_with(report, held.reason, PLACE))


GONE = _("error_report_erased", default="This report is erased: there is nothing left of it.")
