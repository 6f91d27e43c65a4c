"""A new password by mail: the page answers alike and as fast for every name; the worker does it."""

from baleharum import _
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.queue import enqueue
from baleharum.login.secrets import open as unseal
from baleharum.login.secrets import seal
from baleharum.login.throttle import Attempt
from baleharum.team.mail import mail_is_set
from baleharum.team.mail import NO_SERVER
from plone import api
from Products.CMFPlone.RegistrationTool import get_member_by_login_name
from Products.statusmessages.interfaces import IStatusMessage
from urllib.parse import urlsplit
from zExceptions import Unauthorized
from zope.interface import implementer

import logging


logger = logging.getLogger(__name__)

JOB = "password-reset"
LENGTH = 200
PROMISED = _(
    "status_reset_promised",
    default="If there is such an account and it has an e-mail address, a mail with instructions is"
    " on its way.",
)


def promise(name: str, request) -> None:
    """Enqueue the mail for a login name, known or not; a name that is asked for again waits."""
    attempt = Attempt("reset", name, request)
    if attempt.wait():
        return
    attempt.failed()
    sealed = seal(name.strip()[:LENGTH]).hex()
    enqueue(JOB, {"name": sealed, "site_url": api.portal.get().absolute_url()})


def promise_reset(name: str, request) -> None:
    """Enqueue the mail, and say the same to everybody."""
    promise(name, request)
    IStatusMessage(request).addStatusMessage(PROMISED, "info")


@implementer(IJobHandler)
class SendReset:
    """Sends the mail with the address for a new password."""

    title = _("job_password_reset", default="Mail for a new password")

    def __call__(self, site, payload, progress):
        """Payload: {'name': what was typed, sealed, 'site_url': the address of the site then}."""
        name = unseal(bytes.fromhex(payload["name"]))
        member = get_member_by_login_name(site, name, raise_exceptions=False)
        if member is None or not member.getProperty("email", ""):
            return
        if not mail_is_set():
            raise TemporaryFailure(NO_SERVER)
        request = site.REQUEST
        _seen_from(request, site, payload["site_url"])
        try:
            api.portal.get_tool("portal_registration").mailPassword(
                name, request, immediate=True
            )
        except (ValueError, Unauthorized):
            # Not told to anybody: it would say that there is such an account.
            logger.info("a password reset was asked for and not sent")


def _seen_from(request, site, address: str) -> None:
    """Let the links in the mail lead to the address under which the site was visited."""
    parts = urlsplit(address)
    request.setServerURL(parts.scheme, parts.hostname, parts.port)
    request["PARENTS"] = [site]
    request.setVirtualRoot(parts.path)
