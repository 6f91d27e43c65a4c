"""`oidc-login` sends people to the provider, `oidc-callback` takes them back with a ticket."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.login import identities
from baleharum.login import tickets
from baleharum.login.events import LoginFailed
from baleharum.login.interfaces import IOtherDoor
from baleharum.login.oidc import claims
from baleharum.login.oidc import exchange
from baleharum.login.oidc import flows
from baleharum.login.oidc import people
from baleharum.login.oidc.provider import provider
from baleharum.login.oidc.refused import Refused
from baleharum.login.plugin import send_cookie
from baleharum.login.throttle import Attempt
from baleharum.login.visitors import account_of
from baleharum.login.visitors import network_of
from plone import api
from Products.Five.browser import BrowserView
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.event import notify
from zope.interface import implementer

import logging


logger = logging.getLogger(__name__)

COOKIE = "__bh_oidc"
#: Registry: values of amr or acr that this site takes for a second factor.
FACTOR = "baleharum.oidc_second_factor"
#: The same for all reasons: who is no account here learns nothing of who is.
FAILED = _(
    "error_oidc_failed",
    default="The login came to nothing. Try again, or ask who looks after the accounts.",
)


@implementer(IOtherDoor)
class Door:
    """The button on the login page."""

    def offer(self, came_from):
        """See IOtherDoor."""
        found = provider()
        if found is None:
            return None
        page = f"{api.portal.get().absolute_url()}/oidc-login"
        query = f"?{urlencode({'came_from': came_from})}" if came_from else ""
        return found.title or "OpenID Connect", f"{page}{query}"


class Page(BrowserView):
    """A page that is there only where a provider is set up, and that leads on, or to the login."""

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.provider = provider()
        if self.provider is None:
            raise NotFound(self.request["URL"])
        try:
            self.lead_on()
        except Refused as refused:
            logger.warning("Login through the provider refused: %s", refused)
            detail = f"oidc-{refused.reason}"
            notify(LoginFailed(refused.user_id, network_of(self.request), detail))
            api.portal.show_message(FAILED, request=self.request, type="error")
            self.redirect("login")
        return ""

    def lead_on(self) -> None:
        """Redirect to what comes next. Raises Refused."""
        raise NotImplementedError

    def redirect(self, name: str) -> None:
        """Redirect to a page of the site."""
        self.request.response.redirect(f"{api.portal.get().absolute_url()}/{name}")


class LogIn(Page):
    """`oidc-login`: off to the provider."""

    def lead_on(self):
        """Remember in this browser what the answer has to fit."""
        came_from = Asked(self.request.form).get("came_from", "")
        if not api.portal.get_tool("portal_url").isURLInPortal(came_from):
            came_from = ""
        token, flow = flows.begin(came_from)
        address = exchange.address(self.provider, flow)
        send_cookie(self.request, self.request.response, token, COOKIE)
        self.request.response.redirect(address)


class Callback(Page):
    """`oidc-callback`: back from the provider; the ticket that is given lets nobody in yet."""

    def lead_on(self):
        """Give a ticket to the person of an account, for the steps that follow a password."""
        flow = self._flow()
        found, person = self._person(flow)
        attempt = Attempt("oidc", person, self.request)
        if attempt.wait():
            raise Refused("wait")
        try:
            user_id, stamp = people.account_for(self.provider, found, person)
        except Refused:
            attempt.failed()
            raise
        accepted = api.portal.get_registry_record(FACTOR, default=()) or ()
        token = tickets.issue(
            account_of(user_id),
            stamp,
            flow.came_from,
            person=person,
            factor=claims.has_factor(found, accepted),
        )
        # Lax: the browser comes from the provider, and a stricter cookie would stay behind.
        send_cookie(self.request, self.request.response, token, tickets.COOKIE)
        self.redirect("@@login-step")

    def _flow(self) -> flows.Flow:
        """Return the login that this answers; it is over with this answer, whatever it says."""
        asked = Asked(self.request.form)
        flow = flows.take(self.request.cookies.get(COOKIE, ""), asked.get("state", ""))
        self.request.response.expireCookie(COOKIE, path="/")
        if flow is None:
            raise Refused("state")
        # RFC 9207: who says so is known to be the provider that was asked.
        if asked.get("iss", self._issuer()) != self._issuer():
            raise Refused("state", "another provider answers")
        if not asked.get("code"):
            raise Refused("denied")
        return flow

    def _issuer(self) -> str:
        return exchange.description(self.provider.issuer)["issuer"]

    def _person(self, flow) -> tuple[dict, str]:
        """Return what the provider says of the person, and what is kept of who it is."""
        given = exchange.tokens(self.provider, flow, Asked(self.request.form)["code"])
        found = claims.verified(
            str(given.get("id_token", "")),
            exchange.keys(self.provider),
            issuer=self._issuer(),
            client_id=self.provider.client_id,
            nonce=flow.nonce,
            began=flow.made,
        )
        if people.wanted_claims(self.provider) - found.keys():
            beside = exchange.user_info(self.provider, str(given.get("access_token", "")))
            if beside.get("sub") == found["sub"]:
                found = {**beside, **found}
        return found, identities.person_of(found["iss"], found["sub"])
