"""What a browser or proxy may keep of a session's pages, and of those of the login: nothing.

Or the back button shows them to the next person, and a cache hands a link for a new password on.
"""

from baleharum.login.visitors import noted
from typing import Any


#: Pages and answers of services; style sheets and scripts may be kept.
KINDS = ("text/html", "application/json")

#: Where the pages of the login come from: ours, and Plone's, of which some are left as they are.
MODULES = ("baleharum.login.", "Products.CMFPlone.browser.login.")
#: Pages of Plone's login that are a template and nothing else.
NAMES = ("mail_password_form", "mail_password_response")


def keep_no_copy(event) -> None:
    """Subscriber for answers that are about to leave."""
    request = event.request
    response = request.response
    kind = response.getHeader("Content-Type") or ""
    private = noted(request, "session") is not None or of_the_login(request.get("PUBLISHED"))
    if private and kind.startswith(KINDS):
        response.setHeader("Cache-Control", "private, no-store")


def of_the_login(published: Any) -> bool:
    """Tell whether a page belongs to the login, whoever asks for it."""
    view = getattr(published, "__self__", published)
    ours = any(base.__module__.startswith(MODULES) for base in type(view).__mro__)
    return ours or getattr(view, "__name__", "") in NAMES
