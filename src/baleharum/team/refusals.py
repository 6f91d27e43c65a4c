"""Assignments that cannot be made, and what to do instead."""

from baleharum import _
from baleharum.team import policy
from baleharum.team.groups import is_account
from baleharum.team.groups import is_staff_group
from baleharum.team.groups import members
from baleharum.team.interfaces import IAppointing
from baleharum.team.interfaces import IAssignmentRule
from zope.component import subscribers


class TeamRefused(ValueError):
    """An assignment that cannot be made; its only argument is the message that says the remedy."""


def check_assignment(context, principal: str, function: str, starts, expires) -> None:
    """Raise TeamRefused for an unknown function or person, or an end before the start."""
    standing = IAppointing.providedBy(context)
    known = context.functions if standing else policy.CASE_FUNCTIONS
    if function not in known:
        raise TeamRefused(
            _(
                "error_team_function",
                default="This function cannot be given here. Choose one of: ${functions}.",
                mapping={"functions": ", ".join(known)},
            )
        )
    if standing and not is_account(principal) and is_staff_group(principal):
        raise TeamRefused(
            _(
                "error_team_group_appointed",
                default="A group cannot be appointed. Appoint its members one by one.",
            )
        )
    if not is_account(principal) and not is_staff_group(principal):
        raise TeamRefused(
            _(
                "error_team_person",
                default="This site has no account or staff group with this name."
                " Choose one from the list, or have the account made first.",
            )
        )
    if expires is not None and expires <= starts:
        raise TeamRefused(
            _(
                "error_team_dates",
                default="The assignment would end before it begins. Choose a later end.",
            )
        )
    for rule in subscribers((context,), IAssignmentRule):
        refusal = rule.refusal(function)
        if refusal is not None:
            raise TeamRefused(refusal)


def check_giver(principal: str, giver: str, cause: str) -> None:
    """Raise TeamRefused for who gives a function to themselves, or to a group that they are in.

    Emergency access is taken by the person, in everybody's sight.
    """
    if cause != policy.EMERGENCY and giver in (principal, *members(principal)):
        raise TeamRefused(
            _(
                "error_team_own",
                default="Nobody gives a function to themselves. Ask a colleague who manages the"
                " team; if it cannot wait, use emergency access.",
            )
        )


def check_still_there(records, number: int):
    """Return the assignment with this number if it is not ended; raise TeamRefused otherwise."""
    record = records.get(number)
    if record is None or record.ended_at is not None:
        raise TeamRefused(
            _(
                "error_team_gone",
                default="This assignment has ended already. Load the page again to see the team.",
            )
        )
    return record


def refuse_emergency(record) -> None:
    """Raise TeamRefused for an emergency access: it is for one person and some hours."""
    if record.cause == policy.EMERGENCY:
        raise TeamRefused(
            _(
                "error_team_emergency",
                default="An emergency access is not extended or handed over."
                " Assign the person to the case instead.",
            )
        )


def check_handover(record, to: str, note: str, now) -> None:
    """Raise TeamRefused without a note, or for somebody to whom nothing can be handed over."""
    refuse_emergency(record)
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
                default="Choose somebody else, and an assignment that is in force.",
            )
        )


def check_leave(absent: str, deputy: str, starts, expires) -> None:
    """Raise TeamRefused for a leave that nobody can stand in for."""
    if absent == deputy:
        raise TeamRefused(
            _("error_deputy_same", default="A person cannot stand in for themselves.")
        )
    if not is_account(deputy):
        raise TeamRefused(
            _(
                "error_deputy_person",
                default="A deputy is one person with an account of this site. Choose one.",
            )
        )
    if expires is None or expires <= starts:
        raise TeamRefused(
            _(
                "error_leave_dates",
                default="A leave has a first and a last day. Choose a last day that is not earlier.",
            )
        )


def check_reason(reason: str) -> None:
    """Raise TeamRefused for a reason that says too little for an emergency."""
    if len(reason.strip()) < policy.REASON_LENGTH:
        raise TeamRefused(
            _(
                "error_break_glass_reason",
                default="Say in a sentence (${length} characters or more) why you must read this"
                " case now.",
                mapping={"length": policy.REASON_LENGTH},
            )
        )


def emergency_end(hours: int, now):
    """Return when an emergency access of so many hours ends; raise TeamRefused for too many."""
    try:
        return policy.break_glass_until(hours, now)
    except ValueError as refused:
        raise TeamRefused(*refused.args) from refused
