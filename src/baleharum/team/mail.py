"""Worker job: send one mail of a team. A mail names numbers and staff, never a client."""

from baleharum import _
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import PermanentFailure
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.team.interfaces import IAssignable
from baleharum.team.records import book
from baleharum.team.times import spelled
from collections.abc import Callable
from functools import partial
from plone import api
from plone.app.uuid.utils import uuidToObject
from zope.i18n import translate
from zope.interface import implementer


SUBJECT = _("mail_emergency_subject", default="Emergency access to case ${number}")
BODY = (
    _(
        "mail_emergency_who",
        default="${person} (account ${account}) has taken emergency access to case ${number}.",
    ),
    _(
        "mail_emergency_until",
        default='It lasts until ${until}. The reason is on the page "Team" of the case.',
    ),
    _(
        "mail_emergency_amiss",
        default="If this is not right, end the access on that page and tell the head of the"
        " centre.",
    ),
)
NO_SERVER = _(
    "job_no_mail_server",
    default="No mail server is set. Enter one, and the address of the site, in Site Setup under"
    " Mail; the mail is then sent at the next attempt.",
)


@implementer(IJobHandler)
class SendMail:
    """Tells one person of an emergency access."""

    title = _("job_mail", default="Mail to staff")

    def __call__(self, site, payload, progress):
        """Payload: {'uid': UID of the case, 'number': of the assignment, 'to': user id}."""
        case = uuidToObject(payload["uid"], unrestricted=True)
        record = book(case).get(payload["number"]) if IAssignable.providedBy(case) else None
        if record is None:
            return
        send(payload["to"], partial(letter, case, record))


def send(to: str, written: Callable[[str], tuple[str, str]]) -> None:
    """Send a mail to a person of the staff. written: language -> subject and body.

    Raises PermanentFailure without an address, TemporaryFailure without a mail server.
    """
    recipient = api.user.get(userid=to)
    address = recipient.getProperty("email", "") if recipient is not None else ""
    if not address:
        raise PermanentFailure(_no_address(to))
    if not mail_is_set():
        raise TemporaryFailure(NO_SERVER)
    subject, body = written(_language(recipient))
    # At once: a mail that is queued for the commit fails without anybody seeing it.
    api.portal.send_email(recipient=address, subject=subject, body=body, immediate=True)


def letter(case, record, language: str) -> tuple[str, str]:
    """Return subject and body of the mail about an emergency access."""
    person = api.user.get(userid=record.principal)
    mapping = {
        "number": case.getId(),
        "account": record.principal,
        "person": (person.getProperty("fullname", "") if person else "") or record.principal,
        "until": spelled(record.expires, language),
    }
    subject, *body = (
        translate(_(part, mapping=mapping, default=part.default), target_language=language)
        for part in (SUBJECT, *BODY)
    )
    return subject, "\n\n".join(body) + "\n"


def mail_is_set() -> bool:
    """Tell whether the site has a mail server and an address of its own."""
    return all(
        api.portal.get_registry_record(f"plone.{name}", default="")
        for name in ("smtp_host", "email_from_address")
    )


def _language(recipient) -> str:
    return recipient.getProperty("language", "") or api.portal.get_default_language()


def _no_address(account) -> str:
    text = _(
        "job_no_address",
        default="The account ${account} has no e-mail address. Enter one in its profile, then try"
        " again.",
        mapping={"account": account},
    )
    # The queue keeps a text, or a message without a mapping.
    return translate(text, target_language=api.portal.get_default_language())
