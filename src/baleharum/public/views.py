"""A service page as everybody reads it, and for staff what stands between it and its publication."""

from baleharum.cases.layout import full_name
from baleharum.cases.layout import full_width
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.public.components import DELIVERY
from baleharum.public.components import MANUFACTURE
from baleharum.public.contacts import centre_contacts
from baleharum.public.contacts import report_address
from baleharum.public.counterparts import counterpart_of
from baleharum.public.policy import review_called
from baleharum.public.prose import blocks
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from datetime import datetime
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ServicePageView(BrowserView):
    """The page of one service."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    def needs(self):
        """Return the labels of the needs that it answers."""
        return [label("service-needs", token) for token in self.context.needs or ()]

    def audiences(self):
        """Return the labels of whom it is for."""
        return [label("audiences", token) for token in self.context.audiences or ()]

    def delivery(self):
        """Return name, title and blocks of the components that say how the service is given."""
        return self._parts(DELIVERY)

    def manufacture(self):
        """Return the same of what stands behind it."""
        return self._parts(MANUFACTURE)

    def _parts(self, components):
        found = (
            (name, title, getattr(self.context, name)) for name, (title, _h) in components.items()
        )
        return [
            {"name": name, "title": title, "blocks": blocks(text)}
            for name, title, text in found
            if (text or "").strip()
        ]

    def place(self):
        """Return the blocks of where and when."""
        return blocks(self.context.place)

    def contacts(self):
        """Return how to reach the centre, see `contacts`."""
        return centre_contacts(spoken_language())

    def report_url(self):
        """Return the address of the report form, '' while there is none."""
        return report_address(spoken_language())

    def reviewed(self):
        """Return the day until which the page is looked at again, in words; '' for none."""
        day = self.context.review_on
        return day_text(day, spoken_language()) if day else ""

    def site_title(self):
        """Return the name of the site."""
        return api.portal.get_registry_record("plone.site_title", default="")

    def is_staff(self):
        """Tell whether the person works on the page, or decides about it."""
        if api.user.is_anonymous():
            return False
        edits = api.user.has_permission("Modify portal content", obj=self.context)
        return bool(edits) or bool(steps(self.context))


class PagePanel(BrowserView):
    """What staff see above a page: its state, what it still needs, what was decided."""

    def may_edit(self):
        """Tell whether the person may change the page."""
        return bool(api.user.has_permission("Modify portal content", obj=self.context))

    def steps(self):
        """Return the steps that the person may take."""
        return steps(self.context)

    def state(self):
        """Return the label of the state."""
        return state_label(self.context)

    def mended_at(self, missing):
        """Return where something missing is mended, '' for nowhere."""
        return mended_at(self.context, missing)

    def decisions(self):
        """Return what was decided, the last one first: when, who, label, reason."""
        language = spoken_language()
        return [
            {
                "when": moment_text(datetime.fromisoformat(when), language),
                "who": full_name(who),
                "what": label("service-page-transitions", what),
                "why": why,
            }
            for when, who, what, why in reversed(self.context.decisions)
        ]

    def counterpart(self):
        """Return address and title of the page in the other language, None for none."""
        other = counterpart_of(self.context)
        if other is None:
            return None
        return {"url": other.absolute_url(), "title": other.title, "state": state_label(other)}

    def review_called(self):
        """Tell whether the page has to be looked at again."""
        return review_called(self.context.review_on, today())


class Macros(BrowserView):
    """The macros of `macros.pt`: blocks of text, contacts, hotlines."""

    template = ViewPageTemplateFile("macros.pt")

    @property
    def macros(self):
        """Return them."""
        return self.template.macros
