"""What the steps of a case need of its plan, and what the steps of plans and meetings need."""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.facts import has_paper
from baleharum.cases.facts import is_childs
from baleharum.cases.files.policy import may_approve
from baleharum.cases.files.rules import submitter
from baleharum.cases.history import begun
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.kinds import kind_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.policy import FINAL
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.cases.rules import documents_missing
from baleharum.plans import facts
from baleharum.plans import policy
from baleharum.plans.columns import GOAL
from baleharum.plans.content import ICarePlan
from baleharum.plans.meetings import ICaseConference
from baleharum.plans.meetings import IMediation
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: Title of the permission of the head of the centre.
DECIDE = "baleharum: Decide on case"

CONFERENCE = (("konferensi-kasus", FINAL),)
PLAN = "rencana-intervensi"


@implementer(IRequirement)
@adapter(ICase)
class CasePlanRules:
    """The plan of a case: who approves it, after which conference, and what was done for it."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        rows = getattr(self, f"_{transition}", None)
        return list(rows()) if rows is not None else []

    def _approve_plan(self):
        plan = facts.approved_plan(self.context)
        if plan is None and not self._on_paper():
            # That a plan is missing at all is said with the documents of the case.
            plan = facts.plan_of(self.context)
            if plan is None:
                return
        # What is on paper alone may name many agencies, and a stay: who decides has read it.
        many = plan is None or len(plan.agencies) >= policy.MANY_AGENCIES
        if many or is_childs(self.context, today()):
            yield from documents_missing(self.context, CONFERENCE)
        yield from head_missing(self.context, plan)

    def _on_paper(self):
        return has_paper(self.context, PLAN, FINAL, begun(self.context))

    def _start_monitoring(self):
        plan = facts.approved_plan(self.context)
        if plan is None:
            yield Missing(
                _(
                    "missing_plan_goals",
                    default="No approved care plan names the goals yet. Write it, so that for each"
                    " goal is told what was done.",
                ),
                "plan",
            )
            return
        numbers = [number for number, _day in plan.due_days]
        for number in policy.goals_without_record(numbers, facts.records_since(self.context)):
            yield Missing(
                _(
                    "missing_goal_record",
                    default="Nothing was recorded yet for goal ${number} of the plan.",
                    mapping={"number": str(number)},
                ),
                f"plan#goal-{number}",
            )

    def _start_aftercare(self):
        if is_childs(self.context, today()) and not facts.family_is_ready(self.context):
            yield Missing(
                _(
                    "missing_family_ready",
                    default="A record of a family-readiness visit is missing: a child goes back to"
                    " a family that is ready.",
                ),
                "plan#records",
            )


def head_missing(case: Any, plan: Any) -> list[Missing]:
    """Return the row that says that only the head approves this plan, for everybody else."""
    if not facts.is_delicate(case, plan, today()) or api.user.has_permission(DECIDE, obj=case):
        return []
    message = _(
        "missing_head",
        default="The plan of a child, after sexual violence, with a stay in a shelter, or on paper"
        " alone is approved by the head of the centre alone.",
    )
    return [Missing(message, "team")]


class ChildRules:
    """An open case, a reason where the list asks for one, and what a subclass adds."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.case = aq_parent(context)

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        rows = []
        code_list = kind_of(self.context.portal_type).transitions
        if term(code_list, transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        if api.content.get_state(self.case) not in ACTIVE_STATES:
            message = _(
                "missing_active_case",
                default="The case is closed: what is in it stays as it is. Reopen it first.",
            )
            rows.append(Missing(message))
        more = getattr(self, f"_{transition}", None)
        return [*rows, *(more() if more is not None else ())]

    def edit(self) -> str:
        """Return the place where the object itself is mended."""
        return f"{self.context.getId()}/edit"

    def second_pair_of_eyes(self):
        """Yield the row for who approves what they have written or handed in."""
        author = self.context.Creator()
        if not may_approve(author, submitter(self.context), current_user_id()):
            yield Missing(
                _(
                    "missing_other_approver",
                    default="Nobody approves what they have written themselves. Ask a colleague who"
                    " may.",
                )
            )


@implementer(IRequirement)
@adapter(ICarePlan)
class PlanRules(ChildRules):
    """A plan is whole when it is submitted, and approved by somebody else."""

    def _submit(self):
        plan = self.context
        if not plan.approach:
            message = _("missing_approach", default="The approach is not chosen.")
            yield Missing(message, self.edit())
        if not (plan.services or plan.simfoni or plan.components):
            yield Missing(_("missing_plan_services", default="No service is chosen."), self.edit())
        goals = plan.goal_list()
        if not goals:
            yield Missing(_("missing_goals", default="The plan has no goal yet."), self.edit())
        titles = {column.name: column.title for column in GOAL}
        for goal in goals:
            for name in goal.lacks():
                yield Missing(
                    _(
                        "missing_goal_cell",
                        default="Goal ${number}: '${column}' is missing.",
                        mapping={"number": str(goal.number), "column": titles[name]},
                    ),
                    self.edit(),
                )

    def _approve(self):
        yield from self.second_pair_of_eyes()
        yield from head_missing(self.case, self.context)


@implementer(IRequirement)
@adapter(ICaseConference)
class ConferenceRules(ChildRules):
    """Minutes say who met and what was decided, and somebody else endorses them."""

    def _approve(self):
        conference = self.context
        if len(conference.participants) + len(conference.guests) < 2:
            message = _("missing_participants", default="Name two participants at least.")
            yield Missing(message, self.edit())
        if not conference.due_days and not conference.discussion:
            message = _(
                "missing_conference_minutes", default="Write what was discussed or decided."
            )
            yield Missing(message, self.edit())
        yield from self.second_pair_of_eyes()


@implementer(IRequirement)
@adapter(IMediation)
class MediationRules(ChildRules):
    """No mediation goes on where it is barred; who has stopped one says why."""

    def _conclude(self):
        yield from (Missing(reason) for reason in facts.bars_of(self.case))
        mediation = self.context
        if not mediation.result:
            yield Missing(_("missing_result", default="The result is not chosen."), self.edit())
        if len(mediation.parties) < 2:
            yield Missing(_("missing_parties", default="Name two parties at least."), self.edit())
        if mediation.held_on is None or mediation.held_on > today():
            message = _("missing_mediation_day", default="The day of the mediation is yet to come.")
            yield Missing(message, self.edit())
        yield from self.second_pair_of_eyes()
