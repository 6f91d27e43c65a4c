"""The front page: help first, then the services by need and for whom, then what is new."""

from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.public.contacts import centre_contacts
from baleharum.public.contacts import hotlines
from baleharum.public.contacts import report_address
from baleharum.public.listing import events
from baleharum.public.listing import groups
from baleharum.public.listing import news
from baleharum.public.listing import services
from baleharum.terms.days import day_text
from functools import cached_property
from Products.Five.browser import BrowserView


#: News and events on the front page.
NEWS, EVENTS = 3, 3


class Home(BrowserView):
    """`@@home`: the front page of a tree; chosen as its display, never by installing."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return spoken_language()

    def hotlines(self):
        """Return the numbers of the country."""
        return hotlines(self.language)

    def contacts(self):
        """Return how to reach the centre."""
        return centre_contacts(self.language)

    def report_url(self) -> str:
        """Return the address of the report form, '' while there is none."""
        return report_address(self.language)

    @cached_property
    def services(self):
        """All services of this tree."""
        return services(self.context)

    def needs(self):
        """Return the services by need."""
        return groups(self.services, "service-needs", "needs")

    def audiences(self):
        """Return the services by whom they are for."""
        return groups(self.services, "audiences", "audiences")

    def news(self):
        """Return the newest news: title, summary, url, day."""
        return [self._told(entry) for entry in news(self.context, NEWS)]

    def events(self):
        """Return the next events, likewise."""
        return [self._told(entry) for entry in events(self.context, EVENTS)]

    def _told(self, entry):
        day = day_text(entry.when.date(), self.language) if entry.when else ""
        return {"title": entry.title, "summary": entry.summary, "url": entry.url, "day": day}
