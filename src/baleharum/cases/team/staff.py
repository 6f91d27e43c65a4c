"""The page Staff of a register: standing appointments, and who stands in for whom."""

from baleharum import _
from baleharum.cases.team import access
from baleharum.cases.team import candidates
from baleharum.cases.team import changes
from baleharum.cases.team import reach
from baleharum.cases.team import standing
from baleharum.cases.team.forms import Form
from baleharum.cases.team.forms import person_url
from baleharum.cases.team.tab import number
from baleharum.team.api import utcnow
from baleharum.team.leaves import leaves_in
from baleharum.team.records import current
from baleharum.team.records import uid_of
from baleharum.team.times import end_of
from baleharum.team.times import spelled
from baleharum.team.times import start_of
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


def accounts() -> list[str]:
    """Return the ids of the first 200 accounts that the site keeps itself."""
    source = api.portal.get_tool("acl_users").get("source_users")
    return sorted(source.getUserIds())[:200] if source is not None else []


class Staff(Form):
    """`staff` of a register."""

    browser_title = _("heading_staff", default="Staff of the register")

    template = ViewPageTemplateFile("staff.pt")
    actions = {
        "appoint": (standing.APPOINT, "appoint"),
        "end": (standing.APPOINT, "end"),
        "leave": (changes.MANAGE, "leave"),
        "end_leave": (changes.MANAGE, "end_leave"),
    }
    groups = ()

    def lists(self):
        """Return the three lists of the page, the first one open."""
        now = utcnow()
        rows = sorted(
            current(self.context, now), key=lambda r: self.context.functions.index(r.function)
        )
        return {
            "now": access.shown_rows([(record, True) for record in reversed(rows)], now),
            "upcoming": access.upcoming(self.context, now),
            "earlier": access.earlier(self.context, now),
        }

    @cached_property
    def appoints(self) -> bool:
        """Whether the person may appoint."""
        return self.may(standing.APPOINT)

    @cached_property
    def manages(self) -> bool:
        """Whether the person may name deputies."""
        return self.may(changes.MANAGE)

    def may_change(self, row) -> bool:
        """Tell whether the person may end this appointment."""
        return self.appoints and row.record.ended_at is None

    def may_extend(self, row) -> bool:
        """An appointment is ended and made anew."""
        return False

    def may_hand_over(self, row) -> bool:
        """An appointment is not handed over."""
        return False

    @cached_property
    def people(self):
        """The people appointed to the register."""
        return candidates.people_of(self.context)

    def accounts(self):
        """Return the first accounts that the site keeps itself, as a help in typing."""
        return accounts()

    def functions(self):
        """Return the functions of a register, the most usual first."""
        return [{"token": f, "label": label("functions", f)} for f in self.context.functions]

    def professions(self):
        """Return the professions."""
        return [
            {"token": t.token, "label": label("professions", t.token)} for t in terms("professions")
        ]

    def reads(self, row) -> str:
        """Say what an appointment lets see."""
        return reach.reach(row.record.function, self.request)

    def person_url(self, record) -> str:
        """Return the address of what else a person can see."""
        return person_url(self.context, record.principal)

    def when(self, moment) -> str:
        """Return a moment as text."""
        return spelled(moment)

    def appoint(self, form):
        """Make a standing appointment."""
        record = standing.appoint(
            self.context,
            form.get("person", ""),
            form.get("function", ""),
            profession=form.get("profession", ""),
            expires=end_of(form.get("until", ""), form.get("time", "")),
            reason=form.get("reason", ""),
        )
        return _(
            "status_staff_appointed",
            default="${person} is appointed.",
            mapping={"person": candidates.name_of(record.principal)},
        )

    def end(self, form):
        """End a standing appointment."""
        record, ended = standing.dismiss(
            self.context, number(form), form.get("reason", ""), with_cases=bool(form.get("cases"))
        )
        return _(
            "status_staff_dismissed",
            default="The appointment of ${person} has ended, and ${count} assignments with it.",
            mapping={"person": candidates.name_of(record.principal), "count": ended},
        )

    def leaves(self):
        """Return the leaves that are not over: who is away, who stands in, from when to when."""
        return [
            {
                "absent": leave.absent,
                "deputy": leave.deputy,
                "names": [candidates.name_of(leave.absent), candidates.name_of(leave.deputy)],
                "starts": spelled(leave.starts),
                "expires": spelled(leave.expires),
            }
            for leave in leaves_in(uid_of(self.context), utcnow())
        ]

    def end_leave(self, form):
        """End a leave early."""
        people = form.get("absent", ""), form.get("deputy", "")
        ended = standing.end_leave(self.context, *people, form.get("reason", ""))
        return _(
            "status_leave_ended",
            default="The leave of ${absent} has ended, and ${count} assignments of ${deputy}.",
            mapping={
                "absent": candidates.name_of(people[0]),
                "deputy": candidates.name_of(people[1]),
                "count": ended,
            },
        )

    def leave(self, form):
        """Let a deputy stand in."""
        made = standing.send_on_leave(
            self.context,
            form.get("absent", ""),
            form.get("deputy", ""),
            start_of(form.get("first", "")),
            end_of(form.get("last", "")),
            form.get("reason", ""),
        )
        return _(
            "status_leave_set",
            default="${deputy} stands in for ${absent} in ${count} cases.",
            mapping={
                "absent": candidates.name_of(form["absent"]),
                "deputy": candidates.name_of(form["deputy"]),
                "count": made,
            },
        )
