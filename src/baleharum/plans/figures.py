"""What is counted of what was done: services that took place, and those that a plan has named."""

from baleharum.cases.content import ICase
from baleharum.cases.content import numbered
from baleharum.cases.figures import Fact
from baleharum.cases.history import day_of
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IFigureFacts
from baleharum.cases.kinds import kind_of
from baleharum.plans.policy import in_force
from baleharum.plans.policy import took_place
from collections.abc import Iterator
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: Kinds of record that are counted besides: token of `service-kinds` -> what they are.
BESIDES = {"pendampingan": "accompanied"}

#: A service that tells by itself that a child came home to a family.
RETURNED = "resosialisasi"


@implementer(IFigureFacts)
@adapter(ICase)
class Services:
    """The services of a case that took place; a corrected record counts as it was corrected."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def facts(self) -> list[Fact]:
        """See IFigureFacts."""
        return [*self._given(), *self._planned()]

    def _given(self) -> Iterator[Fact]:
        for record in in_force(_filed(self.context, "ServiceRecord")):
            if not took_place(record) or record.happened_on is None:
                continue
            yield Fact(record.happened_on, "service", record.service or "")
            if record.kind in BESIDES:
                yield Fact(record.happened_on, BESIDES[record.kind])
            if record.service == RETURNED:
                yield Fact(record.happened_on, "reintegrated")

    def _planned(self) -> Iterator[Fact]:
        for plan in _filed(self.context, "CarePlan"):
            entry = last_entry(rows_of(plan), "approve")
            if entry is not None:
                for token in plan.simfoni or ():
                    yield Fact(day_of(entry), "simfoni", token)


def _filed(case: Any, portal_type: str) -> list[Any]:
    kind = kind_of(portal_type)
    return numbered(case, kind.letter) if kind else []
