"""Standing appointments to a register, leave, and who may appoint the first head."""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.team.candidates import check_candidate
from baleharum.cases.team.changes import check_reason
from baleharum.team import absence
from baleharum.team import api as team
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.team.groups import is_account
from baleharum.team.interfaces import IAppointing
from baleharum.team.leaves import leaves_in
from baleharum.team.records import book
from baleharum.team.records import current
from baleharum.team.records import team_index
from baleharum.team.records import uid_of
from baleharum.team.refusals import check_still_there
from baleharum.terms.lists import terms
from plone import api
from plone.app.uuid.utils import uuidToObject


APPOINT = "baleharum: Appoint staff"
SET_UP = "baleharum: Add case register"
OVERSEE = "baleharum: Oversee staff"


def has_head(register) -> bool:
    """Tell whether a head is appointed to a register now, and can still log in."""
    return any(is_account(person) for person in team.people(register, ("head",)))


def may_appoint(register, person: str, function: str, actor: str) -> bool:
    """Tell whether the person who acts may give somebody an appointment.

    The head appoints. While a register has no head, who may make registers (Manager, Site
    Administrator) appoints one; never themselves, or managing the site would open every case.
    """
    if api.user.has_permission(APPOINT, obj=register):
        return True
    first = function == "head" and not has_head(register) and person != actor
    return first and api.user.has_permission(SET_UP, obj=api.portal.get())


def appoint(register, person: str, function: str, *, profession="", expires=None, reason=""):
    """Make a standing appointment. Raises TeamRefused."""
    check_reason(reason)
    person = account_id(person)
    if not may_appoint(register, person, function, team.current_user_id()):
        raise TeamRefused(
            _(
                "error_may_not_appoint",
                default="Only the head of the centre appoints. While there is no head, a manager of"
                " the site appoints one, who is not the manager.",
            )
        )
    if profession and profession not in {term.token for term in terms("professions")}:
        raise TeamRefused(
            _("error_team_profession", default="Choose a profession from the list, or none.")
        )
    return team.assign(
        register,
        person,
        function,
        reason=reason.strip(),
        expires=expires,
        profession=profession,
    )


def account_id(typed: str) -> str:
    """Return the id of the account that somebody typed, by id or by login name."""
    typed = typed.strip()
    if not typed or is_account(typed):
        return typed
    user = api.user.get(username=typed)
    return user.getId() if user is not None else typed


def dismiss(register, number: int, reason: str, *, with_cases: bool = False) -> tuple:
    """End a standing appointment; returns (record, how many assignments ended with it).

    Who has no other appointment keeps no case: with_cases ends their assignments as well.
    Raises TeamRefused, when it is not set and there are some.
    """
    check_reason(reason)
    record = check_still_there(book(register), number)
    others = [
        r
        for r in current(register, utcnow())
        if r.principal == record.principal and r.number != number
    ]
    held = [] if others else open_in_cases(register, record.principal)
    if held and not with_cases:
        raise TeamRefused(
            _(
                "error_team_still_assigned",
                default="There are still ${count} assignments in cases. Hand them over first, or"
                " tick that they end as well.",
                mapping={"count": len(held)},
            )
        )
    team.revoke(register, number, reason.strip())
    for case, held_number in held:
        team.revoke(case, held_number, reason.strip())
    return record, len(held)


def open_in_cases(register, person: str) -> list[tuple]:
    """Return (case, number) of what a person holds, or will hold, in the cases of a register."""
    now, find = utcnow(), case_finder(register)
    found = [
        (find(uid), number)
        for uid, number, holding in team_index().open([person])
        if not holding.standing and (holding.expires is None or holding.expires > now)
    ]
    return [(case, number) for case, number in found if case is not None]


def send_on_leave(register, absent: str, deputy: str, starts, expires, reason: str) -> int:
    """Let a deputy stand in for somebody in the cases of a register; returns in how many.

    Raises TeamRefused, also when there is nothing to stand in for.
    """
    check_reason(reason)
    check_candidate(register, deputy)
    # One moment for both: a leave that is entered again is the same leave.
    now = utcnow()
    made = team.substitute(
        absent,
        deputy,
        starts or now,
        expires,
        reason.strip(),
        find=case_finder(register),
        now=now,
    )
    if not made:
        raise TeamRefused(
            _(
                "error_leave_nothing",
                default="There is no assignment to stand in for during these days.",
            )
        )
    return made


def end_leave(register, absent: str, deputy: str, reason: str) -> int:
    """End a leave early; returns how many assignments of the deputy have ended with it.

    Raises TeamRefused, also when there is no such leave.
    """
    check_reason(reason)
    uid = uid_of(register)
    if (absent, deputy) not in {leave[:2] for leave in leaves_in(uid, utcnow())}:
        raise TeamRefused(
            _("error_leave_gone", default="This leave has ended already. Load the page again.")
        )
    return absence.end_leave(register, absent, deputy, reason.strip(), find=case_finder(register))


def case_finder(register):
    """Return a function UID -> case of this register, None for everything else.

    Without regard to rights: who manages the team of a register manages all of its cases.
    """

    def find(uid):
        found = uuidToObject(uid, unrestricted=True)
        inside = ICase.providedBy(found) and aq_base(aq_parent(found)) is aq_base(register)
        return found if inside else None

    return find


def registers() -> list:
    """Return every register of the site, whether or not the person sees it."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="CaseRegister", sort_on="path")
    return [brain._unrestrictedGetObject() for brain in brains]


def appointing() -> list:
    """Return everything of the site to which people are appointed: registers and intake boxes."""
    catalog = api.portal.get_tool("portal_catalog")
    kind = IAppointing.__identifier__
    brains = catalog.unrestrictedSearchResults(object_provides=kind, sort_on="path")
    return [brain._unrestrictedGetObject() for brain in brains]


def register_with(uid: str, choices: list):
    """Return the register with this UID or id, the only one if none is named; None if unclear."""
    if not uid and len(choices) == 1:
        return choices[0]
    return next((r for r in choices if uid in (uid_of(r), r.getId())), None)
