"""How phones, regions, ages, pseudonyms and dates of persons are written."""

from baleharum.cases import identity
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.terms.days import clock_text
from baleharum.terms.days import day_text
from baleharum.terms.days import moment_text
from baleharum.terms.days import short_day
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hypothesis import given
from hypothesis import strategies as st

import pytest


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("62 812 3456 7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("0062 812 3456 7890", "+6281234567890"),
        ("(0370) 632 123", "+62370632123"),
        ("021-5551234", "+62215551234"),
        ("+60 12-345 6789", "+60123456789"),
        ("00966 50 123 4567", "+966501234567"),
        ("110", "110"),
        ("119", "119"),
        ("129", "129"),
    ],
)
def test_a_phone_number_is_stored_as_e164(typed, stored):
    assert phone_number(typed) == stored
    assert phone_number(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "632123",
        "622345",
        "0812",
        "080123456789",
        "08123456789012345",
        "abc",
        "111",
        "+0812345678",
    ],
)
def test_what_nobody_can_dial_is_refused_with_examples(typed):
    with pytest.raises(NotAPhoneNumber) as refused:
        phone_number(typed)
    assert "0370" in refused.value.args[0].default


@given(st.text(alphabet="0123456789+-() ") | st.text())
def test_a_stored_phone_number_stays_as_it_is(text):
    try:
        stored = phone_number(text)
    except NotAPhoneNumber:
        return
    assert phone_number(stored) == stored
    assert stored in identity.SHORT_CODES or stored.startswith("+")


@pytest.mark.parametrize("code", ["52", "52.71", "52.71.05", "52.71.05.1006"])
def test_region_codes_have_up_to_four_parts(code):
    assert identity.is_region_code(code)


@pytest.mark.parametrize(
    "code", ["", "5", "5271", "52.71.05.", "52.71.05.106", "52.71.05.1006.1", "52.71\n"]
)
def test_other_forms_are_no_region_codes(code):
    assert not identity.is_region_code(code)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 8, 16), 13),
        (date(2026, 8, 17), 14),
        (date(2012, 8, 17), 0),
        (date(2012, 8, 16), -1),
    ],
)
def test_a_year_of_life_is_complete_on_the_birthday(day, age):
    assert identity.age_on(date(2012, 8, 17), day) == age


@pytest.mark.parametrize(("day", "age"), [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18)])
def test_who_is_born_on_a_leap_day_is_of_age_on_the_first_of_march(day, age):
    assert identity.age_on(date(2008, 2, 29), day) == age


@pytest.mark.parametrize(
    ("name", "age", "printed"),
    [
        ("Amaq Rahim", 15, "A.R. (15)"),
        ("Baiq Melati", 15, "M. (15)"),
        ("Hj. Siti Contoh, S.Pd.", None, "S.C."),
        ("I Gede Contoh", 40, "G.C. (40)"),
        ("Lalu", 40, "L. (40)"),
        ("ᬦᬶᬮᬸᬄ", 9, "ᬦ. (9)"),
        ("", 9, "N.N. (9)"),
    ],
)
def test_a_pseudonym_is_initials_and_age(name, age, printed):
    assert identity.pseudonym(name, age) == printed


def test_dates_are_written_as_in_indonesia():
    sunday = date(2025, 9, 28)
    assert day_text(sunday, "id") == "28 September 2025"
    assert day_text(sunday, "id", weekday=True) == "Minggu, 28 September 2025"
    assert identity.short_date(sunday) == "28/09/2025"


def test_the_weekday_is_computed():
    assert day_text(date(2022, 12, 23), "id", weekday=True) == "Jumat, 23 Desember 2022"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("id", "3 Februari 2026, 10.05 WITA"),
        ("id-id", "3 Februari 2026, 10.05 WITA"),
        ("en", "3 February 2026, 10:05 WITA"),
        ("nl", "3 February 2026, 10:05 WITA"),
    ],
)
def test_a_moment_is_spelled_in_the_language_of_the_page(language, written):
    moment = datetime(2026, 2, 3, 10, 5, tzinfo=timezone(timedelta(hours=8), "WITA"))
    assert moment_text(moment, language) == written
    assert written.endswith(clock_text(moment, language))


def test_a_short_day_and_no_day():
    assert [short_day(date(2026, m, 3), "id") for m in (2, 5, 8, 10, 12)] == [
        "3 Feb 2026",
        "3 Mei 2026",
        "3 Agu 2026",
        "3 Okt 2026",
        "3 Des 2026",
    ]
    assert short_day(None, "id") == day_text(None, "en") == ""
