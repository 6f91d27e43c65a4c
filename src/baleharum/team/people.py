"""Who is in a team, in whose name a person acts, and what their profession is."""

from baleharum.team import clock
from baleharum.team.groups import groups_of
from baleharum.team.interfaces import IAppointing
from baleharum.team.records import current
from baleharum.team.records import team_index
from baleharum.team.records import uid_of
from baleharum.team.roles import case_and_register
from collections.abc import Iterable
from datetime import datetime
from plone import api
from typing import Any


def utcnow() -> datetime:
    """Return the moment in UTC, from the clock of the team."""
    return clock.now()


def current_user_id() -> str:
    """Return the id of who acts, 'system' for the product itself."""
    user = api.user.get_current()
    return (user.getId() if user is not None else None) or "system"


def people(context: Any, functions: Iterable[str], now: datetime | None = None) -> list[str]:
    """Return the ids of who holds one of these functions in a case or register now."""
    now = now or utcnow()
    return sorted({r.principal for r in current(context, now) if r.function in functions})


def principals(user_id: str, now: datetime | None = None) -> tuple[str, ...]:
    """Return in whose names a person holds assignments now: their own and their staff groups'."""
    pas = api.portal.get_tool("acl_users")
    user = pas.getUserById(user_id)
    groups = groups_of(pas, user) if user is not None else ()
    return team_index().principals(user_id, groups, now or utcnow())


def profession_of(principal: str, register: Any = None) -> str:
    """Return a person's profession, '' for a group or where there is none.

    It is the one that was confirmed with the standing appointment (to this register). Only who
    has no appointment is asked for their profile, which people may change themselves.
    """
    uid = uid_of(register) if register is not None else ""
    appointed = team_index().appointed(principal, utcnow(), uid)
    if appointed or register is not None:
        return next((holding.profession for holding in appointed if holding.profession), "")
    return stated_profession(principal)


def profession_in(context: Any, principal: str) -> str:
    """Return the profession that counts in an assignment to this case or register, see above."""
    if IAppointing.providedBy(context):
        return stated_profession(principal)
    return profession_of(principal, case_and_register(context)[1])


def stated_profession(principal: str) -> str:
    """Return the profession in a person's own profile, which is not confirmed by anybody."""
    user = api.user.get(userid=principal)
    return (user.getProperty("profession", "") or "") if user is not None else ""
