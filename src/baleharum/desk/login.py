"""Where people land after they log in."""

from plone import api
from plone.base.interfaces import IRedirectAfterLogin
from zope.interface import implementer


#: Ends of addresses from which people come without wanting to go back there.
NOWHERE = (
    "",
    "/",
    "/login",
    "/@@login",
    "/logged_out",
    "/@@logged_out",
    "/logout",
    "/require_login",
)


@implementer(IRedirectAfterLogin)
class ToTheDesk:
    """The page that asked for the login, else the desk for those who use one."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, came_from=None, is_initial_login=False):
        """Return an address in the site."""
        site = api.portal.get()
        home = site.absolute_url()
        wanted = (came_from or "").split("?")[0].split("#")[0]
        if wanted.removeprefix(home) not in NOWHERE:
            return came_from
        if not api.user.has_permission("baleharum: Use desk", obj=site):
            return home
        return f"{home}/@@desk"
