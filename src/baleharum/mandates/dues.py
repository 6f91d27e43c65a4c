"""What is due of a mandate: its next report, and its last day."""

from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.mandates.content import IMandate
from baleharum.mandates.policy import next_report
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IMandate)
class MandateDues:
    """See IDues. Tokens of the list `deadlines`: mandate-report, mandate-end."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the rows; opens nothing that is sealed."""
        one = self.context
        # Between filing and the first row of its history it is as good as in force.
        if state_of(one) not in ("", *one.open_states):
            return []
        report = next_report(one.report_on, one.report_months, one.ends_on, one.reported_on)
        found = [(report, "mandate-report"), (one.ends_on, "mandate-end")]
        return [Due(end_of(day), what) for day, what in found if day]
