"""The frame of every page of a case: its number, where it stands, and the tabs."""

from Acquisition import aq_chain
from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.register.staff import full_names
from baleharum.team.api import people
from baleharum.terms.lists import label
from operator import itemgetter
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getUtilitiesFor


#: (place in the row, view, label); each tab has an address of its own, `view` is the overview. The
#: order is that of the work on a case, with the tabs of slices above between these: see ICaseTab.
TABS = (
    (0, "view", _("tab_overview", default="Overview")),
    (10, "people", _("tab_people", default="People")),
    (20, "documents", _("tab_documents", default="Documents")),
    (30, "notes", _("tab_notes", default="Notes")),
    (90, "team", _("tab_team", default="Team")),
    (100, "timeline", _("tab_timeline", default="Timeline")),
)


def case_of(context):
    """Return the case that an object is, or is in. Raises LookupError outside of a case."""
    for parent in aq_chain(context):
        if ICase.providedBy(parent):
            return parent
    raise LookupError("This page belongs to a case. Open it from there.")


class CaseLayout(BrowserView):
    """Macro `page` with the slot `tab`; used as `context/@@case-layout/macros/page`.

    A template that uses it is shown inside the frame of the case around its context.
    """

    template = ViewPageTemplateFile("layout.pt")

    @property
    def macros(self):
        """The macros of the template."""
        full_width(self.request)
        return self.template.macros

    @property
    def case(self):
        """The case around the context."""
        return case_of(self.context)

    def state(self):
        """Return token and label of the state of the case."""
        token = api.content.get_state(self.case)
        return {"token": token, "label": label("case-states", token)}

    def risk(self):
        """Return token and label of the risk."""
        return {"token": self.case.risk, "label": label("risks", self.case.risk)}

    def leads(self):
        """Return the names of who leads the case now."""
        return [full_name(user_id) for user_id in people(self.case, ("lead",))]

    def over(self):
        """Tell whether the case is over: then nobody leads it any more."""
        return api.content.get_state(self.case) not in ACTIVE_STATES

    def tabs(self):
        """Return the tabs: name, label, address, whether it is the current one."""
        current = self.request.get("PUBLISHED")
        name = getattr(current, "tab", None) or getattr(current, "__name__", "view")
        base = self.case.absolute_url()
        return [
            {
                "name": tab,
                "label": text,
                "url": base if tab == "view" else f"{base}/{tab}",
                "current": tab == name,
            }
            for _place, tab, text in sorted((*TABS, *self._more_tabs()), key=itemgetter(0, 1))
        ]

    def _more_tabs(self):
        """Yield (place, name, label) of the tabs of slices above that the person may open."""
        for name, tab in getUtilitiesFor(ICaseTab):
            if api.user.has_permission(tab.permission, obj=self.case):
                yield tab.place, name, tab.label


def full_width(request) -> None:
    """Leave out the columns of portlets: they ask the catalog for what no case page needs."""
    request.set("disable_plone.leftcolumn", True)
    request.set("disable_plone.rightcolumn", True)


def full_name(user_id: str) -> str:
    """Return a person's name as staff know it; the user id where there is none."""
    return full_names((user_id,))[user_id]
