"""What is counted of consents: that one was withdrawn, and after how many days everybody knew."""

from baleharum.cases.content import ICase
from baleharum.cases.content import numbered
from baleharum.cases.figures import Fact
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IFigureFacts
from baleharum.consents.content import IConsentForm
from baleharum.consents.kinds import CONSENT
from baleharum.consents.policy import TOLD_OF
from baleharum.consents.telling import stopped_on
from baleharum.consents.telling import told
from baleharum.consents.telling import untold
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IFigureFacts)
@adapter(ICase)
class Withdrawals:
    """The consents of a case that were withdrawn, or are void."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def facts(self) -> list[Fact]:
        """See IFigureFacts."""
        found = (each for each in numbered(self.context, CONSENT.letter))
        return [
            Fact(stopped_on(each), "withdrawn", "", days_to_tell(each))
            for each in found
            if IConsentForm.providedBy(each) and state_of(each) in TOLD_OF and stopped_on(each)
        ]


def days_to_tell(consent: Any) -> int | None:
    """Return after how many days the last one was told, None while somebody was not."""
    if untold(consent):
        return None
    days = [(row.on - stopped_on(consent)).days for row in told(consent)]
    return max(days, default=0)
