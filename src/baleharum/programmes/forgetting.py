"""A case that is destroyed is named nowhere any more: who came, and who has equipment, forgets it.

How many came, and which piece was given when, is accounted for and stays; that it was this case, and
what came of it, does not.
"""

from baleharum import _
from baleharum.cases.machine import as_the_machine
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.programmes import equipment
from baleharum.programmes.attendance import entries
from baleharum.trail.actions import ERASE
from baleharum.trail.api import change
from baleharum.vault.objects import sealed_with
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.interface import implementer


FORGET = "programmes-forget"


def case_destroyed(case: Any, event: Any) -> None:
    """Have the programmes of the site forget a case, once that is committed."""
    if event.transition is not None and event.new_state.id == "destroyed":
        enqueue(FORGET, {"uid": IUUID(case), "number": case.getId()}, key=IUUID(case))


@implementer(IJobHandler)
class Forget:
    """Worker job: take a case out of attendance and equipment; done again it finds nothing."""

    title = _("job_programmes_forget", default="Taking a destroyed case out of the programmes")

    def __call__(self, site: Any, payload: dict[str, Any], progress: Any) -> None:
        """Payload: uid and number of the case."""
        with as_the_machine():
            for kind, forget in (("GroupActivity", left_out), ("Programme", without)):
                for brain in _all(kind):
                    content = brain._unrestrictedGetObject()
                    if forget(content, payload["number"]):
                        change(ERASE, payload["uid"], IUUID(content), "attendance-or-equipment")


def _all(kind: str) -> Any:
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(portal_type=kind)


def left_out(activity: Any, number: str) -> bool:
    """Count who came from a case among the others; tell whether anybody did."""
    known = entries(activity.attendance)
    if number not in known:
        return False
    activity._keep("attendance", "\n".join(each for each in known if each != number) or None)
    activity._keep("others", (activity.others or 0) + 1)
    return True


def without(programme: Any, number: str) -> bool:
    """Take a case, and what came of it, off its pieces of equipment; tell whether there were any."""
    theirs = [each for each in equipment.pieces(programme) if each.who == number]
    for each in theirs:
        row = list(each._replace(who="", result="")[1:])
        programme._own_equipment()[each.number] = sealed_with(
            programme, row, equipment.place(each.number)
        )
    return bool(theirs)
