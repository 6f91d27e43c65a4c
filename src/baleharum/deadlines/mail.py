"""The daily mail: at 07.00 in Mataram, to each person for whom something is due, once a day.

Case numbers and kinds, no names: a mail lies on servers and telephones of others.
"""

from baleharum import _
from baleharum.cases.moments import WITA
from baleharum.deadlines.finding import of_person
from baleharum.deadlines.rows import end_of_soon
from baleharum.deadlines.rows import grouped
from baleharum.deadlines.rows import GROUPS
from baleharum.deadlines.rows import Row
from baleharum.deadlines.settings import NO_MAIL
from baleharum.deadlines.words import LABELS
from baleharum.deadlines.words import what_text
from baleharum.deadlines.words import when_text
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import sites
from baleharum.team.api import utcnow
from baleharum.team.groups import members
from baleharum.team.mail import mail_is_set
from baleharum.team.mail import NO_SERVER
from baleharum.team.mail import send
from baleharum.team.records import Holding
from baleharum.team.records import team_index
from baleharum.terms.days import day_text
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import identifier
from baleharum.trail.api import now as written_now
from baleharum.trail.api import rows as trail_rows
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import partial
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.interface import implementer

import re
import transaction
import Zope2


#: Kinds of jobs.
ROUND = "deadline-mails"
MAIL = "deadline-mail"

#: When it is sent; a worker that stood still then sends it later on the same day.
AT = time(7, 0)
#: Annotation of a site: the last day on which the mails were promised, ISO.
LAST = "baleharum.deadlines.mailed"
#: Registry record: the address under which staff reach the site.
ADDRESS = "baleharum.site_address"

#: Details of rows of the record of access, with the day behind them.
SENT, FAILED = "mail", "mail-failed"

SUBJECT = _("mail_deadlines_subject", default="Deadlines: ${count}")
BEGIN = _("mail_deadlines_begin", default="This is due in your cases, as of ${day}:")
DESK = _("mail_deadlines_desk", default="Your desk: ${url}")
NO_LINK = _("mail_deadlines_no_link", default="All of it is on your desk.")
END = _(
    "mail_deadlines_end",
    default='If you want no such mail, say so on the page "Calendar and daily mail".',
)


def due_now(now: datetime, last: str) -> bool:
    """Tell whether the mails of a day are to be promised. last: ISO day of the last ones, or ''."""
    local = now.astimezone(WITA)
    return local.time() >= AT and last < local.date().isoformat()


class DailyMails:
    """What the worker does every few minutes, see IPeriodic: a job for each site, once a day."""

    every = 300.0

    def __init__(self, open_app: Callable[[], Any] | None = None) -> None:
        self.open_app = open_app or (lambda: Zope2.app())

    def __call__(self) -> None:
        """Ask for the mails of the day where nobody has asked for them yet."""
        app = self.open_app()
        try:
            transaction.begin()
            for site in sites(app):
                if due_now(utcnow(), last_day(site)):
                    enqueue(ROUND, {"site": "/".join(site.getPhysicalPath())}, key=ROUND)
            transaction.commit()
        finally:
            transaction.abort()
            app._p_jar.close()


def last_day(site: Any) -> str:
    """Return the last day on which mails were promised, '' for never."""
    return str(IAnnotations(site).get(LAST, ""))


@implementer(IJobHandler)
class PromiseMails:
    """Promises a mail to each person who works on cases; the day is written down with it."""

    title = _("job_deadline_mails", default="The daily mails about deadlines")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: nothing but the site. A second run of the same day finds nothing to do."""
        now = utcnow()
        if not due_now(now, last_day(site)):
            return
        today = now.astimezone(WITA).date().isoformat()
        IAnnotations(site)[LAST] = today
        for person in people(now):
            enqueue(MAIL, {"to": person, "day": today}, key=f"{person} {today}")


def people(now: datetime) -> list[str]:
    """Return the user ids of all who hold something now, also as a member of a staff group."""
    names = {
        principal
        for held in team_index().cases.values()
        for principal, _number, entry in held
        if Holding(*entry).holds(now)
    }
    return sorted({person for name in names for person in (members(name) or [name])})


@implementer(IJobHandler)
class SendMail:
    """Tells one person what is overdue and what is due within a week; nothing if nothing is."""

    title = _("job_deadline_mail", default="Mail about deadlines")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: {'to': user id, 'day': ISO}. A mail of another day is not sent any more."""
        now, person = utcnow(), payload["to"]
        today = now.astimezone(WITA).date()
        user = api.user.get(userid=person)
        if payload["day"] != today.isoformat() or not wants(user):
            return
        with api.env.adopt_user(user=user):
            rows = [row for row in of_person(now) if row.at < end_of_soon(now)]
        if not rows or was_sent(person, today):
            return
        if not mail_is_set():
            raise TemporaryFailure(NO_SERVER)
        # Written down before it goes: a worker that is killed in between sends no second one.
        told = {row.uid for row in rows}
        note(person, f"{SENT},{mark(today)},hits={len(rows)}", told)
        try:
            send(person, partial(letter, rows, now))
        except Exception:
            note(person, f"{FAILED},{mark(today)}")
            raise


def wants(user: Any) -> bool:
    """Tell whether an account is there, has an address and has not opted out."""
    return (
        user is not None
        and bool(user.getProperty("email", ""))
        and not user.getProperty(NO_MAIL, False)
    )


def was_sent(person: str, today: date) -> bool:
    """Tell whether the mail of a day has gone to somebody, as far as the record knows."""
    who = identifier(person)
    # The day stands in the row: the record may be written by another machine's clock.
    since = datetime.combine(today - timedelta(days=1), time(0), WITA)
    found = trail_rows(user=who, subject=who, actions=(EXPORT,), since=since, limit=1000)
    told = [row.detail for row in found if f",{mark(today)}" in row.detail]
    return bool(told) and told[0].partition(",")[0] == SENT


def mark(today: date) -> str:
    """Return what tells a day from others, and a site from others that share the record."""
    site = re.sub("[^A-Za-z0-9_.-]", "", api.portal.get().getId())
    return f"{today},{site[:40]}"


def note(person: str, detail: str, cases: Iterable[str] = ()) -> None:
    """Write down that somebody is told what is due. Raises TrailUnavailable."""
    who = identifier(person)
    written_now(EXPORT, "", who, detail, user=who, cases=cases)


def letter(rows: list[Row], now: datetime, language: str) -> tuple[str, str]:
    """Return subject and body of a mail."""
    day = day_text(now.astimezone(WITA).date(), language, weekday=True)
    address = api.portal.get_registry_record(ADDRESS, default="") or ""
    url = f"{address.rstrip('/')}/@@desk"
    desk = _(DESK, mapping={"url": url}, default=DESK.default) if address else NO_LINK
    begin = _(BEGIN, mapping={"day": day}, default=BEGIN.default)
    subject = _(SUBJECT, mapping={"count": len(rows)}, default=SUBJECT.default)
    found = grouped(rows, now)
    parts = [_part(name, found[name], language) for name in GROUPS if found[name]]
    texts = [translate(text, target_language=language) for text in (subject, begin, desk, END)]
    return texts[0], "\n\n".join((texts[1], *parts, *texts[2:])) + "\n"


def _part(name: str, rows: list[Row], language: str) -> str:
    lines = [
        f"- {row.case or row.thing}: {what_text(row.what, language)}, {when_text(row.at, language)}"
        for row in rows
    ]
    return "\n".join((f"{translate(LABELS[name], target_language=language)}:", *lines))
