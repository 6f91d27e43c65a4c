"""The worker's part: when a month is over, its figures are kept."""

from baleharum import _
from baleharum.cases.moments import today
from baleharum.cases.team.standing import registers
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.jobs.sites import sites
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import before
from baleharum.statistics.periods import month_of
from baleharum.statistics.snapshots import all_kept
from baleharum.statistics.snapshots import keep
from collections.abc import Callable
from typing import Any
from zope.interface import implementer

import transaction
import Zope2


KEEP = "figures-month"

#: What is kept of every month.
MONTHLY = (
    "recap",
    "province",
    "children",
    "simfoni",
    "services",
    "answers",
    "times",
    "withdrawals",
)


class DailyLook:
    """Once a day the worker asks every site whether the last month is kept."""

    every = 86400.0

    def __init__(self, open_app: Callable[[], Any] | None = None) -> None:
        self.open_app = open_app or (lambda: Zope2.app())

    def __call__(self) -> None:
        """Ask for it in each site; see IPeriodic."""
        app = self.open_app()
        connection = app._p_jar
        try:
            transaction.begin()
            month = before(month_of(today())).token
            for site in sites(app):
                enqueue(KEEP, {"site": "/".join(site.getPhysicalPath())}, key=month)
            transaction.commit()
        finally:
            transaction.abort()
            connection.close()


@implementer(IJobHandler)
class KeepMonth:
    """Worker job: the figures of the last month, of every register; those that are kept stay."""

    title = _("job_figures_month", default="Keeping the figures of the month")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: nothing."""
        month = before(month_of(today()))
        for register in registers():
            known = {
                each.report for each in all_kept(register) if each[2:5] == (month.token, "", "")
            }
            for name in MONTHLY:
                if name not in known:
                    keep(register, name, Question(month))
