"""The accounts of the site: Plone's user source, with Argon2id, delays and the second factor.

Whatever checks a password (the form, Basic auth, REST, the change of a password) asks this plugin.
"""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from AuthEncoding import AuthEncoding
from baleharum.login import demands
from baleharum.login import hashing
from baleharum.login.events import LoginFailed
from baleharum.login.passwords import OWN_NAME
from baleharum.login.passwords import verdict
from baleharum.login.throttle import Attempt
from baleharum.login.visitors import network_of
from baleharum.login.visitors import note
from baleharum.login.visitors import noted
from hashlib import sha256
from Products.PlonePAS.plugins.user import UserManager
from Products.PluggableAuthService.events import CredentialsUpdated
from zExceptions import BadRequest
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate


class Accounts(UserManager):
    """`source_users` of a site; what is stored is the same as in its stock class."""

    meta_type = "baleharum accounts"
    security = ClassSecurityInfo()

    @security.private
    def authenticateCredentials(self, credentials):
        """Return (user id, login name) for a right password that is enough, else None.

        Credentials that were extracted from a request would log it in, so they ask for what else
        the account needs; a mere check of a password does not.
        """
        login, password = credentials.get("login"), credentials.get("password")
        if login is None or password is None:
            return None
        request = getRequest()
        answer = self._tried_before(request, login, password)
        if answer is False:
            return None
        attempt = Attempt("password", login, request)
        waiting = attempt.wait()
        if waiting:
            hashing.burn(password)
            note(request, "wait", waiting)
            notify(LoginFailed(self._user_id(login), network_of(request), "wait"))
            return None
        found = self._checked(login, password)
        note(request, "tried", (login, password, bool(found)))
        if found is None:
            attempt.failed()
            notify(LoginFailed(self._user_id(login), network_of(request), "password"))
            return None
        return self._let_in(request, attempt, credentials, found)

    def _let_in(self, request, attempt, credentials, found):
        attempt.passed()
        if credentials.get("extractor") and not demands.password_is_enough(
            found[0], self._getPAS()
        ):
            note(request, "password_of", found[0])
            return None
        return found

    def _tried_before(self, request, login, password):
        """Return what came of the same try in this request, None for the first."""
        known = noted(request, "tried")
        return known[2] if known and known[:2] == (login, password) else None

    def _checked(self, login, password):
        """Check a password, in the same time whether there is such an account or not."""
        user_id = self._login_to_userid.get(login)
        reference = self._user_passwords.get(user_id) if user_id is not None else None
        if reference is None or not hashing.costs_argon2(reference):
            hashing.burn(password)
        if reference is None or not AuthEncoding.is_encrypted(reference):
            return None
        return (user_id, login) if AuthEncoding.pw_validate(reference, password) else None

    def _user_id(self, login) -> str:
        return self._login_to_userid.get(login, "")

    @security.private
    def password_stamp(self, user_id):
        """Return what changes with an account's password, None if there is no such account."""
        reference = self._user_passwords.get(user_id)
        if reference is None:
            return None
        whole = reference if isinstance(reference, bytes) else reference.encode()
        return sha256(b"baleharum.login.stamp" + whole).hexdigest()[:32]

    @security.private
    def addUser(self, user_id, login_name, password):
        """Add an account; its password is stored as Argon2id.

        Raises BadRequest for a password made of the name: who checks it before may not know that.
        """
        if not AuthEncoding.is_encrypted(password):
            if verdict(str(password), (user_id, login_name)) is OWN_NAME:
                raise BadRequest(translate(OWN_NAME, context=getRequest()))
            password = hashing.hashed(password)
        return super().addUser(user_id, login_name, password)

    @security.private
    def doChangeUser(self, principal_id, password):
        """Change a password; it is stored as Argon2id before anybody hears of the change."""
        if self._user_passwords.get(principal_id) is None:
            raise RuntimeError(f"There is no such account in {self.getId()}.")
        self._user_passwords[principal_id] = hashing.hashed(password)
        notify(CredentialsUpdated(self.getUserById(principal_id), password))

    def _pw_encrypt(self, password):
        return hashing.hashed(password)


InitializeClass(Accounts)
