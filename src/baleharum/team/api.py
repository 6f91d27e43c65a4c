"""The one write path of a team: assign, revoke, transfer, substitute, break the glass.

Callers have checked the permission (`baleharum: Manage team`, `baleharum: Hand over case`,
`baleharum: Break glass`). Nothing here reindexes anything.
"""

from baleharum import _
from baleharum.team import policy
from baleharum.team.events import TeamChanged
from baleharum.team.interfaces import IAppointing
from baleharum.team.records import Assignment
from baleharum.team.records import book
from baleharum.team.records import current
from baleharum.team.records import team_index
from baleharum.team.records import uid_of
from baleharum.team.records import writable_book
from baleharum.team.records import writable_index
from datetime import datetime
from datetime import UTC
from plone import api
from zope.event import notify


class TeamRefused(ValueError):
    """An assignment that cannot be made; its message says what to do instead."""


def utcnow() -> datetime:
    """Return the moment in UTC; the only place where the team looks at the clock."""
    return datetime.now(UTC)


def profession_of(principal: str) -> str:
    """Return the profession in a person's profile, '' for a group or where there is none."""
    user = api.user.get(userid=principal)
    return (user.getProperty("profession", "") or "") if user is not None else ""


def assign(
    context,
    principal: str,
    function: str,
    cause: str = "assignment",
    *,
    reason: str = "",
    expires: datetime | None = None,
    starts: datetime | None = None,
    granted_by: str | None = None,
    now: datetime | None = None,
) -> Assignment:
    """Give a person or staff group a function in a case or register; returns the record.

    expires, starts, now: aware datetimes; the same open assignment is not made twice.
    Raises TeamRefused for an unknown person or function, or an end before the start.
    """
    now = now or utcnow()
    starts = starts or now
    _check(context, principal, function, starts, expires)
    for record in current(context, now):
        if (record.principal, record.function, record.expires) == (principal, function, expires):
            return record
    records = writable_book(context)
    record = Assignment(
        number=(records.maxKey() + 1) if records else 1,
        principal=principal,
        function=function,
        cause=cause,
        profession=profession_of(principal),
        granted_by=granted_by or current_user_id(),
        granted_at=now,
        starts=starts,
        expires=expires,
        reason=reason,
    )
    records[record.number] = record
    writable_index().add(uid_of(context), record)
    notify(TeamChanged(context, record, "assigned"))
    return record


def _check(context, principal, function, starts, expires):
    known = (
        policy.REGISTER_FUNCTIONS if IAppointing.providedBy(context) else policy.CASE_FUNCTIONS
    )
    if function not in known:
        raise TeamRefused(
            _(
                "error_team_function",
                default="This function cannot be given here. Choose one of: ${functions}.",
                mapping={"functions": ", ".join(known)},
            )
        )
    if api.user.get(userid=principal) is None and api.group.get(groupname=principal) is None:
        raise TeamRefused(
            _(
                "error_team_person",
                default="There is no account or staff group with this name. Choose one from the list.",
            )
        )
    if expires is not None and expires <= starts:
        raise TeamRefused(
            _(
                "error_team_dates",
                default="The assignment would end before it begins. Choose a later end.",
            )
        )


def revoke(context, number: int, reason: str = "", *, by=None, now=None) -> Assignment:
    """End an assignment at once; the record stays. Ending it twice changes nothing.

    Raises KeyError for a number that the book does not have.
    """
    record = book(context)[number]
    if record.ended_at is None:
        record.ended_at = now or utcnow()
        record.ended_by = by or current_user_id()
        record.end_reason = reason
        writable_index().remove(uid_of(context), record)
        notify(TeamChanged(context, record, "revoked"))
    return record


def revoke_all(context, reason: str, *, now=None) -> int:
    """End every assignment of a case that is not ended; returns how many there were."""
    numbers = [n for n, record in book(context).items() if record.ended_at is None]
    for number in numbers:
        revoke(context, number, reason, now=now)
    return len(numbers)


def transfer(context, number: int, to: str, note: str, *, now=None) -> Assignment:
    """Hand an assignment over to another person, with a note on where the case stands.

    Raises TeamRefused without a note, to the same person, or of an ended assignment.
    """
    now = now or utcnow()
    record = book(context)[number]
    if not note.strip():
        raise TeamRefused(
            _(
                "error_handover_note",
                default="Write a handover note: what is done, what is due, what to watch out for.",
            )
        )
    if record.principal == to or not record.holds(now):
        raise TeamRefused(
            _(
                "error_handover_person",
                default="Choose somebody else, and an assignment that has not ended.",
            )
        )
    taken = assign(context, to, record.function, "assignment", reason=note, now=now)
    revoke(context, number, note, now=now)
    return taken


def substitute(absent: str, deputy: str, starts, expires, reason: str, *, find, now=None) -> int:
    """Let a deputy stand in for somebody in every case during leave; returns how many.

    starts, expires: aware datetimes; find: UID -> case or None.
    Raises TeamRefused for the same person, or an end before the start.
    """
    now = now or utcnow()
    if absent == deputy:
        raise TeamRefused(
            _("error_deputy_same", default="A person cannot stand in for themselves.")
        )
    made = 0
    for function, _profession, uid in sorted(team_index().in_force([absent], now)):
        case = find(uid)
        if case is None or IAppointing.providedBy(case) or function == "reader":
            continue
        assign(
            case,
            deputy,
            function,
            "substitute",
            reason=reason,
            starts=starts,
            expires=expires,
            now=now,
        )
        made += 1
    return made


def break_glass(case, principal: str, reason: str, hours: int, *, now=None) -> Assignment:
    """Let a person read a case in an emergency, for some hours, in everybody's sight.

    Raises TeamRefused without a reason of 20 characters, ValueError for too many hours.
    """
    now = now or utcnow()
    if len(reason.strip()) < 20:
        raise TeamRefused(
            _(
                "error_break_glass_reason",
                default="Say in a sentence (20 characters or more) why you must read this case now.",
            )
        )
    until = policy.break_glass_until(hours, now)
    return assign(
        case,
        principal,
        "reader",
        "break_glass",
        reason=reason.strip(),
        expires=until,
        granted_by=principal,
        now=now,
    )


def extend(context, number: int, expires: datetime, reason: str, *, now=None) -> Assignment:
    """Give an assignment a later (or earlier) end: a new record in the place of the old."""
    old = book(context)[number]
    new = assign(
        context, old.principal, old.function, old.cause, reason=reason, expires=expires, now=now
    )
    if new is not old:
        revoke(context, number, reason, now=now)
    return new


def people(context, functions, now: datetime | None = None) -> list[str]:
    """Return the ids of who holds one of these functions in a case or register now."""
    now = now or utcnow()
    return sorted({r.principal for r in current(context, now) if r.function in functions})


def current_user_id() -> str:
    """Return the id of who acts, 'system' for the product itself."""
    user = api.user.get_current()
    return (user.getId() if user is not None else None) or "system"


