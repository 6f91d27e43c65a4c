"""`@@reset-second-factor`: for who has lost both telephone and paper; whoever manages accounts does it."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.login import factors
from baleharum.login import identities
from baleharum.login import sessions
from baleharum.login.account import Own
from baleharum.login.api import require_step_up
from baleharum.login.events import SecondFactorRemoved
from baleharum.login.visitors import account_of
from baleharum.login.visitors import network_of
from plone import api
from zope.event import notify


class ResetFactor(Own):
    """Takes the second factor of another account away; it is enrolled anew at the next login."""

    actions = ("reset",)

    def typed(self) -> str:
        """Return the account that was asked for."""
        return Asked(self.request.form).get("account", "")

    def do_reset(self, form):
        """Take it away, and end the sessions of the account."""
        require_step_up(self.request)
        name = form.get("account", "").strip()
        if name == self.user_id:
            self.tell(
                _(
                    "error_reset_own",
                    default="Ask somebody else who manages accounts to reset your own.",
                ),
                "error",
            )
            return self.index()
        account = account_of(name)
        # Both, so that who gets a new account at the provider comes in again, too.
        if not any((factors.remove(account), identities.forget(account))):
            self.tell(
                _("error_reset_none", default="There is no such account with a second factor."),
                "error",
            )
            return self.index()
        for session in sessions.of_account(account):
            sessions.end(session)
        by = api.user.get_current().getId()
        notify(SecondFactorRemoved(name, network_of(self.request), by))
        self.tell(
            _("status_factor_reset", default="It is reset. The person enrols at the next login.")
        )
        return self.leave("reset-second-factor")
