"""What happens at the door, told to whoever keeps the record. Never a password, never a code."""

from baleharum.login.interfaces import ILoginEvent
from zope.interface import implementer


@implementer(ILoginEvent)
class LoginEvent:
    """Something happened to the login of an account; network: /24 or /48, '' for none."""

    def __init__(self, user_id: str, network: str, detail: str = ""):
        self.user_id = user_id
        self.network = network
        self.detail = detail


class LoginSucceeded(LoginEvent):
    """A session has begun; detail: 'browser', 'rest' or 'oidc' (through a provider)."""


class LoginFailed(LoginEvent):
    """A password or code was refused; detail: 'password', 'code' or 'wait'.

    What came back from a provider of OpenID Connect: 'oidc-' and a reason of `oidc.refused`.
    user_id is '' for a name without an account: people type passwords into that field.
    """


class LoggedOut(LoginEvent):
    """The person has logged out."""


class SessionEnded(LoginEvent):
    """A session ended otherwise; detail: 'idle', 'absolute', 'password', 'factor',
    'assignment', 'by-owner', 'pledge'."""


class SecondFactorEnrolled(LoginEvent):
    """The account has a second factor now."""


#: Detail of what somebody did with their own.
BY_OWNER = "by-owner"


class SecondFactorRemoved(LoginEvent):
    """The second factor of the account is gone; detail: 'by-owner' or who reset it."""


class RecoveryCodeUsed(LoginEvent):
    """A recovery code took the place of a code; detail: how many are left."""


class StepUp(LoginEvent):
    """The person has shown once more who they are; detail: 'code' or 'password'."""


class PledgeAccepted(LoginEvent):
    """The person has accepted the pledge; detail: its version."""
