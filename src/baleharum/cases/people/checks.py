"""What cannot be a number of a person is refused on every path; what looks odd only warns."""

from baleharum import _
from baleharum.cases.identity import check_family_card
from baleharum.cases.identity import check_nik
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.cases.moments import today
from baleharum.cases.values import Refused
from plone import api
from zope.i18nmessageid import Message


#: Registry record: whether NIKs of invented people, which end in 0000, are taken.
SAMPLES = "baleharum.sample_niks"

#: States that say that there is a NIK.
WITH_NIK = ("ada", "belum-diverifikasi")


def samples_accepted() -> bool:
    """Tell whether this site is for training or tests, with invented people."""
    return bool(api.portal.get_registry_record(SAMPLES, default=False))


def possible_nik(value: str) -> bool:
    """Field constraint. Raises Refused for what cannot be a NIK."""
    checked = check_nik(
        value, sex=None, birth_date=None, today=today(), allow_sample=samples_accepted()
    )
    return _accept(checked.errors)


def possible_family_card(value: str) -> bool:
    """Field constraint. Raises Refused for what cannot be a family card number."""
    return _accept(check_family_card(value, today=today()).errors)


def possible_phone(value: str) -> bool:
    """Field constraint. Raises Refused for what cannot be a telephone number."""
    try:
        phone_number(value)
    except NotAPhoneNumber as refused:
        raise Refused(refused.args[0]) from refused
    return True


def _accept(errors) -> bool:
    if errors:
        raise Refused(errors[0])
    return True


def reason_missing(nik: str | None, nik_state: str | None) -> bool:
    """Tell whether there is no NIK although the state says that there is one."""
    return not (nik or "").strip() and nik_state in WITH_NIK


def warnings(person) -> list[Message]:
    """Return what looks odd about the numbers of a person; nobody has to change it."""
    found: list[Message] = []
    if person.nik:
        checked = check_nik(person.nik, sex=person.sex, birth_date=person.birth_date, today=today())
        found.extend((*checked.errors, *checked.warnings))
    if person.family_card:
        found.extend(check_family_card(person.family_card, today=today()).warnings)
    if person.birth_date and person.birth_year and person.birth_date.year != person.birth_year:
        found.append(
            _(
                "warning_birth_year",
                default="The year of birth differs from the date of birth. The date counts.",
            )
        )
    return found
