"""Whose draft belongs to which page, who may have it back, and when a form has taken it."""

from baleharum.asked import Asked
from baleharum.guard.realm import in_realm
from baleharum.guard.realm import viewable
from baleharum.guard.traces import case_of
from baleharum.login import drafts
from baleharum.login.interfaces import IDraftDoor
from baleharum.login.unavailable import LoginUnavailable
from baleharum.login.visitors import noted
from plone import api
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from urllib.parse import quote
from urllib.parse import unquote
from urllib.parse import urlsplit
from zope.component import adapter
from zope.component import subscribers
from ZPublisher.interfaces import IPubSuccess

import logging


logger = logging.getLogger(__name__)

#: Field that `session.js` adds to a form on its way: the page of which it sends the draft.
SENT = "bh-draft-page"
#: Parameters of an address that make another form of a page. Others may hold what people look for.
TELLING = ("transition",)
#: The button with which somebody leaves a form.
CANCEL = "buttons.cancel"
#: What a form that was taken answers.
TAKEN = (301, 302, 303)


def page_of(request: Any) -> str:
    """Return under which name drafts of the page of a request are kept."""
    asked = Asked(request.form)
    sent = asked.get(SENT, "")
    if sent and request.get("REQUEST_METHOD") == "POST":
        return str(sent)
    path = unquote(urlsplit(request.get("ACTUAL_URL", "")).path)
    more = [f"{name}={asked.get(name)}" for name in TELLING if asked.get(name)]
    return "?".join((path, *more))


def open_to_person(request: Any, page: str) -> bool:
    """Tell whether all content on the way to a page is still there for the person, with what a draft
    of the page may hold."""
    way = _way(request, page)
    if way is None or not all(map(viewable, way)):
        return False
    name = page.partition("?")[0].rpartition("/")[2].removeprefix("@@")
    return not any(door.closed(name) for door in subscribers(way[-1:], IDraftDoor))


def case_of_page(request: Any, page: str) -> str:
    """Return the UID of the case that a page belongs to; '' for none that the person may see."""
    way = _way(request, page)
    return case_of(way[-1]) if way and all(map(viewable, way)) else ""


def _way(request: Any, page: str) -> list[Any] | None:
    """Return the content in a realm on the way to a page, as far as there is any; None for what is
    no address of this site."""
    address = request["SERVER_URL"] + quote(page.partition("?")[0])
    try:
        steps = request.physicalPathFromURL(address)
    except ValueError:
        return None
    content, found = api.portal.get().getPhysicalRoot(), []
    for step in steps[1:]:
        find = getattr(content, "_getOb", None)
        content = find(step, None) if find is not None else None
        if content is None:
            break
        if in_realm(content):
            found.append(content)
    return found


@adapter(IPubSuccess)
def taken(event: Any) -> None:
    """Forget the draft of a form that was taken: it has led on, without any complaint."""
    request = event.request
    if request.get("REQUEST_METHOD") != "POST" or SENT not in request.form:
        return
    if any(str(name).endswith(CANCEL) for name in request.form):
        return
    session = noted(request, "session")
    if session is None or request.response.getStatus() not in TAKEN:
        return
    if any(message.type == "error" for message in IStatusMessage(request).show()):
        return
    try:
        drafts.forget(session.account, page_of(request))
    except LoginUnavailable as error:
        # What was sent is stored; the draft of it goes after its week.
        logger.error("%s", error)
