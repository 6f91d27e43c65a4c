"""Alarms about log-ins anywhere in a site, for those who look after it.

The alarms of a register tell of the accounts of its own people. Here are those of all others as
well, and what no account shows by itself: that one network tries one account after the other.
Rows know no typed name: names without an account are one to them, and count once each time.
"""

from baleharum import _
from baleharum.audit.alarms import Alarm
from baleharum.audit.alarms import hours_of
from baleharum.audit.alarms import series
from baleharum.audit.alarms import Span
from baleharum.audit.alarms import within_hour
from baleharum.secured import SecurityRule
from baleharum.team.api import utcnow
from baleharum.team.groups import is_account
from baleharum.team.groups import members
from baleharum.team.times import spelled
from baleharum.trail import api as trail
from baleharum.trail.actions import LOGIN
from baleharum.trail.actions import LOGIN_FAILED
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from plone import api
from typing import Any
from urllib.parse import unquote


#: Title of the permission to see them, which is that of the security check.
PERMISSION = "baleharum: Check security"

#: So many accounts that one network tried within an hour and did not get in to are a spread.
SPREAD = 5

#: How long after a failure somebody is still the one who mistyped.
GETS_IN = timedelta(minutes=30)

#: Days that the security check looks back.
DAYS = 7


def login_alarms(since: datetime, until: datetime) -> list[Alarm]:
    """Return what happened in a span of time, the latest first. Raises TrailUnavailable."""
    span = hours_of(since, until)
    found = [*_series(span), *_spreads(span)]
    return sorted(found, key=lambda alarm: (alarm.at, alarm.key), reverse=True)


def _series(span: Span) -> Iterator[Alarm]:
    """Yield each hour with a series of failures at one account, or from one network at names that
    nobody has."""
    for user, network, hour, number in series((LOGIN_FAILED,), span):
        yield Alarm("login", unquote(user), hour, number, network=network)


def _spreads(span: Span) -> Iterator[Alarm]:
    """Yield each hour in which one network tried several accounts and got in to none of them.

    Who got in soon after is somebody who mistyped: a whole office is one network.
    """
    by = ("network", "hour")
    for network, hour, _number in trail.counts(by, actions=(LOGIN_FAILED,), least=SPREAD, **span):
        failed = _users(LOGIN_FAILED, network, within_hour(hour, span))
        later: Span = {"since": hour, "until": within_hour(hour, span)["until"] + GETS_IN}
        came_in = _users(LOGIN, network, later)
        tried = {user: number for user, number in failed.items() if user not in came_in}
        # Each try of a name that nobody has may be about another one.
        accounts = sum(number if user == "" else 1 for user, number in tried.items())
        # At one account alone, or at unknown names alone, it is a series.
        if len(tried) > 1 and accounts >= SPREAD:
            number = sum(tried.values())
            yield Alarm("spread", "", hour, number, accounts, network=network)


def _users(action: str, network: str, span: Span) -> dict[str, int]:
    """Return who did something from a network, and how often."""
    found = trail.counts(("network", "user"), actions=(action,), **span)
    return {user: number for where, user, number in found if where == network}


def caretakers(site: Any) -> list[str]:
    """Return the ids of the accounts that look after a site: who may see these alarms.

    Those of the Zope root, which no site knows an address of, are left out.
    """
    granted = {role["name"] for role in site.rolesOfPermission(PERMISSION) if role["selected"]}
    manager = api.portal.get_tool("acl_users")["portal_role_manager"]
    holders = {
        principal
        for role in granted & set(manager.listRoleIds())
        for principal, _title in manager.listAssignedPrincipals(role)
    }
    people = {person for each in holders for person in (members(each) or [each])}
    return sorted(person for person in people if is_account(person))


def trouble(site: Any) -> list[str]:
    """Return a line for each alarm of the last days."""
    now = utcnow()
    found = login_alarms(now - timedelta(days=DAYS), now)
    return [f"{spelled(a.at)}: {a.number} × {a.network or a.person}" for a in found]


LOGINS = SecurityRule(
    title=_(
        "rule_login_alarms",
        default="Nobody has tried many passwords in the last ${days} days.",
        mapping={"days": DAYS},
    ),
    remedy=_(
        "remedy_login_alarms",
        default="Ask the people of these accounts whether it was they. Have the web server refuse a"
        " network that is not yours, and reset the passwords that may have been guessed.",
    ),
    check=trouble,
    link="@@login-alarms",
    required=False,
)
