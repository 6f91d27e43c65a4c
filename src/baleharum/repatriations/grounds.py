"""What a repatriation rests on: the consent of the person to it and to the office that takes them
over, or another recorded basis; and who is told when that consent ends."""

from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.consents.api import basis_for
from baleharum.consents.api import why_not
from baleharum.consents.interfaces import IToTell
from baleharum.repatriations.content import repatriations_of
from baleharum.repatriations.content import Rest
from baleharum.repatriations.policy import ORDERED
from baleharum.repatriations.policy import PURPOSE
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.interface import implementer


def ground(context: Any) -> Rest | None:
    """Return what it may rest on today, None where there is nothing."""
    found = basis_for(case_of(context), PURPOSE, context.office or "", person=context.about or "")
    return Rest(found.kind, found.uid, found.title, found.basis) if found else None


def lacking(context: Any) -> list[Any]:
    """Return the rows that say why there is nothing to rest on; before office and person are
    chosen, which other rows ask for, there are none."""
    if not context.office or not context.about:
        return []
    return list(why_not(case_of(context), PURPOSE, context.office, person=context.about))


@implementer(IToTell)
class OfficesOfJourneys:
    """The social offices that were told of somebody on the ground of a consent."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def partners(self) -> list[str]:
        """Return their UIDs."""
        uid = IUUID(self.context)
        return sorted(
            {
                each.office
                for each in repatriations_of(case_of(self.context))
                if each.rest.uid == uid and each.office and state_of(each) in ORDERED
            }
        )
