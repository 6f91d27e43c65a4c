"""What is due of a repatriation: the planned day of the journey, until they have left."""

from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.repatriations.content import IRepatriation
from baleharum.repatriations.policy import PREPARING
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IRepatriation)
class RepatriationDues:
    """See IDues. Token of the list `deadlines`: repatriation-departure."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the day of the journey."""
        planned = self.context.planned_on
        waits = state_of(self.context) in (*PREPARING, "approved")
        return [Due(end_of(planned), "repatriation-departure")] if waits and planned else []
