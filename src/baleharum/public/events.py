"""What follows when a page is filed, edited or changes its state, on every path."""

from baleharum.guard.realm import in_realm
from baleharum.guard.traces import uid
from baleharum.public.checker import findings
from baleharum.public.checker import note_refused
from baleharum.public.counterparts import language_of
from baleharum.trail.actions import ADD
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import TRANSITION
from baleharum.trail.api import change
from datetime import datetime
from datetime import UTC
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.component.hooks import getSite
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate


#: The state of Plone's own workflows in which everybody reads.
PUBLISHED = "published"


def page_added(page, event) -> None:
    """Give a page the language of its tree, and tell the record."""
    page.language = language_of(page)
    change(ADD, "", uid(page), "service-page")


def page_edited(page, event) -> None:
    """Tell the record."""
    change(EDIT, "", uid(page), "service-page")


def page_changed_state(page, event) -> None:
    """Keep who decided what and why: the history of a page shows no reason otherwise."""
    if event.transition is None:
        return
    reason = str((event.kwargs or {}).get("comment") or "").strip()
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    who = api.user.get_current().getId() or ""
    page.decisions = (*page.decisions, (moment, who, event.transition.id, reason))
    change(TRANSITION, "", uid(page), event.transition.id)


def registers_changed(register, event) -> None:
    """Who decides about pages follows from the registers: one more, and its head does, too."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="ServicePage"):
        brain._unrestrictedGetObject().reindexObjectSecurity()


def before_publishing(content, event) -> None:
    """Keep personal data out of Plone's own pages, too. Raises WorkflowException."""
    if event.transition is None or event.new_state.id != PUBLISHED or not is_checked(content):
        return
    text = refusal(content)
    if text:
        raise WorkflowException(text)


def edited_in_public(content, event) -> None:
    """Check what is changed where everybody reads it at once. Raises BadRequest."""
    if IContainerModifiedEvent.providedBy(event) or not is_checked(content):
        return
    if api.content.get_state(content, default=None) == PUBLISHED:
        text = refusal(content)
        if text:
            raise BadRequest(text)


def is_checked(content) -> bool:
    """Tell whether content is a page of Plone's own, of a site with cases; what lies in a realm is
    never published."""
    own = getattr(content, "portal_type", "") == "ServicePage"
    return has_cases() and not own and not in_realm(content)


def has_cases() -> bool:
    """Tell whether the site knows people of cases; another one of the same server does not."""
    return (
        getSite() is not None and "person_keys" in api.portal.get_tool("portal_catalog").indexes()
    )


def refusal(content) -> str:
    """Return why content may not be published, '' where it may; a refusal is on the record."""
    found = findings(content)
    note_refused(content, found)
    return " ".join(translate(each.message, context=getRequest()) for each in found)
