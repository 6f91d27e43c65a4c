"""The register of breaches: what happened, whom it touches, who was told within 3 × 24 hours.

Whom it touches is computed from the record of access. Callers have checked the permission.
"""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.content import ICase
from baleharum.retention.records import people_in
from baleharum.retention.refusals import check_reason
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import BREACH
from baleharum.trail.actions import READS
from baleharum.trail.api import change
from baleharum.trail.api import counts
from baleharum.trail.api import identifier
from baleharum.trail.api import rows
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import datetime
from persistent import Persistent
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.retention.breaches"
MANAGE = "baleharum: Manage breaches"

#: Who is told of a breach.
ADDRESSEES = ("subject", "agency")


class Breach(SealedObject, Persistent):
    """found_at: the moment from which the clock runs; person, since, until: an account that may
    have been misused, and when; cases: numbers that are touched anyway; told: tuple of
    (addressee, who, moment); what, how, measures: sealed by the key of the register."""

    what = SealedValue("what", missing="")
    how = SealedValue("how", missing="")
    measures = SealedValue("measures", missing="")
    told: tuple[tuple[str, str, Any], ...] = ()

    def __init__(self, number: str, found_at: datetime) -> None:
        self.number = number
        self.found_at = found_at
        self.reported_at = utcnow()
        self.reported_by = current_user_id()
        self.person = ""
        self.since: datetime | None = None
        self.until: datetime | None = None
        self.cases: tuple[str, ...] = ()

    def told_at(self, addressee: str) -> datetime | None:
        """Return when somebody was told, None for not yet."""
        return next((at for whom, _who, at in self.told if whom == addressee), None)

    @property
    def all_told_at(self) -> datetime | None:
        """The moment at which everybody was told, None while somebody is not."""
        moments = [self.told_at(addressee) for addressee in ADDRESSEES]
        known = [moment for moment in moments if moment is not None]
        return max(known) if len(known) == len(ADDRESSEES) else None


@dataclass(frozen=True)
class Affected:
    """A case that a breach touches. reads: rows of the record about it; listed: rows of lists that
    have shown it; both are 0 for one that is named; people: how many people are in it, all of whom
    it touches."""

    number: str
    uid: str
    reads: int
    listed: int
    people: int

    @property
    def listed_only(self) -> bool:
        """Whether it was shown in lists, and never opened."""
        return bool(self.listed) and not self.reads


def breaches_of(register: Any) -> list[Breach]:
    """Return the breaches of a register, the newest first."""
    found = (IAnnotations(register).get(KEY) or OOBTree()).values()
    return sorted(found, key=lambda breach: breach.reported_at, reverse=True)


def breach_with(register: Any, number: str) -> Breach:
    """Return a breach by its number. Raises RetentionRefused."""
    found = (IAnnotations(register).get(KEY) or OOBTree()).get(number)
    if found is None:
        raise RetentionRefused(
            _("error_no_such_breach", default="There is no breach with this number.")
        )
    return found


def report(
    register: Any,
    what: str,
    how: str,
    *,
    found_at: datetime | None = None,
    person: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    cases: str = "",
) -> Breach:
    """Enter a breach; the clock runs from found_at. Raises RetentionRefused.

    person: user id, with since and until; cases: numbers ('BH-2026-00001 BH-2026-00002').
    """
    what, person = check_reason(what), person.strip()
    now = utcnow()
    _check_scope(found_at or now, now, person, since, until)
    numbers = _numbers(register, cases)
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    count = sum(1 for number in annotations[KEY] if number.startswith(f"I-{now.year}-"))
    made = Breach(f"I-{now.year}-{count + 1}", found_at or now)
    made.person, made.since, made.until, made.cases = person, since, until, numbers
    made.what, made.how = what, how.strip()
    seal_to(made, IUUID(register))
    annotations[KEY][made.number] = made
    change(BREACH, "", identifier(made.person), made.number)
    return made


def _check_scope(found_at, now, person, since, until):
    if found_at > now:
        raise RetentionRefused(
            _("error_breach_future", default="A breach is not found in the future.")
        )
    if person and not is_known(person):
        raise RetentionRefused(
            _(
                "error_breach_account",
                default="There is no account ${person}, and the record knows none. Check how it is"
                " written: the affected people are found by it.",
                mapping={"person": person},
            )
        )
    if person and (since is None or until is None or until <= since):
        raise RetentionRefused(
            _("error_breach_period", default="Give first and last day of what the account read.")
        )


def is_known(person: str) -> bool:
    """Tell whether an account is there, or was: a removed one has left rows in the record."""
    return api.user.get(userid=person) is not None or bool(
        rows(user=person, actions=READS, limit=1)
    )


def _numbers(register, typed: str) -> tuple[str, ...]:
    numbers = tuple(dict.fromkeys(typed.upper().replace(",", " ").split()))
    for number in numbers:
        if not ICase.providedBy(register.get(number)):
            raise RetentionRefused(
                _(
                    "error_breach_case",
                    default="There is no case ${number}.",
                    mapping={"number": number},
                )
            )
    return numbers


def affected(register: Any, breach: Breach) -> list[Affected]:
    """Return the cases that a breach touches, by their numbers. Raises TrailUnavailable."""
    reads, listed = _reads(breach), _reads(breach, shown=True)
    uids = {*reads, *listed, *(IUUID(register[number]) for number in breach.cases)}
    if not uids:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        path=children_path(register), portal_type="Case", UID=sorted(uids)
    )
    rows = [_row(brain, reads, listed) for brain in found]
    return sorted(rows, key=lambda row: row.number)


def reports_read(breach: Breach) -> dict[str, str]:
    """Return UID -> number of the reports of the intake that the account has opened, of all boxes.

    Of how many people they tell is sealed: the officers of their box know. Raises TrailUnavailable.
    """
    uids = sorted(_reads(breach))
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="IntakeReport", UID=uids, sort_on="getId")
    return {brain.UID: brain.getId for brain in found} if uids else {}


def _reads(breach: Breach, shown: bool = False) -> dict[str, int]:
    """Return UID of a case -> rows of the record; shown: of lists that have shown it."""
    if not breach.person:
        return {}
    span = {"since": breach.since, "until": breach.until}
    rows = counts(("case",), user=breach.person, actions=READS, shown=shown, **span)
    return {uid: number for uid, number in rows if uid}


def _row(brain: Any, reads: dict[str, int], listed: dict[str, int]) -> Affected:
    case, uid = brain._unrestrictedGetObject(), brain.UID
    return Affected(case.getId(), uid, reads.get(uid, 0), listed.get(uid, 0), people_in(case))


def measures(register: Any, number: str, text: str) -> Breach:
    """Write down what is done about a breach. Raises RetentionRefused."""
    found = breach_with(register, number)
    found.measures = check_reason(text)
    change(BREACH, "", "", f"{number},measures")
    return found


def tell(register: Any, number: str, addressee: str) -> Breach:
    """Note that the subjects or the agency were told, once each. Raises RetentionRefused."""
    found = breach_with(register, number)
    if addressee not in ADDRESSEES or found.told_at(addressee) is not None:
        raise RetentionRefused(
            _("error_breach_told", default="They were told already. Each is noted once.")
        )
    found.told = (*found.told, (addressee, current_user_id(), utcnow()))
    change(BREACH, "", "", f"{number},told={addressee}")
    return found
