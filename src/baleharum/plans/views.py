"""The tab Plan of a case: the plan with its progress, what was done, who met."""

from baleharum.asked import Asked
from baleharum.cases.files.paging import Page
from baleharum.cases.files.paging import SIZE
from baleharum.cases.files.paging import start_of
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import plans
from baleharum.plans.facts import seen
from baleharum.plans.kinds import TAB
from baleharum.plans.listing import about
from baleharum.plans.listing import facts
from baleharum.plans.listing import goal_rows
from baleharum.plans.listing import record_rows
from baleharum.plans.policy import APPROVED
from baleharum.plans.policy import IN_THE_MAKING
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: key of a button -> permission, type that is added.
BUTTONS = {
    "plan": ("baleharum: Add plan", "CarePlan"),
    "record": ("baleharum: Add note", "ServiceRecord"),
    "conference": ("baleharum: Add plan", "CaseConference"),
    "mediation": ("baleharum: Add plan", "Mediation"),
}


class Parts:
    """Macros that several pages share; mix into a view."""

    tab = TAB
    _parts = ViewPageTemplateFile("parts.pt")

    @property
    def parts(self):
        """The macros goals, records, facts."""
        return self._parts.macros


class PlanTab(Parts, BrowserView):
    """`@@plan` of a case."""

    @cached_property
    def versions(self):
        """The versions of the plan that the person sees, the newest first."""
        return seen(self.context, "CarePlan")

    @cached_property
    def plan(self):
        """The version that counts, None without any."""
        return shown_plan(self.versions)

    @cached_property
    def records(self):
        """The records that the person sees, the newest first."""
        return seen(self.context, "ServiceRecord")

    def about(self):
        """Return number, address and state of the plan."""
        return about(self.plan)

    def others(self):
        """Return the versions in the making beside the one that counts."""
        return [
            about(plan)
            for plan in self.versions
            if plan is not self.plan and api.content.get_state(plan) in IN_THE_MAKING
        ]

    def facts(self):
        """Return what the plan says beside its goals."""
        return facts(self.plan)

    @cached_property
    def goals(self):
        """The goals of the plan with their progress."""
        return goal_rows(self.plan, self.records) if self.plan is not None else []

    def achieved(self):
        """Return how many goals are reached."""
        return len([goal for goal in self.goals if goal["share"] == 100])

    @cached_property
    def goal(self):
        """The number of the goal of which records are asked for, '' for all."""
        return Asked(self.request.form).get("goal", "")

    @cached_property
    def _asked(self):
        return [r for r in self.records if not self.goal or r.goal == self.goal]

    def page(self):
        """Return where the list of records starts and how it goes on."""
        start = start_of(self.request.form)
        params = (("goal", self.goal),) if self.goal else ()
        return Page(start, len(self._asked), f"{self.context.absolute_url()}/{TAB}", params)

    def record_rows(self):
        """Return the rows of a page of records."""
        start = start_of(self.request.form)
        return record_rows(self.records, self._asked[start : start + SIZE])

    def conferences(self):
        """Return the conferences, the newest first."""
        return [about(content) for content in seen(self.context, "CaseConference")]

    def mediations(self):
        """Return the mediations, the newest first."""
        return [about(content) for content in seen(self.context, "Mediation")]

    @cached_property
    def bars(self):
        """Why there is no mediation in this case."""
        return bars_of(self.context)

    @cached_property
    def buttons(self):
        """Key -> address of what the person may add now."""
        closed = set()
        if plans(self.context):
            closed.add("plan")
        if self.bars:
            closed.add("mediation")
        return {
            key: f"{self.context.absolute_url()}/++add++{portal_type}"
            for key, (permission, portal_type) in BUTTONS.items()
            if key not in closed and api.user.has_permission(permission, obj=self.context)
        }


def shown_plan(versions):
    """Return the approved one of some versions, else the newest, None without any."""
    approved = [plan for plan in versions if api.content.get_state(plan) == APPROVED]
    return (approved or versions or [None])[0]
