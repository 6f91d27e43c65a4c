"""What administrators change outside of registers is a row of the record: what kind, which page.

Some of it tells of itself by an event. The rest (permissions, roles, plugins, chains of workflows,
whatever an add-on's control panel sets) is seen by the request: it changes something, by a page
that is open to administrators alone. Rows hold names and ids, never a value.
"""

from baleharum.guard.doors import is_management
from baleharum.guard.forged import WRITING
from baleharum.guard.realm import marks
from baleharum.hardening.areas import area_of
from baleharum.trail import facts
from baleharum.trail.actions import ADMINISTER
from baleharum.trail.api import change
from baleharum.trail.api import identifier
from plone.protect.utils import SAFE_WRITE_KEY
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import adapter
from zope.component.hooks import getSite
from ZPublisher.interfaces import IPubBeforeCommit

import re


#: A page that one of these may open, and nobody else, is one for administrators.
ADMINISTRATORS = frozenset(("Manager", "Site Administrator", "Owner"))

#: Services that everybody may call, and by which those who manage accounts change them.
OPEN_SERVICES = frozenset(("@users",))
MANAGE_ACCOUNTS = "Plone Site Setup: Users and Groups"

#: What the name of a page, setting, profile or group may hold, and a row may not.
NO_TOKEN = re.compile(r"[^A-Za-z0-9@_.:+-]")


def administered(area: str, name: str = "", subject: str = "") -> None:
    """Write a row with the current transaction.

    area: see `areas`; name: of a page, setting, profile or group; subject: id of an account or
    group, UID of a page.
    """
    token = NO_TOKEN.sub("_", name)[:80]
    change(ADMINISTER, "", identifier(subject), f"{area}:{token}" if token else area)


@adapter(IPubBeforeCommit)
def note_page(event) -> None:
    """Note a request that has changed something by a page for administrators."""
    request = event.request
    if marks(request).entered or not for_administrators(request):
        return
    # What a screen of Zope does is not always seen in the database: undoing, packing.
    writing = request.get("REQUEST_METHOD") in WRITING
    if changed(request) or (writing and is_management(request.get("PATH_INFO", ""))):
        name = page_name(request)
        administered(area_of(request, name), name)


def for_administrators(request: Any) -> bool:
    """Tell whether a page is open to administrators alone, or used as only they can."""
    roles = getattr(request, "roles", None)
    if isinstance(roles, list | tuple):
        open_to = {role for role in roles if not role.startswith("_") and role != "Shared"}
        if "Manager" in open_to and open_to <= ADMINISTRATORS:
            return True
    site = getSite()
    if site is None or page_name(request) not in OPEN_SERVICES:
        return False
    user = request.get("AUTHENTICATED_USER")
    return user is not None and bool(user.has_permission(MANAGE_ACCOUNTS, site))


def changed(request: Any) -> bool:
    """Tell whether a request changes the database, beyond what a mere look may write."""
    parents = request.get("PARENTS")
    connection = parents[-1]._p_jar if parents else None
    if connection is None:
        return False
    # A savepoint has taken the list of what was changed before it.
    if connection._savepoint_storage is not None:
        return True
    harmless = request.environ.get(SAFE_WRITE_KEY, ())
    return any(found._p_oid not in harmless for found in connection._registered_objects)


def page_name(request: Any) -> str:
    """Return the name of a page, service or screen of Zope, '' for none."""
    # A service is registered as the view PATCH_application_json_@registry.
    name = re.sub(r"^[A-Z]+_.*(?=@)", "", facts.view_name(request))
    method = getattr(request.get("PUBLISHED"), "__name__", "")
    return method if is_management(f"/{method}") else name


def in_use() -> bool:
    """Tell whether this happens in a site that has the product."""
    types = getattr(getSite(), "portal_types", None)
    return types is not None and "CaseRegister" in types


def setting_changed(event) -> None:
    """Subscriber for records of the registry that are given a value."""
    if in_use() and event.oldValue != event.newValue:
        administered("settings", event.record.__name__)


def profile_imported(event) -> None:
    """Subscriber for profiles: an add-on comes, goes, or is set up anew."""
    if in_use():
        administered("addons", (event.profile_id or "").removeprefix("profile-"))


def shared(content, event) -> None:
    """Subscriber for pages that are shared with other people."""
    if in_use():
        administered("sharing", subject=IUUID(content, None) or "")


def account_made(event) -> None:
    """Subscriber for new accounts."""
    _about(event, "account-made")


def account_removed(event) -> None:
    """Subscriber for accounts that are removed."""
    _about(event, "account-removed")


def account_changed(event) -> None:
    """Subscriber for the particulars of somebody, changed by somebody else."""
    _about_another(event, "account-changed")


def password_set(event) -> None:
    """Subscriber for a password that is set, by somebody else than its owner."""
    _about_another(event, "password-set")


def group_made(event) -> None:
    """Subscriber for new groups."""
    _about(event, "group-made")


def group_removed(event) -> None:
    """Subscriber for groups that are removed."""
    _about(event, "group-removed")


def member_added(event) -> None:
    """Subscriber for who comes into a group, and with it to its roles."""
    _about(event, "member-added", event.group_id)


def member_removed(event) -> None:
    """Subscriber for who leaves a group."""
    _about(event, "member-removed", event.group_id)


def _about(event, area: str, name: str = "") -> None:
    if in_use():
        administered(area, name, _principal(event))


def _about_another(event, area: str) -> None:
    # Nobody logged in: a password that was asked for by mail.
    if facts.current_user() not in ("", identifier(_principal(event))):
        _about(event, area)


def _principal(event) -> str:
    principal = event.principal
    return principal if isinstance(principal, str) else principal.getId()
