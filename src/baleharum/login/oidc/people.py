"""Whose account it is that a provider speaks of: only one that is there, and never by guessing."""

from baleharum.login import identities
from baleharum.login.oidc.refused import Refused
from baleharum.login.plugin import PLUGIN_ID
from baleharum.login.visitors import account_of
from plone import api
from typing import Any


#: The claim that is no user id: it names an account by the address that the account has.
EMAIL = "email"


def wanted_claims(provider: Any) -> set[str]:
    """Return the claims that `account_for` looks at."""
    wanted = {_claim(provider)}
    if EMAIL in wanted:
        wanted.add("email_verified")
    if provider.allowed_groups:
        wanted.add(provider.user_property_as_groupid)
    return wanted


def account_for(provider: Any, claims: dict[str, Any], person: str) -> tuple[str, str]:
    """Return (user id, stamp) of the account of a person. Raises Refused where there is none."""
    user_id = _named(provider, claims)
    stamp = api.portal.get_tool("acl_users")[PLUGIN_ID].stamp(user_id) if user_id else None
    if stamp is None or not provider.user_can_login(claims):
        raise Refused("person", "no account of the site is meant, or its group is not allowed")
    if not identities.fits(account_of(user_id), person):
        raise Refused("person", "the account or the person belongs to another one", user_id)
    return user_id, stamp


def _claim(provider: Any) -> str:
    return provider.user_property_as_userid or "sub"


def _named(provider: Any, claims: dict[str, Any]) -> str:
    name = _claim(provider)
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        return ""
    if name != EMAIL:
        return value
    sure = claims.get("email_verified")
    if sure is True or (provider.use_modified_openid_schema and sure == "true"):
        return _with_address(value)
    return ""


def _with_address(address: str) -> str:
    """Return the user id of the one account with an e-mail address, '' for none or several."""
    rows = api.portal.get_tool("acl_users").searchUsers(email=address)
    found = {row["userid"] for row in rows if _address_of(row["userid"]) == address.lower()}
    return found.pop() if len(found) == 1 else ""


def _address_of(user_id: str) -> str:
    user = api.user.get(userid=user_id)
    return (user.getProperty("email") or "").lower() if user is not None else ""
