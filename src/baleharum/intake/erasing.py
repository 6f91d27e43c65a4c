"""What ended without a case, or was never decided, is erased when its time is over: emptied, and its
key destroyed.

What is left is the number, when it came in and how, its risk, and how it ended: that is counted.
A report that became a case goes with it.
"""

from baleharum import _
from baleharum.intake import codes
from baleharum.intake import policy
from baleharum.intake.content import IIntakeReport
from baleharum.intake.content import IntakeReport
from baleharum.intake.converting import REPORT_KEY
from baleharum.intake.interfaces import ReportErased
from baleharum.intake.keeping.holds import hold_of
from baleharum.intake.keeping.records import is_asked_for
from baleharum.intake.settings import kept_days
from baleharum.intake.settings import open_days
from baleharum.intake.unheard import heard
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import sites
from baleharum.team.people import utcnow
from baleharum.trail.actions import ERASE
from baleharum.trail.api import change
from baleharum.trail.api import rows
from baleharum.vault import keystore
from baleharum.vault.holding import SEALED
from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.interface import implementer

import transaction
import Zope2


LOOK, ERASE_ONE, SHRED = "intake-look", "intake-erase", "intake-shred"
#: Detail of the row of the record that tells that a key is gone.
KEY_GONE = "key"


class DailyLook:
    """Once a day the worker looks in every site for reports whose time is over."""

    every = 86400.0

    def __init__(self, open_app: Callable[[], Any] | None = None) -> None:
        self.open_app = open_app or (lambda: Zope2.app())

    def __call__(self) -> None:
        """Ask for it in each site; see IPeriodic."""
        app = self.open_app()
        connection = app._p_jar
        try:
            transaction.begin()
            for site in sites(app):
                enqueue(LOOK, {"site": "/".join(site.getPhysicalPath())}, key=LOOK)
            transaction.commit()
        finally:
            transaction.abort()
            connection.close()


@implementer(IJobHandler)
class Look:
    """Worker job: have each report erased whose time is over, and each key that was left."""

    title = _("job_intake_look", default="Looking for reports whose time is over")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: nothing."""
        for report in ended(utcnow()):
            enqueue(ERASE_ONE, {"uid": IUUID(report)}, key=IUUID(report))


@implementer(IJobHandler)
class Erase:
    """Worker job: empty one report; the key goes when that is committed."""

    title = _("job_intake_erase", default="Erasing a report")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: uid. One that is erased already needs only its key destroyed."""
        report = uuidToObject(payload["uid"], unrestricted=True)
        if IIntakeReport.providedBy(report) and may_go(report, utcnow()):
            erase(report)


@implementer(IJobHandler)
class Shred:
    """Worker job: destroy the key of a report that is emptied."""

    title = _("job_intake_shred", default="Destroying the key of a report")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: uid. Killed before its end it is run again; the row is written once."""
        report = uuidToObject(payload["uid"], unrestricted=True)
        if not IIntakeReport.providedBy(report) or report.erased_at is None:
            return
        uid = IUUID(report)
        keystore.shred(uid)
        known = rows(case=uid, subject=uid, actions=(ERASE,), limit=10)
        if not any(row.detail == KEY_GONE for row in known):
            change(ERASE, uid, uid, KEY_GONE)
        notify(ReportErased(report))


def ended(now: datetime) -> Iterator[IntakeReport]:
    """Yield the reports of the site whose time is over, and those whose key is still there; also one
    that an older database has brought back, whose key is gone."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="IntakeReport")
    for brain in found:
        report = brain._unrestrictedGetObject()
        left = report.erased_at is None or not keystore.is_shredded(brain.UID)
        if left and may_go(report, now):
            yield report


def may_go(report: IntakeReport, now: datetime) -> bool:
    """Tell whether a report is to be erased, or was; of one that became a case its case says so."""
    if report.erased_at is not None:
        return True
    if hold_of(report) is not None or is_asked_for(report):
        return False
    if api.content.get_state(report) == "converted":
        case = uuidToObject(report.case, unrestricted=True) if report.case else None
        return case is not None and api.content.get_state(case) == "destroyed"
    over = ends_at(report)
    return over is not None and now >= over


def ends_at(report: IntakeReport) -> datetime | None:
    """Return when the time of a report is over as things stand, None for one that became a case.

    Of one that is open it counts from the last message or step; what a reporter has written and
    nobody has read keeps one that has ended for as long again.
    """
    state = api.content.get_state(report)
    workflow = api.portal.get_tool("portal_workflow")
    signs = [workflow.getInfoFor(report, "time").asdatetime(), report.unheard_since]
    if state in policy.OPEN:
        signs += [report.received_at, *(each.sent_at for each in report.parts("messages").values())]
    return policy.ends_at(state, max(filter(None, signs)), kept_days(), open_days())


def ends_soon(report: IntakeReport, now: datetime) -> datetime | None:
    """Return when a report ends, None for one that does not soon, or that a hold keeps."""
    until = None if report.erased_at is not None or hold_of(report) else ends_at(report)
    before = timedelta(days=policy.REMINDED_BEFORE)
    return until if until is not None and until - before <= now else None


def erase(report: IntakeReport) -> None:
    """Take away what was said, sent and written, and have the key destroyed after the commit."""
    if report.erased_at is None:
        codes.forget(report.__parent__, report)
        heard(report)
        report.wishes = ()
        names = [name for name in report.__dict__ if name.startswith(SEALED)]
        parts = ("_files", "_messages", "_notes", "holds")
        names += [name for name in parts if name in report.__dict__]
        for name in names:
            delattr(report, name)
        report.erased_at = utcnow()
        report.reindexObject(idxs=["person_keys"])
        change(ERASE, IUUID(report), IUUID(report), "report")
    enqueue(SHRED, {"uid": IUUID(report)}, key=IUUID(report))


def case_destroyed(case: Any, event: Any) -> None:
    """A report goes with the case that it became; asked for before the case forgets it."""
    if event.transition is None or event.new_state.id != "destroyed":
        return
    uid = IAnnotations(case).get(REPORT_KEY, "")
    if uid:
        enqueue(ERASE_ONE, {"uid": uid}, key=uid)
