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
from zope.i18n import translate
from zope.interface import implementer


JOB = "password-reset"
LENGTH = 200
PROMISED = _(
    "status_reset_promised",
    default="If there is such an account and it has an e-mail address, a mail with instructions is"
    " on its way.",
)
SUBJECT = _("mail_reset_subject", default="A new password for your account")
BODY = (
    _(
        "mail_reset_how",
        default="Somebody asked for a new password for the account ${account}. To choose one, open"
        " this address within ${days} days:",
    ),
    _(
        "mail_reset_amiss",
        default="If it was not you, leave this mail alone: the password stays as it is. If it"
        " happens again, tell the head of the centre.",
    ),
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
        """Payload: {'name': what was typed, sealed, 'site_url': the address of the site then}.

        Who is not there is not told to anybody.
        """
        name = unseal(bytes.fromhex(payload["name"]))
        member = get_member_by_login_name(site, name, raise_exceptions=False)
        if member is None or not member.getProperty("email", ""):
            return
        if not mail_is_set():
            raise TemporaryFailure(NO_SERVER)
        language = member.getProperty("language", "") or api.portal.get_default_language()
        reset = site.portal_password_reset.requestReset(member.getId())
        address = f"{payload['site_url']}/passwordreset/{reset['randomstring']}"
        mapping = {
            "account": member.getUserName(),
            "days": site.portal_password_reset.getExpirationTimeout(),
        }
        subject, how, amiss = (
            translate(_(part, mapping=mapping, default=part.default), target_language=language)
            for part in (SUBJECT, *BODY)
        )
        api.portal.send_email(
            recipient=member.getProperty("email"),
            subject=subject,
            body="\n\n".join((how, address, amiss)) + "\n",
            immediate=True,
        )
