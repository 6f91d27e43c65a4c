"""What is due of a stay: two days before the limit the decision what follows, the limit, and with
a family the next visit.

Nobody is put out by a date: what has passed is told as overdue until somebody ends the stay.
"""

from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.stays.content import IShelterStay
from baleharum.stays.kinds import ASKED
from baleharum.stays.policy import DECIDE_BEFORE
from baleharum.stays.policy import FAMILY_CARE
from baleharum.stays.policy import INSIDE
from baleharum.stays.policy import next_visit
from baleharum.stays.settings import settings
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IShelterStay)
class StayDues:
    """See IDues. Tokens of the list `deadlines`: stay-decision, stay-extension, stay-limit,
    stay-visit."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the limit, and the day on which it has to be clear what follows: while nothing is
        asked whoever is responsible decides that, an extension that is asked the head. With a family
        also the day until which it is visited."""
        limit = self.context.limit
        if state_of(self.context) not in INSIDE or limit is None:
            return []
        first = Due(end_of(limit - timedelta(days=DECIDE_BEFORE)), "stay-decision")
        if self.context.ask_until is not None:
            first = Due(end_of(limit), ASKED)
        return [first, Due(end_of(limit), "stay-limit"), *self._visit()]

    def _visit(self) -> Iterator[Due]:
        stay = self.context
        if stay.kind == FAMILY_CARE:
            days = [day for _number, day in stay.due_days]
            yield Due(end_of(next_visit(stay.arrived_on, days, settings())), "stay-visit")
