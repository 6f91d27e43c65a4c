"""What ends with an account or group, so that no later one of the same name inherits it."""

from baleharum import _
from baleharum.team.api import revoke
from baleharum.team.groups import is_account
from baleharum.team.groups import is_group
from baleharum.team.groups import is_principal
from baleharum.team.leaves import forget
from baleharum.team.reasons import MADE_ANEW
from baleharum.team.reasons import REMOVED
from baleharum.team.records import book
from baleharum.team.records import INDEX_KEY
from baleharum.team.records import team_index
from collections.abc import Iterable
from functools import cache
from plone import api
from plone.api.exc import CannotGetPortalError
from plone.app.uuid.utils import uuidToObject
from zExceptions import BadRequest
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.i18n import translate


def removed(event) -> None:
    """Subscriber for accounts and groups that are removed: their assignments end."""
    # Another user folder may have had an account of this name, and the site keeps its own.
    if _in_use() and not is_principal(_name(event)):
        end_all(_name(event), REMOVED)


def made(event) -> None:
    """Subscriber for new accounts and groups: they begin with nothing.

    Raises BadRequest for the name of a group that is an account, or the other way round: the
    members of the group would act in the name of the account.
    """
    if not _in_use():
        return
    name = _name(event)
    if is_account(name) and is_group(api.portal.get_tool("acl_users"), name):
        message = _(
            "error_name_taken",
            default="There is an account or a group with this name already. Choose another one.",
        )
        raise BadRequest(translate(message, context=getRequest()))
    end_all(name, MADE_ANEW)


def end_all(principal: str, reason: str) -> None:
    """End every assignment of a principal, on every case and register of the site."""
    forget(lambda leave: principal in (leave.absent, leave.deputy))
    index = team_index()
    for uid, number, _holding in list(index.open([principal])):
        context = uuidToObject(uid, unrestricted=True)
        if context is not None and number in book(context):
            revoke(context, number, reason)
        else:
            index.discard(principal, (uid, number))


def end_orphans(found: Iterable) -> int:
    """End what is open in the books of these cases for nobody who is there; returns how many."""
    there = cache(is_principal)
    ended = 0
    for context in found:
        for number, record in list(book(context).items()):
            if record.ended_at is None and not there(record.principal):
                revoke(context, number, REMOVED)
                ended += 1
    return ended


def _name(event) -> str:
    principal = event.principal
    return principal if isinstance(principal, str) else principal.getId()


def _in_use() -> bool:
    """Tell whether this happens in a site that has the product."""
    try:
        return INDEX_KEY in IAnnotations(api.portal.get())
    except CannotGetPortalError:
        return False
