"""The login form, its help and the log-out, in the place of Plone's: the same answer for all."""

from baleharum import _
from baleharum.login import demands
from baleharum.login import tickets
from baleharum.login.interfaces import IOtherDoor
from baleharum.login.plugin import send_cookie
from baleharum.login.resets import promise_reset
from baleharum.login.visitors import account_of
from baleharum.login.visitors import noted
from os.path import dirname
from plone import api
from plone.base import PloneMessageFactory as _plone
from Products.CMFPlone.browser.login import login_help
from Products.CMFPlone.browser.login.login import LoginForm
from Products.CMFPlone.browser.login.login_help import LoginHelpForm
from Products.CMFPlone.browser.login.login_help import RequestResetPassword
from Products.CMFPlone.browser.login.logout import LogoutView
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from zope.component import getUtilitiesFor


WRONG = _(
    "message_login_wrong",
    default="Login failed. Check name and password; capital letters count.",
)


def wait_message(seconds: int):
    """Return what to tell somebody who must wait."""
    return _(
        "message_login_wait",
        default="There were too many failed attempts. Wait ${seconds} seconds, then try again.",
        mapping={"seconds": seconds},
    )


class LogIn(LoginForm):
    """`login`: a right password leads to the second step where the account needs one."""

    label = _("title_log_in", default="Log in")

    def updateWidgets(self):
        """Name the fields; Plone has no Indonesian for a password."""
        super().updateWidgets()
        self.widgets["ac_name"].label = _("label_account", default="Account")
        self.widgets["ac_password"].label = _("label_password", default="Password")

    @button.buttonAndHandler(_plone("Log in"), name="login")
    def handleLogin(self, action):
        """Take name and password."""
        data, errors = self.extractData()
        user_id = noted(self.request, "password_of")
        if errors:
            self.status = self.formErrorsMessage
        elif user_id:
            self.second_step(user_id, data.get("came_from") or "")
        elif not api.user.is_anonymous():
            self.welcome(data.get("came_from"))
        else:
            wait = noted(self.request, "wait", 0)
            text = wait_message(wait) if wait else WRONG
            api.portal.show_message(text, request=self.request, type="error")
            if wait:
                self.request.response.setHeader("Retry-After", str(wait))

    def second_step(self, user_id: str, came_from: str) -> None:
        """Hand out a ticket, which lets nobody in, and ask for what is missing."""
        source = api.portal.get_tool("acl_users").source_users
        token = tickets.issue(account_of(user_id), source.password_stamp(user_id), came_from)
        send_cookie(self.request, self.request.response, token, tickets.COOKIE, same_site="Strict")
        self.request.response.redirect(f"{api.portal.get().absolute_url()}/@@login-step")

    def welcome(self, came_from) -> None:
        """Let the person in."""
        initial = self._post_login()
        self.redirect_after_login(came_from, initial)

    def other_doors(self) -> list[tuple[str, str]]:
        """Return (name, address) of the other ways in."""
        came_from = self.get_came_from() or ""
        doors = (door.offer(came_from) for _name, door in sorted(getUtilitiesFor(IOtherDoor)))
        return [offer for offer in doors if offer]

    def open_door(self) -> bool:
        """Tell whether the site demands no second factor, which its login page has to say."""
        return not demands.factor_required()


class Help(LoginHelpForm):
    """`login-help`: a mail is promised whether there is such an account or not."""

    index = ViewPageTemplateFile("templates/login_help.pt", _prefix=dirname(login_help.__file__))

    def update(self):
        """Offer our own form alone: that for a forgotten name sends its mail while one waits."""
        self.subforms = [Reset(None, self.request)]
        self.subforms[0].update()
        super(LoginHelpForm, self).update()


class Reset(RequestResetPassword):
    """The form for a new password."""

    @button.buttonAndHandler(
        _plone("button_pwreset_reset_password", default="Reset your password"), name="reset"
    )
    def handleResetPassword(self, action):
        """Promise a mail; the worker finds out whether there is somebody to send it to."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        promise_reset(data["reset_password"], self.request)


class MailPassword(BrowserView):
    """`mail_password`: the old address of the same."""

    def __call__(self):
        promise_reset(str(self.request.form.get("userid", "")), self.request)
        self.request.response.redirect(f"{api.portal.get().absolute_url()}/login")
        return ""


class LogOut(LogoutView):
    """`logout`: the session ends, and the browser forgets what it has kept of it."""

    def __call__(self):
        super().__call__()
        self.request.response.setHeader("Clear-Site-Data", '"cache", "storage"')
        self.request.response.setHeader("Cache-Control", "no-store")
