"""The tab Consents of a case: what is in force, what is missing, and all that was recorded."""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.dues import dues_of
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.consents import policy
from baleharum.consents.api import basis_for
from baleharum.consents.api import why_not
from baleharum.consents.grounds import Grounds
from baleharum.consents.spoken import may_see
from baleharum.consents.telling import untold
from baleharum.consents.told import day
from baleharum.consents.told import ground_row
from baleharum.partners.choices import partners_in_use
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer


TYPES = ("ConsentForm", "LawfulBasis")

#: key of a button -> permission, page below the case.
BUTTONS = {
    "consent": ("baleharum: Add consent", "++add++ConsentForm"),
    "basis": ("baleharum: Record basis", "++add++LawfulBasis"),
}


@implementer(ICaseTab)
class ConsentsTab:
    """See ICaseTab."""

    label = _("tab_consents", default="Consents")
    permission = "View"
    place = 60


def visible(case) -> list:
    """Return the consents and bases of a case that the person may see, each kind newest first."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(path=children_path(case), portal_type=list(TYPES))
    rows = sorted(found, key=lambda b: (TYPES.index(b.portal_type), -int(b.getId[1:])))
    return [brain.getObject() for brain in rows]


def holding(case, seen) -> list:
    """Return those of these consents and bases that serve somebody today."""
    grounds = Grounds(case)

    def holds(ground):
        if ground.portal_type == "LawfulBasis":
            return api.content.get_state(ground) == "recorded"
        row = grounds.row(ground)
        return policy.in_force(row, row.purpose, row.recipient, today(), row.person)

    return [each for each in seen if holds(each)]


class Consents(BrowserView):
    """`@@consents` of a case."""

    tab = "consents"

    @cached_property
    def seen(self):
        """What the person may see, from the newest."""
        return visible(self.context)

    def rows(self):
        """Return the rows of all consents and bases."""
        return [ground_row(each) for each in self.seen]

    def in_force(self):
        """Return the rows of those that hold today."""
        return [ground_row(each) for each in holding(self.context, self.seen)]

    def missing(self):
        """Return why services rest on nothing, [] where they rest on something."""
        return why_not(self.context, policy.SERVICES)

    def due(self):
        """Return what is due about consents: what, until when, the address."""
        rows = [(due, each) for each in self.seen for due in dues_of(each)]
        own = [(due, self.context) for due in dues_of(self.context)]
        mine = {"consent-expires", "consent-proof", "withdrawal", "emergency-consent"}
        return [
            {
                "what": label("deadlines", due.what),
                "until": moment_text(due.at, spoken_language()),
                "number": "" if each is self.context else each.getId().upper(),
                "url": each.absolute_url(),
                "urgent": due.what != "consent-expires",
            }
            for due, each in sorted(rows + own, key=lambda pair: pair[0])
            if due.what in mine
        ]

    def buttons(self):
        """Return key -> address of what the person may add."""
        base = self.context.absolute_url()
        return {
            key: f"{base}/{page}"
            for key, (permission, page) in BUTTONS.items()
            if api.user.has_permission(permission, obj=self.context)
        }

    def purposes(self):
        """Return (token, label) for the printed form."""
        return [
            (t.token, label("consent-purposes", t.token))
            for t in terms("consent-purposes")
            if not t.retired
        ]

    def partners(self):
        """Return (UID, name) of the partners for the printed form."""
        return [(term.value, term.title) for term in partners_in_use(self.context)]


def summary(case) -> dict:
    """Return what the overview says in one line: until when services rest on what, what is amiss.

    unseen: whether there are consents or bases that the person may not view; of these it says
    nothing, not even whether one holds.
    """
    grounds = Grounds(case)
    every = [*grounds.consents, *grounds.bases]
    shown = [each for each in every if may_see(each)]
    found = basis_for(case, policy.SERVICES, grounds=grounds)
    if found is not None and found.uid not in map(api.content.get_uuid, shown):
        found = None
    waiting = [
        each
        for each in grounds.consents
        if each in shown and api.content.get_state(each) in policy.TOLD_OF and untold(each)
    ]
    return {
        "held": found is not None,
        "unseen": found is None and len(shown) < len(every),
        "law": found is not None and found.kind == "law",
        "basis": label("lawful-bases", found.basis) if found else "",
        "until": day(found.until) if found else "",
        "waiting": len(waiting),
    }
