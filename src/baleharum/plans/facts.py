"""What rules and pages ask of a case: its plan, what was done, who met.

Rules ask whether or not the person may see what they rest on, and open nothing that is sealed.
"""

from baleharum.cases.content import children_path
from baleharum.cases.facts import is_childs
from baleharum.cases.facts import is_sexual_violence
from baleharum.cases.history import begun
from baleharum.cases.history import holds_since
from baleharum.cases.moments import today
from baleharum.plans.interfaces import ITakenIn
from baleharum.plans.policy import APPROVED
from baleharum.plans.policy import bars
from baleharum.plans.policy import FAMILY_READY
from baleharum.plans.policy import in_force
from baleharum.plans.policy import RESIDENTIAL
from baleharum.plans.policy import took_place
from datetime import date
from plone import api
from typing import Any
from zope.component import subscribers
from zope.i18nmessageid import Message


#: The part of who is said to have hurt somebody.
PERPETRATOR = "alleged_perpetrator"


def filed(case: Any, portal_type: str) -> list[Any]:
    """Return what is filed in a case of one type, the oldest first."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(path=children_path(case), portal_type=portal_type)
    return sorted((b._unrestrictedGetObject() for b in found), key=number_of)


def seen(case: Any, portal_type: str) -> list[Any]:
    """Return the same of what the person sees, the newest first."""
    found = api.portal.get_tool("portal_catalog")(path=children_path(case), portal_type=portal_type)
    return sorted((brain.getObject() for brain in found), key=number_of, reverse=True)


def number_of(content: Any) -> int:
    """Return the number of something in its case: 3 for `r3`."""
    return int(content.getId()[1:])


def plans(case: Any) -> list[Any]:
    """Return all versions of the plan of a case, the oldest first."""
    return filed(case, "CarePlan")


def plan_of(case: Any) -> Any:
    """Return the version that counts: the approved one, else the newest, None without any."""
    found = plans(case)
    approved = [plan for plan in found if api.content.get_state(plan) == APPROVED]
    return (approved or found or [None])[-1]


def approved_plan(case: Any) -> Any:
    """Return the approved version, None without one; since a case was reopened, a new one."""
    plan = plan_of(case)
    if plan is None or api.content.get_state(plan) != APPROVED:
        return None
    return plan if holds_since(plan, begun(case)) else None


def records(case: Any) -> list[Any]:
    """Return the service records of a case, the oldest first."""
    return filed(case, "ServiceRecord")


def records_since(case: Any) -> list[Any]:
    """Return those of the time since the case was reopened; all where it never was."""
    since = begun(case)
    return [record for record in records(case) if holds_since(record, since)]


def family_is_ready(case: Any) -> bool:
    """Tell whether somebody has seen that the family is ready, since the case was reopened."""
    return any(r.kind == FAMILY_READY and took_place(r) for r in in_force(records_since(case)))


def is_delicate(case: Any, plan: Any, day: date) -> bool:
    """Tell whether the head alone approves a plan: of a child, after sexual violence, or where
    somebody is or may be taken in (domain.md 2a); plan: None for one that is on paper alone."""
    residential = plan is None or plan.approach == RESIDENTIAL
    taken_in = any(each.is_taken_in() for each in subscribers((case,), ITakenIn))
    return residential or taken_in or is_sexual_violence(case) or is_childs(case, day)


def bars_of(case: Any) -> list[Message]:
    """Return why there is no mediation in a case, see `policy.bars`."""
    return bars(
        child=is_childs(case, today()),
        kdrt=bool(case.kdrt),
        harm=tuple(case.harm or ()),
        categories=tuple(case.categories or ()),
        maltreatment=tuple(case.maltreatment or ()),
        perpetrator=any(person.part == PERPETRATOR for person in filed(case, "CaseSubject")),
    )
