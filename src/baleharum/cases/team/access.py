"""Who can see a case, why and until when: read from what grants it, so that it cannot lie."""

from baleharum import _
from baleharum.cases.storyline import reason_text
from baleharum.cases.storyline import SYSTEM
from baleharum.cases.team.candidates import names_of
from baleharum.cases.team.candidates import shown
from baleharum.cases.team.changes import roles_that_see
from baleharum.team import policy
from baleharum.team.groups import members
from baleharum.team.records import Assignment
from baleharum.team.records import book
from baleharum.team.records import current
from baleharum.team.records import team_index
from baleharum.team.roles import case_and_register
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Access:
    """An assignment as it is shown; names: of all principals on the page, by id.

    members: of a staff group, those whom it reaches; sees: whether it shows the case in the
    state that this is in.
    """

    record: Assignment
    names: dict[str, str]
    members: tuple[str, ...] = ()
    sees: bool = True

    def name(self, principal: str) -> str:
        """Return how somebody is shown; the product itself is no account."""
        if principal == "system":
            return SYSTEM
        return shown(principal, self.names.get(principal, principal))

    @property
    def emergency(self) -> bool:
        """Whether it is an emergency access."""
        return self.record.cause == policy.EMERGENCY

    @property
    def end_reason(self) -> str:
        """Why it ended, as a screen says it."""
        return reason_text(self.record.end_reason)

    def function_label(self):
        """Return the label of the function."""
        return label("functions", self.record.function)

    def cause_label(self):
        """Return the label of the cause."""
        if self.record.standing:
            return _("cause_standing", default="Standing appointment")
        return label("causes", self.record.cause)

    def profession_label(self):
        """Return the label of the profession, '' where there is none."""
        known = {found.token for found in terms("professions")}
        return (
            label("professions", self.record.profession) if self.record.profession in known else ""
        )


def in_force(case, now: datetime) -> list[Access]:
    """Return who can see a case now: its team, then those with a standing appointment."""
    roles = roles_that_see(case)
    own = [(r, policy.CASE_ROLES.get(r.function) in roles) for r in current(case, now)]
    _case, register = case_and_register(case)
    standing = [
        (record, True)
        for record in (current(register, now) if register is not None else ())
        if roles.intersection(policy.REGISTER_ROLES.get(record.function, ()))
    ]
    return shown_rows([*own, *standing], now)


def upcoming(context, now: datetime) -> list[Access]:
    """Return the assignments that begin later."""
    return shown_rows(
        [(r, False) for r in book(context).values() if r.ended_at is None and r.starts > now], now
    )


def earlier(context, now: datetime) -> list[Access]:
    """Return the assignments that were ended or have run out, the latest first."""
    rows = [
        (record, False)
        for record in reversed(book(context).values())
        if record.ended_at is not None or (record.expires is not None and record.expires <= now)
    ]
    return shown_rows(rows, now)


def shown_rows(rows, now: datetime) -> list[Access]:
    """Return (assignment, whether it shows the case) pairs as rows, with one look-up of names."""
    reached = {_key(record): _reached(record, now) for record, _sees in rows}
    ids = {i for r, _sees in rows for i in (r.principal, r.granted_by, r.ended_by) if i}
    ids.update(member for found in reached.values() for member in found)
    names = names_of(ids)
    return [
        Access(
            record,
            names,
            tuple(shown(member, names[member]) for member in reached.get(_key(record), ())),
            sees,
        )
        for record, sees in rows
    ]


def _key(record):
    # Numbers of a case and of its register may be the same.
    return record.standing, record.number


def _reached(record, now) -> list[str]:
    """Return the members of a staff group whom its assignment reaches."""
    index = team_index()
    return [m for m in members(record.principal) if index.appointed(m, now)]
