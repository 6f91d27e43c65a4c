"""What is counted of the procedures of children: which stage of Law 11/2012 each came into, when."""

from baleharum.cases.content import ICase
from baleharum.cases.figures import Fact
from baleharum.cases.history import day_of
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IFigureFacts
from baleharum.litigation.court.content import CourtProceeding
from baleharum.litigation.court.content import proceedings_of
from baleharum.litigation.court.stages import child_stage
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from collections.abc import Iterator
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IFigureFacts)
@adapter(ICase)
class ChildStages:
    """The procedures of a case that is filed as one of a child and the law.

    Of such a case it is in the clear already what the child is; no other case is opened for this.
    """

    def __init__(self, context: Any) -> None:
        self.context = context

    def facts(self) -> list[Fact]:
        """See IFigureFacts."""
        matter = getattr(self.context, "child_matter", None)
        if not matter or not term("child-matters", matter).extra["group"]:
            return []
        roles = {each.token for each in terms("abh-roles")}
        found = [each for each in proceedings_of(self.context) if each.role in roles]
        return [fact for each in found for fact in _stages(each)]


def _stages(context: CourtProceeding) -> Iterator[Fact]:
    """Yield the last stage of each day on which something happened: a row keeps no hours."""
    history = rows_of(context)
    last = {day_of(entry): child_stage(history[: n + 1]) for n, entry in enumerate(history)}
    for day, stage in last.items():
        yield Fact(day, "child-stage", f"{context.role}.{stage}", int(context.getId()[1:]))
