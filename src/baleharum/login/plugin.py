"""The plugin that keeps sessions: random ids in a cookie or a Bearer token, hashes in the store."""

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from baleharum.login import demands
from baleharum.login import sessions
from baleharum.login.events import LoggedOut
from baleharum.login.events import LoginSucceeded
from baleharum.login.passwords import refusal
from baleharum.login.visitors import network_of
from baleharum.login.visitors import noted
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from Products.PluggableAuthService.utils import classImplements
from zope.event import notify
from zope.globalrequest import getRequest


PLUGIN_ID = "login_sessions"
COOKIE = "__ac"
SOURCE = "source_users"
#: Asking for the time that is left is no activity.
LOOKING = "session-left"


class Sessions(BasePlugin):
    """Extraction, authentication and end of sessions; what is a password; see `sessions`."""

    meta_type = "baleharum sessions"
    security = ClassSecurityInfo()

    def __init__(self, id, title=""):
        self._setId(id)
        self.title = title

    @security.private
    def extractCredentials(self, request):
        """Return the token of a cookie, or of `Authorization: Bearer`; {} for none."""
        kind, _space, token = (getattr(request, "_auth", None) or "").partition(" ")
        if kind.lower() != "bearer":
            token = request.cookies.get(COOKIE, "")
        return {"session": token.strip()} if token else {}

    @security.private
    def authenticateCredentials(self, credentials):
        """Return (user id, login name) of a session that holds."""
        token = credentials.get("session")
        if not token or credentials.get("extractor") != self.getId():
            return None
        request = getRequest()
        session = sessions.resume(request, token, self.stamp)
        if session is None:
            return None
        if not request.get("PATH_INFO", "").endswith(LOOKING):
            sessions.touch(session)
        pas = self._getPAS()
        info = pas._verifyUser(pas.plugins, user_id=session.user_id)
        return (info["id"], info["login"]) if info else None

    @security.private
    def updateCredentials(self, request, response, login, new_password):
        """Begin a session for who is logged in now, if nothing else is asked of them.

        Called after every login and after a change of one's own password, whoever asks for it.
        """
        user_id = getSecurityManager().getUser().getId()
        pas = self._getPAS()
        info = pas._verifyUser(pas.plugins, login=login)
        if not user_id or info is None or info["id"] != user_id:
            return
        kind = noted(request, "kind", "browser")
        token = self.renewed(request, user_id) or self.begun(request, user_id, kind)
        if token:
            send_cookie(request, response, token)

    @security.private
    def renewed(self, request, user_id):
        """Return the cookie of a session that follows the person's own, '' if they have none."""
        session = noted(request, "session")
        if session is None or session.user_id != user_id:
            return ""
        return sessions.renew(request, session, self.stamp(user_id))

    @security.private
    def begun(self, request, user_id, kind="browser"):
        """Return the token of a new session, '' while something is missing."""
        factor = noted(request, "factor_of") == user_id
        if demands.needs_pledge(user_id) or (not factor and demands.needs_factor(user_id)):
            return ""
        stamp = self.stamp(user_id)
        token = sessions.begin(request, user_id, stamp, kind=kind, factor=factor)
        notify(LoginSucceeded(user_id, network_of(request), kind))
        return token

    @security.private
    def resetCredentials(self, request, response):
        """End the session of a request."""
        session = noted(request, "session")
        if session is not None and sessions.end(session):
            notify(LoggedOut(session.user_id, network_of(request)))
        response.expireCookie(COOKIE, path="/")

    @security.private
    def validateUserInfo(self, user, set_id, set_info):
        """Return what is wrong with a new password, see IValidationPlugin."""
        password = (set_info or {}).get("password")
        if password is None:
            return []
        why = refusal(password, set_info, user, getRequest())
        return [{"id": "password", "error": why}] if why else []

    @security.private
    def stamp(self, user_id):
        """Return the stamp of an account's password, None if there is no such account."""
        pas = self._getPAS()
        source = getattr(pas, SOURCE, None)
        own = source.password_stamp(user_id) if hasattr(source, "password_stamp") else None
        if own is not None:
            return own
        # Its password is kept elsewhere (LDAP): the account is there, or it is not.
        return "" if pas._verifyUser(pas.plugins, user_id=user_id) else None


def send_cookie(request, response, token, name=COOKIE, same_site="Lax"):
    """Set the cookie of a session.

    Lax, not Strict: a link in a mail of the site leads to the case and not to its login page.
    Whatever writes asks for a token of its form, or for JSON, and is refused to other sites.
    """
    secure = request["SERVER_URL"].startswith("https:")
    response.setCookie(name, token, path="/", http_only=True, same_site=same_site, secure=secure)


KINDS = (
    IExtractionPlugin,
    IAuthenticationPlugin,
    ICredentialsUpdatePlugin,
    ICredentialsResetPlugin,
    IValidationPlugin,
)
classImplements(Sessions, *KINDS)
InitializeClass(Sessions)
