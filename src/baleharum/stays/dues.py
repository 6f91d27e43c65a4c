"""What is due of a stay: the decision what follows, two days before the limit, and the limit.

Nobody is put out by a date: what has passed is told as overdue until somebody ends the stay.
"""

from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.stays.content import IShelterStay
from baleharum.stays.kinds import ASKED
from baleharum.stays.policy import DECIDE_BEFORE
from baleharum.stays.policy import INSIDE
from datetime import timedelta
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IShelterStay)
class StayDues:
    """See IDues. Tokens of the list `deadlines`: stay-decision, stay-extension, stay-limit."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the limit, and the day on which it has to be clear what follows: while nothing is
        asked whoever is responsible decides that, an extension that is asked the head."""
        limit = self.context.limit
        if state_of(self.context) not in INSIDE or limit is None:
            return []
        if self.context.ask_until is not None:
            return [Due(end_of(limit), ASKED), Due(end_of(limit), "stay-limit")]
        decision = Due(end_of(limit - timedelta(days=DECIDE_BEFORE)), "stay-decision")
        return [decision, Due(end_of(limit), "stay-limit")]
