"""What a letter rests on: the consent for this partner and person, or another recorded basis."""

from baleharum.cases.layout import case_of
from baleharum.consents.api import basis_for
from baleharum.consents.api import why_not
from baleharum.referrals.content import Rest
from baleharum.referrals.policy import PURPOSE
from typing import Any


def ground(letter: Any) -> Rest | None:
    """Return what the letter may rest on today, None where there is nothing."""
    if not letter.partner or not letter.about:
        return None
    found = basis_for(case_of(letter), PURPOSE, letter.partner, person=letter.about)
    return Rest(found.kind, found.uid, found.title, found.basis) if found else None


def lacking(letter: Any) -> list:
    """Return the rows that say why there is nothing to rest on."""
    if not letter.partner or not letter.about:
        return []
    return why_not(case_of(letter), PURPOSE, letter.partner, person=letter.about)


def still_holds(letter: Any) -> bool:
    """Tell whether data may go to the partner today on what the letter says it rests on."""
    found = ground(letter)
    return found is not None and found.basis == letter.rest.basis
