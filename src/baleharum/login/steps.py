"""The way from a right password to a session: a code or the enrolment, then the pledge.

Who is on the way holds a ticket and is nobody: every other page takes them for a stranger.
"""

from AccessControl.SecurityManagement import newSecurityManager
from baleharum import _
from baleharum.asked import Asked
from baleharum.login import demands
from baleharum.login import factors
from baleharum.login import identities
from baleharum.login import pledge
from baleharum.login import tickets
from baleharum.login.api import check_code
from baleharum.login.events import PledgeAccepted
from baleharum.login.events import SecondFactorEnrolled
from baleharum.login.plugin import PLUGIN_ID
from baleharum.login.views import wait_message
from baleharum.login.visitors import network_of
from baleharum.login.visitors import note
from baleharum.login.visitors import user_of
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import getMultiAdapter
from zope.event import notify
from zope.interface import alsoProvides


WRONG_CODE = _(
    "error_code_wrong",
    default="This code is not right, or was used already. Wait for the next one, or use a recovery"
    " code.",
)
AGAIN = _(
    "error_step_over",
    default="The login took too long or failed too often. Begin again with your password.",
)


class Enrolling:
    """Shows a secret as QR code and text; mix in beside `secret` and `user_id`."""

    secret: str = ""
    user_id: Any

    def qr(self) -> str:
        """Return the picture for the telephone, as SVG markup."""
        issuer = api.portal.get_registry_record("plone.site_title", default="") or "baleharum"
        return factors.picture(factors.address(self.secret, self.user_id, issuer))

    def secret_in_groups(self) -> str:
        """Return the secret for typing."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))


class LoginStep(Enrolling, BrowserView):
    """`@@login-step`: what is missing, one page after the other."""

    code_page = ViewPageTemplateFile("code.pt")
    enrol_page = ViewPageTemplateFile("enrol.pt")
    codes_page = ViewPageTemplateFile("codes.pt")
    pledge_page = ViewPageTemplateFile("pledge.pt")
    #: Where the forms of these pages are sent.
    target = "@@login-step"

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.ticket = tickets.of_request(self.request)
        if self.ticket is None or self._stamp() != self.ticket.stamp:
            return self._again()
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            alsoProvides(self.request, IDisableCSRFProtection)
            return self._take(Asked(self.request.form))
        return self._next()

    @property
    def user_id(self) -> str:
        """The id of whose password was right."""
        return user_of(self.ticket.account)

    def _stamp(self):
        plugin = api.portal.get_tool("acl_users")[PLUGIN_ID]
        return plugin.stamp(user_of(self.ticket.account))

    def _next(self):
        if not self.ticket.factor and demands.needs_factor(self.user_id):
            if factors.enrolled(self.ticket.account):
                return self.code_page()
            return self._enrolment()
        if demands.needs_pledge(self.user_id):
            return self.pledge_page()
        return self._finish()

    def _enrolment(self):
        self.secret = self.ticket.secret or factors.new_secret()
        if not self.ticket.secret:
            tickets.keep_secret(self.ticket, self.secret)
        return self.enrol_page()

    def _take(self, form):
        """Take what the page before was answered with; a form cannot skip a page."""
        step, code = form.get("step", ""), form.get("code", "")
        enrolled = factors.enrolled(self.ticket.account)
        if step == "code" and enrolled and not self.ticket.factor:
            return self._take_code(code)
        if step == "enrol" and self.ticket.secret and not enrolled:
            return self._take_enrolment(code)
        if step == "pledge" and (self.ticket.factor or not demands.needs_factor(self.user_id)):
            version = pledge.accept(self.user_id)
            notify(PledgeAccepted(self.user_id, network_of(self.request), str(version)))
        return self._next()

    def _take_code(self, code):
        right, wait = check_code(self.request, self.user_id, code)
        if right:
            tickets.mark_factor(self.ticket)
            return self._anew()
        tickets.count_failure(self.ticket)
        return self._refused(wait)

    def _take_enrolment(self, code):
        self.codes = factors.enrol(self.ticket.account, self.ticket.secret, code)
        if not self.codes:
            return self._refused(0)
        tickets.mark_factor(self.ticket)
        notify(SecondFactorEnrolled(self.user_id, network_of(self.request)))
        # Shown here and never again.
        return self.codes_page()

    def _refused(self, wait):
        text = wait_message(wait) if wait else WRONG_CODE
        api.portal.show_message(text, request=self.request, type="error")
        if wait:
            self.request.response.setHeader("Retry-After", str(wait))
        return self._anew()

    def _anew(self):
        self.ticket = tickets.of_request(self.request)
        return self._again() if self.ticket is None else self._next()

    def _finish(self):
        """Let the person in, once."""
        if not tickets.spend(self.ticket):
            return self._again()
        user = api.portal.get_tool("acl_users").getUserById(self.user_id)
        newSecurityManager(self.request, user)
        if self.ticket.factor:
            note(self.request, "factor_of", self.user_id)
        if self.ticket.person:
            identities.tie(self.ticket.account, self.ticket.person)
            note(self.request, "kind", "oidc")
        alsoProvides(self.request, IDisableCSRFProtection)
        self.request.response.expireCookie(tickets.COOKIE, path="/")
        login = getMultiAdapter((self.context, self.request), name="login")
        login.welcome(self.ticket.came_from)
        return ""

    def _again(self):
        api.portal.show_message(AGAIN, request=self.request, type="warning")
        self.request.response.redirect(f"{api.portal.get().absolute_url()}/login")
        return ""

    def pledge_text(self) -> list[str]:
        """Return the paragraphs of the pledge in the language of the page."""
        text = pledge.text(api.portal.get_current_language())
        return [part.strip() for part in text.split("\n\n") if part.strip()]
