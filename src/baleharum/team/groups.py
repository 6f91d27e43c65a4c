"""Staff groups: ordinary groups of the site that may be assigned as a whole.

A group that carries a role of the site (Administrators and the like) is none of them: who
manages the site does not come into a case by being a member.
"""

from plone import api


def staff_groups() -> list[tuple[str, str]]:
    """Return (id, title) of every staff group, by title."""
    source = _pas().get("source_groups")
    rows = source.listGroupInfo() if source is not None else ()
    found = [(row["id"], row["title"] or row["id"]) for row in rows if not _has_role(row["id"])]
    return sorted(found, key=lambda row: row[1].lower())


def is_staff_group(group_id: str) -> bool:
    """Tell whether this is the id of a staff group."""
    return any(group_id == known for known, _title in staff_groups())


def groups_of(pas, principal) -> tuple[str, ...]:
    """Return the ids of the groups that a PAS principal belongs to by record."""
    source = pas.get("source_groups")
    return tuple(source.getGroupsForPrincipal(principal)) if source is not None else ()


def is_group(pas, principal_id: str) -> bool:
    """Tell whether this is the id of a group that the site has a record of."""
    source = pas.get("source_groups")
    return source is not None and principal_id in source.listGroupIds()


def is_principal(name: str) -> bool:
    """Tell whether this site keeps an account or a group with this id."""
    return is_account(name) or is_group(_pas(), name)


def members(group_id: str) -> list[str]:
    """Return the ids of who belongs to a group, sorted; none for what is no group."""
    source = _pas().get("source_groups")
    if source is None or group_id not in source.listGroupIds():
        return []
    return sorted(row[0] for row in source.listAssignedPrincipals(group_id))


def is_account(user_id: str) -> bool:
    """Tell whether this site keeps the account.

    An account of the Zope root cannot be in a team: the groups of the site do not reach it.
    """
    # Looked for without being woken: an account brings all its groups along.
    return bool(_pas().searchUsers(id=user_id, exact_match=True))


def _pas():
    return api.portal.get_tool("acl_users")


def _has_role(group_id: str) -> bool:
    group = _pas().getGroupById(group_id)
    return group is not None and bool(set(group.getRoles()) - {"Authenticated"})
