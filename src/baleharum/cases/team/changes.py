"""What a screen or service may do with the team of a case; the caller's permission is checked."""

from baleharum import _
from baleharum.cases.team.candidates import check_candidate
from baleharum.team import api as team
from baleharum.team.api import TeamRefused
from baleharum.team.policy import CASE_ROLES
from baleharum.team.records import book
from baleharum.team.refusals import check_still_there
from baleharum.team.roles import case_and_register
from plone import api


MANAGE = "baleharum: Manage team"
HAND_OVER = "baleharum: Hand over case"


def sees(case, function: str) -> bool:
    """Tell whether a function sees the case in the state that it is in."""
    return CASE_ROLES.get(function) in roles_that_see(case)


def roles_that_see(case) -> set[str]:
    """Return the roles that may view a case now."""
    return {row["name"] for row in case.rolesOfPermission("View") if row["selected"]}


def give(case, person: str, function: str, *, expires=None, reason: str = ""):
    """Assign somebody to a case. Raises TeamRefused."""
    check_candidate(case_and_register(case)[1], person)
    check_reason(reason)
    if function in CASE_ROLES and not sees(case, function):
        raise TeamRefused(
            _(
                "error_team_state",
                default="In the state that the case is in, this function sees nothing."
                " Choose Reader, or have the case reopened first.",
            )
        )
    return team.assign(case, person, function, reason=reason.strip(), expires=expires)


def end(context, number: int, reason: str):
    """End an assignment. Raises TeamRefused."""
    check_reason(reason)
    check_still_there(book(context), number)
    return team.revoke(context, number, reason.strip())


def prolong(case, number: int, expires, reason: str):
    """Give an assignment another end. Raises TeamRefused."""
    check_reason(reason)
    return team.extend(case, number, expires, reason.strip())


def hand_over(case, number: int, to: str, note: str):
    """Hand an assignment over; one's own, or any with the right to manage the team.

    Raises TeamRefused.
    """
    record = check_still_there(book(case), number)
    own = record.principal in team.principals(team.current_user_id())
    if not own and not api.user.has_permission(MANAGE, obj=case):
        raise TeamRefused(
            _(
                "error_handover_own",
                default="You can hand over your own work only. Ask the supervisor for the rest.",
            )
        )
    check_candidate(case_and_register(case)[1], to)
    return team.transfer(case, number, to, note.strip())


def check_reason(reason: str) -> None:
    """Raise TeamRefused for a change of a team without a reason."""
    if not reason.strip():
        raise TeamRefused(
            _("error_team_reason", default="Say why: everybody in the team reads the reason.")
        )
