"""The queue of a box: emergencies first, then by risk, and what waits longest."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.traces import shown
from baleharum.intake import deciding
from baleharum.intake import listing
from baleharum.intake import policy
from baleharum.intake import words
from baleharum.intake.settings import answer_minutes
from baleharum.intake.unheard import later
from baleharum.intake.unheard import unheard
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.trail.actions import LIST
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from urllib.parse import urlencode


class Queue(BrowserView):
    """`view` of an intake box."""

    def __call__(self):
        full_width(self.request)
        self.asked = listing.wanted(self.request.form)
        self.now = utcnow()
        return self.index()

    @cached_property
    def found(self):
        """The reports that are asked for, in their order."""
        found = listing.reports(self.context, self.asked)
        shown(LIST, self.context, "reports", len(found))
        return found

    @cached_property
    def counts(self):
        """How many there are of each state and risk."""
        return listing.counts(listing.everything(self.context))

    def rows(self):
        """Return the page of the queue in words."""
        found = self.found[self.asked.start : self.asked.start + listing.SIZE]
        return [self._row(row) for row in found]

    def _row(self, row):
        waits = row.state in policy.OPEN
        return {
            "number": row.number,
            "url": row.url,
            "emergency": row.emergency,
            "risk": row.risk,
            "risk_label": words.risk_label(row.risk),
            "state": label("intake-states", row.state),
            "source": label("intake-sources", row.source),
            "received": words.moment(row.received),
            "waited": words.waited(row.received, self.now) if waits else "",
            "late": words.late_label(row.state) if self._is_late(row) else "",
        }

    def _is_late(self, row):
        return policy.is_late(row.risk, row.state, row.received, self.now, answer_minutes())

    def facets(self):
        """Return the counts above the list: label, number, address, whether it is asked for."""
        states = [(listing.WAITING, _("report_open", default="Waiting"))]
        states += [(t.token, label("intake-states", t.token)) for t in terms("intake-states")]
        waiting = sum(self.counts.get(state, 0) for state in policy.OPEN)
        return [
            {
                "label": text,
                "count": waiting if token == listing.WAITING else self.counts.get(token, 0),
                "url": f"{self.context.absolute_url()}?{urlencode({'state': token})}",
                "current": token == self.asked.state,
            }
            for token, text in states
        ]

    def emergencies(self):
        """Return how many emergencies wait."""
        return self.counts.get(f"risk:{policy.EMERGENCY}", 0)

    def unheard(self):
        """Return whose reporter has written and waits: number, url, since when, what they ask."""
        return [
            {
                "number": report.getId(),
                "url": report.absolute_url(),
                "waited": words.waited(report.unheard_since, self.now),
                "wishes": words.wish_labels(later(report)),
            }
            for report in unheard(self.context)
        ]

    def selects(self):
        """Return the lists of the filter form: name, label, options."""
        risks = [(risk["token"], risk["label"]) for risk in words.risks()]
        risks.append(("none", words.NOT_LOOKED_AT))
        sources = [(t.token, label("intake-sources", t.token)) for t in terms("intake-sources")]
        rows = (
            ("risk", _("label_risk", default="Risk"), risks),
            ("source", _("label_report_source", default="How the report came in"), sources),
        )
        return [
            {
                "name": name,
                "label": text,
                "options": [
                    {"value": t, "label": found, "selected": t == getattr(self.asked, name)}
                    for t, found in options
                ],
            }
            for name, text, options in rows
        ]

    def may_add(self):
        """Tell whether the person may enter a report."""
        return bool(api.user.has_permission(deciding.ADD, obj=self.context))

    def may_oversee(self):
        """Tell whether the person may see who is appointed to the box."""
        return bool(api.user.has_permission("baleharum: Oversee staff", obj=self.context))

    def pages(self):
        """Return the addresses of the pages beside this one, '' where there is none."""
        start, total = self.asked.start, len(self.found)
        return {
            "before": self._page(max(0, start - listing.SIZE)) if start else "",
            "after": self._page(start + listing.SIZE) if start + listing.SIZE < total else "",
        }

    def _page(self, start):
        return f"{self.context.absolute_url()}?{urlencode({**vars(self.asked), 'start': start})}"
