"""Pages at the root of the site: the first head of a register, and the repair of the index."""

from baleharum import _
from baleharum.cases.team import candidates
from baleharum.cases.team import standing
from baleharum.cases.team.forms import Form
from baleharum.team.api import TeamRefused
from baleharum.team.repair import assignables
from baleharum.team.repair import differences
from baleharum.team.repair import rebuild
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


def headless() -> list:
    """Return the registers and boxes without a head."""
    return [r for r in standing.appointing() if not standing.has_head(r)]


def head_of_new(register: str, person: str, reason: str):
    """Appoint the head of a register (UID or id) that has none. Raises TeamRefused."""
    found = standing.register_with(register, headless())
    if found is None:
        raise TeamRefused(
            _(
                "error_first_head",
                default="This register has a head, who appoints everybody else.",
            )
        )
    return standing.appoint(found, person, "head", reason=reason)


class FirstHead(Form):
    """`@@first-head`: a manager of the site appoints the head of a register that has none."""

    template = ViewPageTemplateFile("first_head.pt")
    actions = {"appoint": (standing.SET_UP, "appoint")}

    def registers(self):
        """Return the registers without a head."""
        return headless()

    def appoint(self, form):
        """Appoint a head."""
        record = head_of_new(
            form.get("register", ""), form.get("person", ""), form.get("reason", "")
        )
        return _(
            "status_staff_appointed",
            default="${person} is appointed.",
            mapping={"person": candidates.name_of(record.principal)},
        )


class TeamRepair(Form):
    """`@@team-repair`: compares the index of the assignments with what the cases say."""

    template = ViewPageTemplateFile("repair.pt")
    actions = {"rebuild": ("baleharum: Repair team", "rebuild")}

    def counts(self):
        """Return how many entries are missing, and how many there are too many."""
        site = api.portal.get()
        missing, surplus = differences(site, assignables(site))
        return {"missing": len(missing), "surplus": len(surplus)}

    def rebuild(self, form):
        """Mend the index."""
        came, went = rebuild(api.portal.get())
        return _(
            "status_team_repaired",
            default="${came} entries were added, ${went} were removed.",
            mapping={"came": came, "went": went},
        )
