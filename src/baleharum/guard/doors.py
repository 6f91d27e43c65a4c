"""What is no door of the site, where the public reaches it: the management screens of Zope.

An administrator opens them on the machine itself, by the address of the instance; behind a
virtual host there is no such page. A proxy can say the same, this holds without one. Nor are
there the verbs of WebDAV, some of which write even when a stranger asks, and tools as pages.
"""

from Acquisition import aq_base
from baleharum.guard.realm import VERBS
from baleharum.guard.texts import check_texts
from OFS.interfaces import IItem
from zExceptions import MethodNotAllowed
from zExceptions import NotFound
from zope.component import adapter
from zope.component.hooks import getSite
from ZPublisher.interfaces import IPubAfterTraversal

import re


VIRTUAL_HOST = "/VirtualHostBase/"

#: `manage`, `manage_main`, … as a step of a path. Plone's pages are called `@@manage-…`.
MANAGED = re.compile(r"/(?:@@)?manage(?:_\w*)?(?:[/;:]|$)")
#: The objects at the root of the database that hold accounts, errors and the server itself. The
#: way to the login form leads through the first.
INNER = re.compile(
    r"/(?:acl_users(?!/credentials_cookie_auth/require_login$)|error_log|Control_Panel|"
    r"temp_folder|browser_id_manager|session_data_manager|virtual_hosting)(?:[/;:]|$)"
)


def is_management(path: str) -> bool:
    """Tell whether a path leads to a management screen."""
    return bool(MANAGED.search(path))


def is_public(path: str) -> bool:
    """Tell whether a request came through a virtual host."""
    return VIRTUAL_HOST in path


def closed(path: str) -> bool:
    """Tell whether there is no such page for somebody who came through a virtual host."""
    return is_public(path) and bool(MANAGED.search(path) or INNER.search(path))


def readable(path: str) -> bool:
    """Tell whether a path as WSGI gives it, a byte a letter, is UTF-8; Zope fails at any other."""
    try:
        path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


#: plone.rest registers a service as a view of this name; by that name a GET would write.
OF_A_VERB = re.compile(r"(GET|HEAD|POST|PATCH|PUT|DELETE|OPTIONS)_")


@adapter(IPubAfterTraversal)
def refuse(event) -> None:
    """Refuse what no screen and no service of a site uses.

    Raises MethodNotAllowed for a verb, BadRequest for what is no text, and NotFound for a tool or
    plugin that is no page (Zope would answer with its name and class) and for a service asked for
    with another verb than its.
    """
    if getSite() is None:
        return
    request = event.request
    if request.get("REQUEST_METHOD") not in VERBS:
        raise MethodNotAllowed("Use GET, HEAD, POST, PATCH or DELETE.")
    published = aq_base(request.get("PUBLISHED"))
    verb = OF_A_VERB.match(getattr(published, "__name__", "") or "")
    if verb and verb[1] != request.get("REQUEST_METHOD"):
        raise NotFound(request["URL"])
    if IItem.providedBy(published) and not callable(published):
        raise NotFound(request["URL"])
    check_texts(request)
