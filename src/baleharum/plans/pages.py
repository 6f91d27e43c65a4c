"""The pages of one plan, record, conference and mediation."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import steps
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import seen
from baleharum.plans.kinds import TAB
from baleharum.plans.listing import about
from baleharum.plans.listing import decision_rows
from baleharum.plans.listing import facts
from baleharum.plans.listing import goal_rows
from baleharum.plans.listing import names
from baleharum.plans.listing import record_rows
from baleharum.plans.meetings import IMediation
from baleharum.plans.policy import carried_out
from baleharum.plans.versions import add_version
from baleharum.plans.versions import may_add_version
from baleharum.plans.views import Parts
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import BadRequest
from zExceptions import Unauthorized


ADD_NOTE = "baleharum: Add note"


class Page(Parts, BrowserView):
    """What the pages share."""

    @property
    def case(self):
        """The case around it."""
        return case_of(self.context)

    def tab_url(self):
        """Return the address of the tab."""
        return f"{self.case.absolute_url()}/{TAB}"

    def about(self):
        """Return number, address, state, author and day."""
        return about(self.context)

    def may_edit(self):
        """Tell whether the person may change it now."""
        return bool(api.user.has_permission("Modify portal content", obj=self.context))

    def steps(self):
        """Return the steps that the person may take."""
        return steps(self.context)

    def day(self):
        """Return the day in words."""
        return day_text(self.context.held_on, spoken_language())

    @cached_property
    def records(self):
        """The records that the person sees, the newest first."""
        return seen(self.case, "ServiceRecord")

    def add_record_url(self):
        """Return the address of the form for a record, '' for who may not."""
        if not api.user.has_permission(ADD_NOTE, obj=self.case):
            return ""
        return f"{self.case.absolute_url()}/++add++ServiceRecord"


class Plan(Page):
    """`view` of a plan."""

    @cached_property
    def goals(self):
        """The goals with their progress."""
        return goal_rows(self.context, self.records)

    def facts(self):
        """Return what the plan says beside its goals."""
        return facts(self.context)

    def remarks(self):
        """Return what else has to be known."""
        return self.context.remarks

    def versions(self):
        """Return all versions that the person sees, the newest first."""
        return [about(plan) for plan in seen(self.case, "CarePlan")]

    def may_add_version(self):
        """Tell whether the person may file a new version now."""
        return may_add_version(self.context)


class NewVersion(BrowserView):
    """`new-version` of an approved plan: POST files a draft with the same content."""

    def __call__(self):
        """File it and go on to its form. Raises BadRequest, Unauthorized."""
        if self.request.method != "POST":
            raise BadRequest("A new version is filed by sending the form of the plan's page.")
        CheckAuthenticator(self.request)
        if not may_add_version(self.context):
            raise Unauthorized("A version of this plan is in the making, or it is not approved.")
        plan = add_version(self.context)
        message = _(
            "message_version_added",
            default="The new version is a draft. Change it, then submit it.",
        )
        api.portal.show_message(message, request=self.request)
        self.request.response.redirect(f"{plan.absolute_url()}/edit")
        return ""


class Record(Page):
    """`view` of a service record."""

    def rows(self):
        """Return the record as the only row."""
        return record_rows(self.records, [self.context])


class Conference(Page):
    """`view` of a case conference."""

    def participants(self):
        """Return the names of who took part, those from elsewhere at the end."""
        return [*names(self.context.participants), *self.context.guests]

    def discussion(self):
        """Return what was discussed."""
        return self.context.discussion

    def decisions(self):
        """Return the decisions, and which of them were carried out."""
        return decision_rows(self.context, carried_out(self.records))


class Mediation(Page):
    """`view` of a mediation."""

    def bars(self):
        """Return why it may not go on, [] where it may or has ended."""
        return bars_of(self.case) if api.content.get_state(self.context) == "draft" else []

    def parties(self):
        """Return who has the dispute."""
        return list(self.context.parties)

    def rows(self):
        """Return title and text of what else is known."""
        mediation = self.context
        token = mediation.result
        texts = {
            "mediator": mediation.mediator,
            "subject": mediation.subject,
            "result": label("mediation-results", token) if token else "",
            "agreement": mediation.agreement,
        }
        return [
            {"title": IMediation[name].title, "text": text} for name, text in texts.items() if text
        ]
