"""`@@search` for visitors: published public pages of the tree, and nothing else; staff have Plone's."""

from baleharum.asked import Asked
from baleharum.cases.layout import full_width
from baleharum.public.listing import published
from functools import cached_property
from importlib.resources import files
from plone import api
from plone.base.batch import Batch
from plone.base.utils import munge_search_term
from Products.CMFPlone.browser.search import Search
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.ZCTextIndex.ParseTree import ParseError


#: What is a page for visitors. Partners are found in their directory.
KINDS = ("ServicePage", "Document", "News Item", "Event")
#: Entries of a page; characters of a question.
PAGE, LONGEST = 10, 120


class PublicSearch(Search):
    """Searches for whoever asks; what a visitor may ask is one text."""

    visitors = ViewPageTemplateFile("search.pt")
    staff = ViewPageTemplateFile(str(files("Products.CMFPlone.browser") / "templates/search.pt"))

    def __call__(self):
        """Show the results: visitors theirs; staff, and scripts of Plone, those of Plone."""
        if not api.user.is_anonymous() or "ajax_load" in self.request.form:
            return self.staff()
        full_width(self.request)
        # What somebody looks for stays on no disk of a computer that others use.
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.visitors()

    @cached_property
    def text(self) -> str:
        """What is searched for."""
        return Asked(self.request.form).get("SearchableText", "").strip()[:LONGEST]

    @cached_property
    def home(self):
        """The root of the tree that is searched."""
        return self.context.restrictedTraverse("@@public-frame").home

    def found(self) -> Batch:
        """Return a page of the results."""
        start = Asked(self.request.form).get("b_start", "0")
        return Batch(self._rows(), PAGE, int(start) if start.isdecimal() else 0)

    def _rows(self) -> list:
        if not self.text:
            return []
        try:
            return published(self.home, KINDS, SearchableText=munge_search_term(self.text))
        except ParseError:
            return []

    def action(self) -> str:
        """Return the address of the form."""
        return f"{self.home.absolute_url()}/@@search"
