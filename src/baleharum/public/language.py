"""A visitor reads a page in its own language: that of its tree, whatever was chosen elsewhere.

Only where there are two trees; who is logged in, or logs in, keeps the language that they chose.
"""

from baleharum.asked import Asked
from baleharum.guard.headers import has_session
from baleharum.guard.realm import in_realm
from baleharum.interfaces import IBaleharumLayer
from baleharum.public.counterparts import ENGLISH
from baleharum.public.counterparts import language_of
from baleharum.public.counterparts import LANGUAGES
from plone import api
from plone.base.interfaces import INavigationRoot
from typing import Any
from zope.component import adapter
from zope.component.hooks import getSite
from ZPublisher.interfaces import IPubAfterTraversal


#: What belongs to logging in: it speaks the language that was chosen, and keeps its own frame.
DOOR = frozenset(
    "login login_form failsafe_login failsafe_login_form login-step login-help require_login"
    " mail_password mail_password_form logout logged-out passwordreset".split()
)


#: In the address of what stands in no tree.
CHOSEN = "language"


@adapter(IPubAfterTraversal)
def speak(event) -> None:
    """Have a page answer a visitor in its own language."""
    request = event.request
    if not IBaleharumLayer.providedBy(request) or not has_two_trees():
        return
    if has_session(request.environ) or view_name(request) in DOOR:
        return
    content = content_of(request)
    turn(request, chosen(request) if in_realm(content) else language_of(content))


def chosen(request: Any) -> str:
    """Return the language that is asked for, of what stands in no tree: a partner."""
    asked = Asked(request.form).get(CHOSEN, "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def address_in(url: str, language: str) -> str:
    """Return the address of what stands in no tree, in a language."""
    return url if language == LANGUAGES[0] else f"{url}?{CHOSEN}={language}"


def turn(request: Any, language: str) -> None:
    """Have an answer speak a language."""
    request["LANGUAGE"] = language
    binding = request.get("LANGUAGE_TOOL")
    if binding is not None:
        binding.LANGUAGE = language


def language_of_address(request: Any) -> str:
    """Return the language of the tree that an address lies in, whatever there is at it."""
    below = str(request.get("ACTUAL_URL", "")).removeprefix(api.portal.get().absolute_url())
    return ENGLISH if f"{below}/".startswith(f"/{ENGLISH}/") else LANGUAGES[0]


def has_two_trees() -> bool:
    """Tell whether the site has a tree of pages in English beside that at its root."""
    site = getSite()
    found = site.get(ENGLISH) if site is not None and ENGLISH in site else None
    return found is not None and INavigationRoot.providedBy(found)


def content_of(request: Any) -> Any:
    """Return the content that is shown, or that the view shown is of."""
    published = request.get("PUBLISHED")
    context = getattr(published, "context", None)
    if context is None:
        context = getattr(published, "__parent__", published)
    return context if hasattr(context, "getPhysicalPath") else api.portal.get()


def view_name(request: Any) -> str:
    """Return the name of the view that is shown, '' for none."""
    return str(getattr(request.get("PUBLISHED"), "__name__", "") or "")
