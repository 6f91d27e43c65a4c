"""Watches every request that enters a realm and lets it pass only if all it touches is viewable."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from Acquisition import aq_chain
from baleharum.guard.forged import check_origin
from baleharum.guard.interfaces import IAdmission
from baleharum.guard.interfaces import IHeld
from baleharum.guard.interfaces import IRealm
from baleharum.guard.traces import case_path
from baleharum.guard.traces import note_refusal
from baleharum.guard.traces import note_view
from baleharum.guard.uniform import MARKS
from baleharum.guard.uniform import Marks
from baleharum.guard.uniform import page
from OFS.interfaces import IItem
from Products.CMFCore.interfaces import IContentish
from Products.Five.browser import BrowserView
from webdav.NullResource import NullResource
from zExceptions import NotFound
from zope.component import adapter
from zope.component.hooks import getSite
from zope.interface import alsoProvides
from zope.interface import noLongerProvides
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubFailure


#: The verbs that the product's screens and REST services use.
VERBS = frozenset(("GET", "HEAD", "POST", "PATCH", "DELETE"))

#: What every answer says: keep no copy, guess no type, and tell no other site where this was.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Realm:
    """Marks every request that comes in; mix in before the container."""

    #: Local roles that are given on the site, or above it, end here.
    __ac_local_roles_block__ = True

    def __before_publishing_traverse__(self, arg1, arg2=None):
        enter(arg2 if arg2 is not None else arg1)
        # Without the rest of the chain, Dexterity's folder views are not found.
        return super().__before_publishing_traverse__(arg1, arg2)


def enter(request) -> None:
    """Note that a request has come into a realm, and where the people of the site log in."""
    noted = marks(request)
    # A request that is tried again after a conflict has to pass anew.
    noted.entered, noted.passed, noted.case = True, False, ""
    alsoProvides(request, IHeld)
    site = getSite()
    if site is not None:
        noted.login = f"{site.absolute_url()}/login"


def marks(request) -> Marks:
    """Return what the guard has noted about a request; the WSGI filter reads the same."""
    environ = getattr(request, "environ", None)
    return Marks() if environ is None else environ.setdefault(MARKS, Marks())


@adapter(IPubAfterTraversal)
def guard(event):
    """Refuse, as if nothing were there, what the person may not view on the path of a request.

    Raises NotFound, and Forbidden for what another site makes a browser send.
    """
    request = event.request
    inside = protected(request)
    if not inside:
        return
    allowed = request.get("REQUEST_METHOD") in VERBS and not places_for_nothing(request)
    if not allowed or not is_page(request.get("PUBLISHED")) or not all(viewable(o) for o in inside):
        raise NotFound(request["URL"])
    for name, value in HEADERS.items():
        request.response.setHeader(name, value)
    marks(request).passed, marks(request).case = True, case_path(inside[0])
    noLongerProvides(request, IHeld)
    note_view(inside)
    check_origin(request)


class Held(BrowserView):
    """What a request is told that was not let pass, for whatever reason: the one page.

    The filter puts that page in the place of any other; drawing the site's own page for errors
    would be three quarters of the work, for nobody.
    """

    def __call__(self):
        """Return the page."""
        response = self.request.response
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        # Nor does it need the theme, a fourth of what a refusal takes.
        response.setHeader("X-Theme-Disabled", "1")
        return page(marks(self.request).login).decode()


@adapter(IPubFailure)
def note_what_was_refused(event):
    """Note a request that came into a realm and was not let pass, for whatever reason."""
    if marks(event.request).refused and not event.retry:
        note_refusal(event.request, protected(event.request))


def viewable(content) -> bool:
    """Tell whether the current person may view something in a realm."""
    manager = getSecurityManager()
    if not manager.checkPermission("View", content):
        return False
    admission = IAdmission(content, None)
    return admission is None or admission.admits(manager.getUser())


def is_page(published) -> bool:
    """Tell whether what a request leads to is a page or a service.

    The publisher calls any method that has a docstring and no permission of its own, with arguments
    of the address, and shows any value: who may view a case would take numbers, move a letter to
    another basis, or read what its pages keep from them.
    """
    owner = getattr(published, "__self__", None)
    return callable(published) and not (IContentish.providedBy(owner) or IRealm.providedBy(owner))


def places_for_nothing(request) -> bool:
    """Tell whether a request leads to the stand-in that WebDAV makes of a missing object.

    It makes one for HEAD too, and whoever sees the register could tell it from a hidden case.
    """
    steps = (request.get("PUBLISHED"), *(request.get("PARENTS") or ()))
    return any(isinstance(aq_base(step), NullResource) for step in steps)


def protected(request) -> list:
    """Return the content objects of a request that are in a realm, innermost first.

    The realm itself is left out when something inside is meant: a team sees its case, not
    the list. Names acquired past a realm count as well, wherever they came from.
    """
    found = []
    for step in (request.get("PUBLISHED"), *(request.get("PARENTS") or ())):
        for link in aq_chain(step):
            if not (IContentish.providedBy(link) or IRealm.providedBy(link)):
                continue
            if in_realm(link) and not any(aq_base(link) is aq_base(o) for o in found):
                found.append(link)
    inner = [o for o in found if not IRealm.providedBy(o)]
    return inner or found


def in_realm(content) -> bool:
    """Tell whether an object is, or is contained in, a realm."""
    return any(IRealm.providedBy(link) for link in aq_chain(content) if IItem.providedBy(link))
