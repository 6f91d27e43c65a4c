"""What is counted of repatriations: that somebody was brought home, and to which province."""

from baleharum.cases.content import ICase
from baleharum.cases.figures import Fact
from baleharum.cases.interfaces import IFigureFacts
from baleharum.repatriations.content import repatriations_of
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: Of the list `repatriation-directions`: who is brought into the region has not left us.
OUT = "keluar"


@implementer(IFigureFacts)
@adapter(ICase)
class BroughtHome:
    """The people of a case who were handed over elsewhere."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def facts(self) -> list[Fact]:
        """See IFigureFacts."""
        return [
            Fact(each.handed_on, "repatriated", each.province or "", 1)
            for each in repatriations_of(self.context)
            if each.handed_on is not None and each.direction == OUT
        ]
