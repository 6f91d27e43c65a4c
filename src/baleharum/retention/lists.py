"""Disposal lists of a register: proposed, checked, approved, signed, carried out.

Callers have checked the permission of the step. Three different persons stand behind a list.
"""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.moments import today
from baleharum.retention import dates
from baleharum.retention import policy
from baleharum.retention.records import class_of
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from baleharum.retention.refusals import check_reason
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import ERASE
from baleharum.trail.api import change
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from persistent import Persistent
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.retention.lists"

#: Why a list was made.
SCHEDULE, REQUEST = "schedule", "request"


class ListedCase(Persistent):
    """A case on a list. due: day, None where a request and no date put it there; off: dict of
    who took it off, when and why (sealed by the key of the case); done: when it was
    destroyed."""

    off: dict[str, Any] | None = None
    done: Any = None

    def __init__(self, uid: str, number: str, retention_class: str, due: date | None) -> None:
        self.uid = uid
        self.number = number
        self.retention_class = retention_class
        self.due = due

    @property
    def open(self) -> bool:
        """Whether it is still to be destroyed."""
        return self.off is None and self.done is None


class DisposalList(Persistent):
    """number: '2026-1'; cause: schedule or request; steps: tuple of (step, person, moment);
    cases: UID -> ListedCase."""

    def __init__(self, number: str, cause: str, cases: Iterable[ListedCase]) -> None:
        self.number = number
        self.cause = cause
        self.made_at = utcnow()
        self.made_by = current_user_id()
        self.steps: tuple[tuple[str, str, Any], ...] = ()
        self.cases = OOBTree({listed.uid: listed for listed in cases})

    @property
    def next_step(self) -> str:
        """The step that the list waits for, '' when it is signed."""
        return policy.next_step(step for step, _person, _at in self.steps)

    @property
    def signed(self) -> bool:
        """Whether all three have agreed."""
        return not self.next_step

    @property
    def open(self) -> bool:
        """Whether a case of it is still to be destroyed."""
        return any(listed.open for listed in self.cases.values())

    def rows(self) -> list[ListedCase]:
        """Return its cases in the order of their numbers."""
        return sorted(self.cases.values(), key=lambda listed: listed.number)


def lists_of(register: Any) -> list[DisposalList]:
    """Return the lists of a register, the newest first."""
    found = IAnnotations(register).get(KEY) or OOBTree()
    return sorted(found.values(), key=lambda each: each.made_at, reverse=True)


def list_with(register: Any, number: str) -> DisposalList:
    """Return a list by its number. Raises RetentionRefused."""
    found = (IAnnotations(register).get(KEY) or OOBTree()).get(number)
    if found is None:
        raise RetentionRefused(
            _("error_no_such_list", default="There is no disposal list with this number.")
        )
    return found


def due_cases(register: Any, day: date) -> Iterator[ListedCase]:
    """Yield what may be destroyed on a day: archived, its time over, not held, on no open list.

    The births of clients are opened only where the usual time is over.
    """
    listed = {uid for each in lists_of(register) for uid, row in each.cases.items() if row.open}
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path=children_path(register), portal_type="Case", review_state="archived"
    ):
        case = brain._unrestrictedGetObject()
        if IUUID(case) not in listed and retention_of(case).hold is None:
            end = due(case, day)
            if end is not None:
                yield ListedCase(IUUID(case), case.getId(), class_of(case), end)


def due(case: Any, day: date) -> date | None:
    """Return since when a case may be destroyed, None if it may not on this day."""
    usual = dates.usual_end(case)
    if schedule_of(class_of(case)).fate != policy.DESTROY or usual is None or usual > day:
        return None
    end = dates.end(case)
    return end if end is not None and end <= day else None


def propose(register: Any, day: date | None = None) -> DisposalList | None:
    """Make a list of what may be destroyed, None for nothing."""
    found = list(due_cases(register, day or today()))
    return make_list(register, SCHEDULE, found) if found else None


def propose_erasure(register: Any, case: Any) -> DisposalList:
    """Make a list of one case that is to be erased on request. Raises RetentionRefused."""
    if retention_of(case).hold is not None:
        raise RetentionRefused(
            _("error_held_not_listed", default="This case is on legal hold: it is not erased.")
        )
    if api.content.get_state(case) != "archived":
        raise RetentionRefused(
            _(
                "error_not_archived",
                default="Only an archived case is erased. Close and archive it first.",
            )
        )
    return make_list(
        register, REQUEST, [ListedCase(IUUID(case), case.getId(), class_of(case), None)]
    )


def make_list(register: Any, cause: str, cases: list[ListedCase]) -> DisposalList:
    """Make a list of cases that waits for its first step; returns it."""
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    year = today().year
    count = sum(1 for number in annotations[KEY] if number.startswith(f"{year}-"))
    made = DisposalList(f"{year}-{count + 1}", cause, cases)
    annotations[KEY][made.number] = made
    change(ERASE, "", "", f"list={made.number},proposed={len(cases)}")
    return made


def agree(register: Any, number: str, step: str) -> DisposalList:
    """Take the next step of a list. Raises RetentionRefused, also for who took another step."""
    found = list_with(register, number)
    person = current_user_id()
    if found.next_step != step:
        raise RetentionRefused(
            _("error_step_not_due", default="The list does not wait for this step (any more).")
        )
    if any(person == earlier for _step, earlier, _at in found.steps):
        raise RetentionRefused(
            _(
                "error_same_person",
                default="You have agreed to this list already. Three different people must.",
            )
        )
    if not found.open:
        raise RetentionRefused(
            _("error_list_empty", default="There is no case on this list any more.")
        )
    found.steps = (*found.steps, (step, person, utcnow()))
    change(ERASE, "", "", f"list={number},{step}")
    return found


def take_off(register: Any, number: str, case_number: str, reason: str) -> ListedCase:
    """Take a case off a list, at any time before it is destroyed. Raises RetentionRefused."""
    reason = check_reason(reason)
    found = list_with(register, number)
    row = next((r for r in found.rows() if r.number == case_number.strip().upper()), None)
    if row is None or not row.open:
        raise RetentionRefused(
            _("error_not_on_list", default="This case is not on the list (any more).")
        )
    row.off = {
        "by": current_user_id(),
        "at": utcnow(),
        "reason": sealed_with(register[row.number], reason, KEY),
    }
    change(ERASE, row.uid, row.uid, f"list={number},off")
    return row


def reason_of(register: Any, row: ListedCase) -> str:
    """Return why a case was taken off."""
    sealed = row.off["reason"] if row.off else b""
    return opened_with(register[row.number], sealed, KEY) if sealed else ""


def signed_list(case: Any) -> DisposalList | None:
    """Return the list by which a case may be destroyed now; None without one."""
    uid = IUUID(case)
    for found in lists_of(aq_parent(case)):
        row = found.cases.get(uid)
        if row is not None and row.open and found.signed:
            return found
    return None
