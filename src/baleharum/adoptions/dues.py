"""What is due of an adoption: the second home visit, and the end of the six months."""

from baleharum.adoptions.content import IAdoptionFile
from baleharum.adoptions.policy import CARE
from baleharum.adoptions.policy import trial_ends
from baleharum.adoptions.policy import visit_due
from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IAdoptionFile)
class AdoptionDues:
    """See IDues. Tokens of the list `deadlines`: adoption-second-visit, adoption-trial."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the visit until it is noted, and the end of the six months until the permit is."""
        begun, state = self.context.care_begun, state_of(self.context)
        if begun is None or state not in CARE:
            return []
        found = [Due(end_of(trial_ends(begun)), "adoption-trial")]
        if state == "trial_care":
            found.append(Due(end_of(visit_due(begun)), "adoption-second-visit"))
        return found
