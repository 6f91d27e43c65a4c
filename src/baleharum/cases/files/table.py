"""The Documents tab of a case."""

from baleharum.cases.files import listing
from baleharum.cases.files.paging import Page
from baleharum.cases.files.policy import MAX_BYTES
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.register.dates import local_day
from baleharum.terms.days import day_text
from baleharum.terms.days import short_day
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: What the file chooser of the browser offers.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt,.txt,.mp3,.m4a,.mp4"


class Macros:
    """Macros that several pages of documents share; mix into a view."""

    _parts = ViewPageTemplateFile("parts.pt")

    @property
    def parts(self):
        """The macros pager, preview, kinds, level."""
        return self._parts.macros

    def day(self, filed) -> str:
        """Return the day of a DateTime, for a line with little room."""
        return short_day(local_day(filed), spoken_language())

    def moment(self, filed) -> str:
        """Return day and hour of a DateTime."""
        return moment_text(filed.asdatetime(), spoken_language())

    def dated(self, day) -> str:
        """Return a date."""
        return day_text(day, spoken_language())


class Documents(Macros, BrowserView):
    """All documents of a case that the person may see, and the place to drop new ones."""

    tab = "documents"
    accept = ACCEPT
    limit = MAX_BYTES

    @cached_property
    def wanted(self):
        """What the request asks of the table."""
        return listing.Wanted.from_form(self.request.form)

    @cached_property
    def found(self):
        """Brains of the page and the total."""
        return listing.find(self.context, self.wanted)

    @cached_property
    def rows(self):
        """Return the rows of this page."""
        return listing.rows(self.found[0])

    @property
    def page(self):
        """Return where in the list this page is."""
        url = f"{self.context.absolute_url()}/documents"
        return Page(self.wanted.start, self.found[1], url, self.wanted.params)

    def filters(self):
        """Return the choices of each filter: name, chosen token, (token, label) pairs."""
        return {
            name: {"chosen": getattr(self.wanted, name), "choices": choices(code_list)}
            for name, (code_list, _index) in listing.FILTERS.items()
        }

    def filtered(self):
        """Tell whether a filter hides documents."""
        return any(getattr(self.wanted, name) for name in listing.FILTERS)

    def may_add(self):
        """Tell whether the person may file documents here."""
        return api.user.has_permission("baleharum: Add document", obj=self.context)

    def kinds(self):
        """Return (token, label) of the kinds of document."""
        return choices("document-kinds")

    def levels(self):
        """Return (token, label) of the levels."""
        return choices("levels")


def choices(code_list: str) -> list[tuple[str, str]]:
    """Return (token, label) of the terms that are offered for a choice."""
    return [(t.token, label(code_list, t.token)) for t in terms(code_list) if not t.retired]
