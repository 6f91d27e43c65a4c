"""Which answers are the same for everybody: a caching operation of plone.app.caching.

It marks a page for the filter that keeps pages (see `kept`), and for nobody else: what somebody
sees who is logged in, what lies in a realm, what was asked with a question, what sets a cookie, and
what says itself that nobody may keep it (the report form, whose token is of one visitor alone) is not
marked, whatever a centre maps to the operation.
"""

from baleharum.guard.headers import has_session
from baleharum.guard.realm import in_realm
from baleharum.public.kept import MARK
from baleharum.public.language import content_of
from baleharum.public.language import has_two_trees
from plone import api
from plone.caching.interfaces import ICachingOperation
from plone.caching.interfaces import ICachingOperationType
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import provider
from zope.publisher.interfaces.http import IHTTPRequest


@implementer(ICachingOperation)
@provider(ICachingOperationType)
@adapter(Interface, IHTTPRequest)
class PublicPage:
    """The operation `baleharum.publicPage`."""

    title = "Public page"
    description = "Kept in memory for visitors until something is stored; never behind a login."
    prefix = "baleharum.publicPage"
    options = ()

    def __init__(self, published: Any, request: Any) -> None:
        self.published, self.request = published, request

    def interceptResponse(self, rulename, response):  # noqa: N802 (of plone.caching)
        """Nothing is answered from here: the filter stands before Zope."""

    def modifyResponse(self, rulename, response):  # noqa: N802
        """Mark the answer if it is the same for everybody."""
        if is_for_everybody(self.request):
            response.setHeader("Cache-Control", "public, no-cache")
            response.setHeader(MARK, "1")


def is_for_everybody(request: Any) -> bool:
    """Tell whether the answer to a request depends on nothing but its address."""
    environ = request.environ
    if "no-store" in (request.response.getHeader("Cache-Control") or ""):
        return False
    asked = environ.get("REQUEST_METHOD") == "GET" and not environ.get("QUERY_STRING")
    stranger = api.user.is_anonymous() and not has_session(environ)
    plain = request.response.getStatus() == 200 and not request.response.cookies
    return asked and stranger and plain and has_two_trees() and not in_realm(content_of(request))
