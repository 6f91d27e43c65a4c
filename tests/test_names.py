"""Names that sound alike share a key, whatever the spelling, order, title or spacing."""

from baleharum.cases.names import match_keys
from baleharum.cases.names import name_words
from baleharum.cases.names import phonetic_key
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

import pytest


SAME = [
    # The spelling of before 1972.
    ("Soekarno", "Sukarno"),
    ("Djoko", "Joko"),
    ("Tjokro", "Cokro"),
    ("Sjamsul", "Syamsul", "Samsul"),
    ("Njoman", "Nyoman", "Nym."),
    ("Jusuf", "Yusuf", "Yusup", "Joesoef"),
    ("Moeljono", "Mulyono"),
    ("Arief", "Arif", "Arip"),
    # Arabic names as different offices write them.
    ("Muhammad", "Mohamad", "Mochammad", "Moehammad", "Mohamed", "Mohd", "Muh.", "M."),
    ("Achmad", "Akhmad", "Ahmed", "Ahmad"),
    ("Chairul", "Khairul", "Khoirul", "Chaerul"),
    ("Rochmat", "Rokhmat", "Rohmat"),
    ("Saifuddin", "Syaifudin", "Saefudin", "Saifoeddin"),
    ("Zainab", "Zaenab", "Zainap"),
    ("Fatimah", "Fathimah", "Patima"),
    ("Aisyah", "Aisah", "Aisha", "Aisiyah"),
    ("Utsman", "Usman"),
    ("Dzulkifli", "Zulkifli", "Zulkipli"),
    ("Rizqi", "Rizki", "Rizky", "Riski"),
    ("Ma'ruf", "Maruf", "Ma’ruf"),
    ("Siti Aminah", "St. Aminah", "Sitti Aminah"),
    # Letters doubled, dropped or swapped.
    ("Eddy", "Edy", "Edi"),
    ("Anggraini", "Angraeni"),
    ("Ridho", "Rido"),
    ("Novi", "Nofi", "Nopi"),
    ("Suwardi", "Suardi", "Soewardi"),
    ("Aliyah", "Alia", "Aliah"),
    ("Chandra", "Candra"),
    ("Victor", "Viktor"),
    # Titles, degrees, order, case.
    ("Baiq Melati", "Bq. Melati", "Hj. Baiq Melati, S.Pd.", "MELATI"),
    ("Lalu Contoh", "L. Contoh", "Contoh, Lalu", "H. Contoh, S.H., M.Si"),
    ("I Gede Contoh", "Gede Contoh", "I Gd. Contoh"),
    ("Ni Luh Contoh", "Luh Contoh", "Contoh Luh"),
    ("Sari binti Rahim", "Sari Rahim"),
]

DIFFERENT = [
    ("Inaq Sari", "Sari"),
    ("Inaq Sari", "Amaq Sari"),
    ("Hadi", "Adi"),
    ("Rini", "Reni"),
    ("Mahmud", "Muhammad"),
    ("Nyoman", "Ketut"),
    ("Siti Aminah", "Aminah"),
    ("Melati", "Baiq Melati Sari"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_sound_the_same(names):
    assert len({phonetic_key(name) for name in names}) == 1


@pytest.mark.parametrize("names", DIFFERENT, ids=" - ".join)
def test_other_names_sound_different(names):
    assert phonetic_key(names[0]) != phonetic_key(names[1])


def test_one_name_is_enough():
    assert phonetic_key("Sari") == ("sari",)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("H. Lalu", ("h", "lalu")),
        ("Lalu", ("lalu",)),
        ("Hj. Siti", ("siti",)),
        ("M.Yusuf", ("m", "yusuf")),
    ],
)
def test_somebody_is_called_by_a_title_only_if_there_is_nothing_else(name, words):
    assert name_words(name) == words


@pytest.mark.parametrize("name", ["", " ", ".,-", "'"])
def test_no_letter_is_no_name(name):
    assert phonetic_key(name) == ()
    assert match_keys(None, name, 1990) == []


def test_other_scripts_keep_their_letters():
    assert phonetic_key("محمد يوسف") == ("محمد", "يوسف")
    assert phonetic_key("مُحَمَّد") == ("محمد",)


TYPED = st.text() | st.text(alphabet="aaeeiiouyhjdtschknbrlmzwqxfvAEHJYM.,' ")


@given(TYPED)
@example("M H")
@example("H. Haji Nih")
@example("Yusuf L")
@example("stt")
@example("a𝚤b")
def test_the_key_of_a_key_is_the_key(name):
    key = phonetic_key(name)
    assert phonetic_key(" ".join(key)) == key


@given(TYPED)
@example("ŉ ß ǰ ı İ ᾳ")
def test_capitals_change_nothing(name):
    assert phonetic_key(name.upper()) == phonetic_key(name)


@given(st.lists(TYPED.filter(lambda word: "," not in word)))
def test_the_order_of_words_changes_nothing(words):
    assert phonetic_key(" ".join(words)) == phonetic_key(" ".join(reversed(words)))


@given(st.none() | st.text(), TYPED, st.none() | st.integers(1900, 2100))
def test_whatever_is_typed_gives_distinct_tokens(nik, name, year):
    keys = match_keys(nik, name, year)
    assert len(set(keys)) == len(keys)
    assert all(key.startswith(("nik:", "name:")) for key in keys)


def share(one, other):
    return bool(set(match_keys(*one)) & set(match_keys(*other)))


@pytest.mark.parametrize(
    ("year", "likely"), [(1988, False), (1989, True), (1990, True), (1991, True), (1992, False)]
)
def test_the_same_name_matches_up_to_a_year_apart(year, likely):
    assert share((None, "Baiq Melati", 1990), (None, "Melati", year)) is likely


@pytest.mark.parametrize(
    ("other", "likely"), [("5271 0517 0885 0000", True), ("5271055708120000", False)]
)
def test_the_same_nik_matches_whatever_the_name(other, likely):
    assert share(("5271051708850000", "Amaq Rahim", 1985), (other, "Lalu Contoh", 1960)) is likely


def test_half_a_nik_matches_nothing():
    assert not share(("52710517", "Amaq Rahim", 1985), ("52710517", "Lalu Contoh", 1985))


def test_unknown_birth_years_match_each_other_only():
    assert share((None, "Inaq Sari", None), ("", "Inaq Sary", None))
    assert not share((None, "Inaq Sari", None), (None, "Inaq Sari", 1990))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nur Hayati", "Nurhayati"),
        ("Abdul Rahman", "Abdurrahman"),
        ("Abd. Rachman", "Abdurahman"),
        ("Sri Wahyuni", "Sriwahyuni"),
        ("Nur Hayati", "Hayati Nur"),
    ],
)
def test_the_space_between_two_words_does_not_matter(one, other):
    assert share((None, one, 1990), (None, other, 1990))
