"""What the end of a mandate needs: how it has ended."""

from baleharum.cases.interfaces import IRequirement
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.mandates.content import IMandate
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(IMandate)
class MandateRules:
    """See IRequirement."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return the row for an end of which nobody says how it came."""
        return list(comment_missing(details))
