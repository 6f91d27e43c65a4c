"""The risk of a case of trafficking, or of a migrant worker in trouble, is high until somebody has
looked: it is raised once, by itself. Who lowers it afterwards has decided so.
"""

from baleharum.cases.timeline import Entry
from baleharum.cases.timeline import record
from baleharum.plans.policy import aid_due
from baleharum.plans.policy import RAISED
from baleharum.team.api import utcnow
from baleharum.terms.lists import term
from typing import Any
from zope.container.interfaces import IContainerModifiedEvent


def told(case: Any, event: Any) -> None:
    """Raise the risk when a case comes to be one of these."""
    if IContainerModifiedEvent.providedBy(event):
        return
    urgent = bool(aid_due(case.categories or (), case.harm or ()))
    if urgent != getattr(case, "risk_looked_at", False):
        case.risk_looked_at = urgent
        if urgent and rank(case.risk) < rank(RAISED):
            case.risk = RAISED
            case.reindexObject(idxs=["case_risk"])
            record(case, Entry(utcnow(), "system", "risk:raised"))


def rank(risk: str) -> int:
    """Return the place of a token of the list `risks`, 0 of none."""
    return int(term("risks", risk).extra["rank"]) if risk else 0
