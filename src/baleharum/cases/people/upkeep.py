"""Keeps what is filed about a person in one form, on every path: form, REST, script."""

from baleharum.cases.identity import clean_number
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.cases.people.checks import reason_missing


#: States that say that there is no NIK; one that was typed all the same is not verified yet.
WITHOUT_NIK = ("tidak-punya", "tidak-diketahui")


def tidy(person, event) -> None:
    """Write numbers without blanks and dots, the telephone as E.164, and say what the NIK is."""
    for name in ("nik", "family_card"):
        value = getattr(person, name)
        if value is not None:
            setattr(person, name, clean_number(value) or None)
    if person.phone:
        try:
            person.phone = phone_number(person.phone)
        except NotAPhoneNumber:
            # A script brought it; forms and services have refused it before.
            person.phone = person.phone.strip()
    if person.nik and person.nik_state in WITHOUT_NIK:
        person.nik_state = "belum-diverifikasi"
    if reason_missing(person.nik, person.nik_state):
        person.nik_state = "tidak-diketahui"
