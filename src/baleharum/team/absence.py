"""What a leave does besides its first day: it covers new cases, and it may end early."""

from baleharum.team import policy
from baleharum.team.api import assign
from baleharum.team.api import current_user_id
from baleharum.team.api import revoke
from baleharum.team.api import utcnow
from baleharum.team.groups import is_account
from baleharum.team.leaves import forget
from baleharum.team.leaves import Leave
from baleharum.team.leaves import leaves
from baleharum.team.records import Assignment
from baleharum.team.records import book
from baleharum.team.records import team_index
from baleharum.team.records import uid_of
from baleharum.team.roles import case_and_register
from collections.abc import Callable
from datetime import datetime
from typing import Any


#: What is not filled by a deputy: another deputy's place, and an emergency access.
NOT_FILLED = ("substitute", policy.EMERGENCY)


def cover(context: Any, event: Any) -> None:
    """Subscriber: let the deputies of who is away, or will be, into a case they are given."""
    record = event.assignment
    if event.action != "assigned" or record.standing or record.cause in NOT_FILLED:
        return
    if record.function == "reader":
        return
    register = case_and_register(context)[1]
    now = record.granted_at
    for leave in leaves(record.principal, now):
        if register is not None and leave.register == uid_of(register):
            _stand_in(context, record, leave, now)


def _stand_in(case, record: Assignment, leave: Leave, now: datetime) -> None:
    starts = max(record.starts, leave.starts)
    until = min(leave.expires, record.expires or leave.expires)
    if until <= max(starts, now) or not _may_stand_in(leave, now):
        return
    for other in book(case).values():
        alike = (other.principal, other.function) == (leave.deputy, record.function)
        filled = other.ended_at is None and other.cause == "substitute" and alike
        if filled and other.starts <= starts and until <= (other.expires or until):
            return
    assign(
        case,
        leave.deputy,
        record.function,
        "substitute",
        reason=leave.reason,
        starts=starts,
        expires=until,
        stands_for=record.number,
        granted_by=leave.granted_by,
        now=now,
    )


def _may_stand_in(leave: Leave, now: datetime) -> bool:
    """Tell whether the deputy is still on the staff, and is not who gives the case away.

    Who gives a case to somebody for whom they stand in would give it to themselves.
    """
    if leave.deputy == current_user_id() or not is_account(leave.deputy):
        return False
    return bool(team_index().appointed(leave.deputy, now, leave.register))


def end_leave(
    register: Any,
    absent: str,
    deputy: str,
    reason: str,
    *,
    find: Callable[[str], Any],
    now: datetime | None = None,
) -> int:
    """End the leaves of somebody with a deputy in a register, and what the deputy fills there.

    find: UID -> case or None. Returns how many assignments have ended.
    """
    now = now or utcnow()
    uid = uid_of(register)
    forget(lambda leave: leave[:3] == (absent, deputy, uid))
    ended = 0
    for case_uid, number, _holding in list(team_index().open([deputy])):
        case = find(case_uid)
        record = book(case).get(number) if case is not None else None
        if record is not None and _fills(case, record, absent) and record.ended_at is None:
            revoke(case, number, reason, now=now)
            ended += 1
    return ended


def _fills(case, record: Assignment, absent: str) -> bool:
    filled = book(case).get(record.stands_for) if record.stands_for is not None else None
    return record.cause == "substitute" and filled is not None and filled.principal == absent
