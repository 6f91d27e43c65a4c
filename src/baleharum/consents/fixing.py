"""What is noted down when a consent is given: days, the notice, and the proof as it is."""

from baleharum.consents import policy
from baleharum.consents.grounds import Grounds
from baleharum.consents.proof import document_of
from baleharum.consents.settings import months
from baleharum.consents.settings import notice
from baleharum.consents.settings import version_of
from datetime import date
from typing import Any


def last_day(consent: Any, grounds: Grounds, day: date) -> date:
    """Return the last day of a consent that is given on a day."""
    guardians = {*(consent.givers or ())} - {consent.person}
    adult_on = grounds.of_age_on(consent.person) if guardians else None
    return policy.last_day(day, months(), consent.valid_until, adult_on)


def fix(consent: Any, day: date) -> None:
    """Note down what holds from the day on which a consent is given.

    day: of the recording; what was signed or said before was given then, on the notice of its form.
    """
    text, grounds = version_of(consent.signed_version) or notice(), Grounds(consent.__parent__)
    given_on = consent.signed_on or day
    until = last_day(consent, grounds, given_on)
    document = document_of(consent.__parent__, consent.proof)
    for name, value in {
        "given_on": given_on,
        "recipient_name": grounds.name_of(consent.recipient),
        "valid_until": until,
        "notice_version": text.version,
        "notice_id": text.id,
        "notice_en": text.en,
        "proof_version": document.version,
        "proof_sha256": document.sha256,
    }.items():
        consent._keep(name, value)


def note_withdrawal(consent: Any, on: date, at: str, channel: str | None) -> None:
    """Note down when a withdrawal came in, when it was recorded (ISO, aware), and how."""
    consent._keep("withdrawn_on", on)
    consent._keep("withdrawn_at", at)
    consent._keep("withdrawn_through", channel)
