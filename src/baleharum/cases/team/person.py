"""What one person can see, why and until when."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.team import access
from baleharum.cases.team import candidates
from baleharum.cases.team import reach
from baleharum.cases.team.forms import Parts
from baleharum.cases.team.standing import OVERSEE
from baleharum.team.api import current_user_id
from baleharum.team.api import principals
from baleharum.team.api import utcnow
from baleharum.team.groups import is_account
from baleharum.team.records import book
from baleharum.team.records import current
from baleharum.team.records import team_index
from baleharum.team.times import spelled
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class PersonAccess(Parts, BrowserView):
    """`person-access?person=…` of a register: one's own, or anybody's for who oversees staff.

    Numbers of cases that the reader of the page does not see are left out, and only counted.
    """

    browser_title = _("title_person_access", default="Who can see what")

    def __call__(self):
        self.look()
        return self.index()

    def look(self) -> None:
        """Find out who is asked for. Raises NotFound for who may not be, or is no account."""
        self.person = Asked(self.request.form).get("person", "") or current_user_id()
        known = self.person == current_user_id() or self.overseeing
        if not known or not is_account(self.person):
            raise NotFound(self.request.get("URL", ""))
        self.now = utcnow()

    @cached_property
    def overseeing(self) -> bool:
        """Whether the page of anybody may be read."""
        return api.user.has_permission(OVERSEE, obj=self.context)

    def name(self) -> str:
        """Return how the person is shown."""
        return candidates.name_of(self.person)

    def people(self):
        """Return the people whose page may be read from here."""
        return candidates.people_of(self.context) if self.overseeing else []

    def appointments(self):
        """Return the standing appointments of the person to this register."""
        found = [r for r in current(self.context, self.now) if r.principal == self.person]
        return access.shown_rows([(record, True) for record in found], self.now)

    @cached_property
    def holdings(self) -> list[tuple[str, int, str]]:
        """(UID, number, in whose name) of what the person holds in cases now or later."""
        return [
            (uid, number, principal)
            for principal in principals(self.person, self.now)
            for uid, number, holding in team_index().open([principal])
            if not holding.standing and (holding.expires is None or holding.expires > self.now)
        ]

    @cached_property
    def cases(self) -> dict:
        """UID -> case, of those cases of the person that the reader of the page sees too."""
        catalog = api.portal.get_tool("portal_catalog")
        uids = sorted({uid for uid, _number, _name in self.holdings})
        path = "/".join(self.context.getPhysicalPath())
        brains = catalog(UID=uids, path=path) if uids else ()
        return {brain.UID: brain.getObject() for brain in brains}

    def rows(self):
        """Return the assignments in cases, by case number."""
        found = []
        for uid, number, principal in self.holdings:
            case = self.cases.get(uid)
            if case is None:
                continue
            record = book(case)[number]
            row = access.Access(
                record,
                candidates.names_of([record.granted_by, principal]),
                sees=record.holds(self.now),
            )
            via = "" if principal == self.person else row.name(principal)
            found.append({"case": case, "row": row, "via": via})
        return sorted(found, key=lambda f: (f["case"].getId(), f["row"].record.number))

    def others(self) -> int:
        """Return how many more cases there are, of which nothing else is said."""
        return len({uid for uid, _number, _name in self.holdings} - set(self.cases))

    def reads(self, row) -> str:
        """Say what the person may read."""
        record = row.record
        if record.standing:
            return reach.reach(record.function, self.request)
        return reach.reading(record.function, record.profession, request=self.request)

    def when(self, moment) -> str:
        """Return a moment as text."""
        return spelled(moment)
