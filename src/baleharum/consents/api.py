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
    UID of a CaseSubject, '' for a client; grounds: of the case, for who asks several times;
    without: tokens of `lawful-bases` that do not count.
    """
    found, day = grounds or Grounds(case), day or today()
    for consent in found.consents if policy.CONSENT not in without else ():
        # Cheap reasons first: nothing is unsealed of a consent for something else.
        if consent.purpose != purpose or (consent.recipient or "") != recipient:
            continue
        row = found.row(consent)
        if policy.in_force(row, purpose, recipient, day, person):
            return Basis("consent", IUUID(consent), consent.title, policy.CONSENT, row.until)
    for basis in found.bases:
        serves = not policy.law_reasons(found.law_row(basis), purpose, recipient)
        if serves and basis.basis not in without:
            return Basis("law", IUUID(basis), basis.title, basis.basis, None)
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
    """Return why there is no basis for a purpose and recipient: a row for each reason of each
    consent for that purpose, after one that says what is missing; none where there is one."""
    found, day = grounds or Grounds(case), day or today()
    if basis_for(case, purpose, recipient, day, person=person, grounds=found):
        return []
    rows = [nothing(purpose, recipient)]
    for consent in found.consents:
        if consent.purpose == purpose:
            reasons = policy.reasons(found.row(consent), purpose, recipient, day, person)
            rows.extend(why(consent, reason) for reason in reasons)
    return rows


def consents_of(case: Any) -> list[Any]:
    """Return all consents and recorded bases of a case, each kind from the newest; whoever shows
    them asks first whether the person may view them."""
    found = Grounds(case)
    return [*found.consents, *found.bases]
