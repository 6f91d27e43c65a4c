"""What the tests of logins share: a clock, codes of a telephone, and a site that demands both."""

from baleharum.login import factors
from baleharum.login.visitors import account_of
from baleharum.team import clock
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from tests.centre import PASSWORD
from tests.http import Visitor
from zope.component import getGlobalSiteManager

import pyotp
import transaction


class Clock:
    """The clock of the team, moved by hand."""

    def __init__(self, monkeypatch):
        self.moment = datetime(2027, 1, 4, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def forward(self, **duration) -> None:
        """Let time pass."""
        self.moment += timedelta(**duration)


def code_of(secret: str, steps: int = 0) -> str:
    """Return the code that a telephone shows now, or some steps of 30 seconds away."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + 30 * steps)


def enrol(user_id: str) -> tuple[str, list[str]]:
    """Give somebody a second factor; returns the secret and the recovery codes."""
    secret = factors.new_secret()
    # With the code before, so that the one of now is still good.
    return secret, factors.enrol(account_of(user_id), secret, code_of(secret, -1))


def demand(*, factor: bool = True, pledge: int = 0) -> None:
    """Let the site demand a second factor, or the acceptance of a version of the pledge."""
    api.portal.set_registry_record("baleharum.second_factor_required", factor)
    api.portal.set_registry_record("baleharum.pledge_version", pledge)
    transaction.commit()


def try_login(visitor: Visitor, user_id: str, password: str = PASSWORD, **fields):
    """Send the login form."""
    form = {"__ac_name": user_id, "__ac_password": password, "buttons.login": "Log in"}
    return visitor.post("login", {**form, **fields})


def answer_step(visitor: Visitor, step: str, code: str = ""):
    """Send the form of the page that follows the password."""
    token = visitor.authenticator("@@login-step")
    form = {"step": step, "code": code, "_authenticator": token}
    return visitor.post("@@login-step", form)


def logged_in(visitor: Visitor) -> bool:
    """Tell whether a visitor is somebody."""
    return visitor.get("@@my-login").status == 200


@contextmanager
def listening(*kinds):
    """Collect the events of these kinds."""
    heard: list = []
    registry = getGlobalSiteManager()
    for kind in kinds:
        registry.registerHandler(heard.append, (kind,))
    try:
        yield heard
    finally:
        for kind in kinds:
            registry.unregisterHandler(heard.append, (kind,))
