"""What is due in a box, for who works there: emergencies to be decided, reporters who wait."""

from baleharum.cases.dues import RegisterDue
from baleharum.cases.interfaces import IRegisterDues
from baleharum.cases.moments import WITA
from baleharum.intake import deciding
from baleharum.intake import listing
from baleharum.intake import policy
from baleharum.intake.content import IIntakeBox
from baleharum.intake.settings import answer_minutes
from baleharum.intake.unheard import unheard
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
        if not api.user.has_permission(deciding.WORK, obj=self.context):
            return []
        return [*self._emergencies(), *self._written()]

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
