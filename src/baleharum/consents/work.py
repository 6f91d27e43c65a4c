"""The worker's part: consents whose time is over expire, once a day."""

from AccessControl.users import system
from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.consents import policy
from baleharum.consents.grounds import Grounds
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import sites
from baleharum.team.api import utcnow
from collections.abc import Callable
from collections.abc import Iterator
from DateTime import DateTime
from plone import api
from typing import Any
from zope.interface import implementer

import transaction
import Zope2


EXPIRE = "consents-expire"


class DailyLook:
    """Every six hours the worker asks every site whether consents are over; once a day it acts."""

    every = 21600.0

    def __init__(self, open_app: Callable[[], Any] | None = None) -> None:
        self.open_app = open_app or (lambda: Zope2.app())

    def __call__(self) -> None:
        """Ask for a look in each site; see IPeriodic."""
        app = self.open_app()
        connection = app._p_jar
        try:
            transaction.begin()
            for site in sites(app):
                path = "/".join(site.getPhysicalPath())
                enqueue(EXPIRE, {"site": path}, key=today().isoformat())
            transaction.commit()
        finally:
            transaction.abort()
            connection.close()


@implementer(IJobHandler)
class Expire:
    """Worker job: the transition `expire` of every consent whose time is over."""

    title = _("job_consents_expire", default="Looking for consents whose time is over")

    def __call__(self, site, payload, progress):
        """Payload: nothing. What has expired is found no second time."""
        workflow = api.portal.get_tool("portal_workflow")
        for consent in over(site):
            # Nobody holds the permission of this step.
            with api.env.adopt_user(user=system):
                workflow.doActionFor(consent, "expire")


def over(site: Any) -> Iterator[Any]:
    """Yield the consents in force whose time is over.

    Those of a case that has ended are left alone: nothing is due there, and the day decides anyway.
    """
    found = site.portal_catalog.unrestrictedSearchResults(
        portal_type="ConsentForm",
        review_state="in_force",
        due_at={"query": DateTime(utcnow().isoformat()), "range": "max"},
    )
    for brain in found:
        consent = brain._unrestrictedGetObject()
        if policy.ended(Grounds(case_of(consent)).row(consent), today()):
            yield consent
