"""REST: what one person can see, who may be chosen, and the pages at the root of the site."""

from baleharum.cases.content import ICase
from baleharum.cases.team import candidates
from baleharum.cases.team import changes
from baleharum.cases.team import emergency
from baleharum.cases.team import reach
from baleharum.cases.team import standing
from baleharum.cases.team.api import Change
from baleharum.cases.team.person import PersonAccess
from baleharum.cases.team.setting_up import head_of_new
from baleharum.cases.team.setting_up import headless
from baleharum.cases.team.staff import accounts
from baleharum.cases.team.telling import as_json
from baleharum.team.policy import BREAK_GLASS_HOURS
from baleharum.team.policy import CASE_FUNCTIONS
from baleharum.team.policy import REASON_LENGTH
from baleharum.team.policy import REGISTER_FUNCTIONS
from baleharum.team.repair import assignables
from baleharum.team.repair import differences
from baleharum.team.repair import rebuild
from baleharum.team.roles import case_and_register
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from plone import api
from plone.restapi.services import Service
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.i18n import translate


class PersonAccessGet(Service):
    """GET @person-access?person=… of a register: one's own, or anybody's for who oversees staff."""

    def reply(self):
        """Return appointments, assignments in cases, and how many cases are not shown."""
        page = PersonAccess(self.context, self.request)
        page.look()
        rows = page.rows()
        return {
            "@id": f"{self.context.absolute_url()}/@person-access",
            "person": page.person,
            "name": page.name(),
            "people": page.people(),
            "appointments": [self._row(page, row) for row in page.appointments()],
            "items": [
                {
                    **self._row(page, found["row"]),
                    "case": {
                        "@id": found["case"].absolute_url(),
                        "number": found["case"].getId(),
                    },
                    "via": found["via"],
                }
                for found in rows
            ],
            "others": page.others(),
        }

    def _row(self, page, row):
        return {**as_json(row, self.request), "reads": page.reads(row)}


class CandidatesGet(Service):
    """GET @candidates of a case or register: who may be chosen, and for which functions."""

    def reply(self):
        """Return people, groups and functions; of a register professions and accounts, too."""
        may = {p for p in PERMISSIONS if api.user.has_permission(p, obj=self.context)}
        if not may:
            raise Forbidden("You may not do this here. Ask the supervisor or the head.")
        in_case = ICase.providedBy(self.context)
        found = self._of_case() if in_case else self._of_register(standing.APPOINT in may)
        return {"@id": f"{self.context.absolute_url()}/@candidates", **found}

    def _of_case(self):
        return {
            "people": candidates.people_of(case_and_register(self.context)[1]),
            "groups": candidates.groups(),
            "functions": [
                {
                    **self._term("functions", function),
                    "reads": reach.reading(function, request=self.request),
                    "sees": changes.sees(self.context, function),
                }
                for function in CASE_FUNCTIONS
            ],
        }

    def _of_register(self, appoints):
        return {
            "people": candidates.people_of(self.context),
            "accounts": accounts() if appoints else [],
            "functions": [
                {**self._term("functions", f), "reads": reach.reach(f, self.request)}
                for f in REGISTER_FUNCTIONS
            ],
            "professions": [self._term("professions", t.token) for t in terms("professions")],
        }

    def _term(self, code_list, token):
        return {"token": token, "title": translate(label(code_list, token), context=self.request)}


#: Of which one is needed to choose somebody.
PERMISSIONS = (changes.MANAGE, changes.HAND_OVER, standing.APPOINT)


def registers_json(registers) -> list[dict[str, str]]:
    """Return registers as a screen offers them to who does not see them."""
    return [{"UID": r.UID(), "id": r.getId(), "title": r.Title()} for r in registers]


class BreakGlassGet(Service):
    """GET @break-glass of the site: the registers in which emergency access may be taken."""

    def reply(self):
        """Return registers, the most hours and the least signs of a reason. Raises NotFound."""
        registers = emergency.open_registers()
        if not registers:
            raise NotFound("@break-glass")
        return {
            "@id": f"{self.context.absolute_url()}/@break-glass",
            "registers": registers_json(registers),
            "hours": BREAK_GLASS_HOURS,
            "reason_length": REASON_LENGTH,
        }


class FirstHeadGet(Service):
    """GET @first-head of the site: the registers without a head."""

    def reply(self):
        """Return the registers."""
        return {
            "@id": f"{self.context.absolute_url()}/@first-head",
            "registers": registers_json(headless()),
        }


class FirstHeadPost(Change):
    """POST @first-head: appoint one (register by UID or id, person, reason), never oneself."""

    permissions = (standing.SET_UP,)

    def change(self, data):
        """Appoint; see `Change`."""
        record = head_of_new(
            data.get("register", ""), data.get("person", ""), data.get("reason", "")
        )
        self.request.response.setStatus(201)
        return self.row(record)


class TeamRepairGet(Service):
    """GET @team-repair of the site: how far the index of assignments is off."""

    def reply(self):
        """Return how many entries are missing, and how many there are too many."""
        site = api.portal.get()
        missing, surplus = differences(site, assignables(site))
        return {
            "@id": f"{site.absolute_url()}/@team-repair",
            "missing": len(missing),
            "surplus": len(surplus),
        }


class TeamRepairPost(Change):
    """POST @team-repair: mend the index."""

    permissions = ("baleharum: Repair team",)

    def change(self, data):
        """Mend it; returns how many entries were added and removed."""
        added, removed = rebuild(api.portal.get())
        return {"added": added, "removed": removed}
