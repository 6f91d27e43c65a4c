"""The numbers, phones, ages and dates that identify a person in Indonesia."""

from baleharum import _
from baleharum.cases.names import name_words
from dataclasses import dataclass
from datetime import date
from zope.i18nmessageid import Message

import re


NUMBER = re.compile(r"[0-9]{16}")
REGION_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
SAMPLE_SERIAL = "0000"
# The day of birth of a woman is written 40 higher.
WOMAN = 40

SHORT_CODES = frozenset({"110", "119", "129"})
_SEPARATORS = re.compile(r"[\s.\-–()]+")
_MOBILE = re.compile(r"\+628[1-9][0-9]{6,10}")
_LANDLINE = re.compile(r"\+62[2-79][0-9]{7,10}")
_ABROAD = re.compile(r"\+(?!62|0)[0-9]{8,15}")


@dataclass(frozen=True)
class Nik:
    """What a NIK says. `region` is a sub-district code like 52.71.05, `sex` l or p."""

    number: str
    region: str
    sex: str
    birth_date: date
    serial: str


@dataclass(frozen=True)
class NikCheck:
    """Errors say that it cannot be a NIK; warnings, that the person's data differ from it."""

    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]
    parsed: Nik | None


@dataclass(frozen=True)
class FamilyCardCheck:
    """Errors, warnings and the sixteen digits to store, empty if there are errors."""

    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]
    number: str


class NotAPhoneNumber(ValueError):
    """Its only argument is the message for the person who typed it."""


def clean_number(value: str) -> str:
    """A number as it is stored: without the blanks, dots and dashes people type."""
    return _SEPARATORS.sub("", value)


def check_nik(
    value: str,
    *,
    sex: str | None,
    birth_date: date | None,
    today: date,
    allow_sample: bool = True,
) -> NikCheck:
    """Read a NIK: province 2, regency 2, sub-district 2, DDMMYY, serial 4 digits.

    `sex` (l or p) and `birth_date` are what the case knows of the person. A NIK never changes,
    even if the birth date is corrected or the person moves, so a mismatch only warns. Serials
    start at 0001: 0000 marks an invented person, refused unless `allow_sample`.
    """
    number = clean_number(value)
    if not NUMBER.fullmatch(number):
        return NikCheck((_not_sixteen(number),), (), None)
    woman = int(number[6:8]) > WOMAN
    born = _past_date(int(number[6:8]) - WOMAN * woman, number[8:12], today, known=birth_date)
    errors = tuple(_nik_errors(number, born, allow_sample))
    if errors or born is None:
        return NikCheck(errors, (), None)
    region = f"{number[:2]}.{number[2:4]}.{number[4:6]}"
    nik = Nik(number, region, "p" if woman else "l", born, number[12:])
    return NikCheck((), tuple(_mismatches(nik, sex, birth_date)), nik)


def check_family_card(value: str, *, today: date) -> FamilyCardCheck:
    """Read a family card number: region 6, date of issue DDMMYY, serial 4 digits.

    Only its sixteen digits are certain; an impossible region or date of issue warns.
    """
    number = clean_number(value)
    if not NUMBER.fullmatch(number):
        return FamilyCardCheck((_not_sixteen(number),), (), "")
    issued = _past_date(int(number[6:8]), number[8:12], today)
    if number[4:6] == "00" or issued is None:
        return FamilyCardCheck((), (_odd_family_card(),), number)
    return FamilyCardCheck((), (), number)


def mask_nik(value: str) -> str:
    """`5271••••••••0000` of a sixteen-digit number; of anything else only bullets."""
    number = clean_number(value)
    if not NUMBER.fullmatch(number):
        return "•" * len(number)
    return f"{number[:4]}{'•' * 8}{number[12:]}"


def phone_number(value: str) -> str:
    """The number as E.164, the emergency short codes as they are.

    Takes mobile numbers as 08…, 62… or +62…, landlines with their area code (Mataram 0370)
    and numbers abroad with + and the country. Raises NotAPhoneNumber otherwise.
    """
    typed = clean_number(value)
    if typed in SHORT_CODES:
        return typed
    # +62 0812… and 0062… are common ways to write +62812…
    number = re.sub(r"^(?:(?:\+|00)?620?|0(?!0))(?=[2-9])", "+62", typed)
    number = re.sub(r"^00", "+", number)
    if any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _ABROAD)):
        return number
    raise NotAPhoneNumber(
        _(
            "error_phone_number",
            default="This is not a phone number. Write a mobile number as 0812…, a landline with "
            "its area code (0370…), a number abroad with + and the country.",
        )
    )


def is_region_code(value: str) -> bool:
    """Whether it has the form of a Kemendagri code: 52, 52.71, 52.71.05 or 52.71.05.1006."""
    return REGION_CODE.fullmatch(value) is not None


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life on a day; negative before birth."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def pseudonym(name: str, age: int | None) -> str:
    """Initials and age for print, `A.R. (15)`; titles would narrow the guess, so they go."""
    initials = "".join(f"{word[0].upper()}." for word in name_words(name)) or "N.N."
    return initials if age is None else f"{initials} ({age})"


def short_date(day: date) -> str:
    """`28/09/2025`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _past_date(day: int, month_year: str, today: date, known: date | None = None) -> date | None:
    """The date meant by a day and MMYY: the latest one up to today, or the known one."""
    century = today.year // 100 * 100
    found = []
    for year in (century + int(month_year[2:]), century - 100 + int(month_year[2:])):
        try:
            found.append(date(year, int(month_year[:2]), day))
        except ValueError:
            continue
    past = [candidate for candidate in found if candidate <= today]
    # Two digits do not tell a child from somebody a hundred years older.
    return known if known in past else next(iter(past), None)


def _nik_errors(number, born, allow_sample):
    if number[4:6] == "00":
        yield _(
            "error_nik_region",
            default="Digits 5 and 6 of a NIK name a sub-district, 01 to 99. Compare them with "
            "the card.",
        )
    if born is None:
        yield _(
            "error_nik_date",
            default="Digits 7 to 12 of a NIK are the date of birth as day, month and year, for "
            "women with 40 added to the day. Compare them with the card.",
        )
    if number[12:] == SAMPLE_SERIAL and not allow_sample:
        yield _(
            "error_nik_sample",
            default="A NIK that ends in 0000 belongs to an invented person. Enter the real one, or "
            "say why there is none.",
        )


def _mismatches(nik, sex, birth_date):
    if sex is not None and sex != nik.sex:
        yield _(
            "warning_nik_sex",
            default="The NIK was issued for the other sex. Compare it with the card; if it is "
            "right, leave it as it is.",
        )
    if birth_date is not None and birth_date != nik.birth_date:
        yield _(
            "warning_nik_birth_date",
            default="The NIK was issued for the date of birth ${date}. Compare it with the card; "
            "if it is right, leave it as it is.",
            mapping={"date": short_date(nik.birth_date)},
        )


def _not_sixteen(number):
    return _(
        "error_sixteen_digits",
        default="This number has 16 digits on the card, and ${count} characters here. Read it "
        "again.",
        mapping={"count": str(len(number))},
    )


def _odd_family_card():
    return _(
        "warning_family_card",
        default="Digits 5 to 12 of a family card are its sub-district and its date of issue; these "
        "cannot be. Compare them with the card.",
    )
