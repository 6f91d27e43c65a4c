"""An emergency that nobody takes up in time calls its officers by mail, once.

The mail says that a report waits, and where to look: its number, nothing of what was reported. It
is the worker that looks: filing a report waits for no queue and no mail server.
"""

from baleharum import _
from baleharum.intake import policy
from baleharum.intake.content import IIntakeReport
from baleharum.intake.content import IntakeReport
from baleharum.intake.settings import answer_minutes
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.jobs.running import acting_in
from baleharum.jobs.sites import sites
from baleharum.team.api import people
from baleharum.team.api import utcnow
from baleharum.team.groups import members
from baleharum.team.mail import send
from collections.abc import Callable
from datetime import datetime
from functools import partial
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18n import translate
from zope.interface import implementer

import transaction
import Zope2


CALL, MAIL = "intake-call", "intake-call-mail"
#: Functions in a box whose holders take reports up.
CALLED = ("intake", "supervisor")
#: Registry record: the address under which staff reach the site.
ADDRESS = "baleharum.site_address"

SUBJECT = _("mail_report_subject", default="${number} waits")
BODY = _(
    "mail_report_waits",
    default="${number} has come in and has to be looked at now. Nobody has taken it up in time.",
)
DESK = _("mail_report_desk", default="Your desk: ${url}")
NO_LINK = _("mail_report_no_link", default="It is on your desk.")


class FewMinutes:
    """Every few minutes the worker looks in every site for emergencies that wait too long."""

    every = 120.0

    def __init__(self, open_app: Callable[[], Any] | None = None) -> None:
        self.open_app = open_app or (lambda: Zope2.app())

    def __call__(self) -> None:
        """Ask for a call where somebody waits; see IPeriodic."""
        app = self.open_app()
        try:
            transaction.begin()
            for site in sites(app):
                path = "/".join(site.getPhysicalPath())
                with acting_in(app, path):
                    if waiting(utcnow()):
                        enqueue(CALL, {"site": path}, key=CALL)
            transaction.commit()
        finally:
            transaction.abort()
            app._p_jar.close()


@implementer(IJobHandler)
class Call:
    """Worker job: promise a mail to each officer of the box, once a report."""

    title = _("job_intake_call", default="Looking for emergencies that nobody has taken up")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: nothing but the site."""
        now = utcnow()
        for report in waiting(now):
            report.called_at = now
            for person in officers(report.__parent__):
                key = f"{IUUID(report)} {person}"
                enqueue(MAIL, {"uid": IUUID(report), "to": person}, key=key)


@implementer(IJobHandler)
class SendMail:
    """Tells one officer that a report waits."""

    title = _("job_intake_call_mail", default="Mail about an emergency that nobody has taken up")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: {'uid': UID of the report, 'to': user id}. Nothing where it was taken up."""
        report = uuidToObject(payload["uid"], unrestricted=True)
        if IIntakeReport.providedBy(report) and api.content.get_state(report) == "received":
            send(payload["to"], partial(letter, report))


def waiting(now: datetime) -> list[IntakeReport]:
    """Return the emergencies of the site that nobody has taken up in time or was called for."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type="IntakeReport", report_risk=policy.EMERGENCY, review_state="received"
    )
    minutes = answer_minutes()
    reports = (brain._unrestrictedGetObject() for brain in found)
    return [
        report
        for report in reports
        if report.called_at is None
        and policy.is_late(report.risk, "received", report.received_at, now, minutes)
    ]


def officers(box: Any) -> list[str]:
    """Return the user ids of who takes reports of a box up, also as a member of a staff group, and
    has an address."""
    found = {p for known in people(box, CALLED) for p in (members(known) or [known])}
    users = ((each, api.user.get(userid=each)) for each in found)
    return sorted(each for each, user in users if user and user.getProperty("email", ""))


def letter(report: IntakeReport, language: str) -> tuple[str, str]:
    """Return subject and body of the mail."""
    address = api.portal.get_registry_record(ADDRESS, default="") or ""
    mapping = {"number": report.getId(), "url": f"{address.rstrip('/')}/@@desk"}
    subject, *body = (
        translate(_(part, mapping=mapping, default=part.default), target_language=language)
        for part in (SUBJECT, BODY, DESK if address else NO_LINK)
    )
    return subject, "\n\n".join(body) + "\n"
