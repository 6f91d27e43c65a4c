"""REST: @login takes a code and answers a token that can be taken back; @step-up; @users without hints."""

from baleharum.login import demands
from baleharum.login import factors
from baleharum.login.api import check_code
from baleharum.login.api import step_up
from baleharum.login.plugin import PLUGIN_ID
from baleharum.login.resets import promise
from baleharum.login.visitors import account_of
from baleharum.login.visitors import note
from baleharum.login.visitors import noted
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi import _ as _plone
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from plone.restapi.services.users.add import UsersPost
from zope.interface import alsoProvides


#: What plone.restapi says of a token that is not known.
UNKNOWN_TOKEN = "The reset_token is unknown/not valid."


class Answering(Service):
    """A service that may be refused with a status, a type and a remedy."""

    def check_permission(self):
        """Let everybody ask: this is where people come in."""

    def refused(self, status: int, kind: str, message: str) -> dict:
        """Return an error as plone.restapi writes it."""
        self.request.response.setStatus(status)
        return {"error": {"type": kind, "message": message}}

    def waiting(self, seconds: int) -> dict:
        """Return the answer to who has failed too often."""
        self.request.response.setHeader("Retry-After", str(seconds))
        return self.refused(
            429, "Too many attempts", f"Wait {seconds} seconds, then send this request again."
        )

    def wrong(self) -> dict:
        """Return the answer to a wrong name, password or code."""
        return self.refused(401, "Invalid credentials", "Wrong login and/or password.")


class Login(Answering):
    """POST @login: login, password, and otp for an account with a second factor."""

    def reply(self):
        data = json_body(self.request)
        names = ("login", "password")
        if not all(isinstance(data.get(name), str) for name in names):
            return self.refused(
                400, "Missing credentials", "Login and password must be provided in body."
            )
        alsoProvides(self.request, IDisableCSRFProtection)
        pas = api.portal.get_tool("acl_users")
        user = pas.authenticate(data["login"], data["password"], self.request)
        source = pas.source_users
        # An account of the Zope root has no session in a site.
        if user is None or source.password_stamp(user.getId()) is None:
            wait = noted(self.request, "wait", 0)
            return self.waiting(wait) if wait else self.wrong()
        return self.second_step(user, data.get("otp"))

    def second_step(self, user, otp):
        """Ask for what else the account needs; returns the token in the end."""
        user_id = user.getId()
        if demands.needs_factor(user_id):
            if not factors.enrolled(account_of(user_id)):
                return self.refused(
                    401,
                    "Second factor not enrolled",
                    "This account needs a second factor: log in once with a browser.",
                )
            if not otp:
                return self.refused(
                    401, "Second factor required", "Send the code of the account as otp as well."
                )
            right, wait = check_code(self.request, user_id, str(otp))
            if not right:
                return self.waiting(wait) if wait else self.wrong()
            note(self.request, "factor_of", user_id)
        if demands.needs_pledge(user_id):
            return self.refused(
                401, "Pledge not accepted", "Log in once with a browser and accept the pledge."
            )
        return {"token": plugin().begun(self.request, user_id, "rest")}


class Renew(Answering):
    """POST @login-renew: a new token in the place of the one that asks."""

    def reply(self):
        alsoProvides(self.request, IDisableCSRFProtection)
        session = noted(self.request, "session")
        if session is None or session.kind != "rest":
            return self.refused(
                401, "Invalid or expired authentication token", "Get one from POST @login."
            )
        return {"token": plugin().renewed(self.request, session.user_id)}


class Logout(Answering):
    """POST @logout: the session of the request ends."""

    def reply(self):
        alsoProvides(self.request, IDisableCSRFProtection)
        if noted(self.request, "session") is None:
            return self.refused(400, "Logout failed", "Send the token of the session to end.")
        plugin().resetCredentials(self.request, self.request.response)
        self.request.response.setHeader("Clear-Site-Data", '"cache", "storage"')
        return self.reply_no_content()


class StepUpPost(Answering):
    """POST @step-up: otp, or the password of an account without a second factor."""

    def reply(self):
        data = json_body(self.request)
        alsoProvides(self.request, IDisableCSRFProtection)
        session = noted(self.request, "session")
        if session is None:
            return self.refused(401, "No session", "Get a token from POST @login first.")
        name = "otp" if factors.enrolled(session.account) else "password"
        right, wait = step_up(self.request, str(data.get(name) or ""))
        if right:
            return self.reply_no_content()
        if wait:
            return self.waiting(wait)
        return self.refused(401, "Not proved", f"Send a right {name}.")


class Users(UsersPost):
    """POST @users, @users/<name>/reset-password: the same answer for accounts that are not there."""

    def update_password(self, data):
        """Take a request for a mail, a token of such a mail, or the old password."""
        name, new = self.params[0], data.get("new_password")
        token, old = data.get("reset_token"), data.get("old_password")
        if not data:
            promise(name, self.request)
            self.request.response.setStatus(204)
            return None
        if not new or bool(token) == bool(old):
            return self._error(
                400, "Invalid parameters", "Send new_password with reset_token or old_password."
            )
        if old and name != api.user.get_current().getId():
            return self._error(403, "Wrong user", "Log in as this user to set the password.")
        if token and self._get_user_by_login_name(name) is None:
            why = api.portal.get_tool("portal_registration").testPasswordValidity(new)
            if why:
                return self._error(400, "Invalid password", why)
            return self._error(403, "Unknown Token", _plone(UNKNOWN_TOKEN))
        return super().update_password(data)


def plugin():
    """Return the plugin that keeps the sessions of this site."""
    return api.portal.get_tool("acl_users")[PLUGIN_ID]
