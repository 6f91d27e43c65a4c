"""The page of the register: a table of the cases that the person may see."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.register.columns import COLUMNS
from baleharum.cases.register.filters import DOWNWARDS
from baleharum.cases.register.filters import FACETS
from baleharum.cases.register.filters import Filters
from baleharum.cases.register.filters import filters_of
from baleharum.cases.register.listing import Listing
from baleharum.cases.register.staff import full_names
from baleharum.team.api import utcnow
from baleharum.terms.days import short_day
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zope.i18n import translate


#: Facets of the form; the state has a row of links of its own.
SELECTS = {
    "risk": _("filter_risk", default="Risk"),
    "category": _("filter_category", default="Category"),
    "sub_district": _("filter_sub_district", default="Sub-district"),
}

EXPORTS = (("csv", "CSV"), ("xlsx", "XLSX"))


class Register(BrowserView):
    """Prepares the table, the filters and the counts."""

    index = ViewPageTemplateFile("register.pt")
    filter_form = ViewPageTemplateFile("filters.pt")

    #: Why nothing is listed, '' where the question can be answered.
    trouble = ""

    def __call__(self):
        self.filters = self._asked()
        self.listing = Listing(self.context, self.filters, utcnow())
        if self.filters.start >= len(self.listing):
            # Behind the end of the list: cases were closed meanwhile, or somebody counted on.
            last = max(len(self.listing) - 1, 0) // self.filters.size * self.filters.size
            self.filters = self.listing.filters = self.filters.at(last)
        self.url = self.context.absolute_url()
        self.language = api.portal.get_current_language()
        full_width(self.request)
        return self.index()

    def _asked(self) -> Filters:
        """Return what is asked for; a question that has no answer is told so, on this page."""
        try:
            return filters_of(self.request.form)
        except BadRequest as refused:
            self.trouble = str(refused)
            self.request.response.setStatus(400)
            return Filters()

    def states(self):
        """Return the row of states with their counts; the first stands for all of them."""
        counts = self.listing.counts("state")
        chosen = self.filters.chosen("state")
        rows = [
            {
                "label": self._term("case-states", token),
                "count": counts.get(token, 0),
                "url": self._address(state=token),
                "current": token in chosen,
            }
            for token in self._in_use("state", counts)
        ]
        everything = {
            "label": self._text(_("filter_all_states", default="All")),
            "count": sum(counts.values()),
            "url": self._address(state=()),
            "current": not chosen,
        }
        return [everything, *rows]

    def selects(self):
        """Return the lists of the filter form, each with its counts."""
        return [
            {
                "name": facet,
                "label": heading,
                "options": self._options(facet),
            }
            for facet, heading in SELECTS.items()
        ]

    def _options(self, facet):
        counts = self.listing.counts(facet)
        chosen = self.filters.chosen(facet)
        return [
            {
                "value": token,
                "label": f"{self._term(FACETS[facet], token)} ({counts.get(token, 0)})",
                "selected": token in chosen,
            }
            for token in self._in_use(facet, counts)
        ]

    def workers(self):
        """Return the people whose cases can be asked for, by name."""
        names = {**self.names, **full_names(set(self.listing.workers()) - set(self.names))}
        if self.filters.worker:
            names.setdefault(self.filters.worker, self.filters.worker)
        return [
            {"value": key, "label": names[key], "selected": key == self.filters.worker}
            for key in sorted(names, key=lambda key: names[key].casefold())
        ]

    def hidden(self):
        """Return what the form carries along: the state and the order."""
        kept = [{"name": "state", "value": token} for token in self.filters.chosen("state")]
        kept.append({"name": "sort", "value": self.filters.sort})
        kept.append({"name": "order", "value": "desc" if self.filters.down else "asc"})
        return kept

    def columns(self):
        """Return the headings, with the address that sorts by them."""
        return [
            {"label": heading, "url": sort and self._sorting(sort), "aria": self._aria(sort)}
            for heading, sort in COLUMNS.values()
        ]

    def labels(self):
        """Return the headings as words: a phone shows each beside its value."""
        return {name: self._text(heading) for name, (heading, _sort) in COLUMNS.items()}

    def _sorting(self, sort):
        down = not self.filters.down if sort == self.filters.sort else sort in DOWNWARDS
        return self._address(sort=sort, order="desc" if down else "asc")

    def _aria(self, sort):
        if not sort or sort != self.filters.sort:
            return None
        return "descending" if self.filters.down else "ascending"

    @cached_property
    def page(self):
        """The rows of this page."""
        return self.listing.page()

    @cached_property
    def names(self):
        """Names of who leads the cases of this page."""
        return full_names({lead for row in self.page for lead in row.leads})

    def rows(self):
        """Yield the lines of the table, in words."""
        for row in self.page:
            yield {
                "row": row,
                "state": self._term("case-states", row.state),
                "risk": self._term("risks", row.risk),
                "categories": [self._term("categories", token) for token in row.categories],
                "sub_district": row.sub_district and self._term("sub-districts", row.sub_district),
                "leads": ", ".join(self.names[lead] for lead in row.leads),
                "over": row.state not in ACTIVE_STATES,
                "received": short_day(row.received, self.language),
                "changed": short_day(row.changed, self.language),
            }

    def batch(self):
        """Return first and last row, total, and the addresses before and after."""
        start, size, total = self.filters.start, self.filters.size, len(self.listing)
        earlier, later = start > 0, start + size < total
        return {
            "first": start + 1,
            "last": min(start + size, total),
            "total": total,
            "previous": earlier and self._address(b_start=max(start - size, 0) or ""),
            "next": later and self._address(b_start=start + size),
        }

    def exports(self):
        """Return the files that the same question can be had as, for those who may export."""
        if not api.user.has_permission("baleharum: Export listing", obj=self.context):
            return []
        query = self.filters.query
        return [
            {"title": title, "url": f"{self.url}/@@export?{query(format=kind)}"}
            for kind, title in EXPORTS
        ]

    def may_add(self):
        """Tell whether the person may open a case."""
        return api.user.has_permission("baleharum: Add case", obj=self.context)

    def _address(self, **changes):
        query = self.filters.query(**changes)
        return f"{self.url}?{query}" if query else self.url

    def _in_use(self, facet, counts):
        """Return the tokens that are worth offering, in the order of their list."""
        chosen = self.filters.chosen(facet)
        tokens = (term.token for term in terms(FACETS[facet]))
        return [token for token in tokens if token in counts or token in chosen]

    def _term(self, list_name, token):
        return self._text(label(list_name, token))

    def _text(self, message):
        return translate(message, target_language=self.language)
