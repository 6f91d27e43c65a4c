"""Numbers of persons: errors only for what cannot be, warnings for what does not agree."""

from baleharum.cases import identity
from baleharum.cases.identity import check_family_card
from baleharum.cases.identity import check_nik
from datetime import date
from hypothesis import given
from hypothesis import strategies as st

import pytest


TODAY = date(2026, 11, 22)
MAN = "5271051708850000"
WOMAN = "5271055708120000"


def check(nik, sex=None, birth_date=None, today=TODAY, allow_sample=True):
    return check_nik(nik, sex=sex, birth_date=birth_date, today=today, allow_sample=allow_sample)


@pytest.mark.parametrize(
    ("nik", "sex", "born"),
    [
        (MAN, "l", date(1985, 8, 17)),
        (WOMAN, "p", date(2012, 8, 17)),
        ("5271050101000000", "l", date(2000, 1, 1)),
        ("5271057112990000", "p", date(1999, 12, 31)),
        ("5271052902040000", "l", date(2004, 2, 29)),
    ],
)
def test_a_nik_tells_sub_district_sex_and_date_of_birth(nik, sex, born):
    checked = check(nik, sex, born)
    assert (checked.errors, checked.warnings) == ((), ())
    assert checked.parsed == identity.Nik(nik, "52.71.05", sex, born, "0000")


@pytest.mark.parametrize(
    "typed", ["5271 0517 0885 0000", " 5271051708850000\n", "527105.170885.0000"]
)
def test_blanks_and_dots_are_how_people_type(typed):
    assert check(typed).parsed.number == MAN


@pytest.mark.parametrize(
    ("nik", "error"),
    [
        ("", "error_sixteen_digits"),
        ("527105170885000", "error_sixteen_digits"),
        ("52710517088500001", "error_sixteen_digits"),
        ("527105170885000O", "error_sixteen_digits"),
        ("٥٢٧١٠٥١٧٠٨٨٥٠٠٠٠", "error_sixteen_digits"),
        ("5271001708850000", "error_nik_region"),
        ("5271050008850000", "error_nik_date"),
        ("5271053208850000", "error_nik_date"),
        ("5271054008850000", "error_nik_date"),
        ("5271057208120000", "error_nik_date"),
        ("5271051713850000", "error_nik_date"),
        ("5271053002850000", "error_nik_date"),
        ("5271052902850000", "error_nik_date"),
    ],
)
def test_what_cannot_be_a_nik_is_an_error(nik, error):
    checked = check(nik)
    assert checked.errors == (error,)
    assert checked.parsed is None


def test_all_errors_are_told_at_once():
    errors = check("5271003213850000", allow_sample=False).errors
    assert errors == ("error_nik_region", "error_nik_date", "error_nik_sample")


@pytest.mark.parametrize(("nik", "errors"), [(MAN, ("error_nik_sample",)), (MAN[:-1] + "1", ())])
def test_invented_people_are_refused_where_samples_are(nik, errors):
    assert check(nik, allow_sample=False).errors == errors


@pytest.mark.parametrize(
    ("sex", "birth_date", "warnings"),
    [
        ("l", date(1985, 8, 17), ()),
        (None, None, ()),
        ("p", None, ("warning_nik_sex",)),
        (None, date(1985, 8, 18), ("warning_nik_birth_date",)),
        ("p", date(1958, 8, 17), ("warning_nik_sex", "warning_nik_birth_date")),
    ],
)
def test_what_differs_from_the_person_only_warns(sex, birth_date, warnings):
    # A NIK never changes, even if the date of birth is corrected.
    checked = check(MAN, sex, birth_date)
    assert (checked.errors, checked.warnings) == ((), warnings)
    assert checked.parsed is not None


def test_the_warning_names_the_date_the_nik_was_issued_for():
    (warning,) = check(MAN, birth_date=date(1985, 8, 18)).warnings
    assert warning.mapping == {"date": "17/08/1985"}


@pytest.mark.parametrize(
    ("today", "born"),
    [(date(2012, 8, 16), date(1912, 8, 17)), (date(2012, 8, 17), date(2012, 8, 17))],
)
def test_the_century_is_the_latest_that_lies_in_the_past(today, born):
    assert check(WOMAN, today=today).parsed.birth_date == born


def test_somebody_over_a_hundred_is_not_taken_for_a_child():
    checked = check("5271051708200000", birth_date=date(1920, 8, 17))
    assert checked.warnings == ()
    assert checked.parsed.birth_date == date(1920, 8, 17)


@given(st.text(), st.sampled_from(["l", "p", None]), st.dates() | st.none())
def test_no_text_breaks_the_check(text, sex, birth_date):
    assert check(text, sex, birth_date).errors or check(text).parsed


@given(
    st.dates(date(1927, 1, 1), TODAY),
    st.sampled_from("lp"),
    st.integers(1, 99),
    st.integers(1, 9999),
)
def test_every_nik_issued_in_a_lifetime_is_read_back(born, sex, sub_district, serial):
    day = born.day + 40 * (sex == "p")
    nik = f"5271{sub_district:02}{day:02}{born:%m%y}{serial:04}"
    checked = check(nik, sex, born, allow_sample=False)
    assert (checked.errors, checked.warnings) == ((), ())
    assert checked.parsed.birth_date == born


@pytest.mark.parametrize(
    ("number", "errors", "warnings", "kept"),
    [
        ("5271051203150001", (), (), "5271051203150001"),
        ("5271 0512 0315 0001", (), (), "5271051203150001"),
        ("527105120315", ("error_sixteen_digits",), (), ""),
        ("5271055203150001", (), ("warning_family_card",), "5271055203150001"),
        ("5271001203150001", (), ("warning_family_card",), "5271001203150001"),
    ],
)
def test_a_family_card_is_refused_for_its_length_only(number, errors, warnings, kept):
    checked = check_family_card(number, today=TODAY)
    assert (checked.errors, checked.warnings, checked.number) == (errors, warnings, kept)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (MAN, "5271••••••••0000"),
        ("5271 0517 0885 0000", "5271••••••••0000"),
        ("12345678", "••••••••"),
        ("", ""),
    ],
)
def test_a_mask_shows_the_regency_and_the_serial_at_most(number, masked):
    assert identity.mask_nik(number) == masked
