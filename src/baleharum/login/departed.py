"""What ends with an account, and what a new password must pass on paths that ask nobody."""

from baleharum import _
from baleharum.guard.realm import viewable
from baleharum.login import calendars
from baleharum.login import drafts
from baleharum.login import factors
from baleharum.login import identities
from baleharum.login import pledge
from baleharum.login import sessions
from baleharum.login.passwords import refusal
from baleharum.login.plugin import PLUGIN_ID
from baleharum.login.unavailable import LoginUnavailable
from baleharum.login.visitors import account_of
from baleharum.login.visitors import user_of
from baleharum.team.interfaces import IAppointing
from plone import api
from plone.api.exc import CannotGetPortalError
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from zExceptions import BadRequest
from zope.component.hooks import site
from zope.globalrequest import getRequest

import logging
import transaction


logger = logging.getLogger(__name__)

CALENDAR_ENDED = _(
    "status_calendar_ended",
    default="The address of your calendar is good no more. Make a new one under “Calendar and daily"
    " mail”, and enter that into your telephone.",
)


def gone(event) -> None:
    """Subscriber for accounts that are removed or made: nobody inherits a factor or a pledge."""
    principal = event.principal
    name = principal if isinstance(principal, str) else principal.getId()
    if not _in_use() or _is_there_still(event, name):
        return
    pledge.forget(name)
    # The store knows no transactions: what is rolled back here must not be lost there.
    transaction.get().addAfterCommitHook(_forget, args=(account_of(name),))


def password_changed(event) -> None:
    """Subscriber for new passwords of accounts. Raises BadRequest for what is no password."""
    if not _in_use():
        return
    why = refusal(event.password, {}, event.principal, getRequest())
    if why:
        raise BadRequest(why)
    _tell_of_calendar(event.principal.getId())


def _tell_of_calendar(user_id: str) -> None:
    """Say that a new password has ended the address of the person's own calendar."""
    request = getRequest()
    if request is None or api.user.get_current().getId() != user_id:
        return
    try:
        ended = calendars.ended(account_of(user_id))
    except LoginUnavailable as error:
        # The address has ended all the same: its stamp is not that of the password.
        logger.error("%s", error)
        return
    if ended:
        api.portal.show_message(CALENDAR_ENDED, request=request, type="warning")


def pledge_changed(event) -> None:
    """Subscriber for the version of the pledge: everybody comes in anew, past its new text."""
    changed = event.record.__name__ == pledge.VERSION and event.oldValue != event.newValue
    if changed and _in_use():
        path = "/".join(api.portal.get().getPhysicalPath())
        transaction.get().addAfterCommitHook(_end_all, args=(path,))


def left_the_team(case, event) -> None:
    """Subscriber for assignments that end: who no longer sees a case keeps no draft about it."""
    if event.action == "revoked" and not IAppointing.providedBy(case):
        # A longer assignment, or another function, may follow in the same transaction.
        transaction.get().addBeforeCommitHook(_look_who_is_left, args=(api.portal.get(), case))


def _look_who_is_left(portal, case) -> None:
    try:
        authors = drafts.authors_below(case.getId())
    except LoginUnavailable as error:
        # Who left has left; the draft is given to nobody, and goes after its week.
        logger.error("%s", error)
        return
    # A script may commit when it has left the site.
    with site(portal):
        mine = account_of("")
        lost = [a for a in authors if a.startswith(mine) and not _sees(case, user_of(a))]
    if lost:
        transaction.get().addAfterCommitHook(_forget_drafts, args=(case.getId(), lost))


def _sees(case, user_id: str) -> bool:
    person = api.user.get(userid=user_id)
    if person is None:
        return False
    with api.env.adopt_user(username=person.getUserName()):
        return viewable(case)


def _forget_drafts(success: bool, name: str, accounts: list[str]) -> None:
    if success:
        drafts.forget_below(name, accounts)


def _forget(success: bool, account: str) -> None:
    if success:
        factors.remove(account)
        identities.forget(account)
        drafts.forget_all(account)
        for session in sessions.of_account(account):
            sessions.end(session)


def _end_all(success: bool, path: str) -> None:
    if success:
        sessions.end_of_site(path)


def _is_there_still(event, name: str) -> bool:
    """Tell whether another user folder has lost an account of this name, not this site."""
    if not IPrincipalDeletedEvent.providedBy(event):
        return False
    return api.portal.get_tool("acl_users").source_users.password_stamp(name) is not None


def _in_use() -> bool:
    """Tell whether this happens in a site that has the product."""
    try:
        return PLUGIN_ID in api.portal.get_tool("acl_users").objectIds()
    except CannotGetPortalError:
        return False
