"""The page of the breaches of a register, and the letters about one."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_name
from baleharum.cases.team.forms import Form
from baleharum.retention import breaches
from baleharum.retention import clock
from baleharum.retention import letters
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.requests_page import attached
from baleharum.retention.spoken import spoken_moment
from baleharum.retention.traces import affected_shown
from baleharum.team.api import utcnow
from baleharum.team.times import end_of
from baleharum.team.times import start_of
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


class Breaches(Form):
    """`@@breaches` of a register."""

    browser_title = _("heading_breaches", default="Breaches of data protection")

    template = ViewPageTemplateFile("breaches.pt")
    actions = {
        "report": (breaches.MANAGE, "report"),
        "measures": (breaches.MANAGE, "measures"),
        "told-subject": (breaches.MANAGE, "tell"),
        "told-agency": (breaches.MANAGE, "tell"),
    }

    def rows(self):
        """Return the breaches, the newest first."""
        now = utcnow()
        return [self._row(found, now) for found in breaches.breaches_of(self.context)]

    def _row(self, found, now):
        touched = breaches.affected(self.context, found)
        affected_shown(self.context, touched)
        done = found.all_told_at
        return {
            "number": found.number,
            "what": found.what,
            "how": found.how,
            "measures": found.measures,
            "found": spoken_moment(found.found_at),
            "by": full_name(found.reported_by),
            "due": spoken_moment(clock.due(found.found_at)),
            "left": clock.hours_left(found.found_at, now),
            "late": clock.overdue(found.found_at, done, now),
            "done": done is not None,
            "subject": spoken_moment(found.told_at("subject")),
            "agency": spoken_moment(found.told_at("agency")),
            "cases": touched,
            "reports": ", ".join(breaches.reports_read(found).values()),
            "people": sum(row.people for row in touched),
            "person": full_name(found.person) if found.person else "",
        }

    def report(self, form):
        """Enter a breach."""
        found = breaches.report(
            self.context,
            form.get("what", ""),
            form.get("how", ""),
            found_at=end_of(form.get("day", ""), form.get("hour", "") or "00:00"),
            person=form.get("person", ""),
            since=start_of(form.get("first", "")),
            until=end_of(form.get("last", "")),
            cases=form.get("cases", ""),
        )
        return _(
            "status_breach_reported",
            default="Breach ${number} is entered. Tell the people and the agency in time.",
            mapping={"number": found.number},
        )

    def measures(self, form):
        """Write down what is done."""
        breaches.measures(self.context, form.get("breach", ""), form.get("measures", ""))
        return _("status_measures", default="The measures are written down.")

    def tell(self, form):
        """Note that somebody was told."""
        addressee = form["action"].removeprefix("told-")
        breaches.tell(self.context, form.get("breach", ""), addressee)
        return _("status_told", default="It is noted that they were told.")


class Letter(BrowserView):
    """`@@breach-letter?breach=&to=` of a register: to `subject` or `agency`, as PDF."""

    def __call__(self):
        asked = Asked(self.request.form)
        to = asked.get("to", "")
        try:
            found = breaches.breach_with(self.context, asked.get("breach", ""))
        except RetentionRefused:
            found = None
        if found is None or to not in breaches.ADDRESSEES:
            raise NotFound(self.request.get("URL", ""))
        touched = breaches.affected(self.context, found)
        people = sum(row.people for row in touched)
        reports = len(breaches.reports_read(found))
        data = letters.breach_letter(found, to, len(touched), people, reports)
        return attached(self.request, data, f"{found.number}-{to}.pdf", "application/pdf")
