"""On which consent or other basis data may be used, for guards, letters and pages of all slices.

Answers do not depend on who asks: a guard holds also for somebody who may not read the consent.
"""

from baleharum.cases.moments import today
from baleharum.cases.requirements import Missing
from baleharum.consents import policy
from baleharum.consents.grounds import Grounds
from baleharum.consents.spoken import nothing
from baleharum.consents.spoken import why
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from plone.uuid.interfaces import IUUID
from typing import Any


__all__ = ["Basis", "basis_for", "consents_of", "Grounds", "why_not"]


@dataclass(frozen=True)
class Basis:
    """What some use of data rests on.

    kind: consent or law; uid, title: of the ConsentForm or LawfulBasis; basis: token of the list
    `lawful-bases`; until: the last day, None for no end.
    """

    kind: str
    uid: str
    title: str
    basis: str
    until: date | None


def basis_for(
    case: Any,
    purpose: str,
    recipient: str = "",
    day: date | None = None,
    *,
    person: str = "",
    grounds: Grounds | None = None,
    without: Collection[str] = (),
) -> Basis | None:
    """Return the consent that holds for a purpose and recipient, or else another recorded basis.

    recipient: UID of a partner, '' for the centre itself; day: today if it is left out; person:
    UID of the CaseSubject whose data it is about, '' for all clients of the case: then each of
    them has agreed, and the consent that ends first is returned; grounds: of the case, for who asks
    several times; without: tokens of `lawful-bases` that do not count.
    """
    found, day = grounds or Grounds(case), day or today()
    if policy.CONSENT not in without:
        agreed = [_consent(found, purpose, recipient, day, uid) for uid in _whose(found, person)]
        if agreed and all(agreed):
            return min((each for each in agreed if each), key=lambda each: each.until or date.max)
    for basis in found.bases:
        serves = not policy.law_reasons(found.law_row(basis), purpose, recipient)
        if serves and basis.basis not in without:
            return Basis("law", IUUID(basis), basis.title, basis.basis, None)
    return None


def _whose(found: Grounds, person: str) -> list[str]:
    return [person] if person else found.clients


def _consent(found: Grounds, purpose: str, recipient: str, day: date, person: str) -> Basis | None:
    """Return the consent of one person that holds."""
    for consent in found.consents:
        # Cheap reasons first: nothing is unsealed of a consent for something else.
        if consent.purpose != purpose or (consent.recipient or "") != recipient:
            continue
        if consent.person != person:
            continue
        row = found.row(consent)
        if policy.in_force(row, purpose, recipient, day, person):
            return Basis("consent", IUUID(consent), consent.title, policy.CONSENT, row.until)
    return None


def why_not(
    case: Any,
    purpose: str,
    recipient: str = "",
    day: date | None = None,
    *,
    person: str = "",
    grounds: Grounds | None = None,
) -> list[Missing]:
    """Return why there is no basis for a purpose and recipient; none where there is one.

    The first rows say whose consent is missing, the others why each consent for that purpose does
    not hold. Of a consent that the person who asks may not view they tell nothing but that it is so.
    """
    found, day = grounds or Grounds(case), day or today()
    if basis_for(case, purpose, recipient, day, person=person, grounds=found):
        return []
    lacking = [
        uid
        for uid in _whose(found, person)
        if _consent(found, purpose, recipient, day, uid) is None
    ]
    settled = {*found.clients} - {*lacking}
    named = lacking if len(found.clients) > 1 and not person else [""]
    rows = [nothing(purpose, recipient, found.people.get(uid)) for uid in named]
    for consent in found.consents:
        if consent.purpose == purpose and (person or consent.person not in settled):
            reasons = policy.reasons(found.row(consent), purpose, recipient, day, person)
            rows.extend(why(consent, reason) for reason in reasons)
    return list({row.key: row for row in rows}.values())


def consents_of(case: Any) -> list[Any]:
    """Return all consents and recorded bases of a case, each kind from the newest; whoever shows
    them asks first whether the person may view them."""
    found = Grounds(case)
    return [*found.consents, *found.bases]
