"""Who is told: the team of a case whose referral has failed, partners when a consent is withdrawn."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.consents.interfaces import IToTell
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.referrals.content import letters_of
from baleharum.team.api import people
from baleharum.team.mail import send
from functools import partial
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18n import translate
from zope.interface import implementer


JOB = "referral-failed"
#: Functions in a case whose holders carry the referral.
CARRYING = ("lead", "worker", "supervisor")
SUBJECT = _("mail_referral_subject", default="The referral of case ${number} goes no further")
FAILED = _(
    "mail_referral_failed",
    default="The referral letter ${letter} of case ${number} was refused by the partner or cancelled.",
)
STOPPED = _(
    "mail_referral_stopped",
    default="The referral letter ${letter} of case ${number} goes no further: what it rested on has"
    " ended.",
)
NEXT = _(
    "mail_referral_next",
    default="Open the case: it waits to be brought back to where it was before the referral.",
)


def tell_the_team(case: Any, letter: Any) -> None:
    """Have a mail sent to everybody who carries the case; it names numbers alone."""
    register = case.__parent__
    told = {*people(case, CARRYING), *people(register, ("supervisor",))}
    for person in sorted(told):
        payload = {"uid": IUUID(letter), "to": person}
        enqueue(JOB, payload, key=f"{IUUID(letter)}:{state_of(letter)}:{person}")


@implementer(IJobHandler)
class SendNews:
    """Tells one person that a referral goes no further."""

    title = _("job_referral_failed", default="Mail about a referral that failed")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: {'uid': UID of the letter, 'to': user id}."""
        letter = uuidToObject(payload["uid"], unrestricted=True)
        if letter is not None:
            send(payload["to"], partial(news, letter))


def news(letter: Any, language: str) -> tuple[str, str]:
    """Return subject and body of the mail."""
    mapping = {"number": case_of(letter).getId(), "letter": letter.getId().upper()}
    subject, *body = (
        translate(_(part, mapping=mapping, default=part.default), target_language=language)
        for part in (SUBJECT, FAILED if letter.stopped is None else STOPPED, NEXT)
    )
    return subject, "\n\n".join(body) + "\n"


@implementer(IToTell)
class PartnersOfLetters:
    """The partners that have got a letter which rests on a consent."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def partners(self) -> list[str]:
        """Return their UIDs; also of a letter that this very withdrawal has cancelled."""
        uid = IUUID(self.context)
        return sorted(
            {
                letter.partner
                for letter in letters_of(case_of(self.context))
                if letter.rest.uid == uid and letter.was_sent and letter.partner
            }
        )
