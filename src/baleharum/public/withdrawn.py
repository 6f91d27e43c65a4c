"""What a visitor reads who comes to a service page that was published and is not at the moment.

Somebody kept its address, or found it by a search engine: they read that it is being worked on and
whom to call, not the form with which staff log in. A page that was never published is not told of.
"""

from baleharum import _
from baleharum.guard.headers import has_session
from baleharum.interfaces import IBaleharumLayer
from baleharum.public.content import ServicePage
from baleharum.public.counterparts import ENGLISH
from baleharum.public.counterparts import language_of
from baleharum.public.events import PUBLISHED
from baleharum.public.language import turn
from baleharum.public.reach import WhomToCall
from baleharum.public.rules import PUBLISH
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import HTTPGone

import json


class Withdrawn(HTTPGone):  # type: ignore[misc]
    """A service page that visitors could read before."""


def refuse_kindly(page: ServicePage, event: Any) -> None:
    """Subscriber for what is traversed: raises Withdrawn for who brings no sign of an account."""
    request = event.request
    environ = request.environ
    if not IBaleharumLayer.providedBy(request):
        return
    if has_session(environ) or environ.get("HTTP_AUTHORIZATION"):
        return
    known = any(what == PUBLISH for _when, _who, what, _why in page.decisions)
    if known and api.content.get_state(page) != PUBLISHED:
        raise Withdrawn(language_of(page))


class WithdrawnPage(WhomToCall, BrowserView):
    """The page that says so."""

    heading = _("title_withdrawn", default="This page is being worked on")
    summary = _(
        "withdrawn_summary",
        default="What stood here is not shown at the moment. The service may go on all the same: ask"
        " us.",
    )
    template = ViewPageTemplateFile("reach.pt")

    def __call__(self) -> str:
        """Return the page, or for a program an object."""
        request, language = self.request, str(self.context)
        # Zope would take the status from the name of the class, and does not know it.
        request.response.setStatus(410, lock=1)
        request.response.setHeader("Cache-Control", "private, no-store")
        if "text/html" not in request.getHeader("Accept", ""):
            request.response.setHeader("Content-Type", "application/json")
            return json.dumps({"type": "Gone", "message": "This page is being worked on."})
        turn(request, language)
        site = api.portal.get()
        english = language == ENGLISH and ENGLISH in site
        self.context = site[ENGLISH] if english else site
        request.response.setHeader("Content-Type", "text/html; charset=utf-8")
        return str(self.template())
