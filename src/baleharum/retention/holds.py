"""Legal hold and retention class of a case. Callers have checked the permission."""

from baleharum import _
from baleharum.cases.timeline import Entry
from baleharum.cases.timeline import keep
from baleharum.retention.records import CLASSES
from baleharum.retention.records import KEY
from baleharum.retention.records import retention_of
from baleharum.retention.records import writable_retention
from baleharum.retention.refusals import check_reason
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import terms
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import HOLD
from baleharum.trail.api import change
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from plone.uuid.interfaces import IUUID
from typing import Any


HOLD_CASE = "baleharum: Hold case"
LIFT_HOLD = "baleharum: Lift hold"
CLASSIFY = "baleharum: Archive case"
VIEW = "baleharum: View retention"


def check_whole(case: Any) -> None:
    """Raise RetentionRefused for a case that is destroyed."""
    if retention_of(case).tombstone is not None:
        raise RetentionRefused(
            _("error_already_destroyed", default="This case is destroyed. Nothing can be held.")
        )


def place_hold(case: Any, reason: str) -> dict[str, Any]:
    """Hold a case: whatever list it is on, it is not destroyed. Raises RetentionRefused."""
    reason = check_reason(reason)
    check_whole(case)
    if retention_of(case).hold is not None:
        raise RetentionRefused(
            _("error_already_held", default="This case is on hold already. Lift that hold first.")
        )
    kept = writable_retention(case)
    held = {
        "by": current_user_id(),
        "at": utcnow(),
        "reason": sealed_with(case, reason, KEY),
        "lifted_by": "",
        "lifted_at": None,
        "lifted_reason": b"",
    }
    kept.holds = (*kept.holds, held)
    _tell(case, "placed", reason)
    return held


def lift_hold(case: Any, reason: str) -> dict[str, Any]:
    """End the hold of a case. Raises RetentionRefused."""
    reason = check_reason(reason)
    check_whole(case)
    held = retention_of(case).hold
    if held is None:
        raise RetentionRefused(_("error_not_held", default="This case is not on hold."))
    kept = writable_retention(case)
    lifted = {
        **held,
        "lifted_by": current_user_id(),
        "lifted_at": utcnow(),
        "lifted_reason": sealed_with(case, reason, KEY),
    }
    kept.holds = (*kept.holds[:-1], lifted)
    _tell(case, "lifted", reason)
    return lifted


def classify(case: Any, retention_class: str) -> None:
    """Give a case another retention class. Raises RetentionRefused."""
    check_whole(case)
    if retention_class not in {term.token for term in terms(CLASSES)}:
        raise RetentionRefused(
            _("error_retention_class", default="Choose a retention class from the list.")
        )
    writable_retention(case).retention_class = retention_class
    change(EDIT, IUUID(case), IUUID(case), f"retention:{retention_class}")


def reason_of(case: Any, sealed: bytes) -> str:
    """Return the reason of a hold as it was written."""
    return opened_with(case, sealed, KEY) if sealed else ""


def _tell(case: Any, what: str, reason: str) -> None:
    keep(case, Entry(utcnow(), current_user_id(), f"hold:{what}", text=reason))
    change(HOLD, IUUID(case), IUUID(case), what)
