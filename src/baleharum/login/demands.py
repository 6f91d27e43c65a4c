"""What an account needs before it comes in: a second factor, the pledge, or the password alone."""

from baleharum.login import factors
from baleharum.login import pledge
from baleharum.login.visitors import account_of
from baleharum.team import clock
from baleharum.team.groups import groups_of
from baleharum.team.records import team_index
from plone import api
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from typing import Any


RECORD = "baleharum.second_factor_required"


def has_function(user_id: str, pas: Any = None) -> bool:
    """Tell whether a person is assigned or appointed anywhere at this moment."""
    index, now = team_index(), clock.now()
    pas = pas if pas is not None else api.portal.get_tool("acl_users")
    # Not woken as an account: that would compute all of their groups for one question.
    groups = groups_of(pas, PropertiedUser(user_id))
    names = index.principals(user_id, groups, now)
    return any(True for _holding in index.holdings(names, now))


def factor_required() -> bool:
    """Tell whether the site demands a second factor of who has a function. On unless turned off."""
    return bool(api.portal.get_registry_record(RECORD, default=True))


def needs_factor(user_id: str, pas: Any = None) -> bool:
    """Tell whether the password alone does not let an account in: it has a factor, or must."""
    if factors.enrolled(account_of(user_id)):
        return True
    return factor_required() and has_function(user_id, pas)


def needs_pledge(user_id: str, pas: Any = None) -> bool:
    """Tell whether a person must accept the pledge, or its new text, before anything else."""
    return not pledge.accepted(user_id) and has_function(user_id, pas)


def password_is_enough(user_id: str, pas: Any = None) -> bool:
    """Tell whether an account comes in with nothing but its password."""
    return not needs_factor(user_id, pas) and not needs_pledge(user_id, pas)
