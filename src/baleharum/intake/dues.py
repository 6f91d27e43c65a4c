"""What is due in a box, for who works there: emergencies to be decided, reporters who wait."""

from baleharum.cases.dues import RegisterDue
from baleharum.cases.interfaces import IRegisterDues
from baleharum.cases.moments import WITA
from baleharum.intake import deciding
from baleharum.intake import listing
from baleharum.intake import policy
from baleharum.intake.content import IIntakeBox
from baleharum.intake.erasing import ends_soon
from baleharum.intake.keeping.records import DECIDE
from baleharum.intake.keeping.records import requests_of
from baleharum.intake.settings import answer_minutes
from baleharum.intake.settings import open_days
from baleharum.intake.unheard import unheard
from baleharum.team.api import utcnow
from collections.abc import Iterator
from datetime import timedelta
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: State of an emergency -> token of `deadlines`.
WHAT = {"received": "emergency-report", "triage": "emergency-undecided"}
#: Within this somebody takes note of what a reporter has written (ours).
HEARD_WITHIN = timedelta(days=1)


@implementer(IRegisterDues)
@adapter(IIntakeBox)
class BoxDues:
    """See IRegisterDues; emergencies are found by the catalog alone."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[RegisterDue]:
        """Return what waits for the officers of the box; nothing for anybody else."""
        found: list[RegisterDue] = []
        if api.user.has_permission(deciding.WORK, obj=self.context):
            found += [*self._emergencies(), *self._written(), *self._ending()]
        if api.user.has_permission(DECIDE, obj=self.context):
            found += self._asked()
        return found

    def _ending(self) -> Iterator[RegisterDue]:
        """Yield the reports that are about to be erased and that nobody has decided on."""
        now = utcnow()
        first = now + timedelta(days=policy.REMINDED_BEFORE - open_days())
        for row in listing.everything(self.context):
            if row.state not in policy.OPEN or row.received > first:
                continue
            until = ends_soon(self.context[row.number], now)
            if until is not None:
                yield RegisterDue(until.astimezone(WITA), "report-ends", row.number, row.url)

    def _asked(self) -> Iterator[RegisterDue]:
        for row in requests_of(self.context):
            if row.answered_at is None:
                until = policy.answer_due(row.received_at).astimezone(WITA)
                yield RegisterDue(until, "subject-request", row.number, "@@keeping")

    def _emergencies(self) -> Iterator[RegisterDue]:
        minutes = answer_minutes()
        for row in listing.everything(self.context):
            if row.emergency:
                until = policy.answer_until(row.received, minutes).astimezone(WITA)
                yield RegisterDue(until, WHAT[row.state], row.number, row.url)

    def _written(self) -> Iterator[RegisterDue]:
        for report in unheard(self.context):
            until = (report.unheard_since + HEARD_WITHIN).astimezone(WITA)
            yield RegisterDue(until, "report-message", report.getId(), report.absolute_url())
