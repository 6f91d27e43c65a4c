"""What the worker does about alarms: every hour it looks, and tells privacy officer and supervisor
of a register or an intake box, and those who look after the site of failed log-ins."""

from baleharum import _
from baleharum.audit.alarms import Alarm
from baleharum.audit.alarms import alarms
from baleharum.audit.logins import caretakers
from baleharum.audit.logins import login_alarms
from baleharum.audit.places import cases_of
from baleharum.audit.places import words_of
from baleharum.audit.seen import told
from baleharum.audit.seen import untold
from baleharum.audit.sentences import sentence
from baleharum.cases.team.standing import appointing
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import sites
from baleharum.team.api import people
from baleharum.team.api import utcnow
from baleharum.team.groups import members
from baleharum.team.mail import send
from baleharum.team.times import spelled
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import partial
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18n import translate
from zope.interface import implementer

import transaction
import Zope2


#: Kinds of jobs.
LOOK = "alarms"
MAIL = "alarm-mail"

#: A worker that stood still for some days still tells what happened meanwhile.
LOOKS_BACK = timedelta(days=7)

TOLD = ("privacy", "supervisor")

BEGIN = _("mail_alarm_begin", default="The record of access shows:")
LOGIN_SUBJECT = _("mail_login_alarm_subject", default="Alarms about log-ins: ${count}")
LOGIN_END = _(
    "mail_login_alarm_end",
    default='Look at them on the page "Failed log-ins" of the site, to which "Security check" in Site'
    " Setup leads.",
)


class HourlyLook:
    """What the worker does every hour, see IPeriodic: a job for each site."""

    every = 3600.0

    def __call__(self) -> None:
        """Ask for a job for every site with the product."""
        app = Zope2.app()
        try:
            transaction.begin()
            for site in sites(app):
                enqueue(LOOK, {"site": "/".join(site.getPhysicalPath())}, key=LOOK)
            transaction.commit()
        finally:
            transaction.abort()
            app._p_jar.close()


@implementer(IJobHandler)
class LookForAlarms:
    """Finds the alarms that nobody was told of, and promises a mail to each who has to know."""

    title = _("job_alarms", default="Looking for alarms in the record of access")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: nothing but the site. Raises TrailUnavailable; it is then tried again."""
        now = utcnow()
        for place in appointing():
            found = alarms(place, now - LOOKS_BACK, now)
            _promise(place, found, recipients(place), {"uid": IUUID(place)}, now)
        _promise(site, login_alarms(now - LOOKS_BACK, now), caretakers(site), {}, now)


def _promise(
    place: Any, found: list[Alarm], people: list[str], payload: dict[str, Any], now: datetime
) -> None:
    """Promise a mail of what nobody was told of; place: a register or the site, which remembers it."""
    new = untold(place, found)
    for person in people:
        # Nobody is told about themselves.
        rows = [as_row(alarm) for alarm in new if alarm.person != person]
        if rows:
            enqueue(MAIL, {**payload, "to": person, "alarms": rows})
    if new:
        told(place, new, now)


def recipients(register: Any) -> list[str]:
    """Return the ids of who is told: the privacy officers and supervisors of a register."""
    found = people(register, TOLD)
    return sorted({person for known in found for person in (members(known) or [known])})


def as_row(alarm: Alarm) -> list[Any]:
    """Return an alarm as the queue keeps it: ids, tokens and numbers."""
    when = alarm.at.timestamp()
    return [alarm.kind, alarm.person, when, alarm.number, alarm.things, *_rest(alarm)]


def _rest(alarm: Alarm) -> list[str]:
    return [alarm.case, alarm.network, alarm.detail]


def from_row(row: list[Any]) -> Alarm:
    """Return the alarm of a row of `as_row`."""
    kind, person, when, *rest = row
    return Alarm(kind, person, datetime.fromtimestamp(when, UTC), *rest)


@implementer(IJobHandler)
class SendAlarms:
    """Tells one person of new alarms; a mail names numbers and staff, never a client."""

    title = _("job_alarm_mail", default="Mail about alarms")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: {'uid': UID of the register, 'to': user id, 'alarms': see as_row}; without a
        register it is about the log-ins of the site."""
        if "uid" not in payload:
            send(payload["to"], partial(letter, None, payload["alarms"]))
            return
        register = uuidToObject(payload["uid"], unrestricted=True)
        if register is not None:
            send(payload["to"], partial(letter, register, payload["alarms"]))


def letter(register: Any, rows: list[list[Any]], language: str) -> tuple[str, str]:
    """Return subject and body of a mail about alarms; register: None for log-ins of the site."""
    found = [from_row(row) for row in rows]
    brains = cases_of(register, {alarm.case for alarm in found if alarm.case})
    numbers = {uid: brain.getId for uid, brain in brains.items()}
    words = words_of(register)
    heading, end = (
        (words.subject, words.end) if register is not None else (LOGIN_SUBJECT, LOGIN_END)
    )
    subject = _(heading, mapping={"count": len(found)}, default=heading.default)
    lines = [
        f"- {spelled(a.at, language=language)}: {sentence(a, numbers, language=language)}"
        for a in found
    ]
    texts = [translate(text, target_language=language) for text in (subject, BEGIN, end)]
    # No address: a worker does not know under which name people reach the site.
    return texts[0], "\n\n".join((texts[1], "\n".join(lines), texts[2])) + "\n"
