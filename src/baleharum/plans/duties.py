"""What is due of a plan, of a conference, and of a case of trafficking; see IDues."""

from Acquisition import aq_parent
from baleharum.cases.content import ICase
from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import begun
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IDues
from baleharum.cases.moments import WITA
from baleharum.plans import policy
from baleharum.plans.content import ICarePlan
from baleharum.plans.facts import records
from baleharum.plans.facts import records_since
from baleharum.plans.meetings import ICaseConference
from datetime import date
from datetime import datetime
from datetime import UTC
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(ICarePlan)
class PlanDues:
    """A plan that waits is answered; the goals of an approved one are reached until their day."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the rows; see IDues."""
        state = api.content.get_state(self.context)
        if state == "submitted":
            return [Due(policy.answer_until(submitted_at(self.context)), "plan-approval")]
        if state != policy.APPROVED:
            return []
        days = self.context.due_days
        done = policy.progress(days, records(aq_parent(self.context)), date.min)
        open_goals = {row.number for row in done if not row.achieved}
        return [Due(end_of(day), "goal") for n, day in days if day and n in open_goals]


@implementer(IDues)
@adapter(ICaseConference)
class ConferenceDues:
    """Decisions are carried out until their day, which a service record tells."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the rows; see IDues."""
        conference = self.context
        if api.content.get_state(conference) != policy.APPROVED:
            return []
        done = policy.carried_out(records(aq_parent(conference)))
        return [
            Due(end_of(day), "decision")
            for number, day in conference.due_days
            if day and f"{conference.getId()}.{number}" not in done
        ]


@implementer(IDues)
@adapter(ICase)
class TraffickingDues:
    """A victim of trafficking, or a migrant in trouble, is helped within 7x24 hours: a service is
    recorded that took place, or the intervention has begun."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the clock while nothing was done; see IDues."""
        case = self.context
        what = policy.aid_due(case.categories or (), case.harm or ())
        if not what or self._helped():
            return []
        since = begun(case)
        opened = (since or case.created()).asdatetime()
        received = opened.astimezone(WITA).date() if since else case.received_on
        return [Due(policy.aid_until(received, opened, WITA), what)]

    def _helped(self) -> bool:
        since = begun(self.context)
        rows = [row for row in rows_of(self.context) if since is None or row["time"] >= since]
        if any(row["review_state"] == "intervention" for row in rows):
            return True
        return any(map(policy.took_place, policy.in_force(records_since(self.context))))


def submitted_at(plan: Any) -> datetime:
    """Return when a plan was submitted last (aware, UTC)."""
    rows = [row for row in plan.workflow_history["plan_workflow"] if row["action"] == "submit"]
    when = rows[-1]["time"].asdatetime() if rows else plan.modified().asdatetime()
    return when.astimezone(UTC)
