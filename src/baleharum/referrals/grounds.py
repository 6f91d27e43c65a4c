"""What a letter rests on: the consent for this partner and person, or another recorded basis."""

from baleharum.cases.history import day_of
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.consents.api import basis_for
from baleharum.consents.api import consents_of
from baleharum.consents.api import why_not
from baleharum.consents.content import IConsentForm
from baleharum.consents.grounds import Grounds
from baleharum.consents.policy import in_force
from baleharum.referrals.content import Rest
from baleharum.referrals.policy import PURPOSE
from datetime import date
from typing import Any


#: States of a consent on which nothing ever rested.
NEVER = ("draft", "refused", "void")


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


def is_for(consent: Any, letter: Any) -> bool:
    """Tell whether something is a consent for the purpose, partner and person of a letter."""
    return IConsentForm.providedBy(consent) and (
        (consent.purpose, consent.recipient, consent.person)
        == (PURPOSE, letter.partner, letter.about)
    )


def held(letter: Any, day: date) -> bool:
    """Tell whether data could go to the partner on a day: on what holds now, or what held then."""
    if ground(letter) is not None:
        return True
    return any(_covers(each, letter, day) for each in consents_of(case_of(letter)))


def _covers(record: Any, letter: Any, day: date) -> bool:
    """Tell whether a consent or other basis that has ended, or no longer serves, held on a day."""
    if not IConsentForm.providedBy(record):
        recorded, ended = day_of(rows_of(record)[0]), record.ended_on
        serves = record.purpose == PURPOSE and (record.recipient or "") in ("", letter.partner)
        return serves and recorded <= day and (ended is None or day <= ended)
    if not is_for(record, letter) or state_of(record) in NEVER or day < record.given_on:
        return False
    row = Grounds(case_of(letter)).row(record)
    if state_of(record) == "in_force":
        return in_force(row, PURPOSE, letter.partner, day, letter.about)
    ends = [record.valid_until, record.withdrawn_on, day_of(rows_of(record)[-1])]
    return not row.perpetrator and all(end is None or day <= end for end in ends)
