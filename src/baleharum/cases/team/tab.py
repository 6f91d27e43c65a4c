"""The tab Team of a case: who can see it, why and until when, and who is put in or taken out."""

from baleharum import _
from baleharum.asked import typed_number
from baleharum.cases.team import access
from baleharum.cases.team import candidates
from baleharum.cases.team import changes
from baleharum.cases.team import reach
from baleharum.cases.team.forms import Form
from baleharum.cases.team.forms import person_url
from baleharum.cases.team.standing import OVERSEE
from baleharum.team.api import current_user_id
from baleharum.team.api import principals
from baleharum.team.api import utcnow
from baleharum.team.policy import CASE_FUNCTIONS
from baleharum.team.policy import EMERGENCY
from baleharum.team.roles import case_and_register
from baleharum.team.times import end_of
from baleharum.team.times import spelled
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class TeamTab(Form):
    """`team` of a case."""

    template = ViewPageTemplateFile("tab.pt")
    actions = {
        "assign": (changes.MANAGE, "assign"),
        "end": (changes.MANAGE, "end"),
        "extend": (changes.MANAGE, "extend"),
        "hand-over": (changes.HAND_OVER, "hand_over"),
    }

    @cached_property
    def register(self):
        """The register of the case."""
        return case_and_register(self.context)[1]

    def lists(self):
        """Return the three lists of the page, the first one open."""
        now = utcnow()
        return {
            "now": access.in_force(self.context, now),
            "upcoming": access.upcoming(self.context, now),
            "earlier": access.earlier(self.context, now),
        }

    @cached_property
    def manages(self) -> bool:
        """Whether the person may assign, end and extend."""
        return self.may(changes.MANAGE)

    @cached_property
    def hands_over(self) -> bool:
        """Whether the person may hand over."""
        return self.may(changes.HAND_OVER)

    def may_hand_over(self, row) -> bool:
        """Tell whether the person may hand this assignment over: their own, or any."""
        if not self.hands_over or row.record.standing or row.emergency:
            return False
        return row.record.holds(utcnow()) and (self.manages or row.record.principal in self._names)

    def may_change(self, row) -> bool:
        """Tell whether the person may end this assignment."""
        return self.manages and not row.record.standing and row.record.ended_at is None

    def may_extend(self, row) -> bool:
        """Tell whether the person may give this assignment another end."""
        return self.may_change(row) and row.record.cause != EMERGENCY

    @cached_property
    def _names(self):
        return principals(current_user_id())

    @cached_property
    def people(self):
        """The people who may be chosen."""
        return candidates.people_of(self.register)

    @cached_property
    def groups(self):
        """The staff groups that may be chosen."""
        return candidates.groups()

    def functions(self):
        """Return the functions that may be given now, with what each one reads."""
        return [
            {
                "token": function,
                "label": label("functions", function),
                "reads": reach.reading(function, request=self.request),
                "sees": changes.sees(self.context, function),
            }
            for function in CASE_FUNCTIONS
        ]

    def reads(self, row) -> str:
        """Say what somebody may read."""
        record = row.record
        return reach.reading(
            record.function, record.profession, standing=record.standing, request=self.request
        )

    def person_url(self, record) -> str:
        """Return the address of what else a person can see, for who may read it."""
        group = record.principal in {found["id"] for found in self.groups}
        if group or not self._oversees:
            return ""
        return person_url(self.register, record.principal)

    @cached_property
    def _oversees(self) -> bool:
        return api.user.has_permission(OVERSEE, obj=self.register)

    def when(self, moment) -> str:
        """Return a moment as text."""
        return spelled(moment)

    def assign(self, form):
        """Put somebody into the team."""
        record = changes.give(
            self.context,
            form.get("person", ""),
            form.get("function", ""),
            expires=end_of(form.get("until", ""), form.get("time", "")),
            reason=form.get("reason", ""),
        )
        return _(
            "status_team_assigned",
            default="${person} is in the team and sees the case at once.",
            mapping={"person": candidates.name_of(record.principal)},
        )

    def end(self, form):
        """End an assignment."""
        record = changes.end(self.context, number(form), form.get("reason", ""))
        return _(
            "status_team_ended",
            default="The assignment of ${person} has ended, at once.",
            mapping={"person": candidates.name_of(record.principal)},
        )

    def extend(self, form):
        """Give an assignment another end."""
        until = end_of(form.get("until", ""), form.get("time", ""))
        record = changes.prolong(self.context, number(form), until, form.get("reason", ""))
        person = candidates.name_of(record.principal)
        if record.expires is None:
            return _(
                "status_team_no_end",
                default="The assignment of ${person} has no end any more.",
                mapping={"person": person},
            )
        return _(
            "status_team_extended",
            default="The assignment of ${person} now ends on ${until}.",
            mapping={"person": person, "until": self.when(record.expires)},
        )

    def hand_over(self, form):
        """Hand an assignment over."""
        to, note = form.get("to", ""), form.get("note", "")
        record = changes.hand_over(self.context, number(form), to, note)
        return _(
            "status_team_handed_over",
            default="Handed over to ${person}, with your note.",
            mapping={"person": candidates.name_of(record.principal)},
        )

    def after(self) -> str:
        """Return the tab; the register or the site for who has just left the team."""
        me = api.portal.get_tool("acl_users").getUserById(current_user_id())
        for place in (self.context, self.register):
            if me is not None and me.has_permission("View", place):
                return f"{place.absolute_url()}{'/team' if place is self.context else ''}"
        return api.portal.get().absolute_url()


def number(form) -> int:
    """Return the number of the assignment that a form means; 0, which none has, for nonsense."""
    return typed_number(str(form.get("number", ""))) or 0
