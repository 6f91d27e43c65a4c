"""What is counted of stays: since when, for how many nights, and whether the limit was kept."""

from baleharum.cases.content import ICase
from baleharum.cases.figures import Fact
from baleharum.cases.interfaces import IFigureFacts
from baleharum.stays.content import stays_of
from datetime import date
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IFigureFacts)
@adapter(ICase)
class NightsInHouses:
    """The stays of a case that began with an admission."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def facts(self) -> list[Fact]:
        """See IFigureFacts."""
        return [
            Fact(since, what, stay.kind, days_until(since, stay.ended_on))
            for stay in stays_of(self.context)
            if stay.limit is not None and stay.arrived_on is not None
            for what, since in (("stayed", stay.arrived_on), ("limit", stay.limit))
        ]


def days_until(since: date, ended: date | None) -> int | None:
    """Return the days from one day to the end, None while there is none; a day before it is 0."""
    return None if ended is None else max((ended - since).days, 0)
