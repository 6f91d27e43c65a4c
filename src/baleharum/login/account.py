"""`@@my-login`: a person's own second factor and sessions; `@@step-up`: who sits there?"""

from baleharum import _
from baleharum.asked import Asked
from baleharum.login import calendars
from baleharum.login import demands
from baleharum.login import factors
from baleharum.login import sessions
from baleharum.login.api import require_step_up
from baleharum.login.api import step_up
from baleharum.login.departed import CALENDAR_ENDED
from baleharum.login.events import BY_OWNER
from baleharum.login.events import SecondFactorEnrolled
from baleharum.login.events import SecondFactorRemoved
from baleharum.login.events import SessionEnded
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.steps import Enrolling
from baleharum.login.steps import WRONG_CODE
from baleharum.login.unavailable import LoginUnavailable
from baleharum.login.views import wait_message
from baleharum.login.visitors import account_of
from baleharum.login.visitors import network_of
from baleharum.login.visitors import noted
from baleharum.team.times import spelled
from baleharum.trail.actions import SETTING
from baleharum.trail.api import change
from datetime import datetime
from datetime import UTC
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import BadRequest
from zope.event import notify


WRONG_PASSWORD = _("error_password_wrong", default="This password is not right.")
UNKNOWN = _("browser_unknown", default="Unknown browser")
PROGRAM = _("browser_program", default="A program")


class Own(BrowserView):
    """A page about the person's own account; POST does what the field `action` names."""

    actions: tuple[str, ...] = ()

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            action = Asked(self.request.form).get("action", "")
            if action not in self.actions:
                raise BadRequest("This form says nothing that the page can do.")
            return getattr(self, f"do_{action}")(Asked(self.request.form))
        return self.index()

    @property
    def user_id(self) -> str:
        """The id of the person."""
        return api.user.get_current().getId()

    @property
    def account(self) -> str:
        """Under which name the store keeps the account."""
        return account_of(self.user_id)

    def tell(self, text: Any, kind: str = "info") -> None:
        """Show a message on the next page."""
        api.portal.show_message(text, request=self.request, type=kind)

    def leave(self, name: str = "my-login") -> str:
        """Redirect to a page of the site."""
        self.request.response.redirect(f"{api.portal.get().absolute_url()}/@@{name}")
        return ""


class MyLogin(Own):
    """The person's second factor and sessions."""

    codes_page = ViewPageTemplateFile("codes.pt")
    target = "@@my-login"
    actions = ("end", "end_others", "new_codes", "remove")

    def enrolled(self) -> bool:
        """Tell whether the person has a second factor."""
        return factors.enrolled(self.account)

    def codes_left(self) -> int:
        """Return how many recovery codes are good."""
        return factors.codes_left(self.account)

    def demanded(self) -> bool:
        """Tell whether the site demands the factor of this person."""
        return demands.factor_required() and demands.has_function(self.user_id)

    def rows(self) -> list[dict[str, Any]]:
        """Return the sessions: when, where, which browser, and whether it is this one."""
        mine = noted(self.request, "session")
        return [
            {
                "id": row.id[:16],
                "started": _time(row.started),
                "seen": _time(row.seen),
                "network": row.network,
                "browser": PROGRAM if row.kind == "rest" else (row.browser or UNKNOWN),
                "current": mine is not None and row.id == mine.id,
            }
            for row in sessions.of_account(self.account)
        ]

    def do_end(self, form):
        """End one session."""
        for row in sessions.of_account(self.account):
            if row.id[:16] == form.get("id"):
                self._end(row)
        self.tell(_("status_session_ended", default="The session is over."))
        return self.leave()

    def do_end_others(self, form):
        """End all sessions but this one."""
        mine = noted(self.request, "session")
        for row in sessions.of_account(self.account):
            if mine is None or row.id != mine.id:
                self._end(row)
        self.tell(_("status_sessions_ended", default="All other sessions are over."))
        # Whoever is put out here may have the address as well.
        if calendars.revoke(self.account):
            change(SETTING, "", detail="calendar-revoked")
            self.tell(CALENDAR_ENDED, "warning")
        return self.leave()

    def _end(self, row):
        if sessions.end(row):
            notify(SessionEnded(self.user_id, network_of(self.request), BY_OWNER))

    def do_new_codes(self, form):
        """Show ten new recovery codes."""
        require_step_up(self.request)
        if not self.enrolled():
            return self.leave()
        self.codes = factors.renew_codes(self.account)
        return self.codes_page()

    def do_remove(self, form):
        """Take the second factor away from who may go without."""
        require_step_up(self.request)
        if self.demanded():
            raise BadRequest("The site demands a second factor of this account.")
        if factors.remove(self.account):
            notify(SecondFactorRemoved(self.user_id, network_of(self.request), "by-owner"))
        self.tell(_("status_factor_removed", default="Your second factor is removed."))
        return self.leave()


class Enrol(Enrolling, Own):
    """`@@second-factor`: enrolment of who is logged in."""

    enrol_page = ViewPageTemplateFile("enrol.pt")
    codes_page = ViewPageTemplateFile("codes.pt")
    target = "@@second-factor"
    actions = ("enrol",)

    def index(self):
        """Show a new secret."""
        require_step_up(self.request)
        if factors.enrolled(self.account):
            return self.leave()
        self.secret = factors.new_secret()
        return self.enrol_page()

    def sealed(self) -> str:
        """Return the secret, for the way through the form and back."""
        return seal(f"{self.account}\n{self.secret}").hex()

    def do_enrol(self, form):
        """Take the code that confirms the secret."""
        require_step_up(self.request)
        if factors.enrolled(self.account):
            return self.leave()
        self.secret = self._secret_of(form.get("sealed", ""))
        self.codes = factors.enrol(self.account, self.secret, form.get("code", ""))
        if not self.codes:
            self.tell(WRONG_CODE, "error")
            return self.enrol_page()
        notify(SecondFactorEnrolled(self.user_id, network_of(self.request)))
        self.factor_shown()
        return self.codes_page()

    def _secret_of(self, sealed: str) -> str:
        try:
            account, _line, secret = unseal(bytes.fromhex(sealed)).partition("\n")
        except (ValueError, LoginUnavailable) as error:
            raise BadRequest("This form is not whole. Open the page again.") from error
        if account != self.account:
            raise BadRequest("This form belongs to another account. Open the page again.")
        return secret

    def factor_shown(self):
        """Let this session go on: whoever it belongs to has just shown the factor."""
        sessions.mark_factor(noted(self.request, "session"))
        for row in sessions.of_account(self.account):
            if not row.factor and sessions.end(row):
                notify(SessionEnded(self.user_id, network_of(self.request), "factor"))


class StepUpPage(Own):
    """`@@step-up`: asks for a code, or for the password of who has no second factor."""

    actions = ("prove",)

    def with_code(self) -> bool:
        """Tell whether a code is asked for."""
        return factors.enrolled(self.account)

    def through_provider(self) -> bool:
        """Tell whether the person came in through another door, perhaps without any password."""
        session = noted(self.request, "session")
        return session is not None and session.kind == "oidc"

    def back(self) -> str:
        """Return the address in this site to go back to."""
        wanted = Asked(self.request.form).get("back", "")
        tool = api.portal.get_tool("portal_url")
        return wanted if wanted and tool.isURLInPortal(wanted) else tool()

    def do_prove(self, form):
        """Take the proof, then go back."""
        right, wait = step_up(self.request, form.get("proof", ""))
        if right:
            self.request.response.redirect(self.back())
            return ""
        wrong = WRONG_CODE if self.with_code() else WRONG_PASSWORD
        self.tell(wait_message(wait) if wait else wrong, "error")
        return self.index()


def _time(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return spelled(moment, language=api.portal.get_current_language())
