"""The one write path of a team: assign, revoke, transfer, substitute, break the glass.

Callers have checked the permission (`baleharum: Manage team`, `baleharum: Hand over case`,
`baleharum: Break glass`). Nothing here reindexes anything. Refusals come before the first write.
"""

from baleharum.team import policy
from baleharum.team.events import TeamChanged
from baleharum.team.interfaces import IAppointing
from baleharum.team.leaves import Leave
from baleharum.team.leaves import remember
from baleharum.team.people import current_user_id
from baleharum.team.people import people
from baleharum.team.people import principals
from baleharum.team.people import profession_in
from baleharum.team.people import profession_of
from baleharum.team.people import utcnow
from baleharum.team.records import Assignment
from baleharum.team.records import book
from baleharum.team.records import current
from baleharum.team.records import open_alike
from baleharum.team.records import team_index
from baleharum.team.records import uid_of
from baleharum.team.records import writable_book
from baleharum.team.records import writable_index
from baleharum.team.refusals import check_assignment
from baleharum.team.refusals import check_giver
from baleharum.team.refusals import check_handover
from baleharum.team.refusals import check_leave
from baleharum.team.refusals import check_reason
from baleharum.team.refusals import check_still_there
from baleharum.team.refusals import emergency_end
from baleharum.team.refusals import refuse_emergency
from baleharum.team.refusals import TeamRefused
from baleharum.team.roles import case_and_register
from baleharum.vault.objects import seal_to
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zope.event import notify


__all__ = [
    "assign",
    "break_glass",
    "current",
    "current_user_id",
    "deputies",
    "extend",
    "people",
    "principals",
    "profession_of",
    "revoke",
    "revoke_all",
    "substitute",
    "TeamRefused",
    "transfer",
    "utcnow",
]


def assign(
    context: Any,
    principal: str,
    function: str,
    cause: str = "assignment",
    *,
    reason: str = "",
    expires: datetime | None = None,
    starts: datetime | None = None,
    granted_by: str | None = None,
    profession: str | None = None,
    stands_for: int | None = None,
    now: datetime | None = None,
) -> Assignment:
    """Give a person or staff group a function in a case or register; returns the record.

    expires, starts, now: aware datetimes; the same open assignment is not made twice.
    profession: token, confirmed by who appoints somebody to a register; else it is looked up.
    Raises TeamRefused for an unknown person or function, an end before the start, or whoever
    gives it to themselves: only emergency access is taken by the person.
    """
    now = now or utcnow()
    starts = starts or now
    granted_by = granted_by or current_user_id()
    check_assignment(context, principal, function, starts, expires)
    check_giver(principal, granted_by, cause)
    same = open_alike(context, principal, function, starts, expires, now)
    if same is not None:
        return same
    records = writable_book(context)
    record = Assignment(
        number=(records.maxKey() + 1) if records else 1,
        principal=principal,
        function=function,
        cause=cause,
        profession=profession_in(context, principal) if profession is None else profession,
        granted_by=granted_by,
        granted_at=now,
        starts=starts,
        expires=expires,
        reason=reason,
        standing=IAppointing.providedBy(context),
        stands_for=stands_for,
    )
    seal_to(record, uid_of(context))
    records[record.number] = record
    writable_index().add(uid_of(context), record)
    notify(TeamChanged(context, record, "assigned"))
    return record


def revoke(context: Any, number: int, reason: str = "", *, by: str = "", now=None) -> Assignment:
    """End an assignment at once, and those of its deputies; the records stay.

    Ending it twice changes nothing. Raises KeyError for a number that the book does not have.
    """
    record = book(context)[number]
    if record.ended_at is None:
        record.ended_at = now or utcnow()
        record.ended_by = by or current_user_id()
        record.end_reason = reason
        writable_index().remove(uid_of(context), record)
        notify(TeamChanged(context, record, "revoked"))
        for deputy in deputies(context, number):
            revoke(context, deputy.number, reason, by=by, now=now)
    return record


def deputies(context: Any, number: int) -> list[Assignment]:
    """Return the assignments, not ended, of who stands in for this one."""
    return [r for r in book(context).values() if r.stands_for == number and r.ended_at is None]


def revoke_all(context: Any, reason: str, *, now: datetime | None = None) -> int:
    """End every assignment of a case that is not ended; returns how many there were."""
    numbers = [n for n, record in book(context).items() if record.ended_at is None]
    for number in numbers:
        revoke(context, number, reason, now=now)
    return len(numbers)


def transfer(context: Any, number: int, to: str, note: str, *, now=None) -> Assignment:
    """Hand an assignment over to another person, with a note on where the case stands.

    What would have ended on a day still does. Raises TeamRefused without a note, to the same
    person, or of an assignment that is not in force or is an emergency access.
    """
    now = now or utcnow()
    record = check_still_there(book(context), number)
    check_handover(record, to, note, now)
    taken = assign(
        context, to, record.function, "assignment", reason=note, expires=record.expires, now=now
    )
    revoke(context, number, note, now=now)
    return taken


def extend(
    context: Any, number: int, expires: datetime | None, reason: str, *, now=None
) -> Assignment:
    """Give an assignment another end: a new record in the place of the old.

    Raises TeamRefused for an emergency access, or an assignment that was ended.
    """
    now = now or utcnow()
    old = check_still_there(book(context), number)
    refuse_emergency(old)
    new = assign(
        context,
        old.principal,
        old.function,
        old.cause,
        reason=reason,
        expires=expires,
        starts=max(old.starts, now),
        profession=old.profession,
        stands_for=old.stands_for,
        now=now,
    )
    if new is not old:
        for deputy in deputies(context, number):
            deputy.stands_for = new.number
        revoke(context, number, reason, now=now)
    return new


def substitute(
    absent: str,
    deputy: str,
    starts: datetime,
    expires: datetime,
    reason: str,
    *,
    find: Callable[[str], Any],
    now: datetime | None = None,
) -> int:
    """Let a deputy stand in for somebody in every case during leave; returns how many.

    What the absent person is given in these registers before it ends is covered as well.

    starts, expires: aware datetimes; find: UID -> case or None. No deputy stays longer than the
    assignment that they fill. Raises TeamRefused for the same person, or an end before the start.
    """
    now = now or utcnow()
    check_leave(absent, deputy, starts, expires)
    made, registers = 0, set()
    for uid, number, holding in sorted(team_index().holdings([absent], now), key=lambda h: h[:2]):
        until = min(expires, holding.expires or expires)
        case = None if holding.standing or holding.function == "reader" else find(uid)
        if case is None or until <= starts:
            continue
        assign(
            case,
            deputy,
            holding.function,
            "substitute",
            reason=reason,
            starts=starts,
            expires=until,
            stands_for=number,
            now=now,
        )
        made += 1
        registers.add(uid_of(case_and_register(case)[1]))
    for register in registers:
        remember(Leave(absent, deputy, register, starts, expires, reason, current_user_id()), now)
    return made


def break_glass(case: Any, principal: str, reason: str, hours: int, *, now=None) -> Assignment:
    """Let a person read a case in an emergency, for some hours, in everybody's sight.

    Raises TeamRefused without a reason of 20 characters, or for too many hours.
    """
    now = now or utcnow()
    check_reason(reason)
    return assign(
        case,
        principal,
        "reader",
        policy.EMERGENCY,
        reason=reason.strip(),
        expires=emergency_end(hours, now),
        granted_by=principal,
        now=now,
    )
