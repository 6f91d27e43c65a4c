"""The invented people and accounts: nobody here can be a real person."""

from baleharum.cases.identity import check_nik
from baleharum.cases.identity import phone_number
from baleharum.cases.names import match_keys
from baleharum.demo.data import read
from baleharum.terms.lists import term
from datetime import date

import pytest


CASES = read("cases")
PEOPLE = [(case["key"], person) for case in CASES for person in case["subjects"]]
ACCOUNTS = {account["id"]: account for account in read("accounts")}
TODAY = date(2026, 11, 23)

PERSON_TERMS = {
    "sex": "sexes",
    "nik_status": "nik-states",
    "village": "kelurahan",
    "sub_district": "sub-districts",
    "religion": "religions",
    "marital_state": "marital-states",
    "education": "education",
    "disability": "disabilities",
    "relation": "relations",
}
PARTS = {"client", "guardian", "witness", "alleged_perpetrator", "reporter", "family"}


@pytest.mark.parametrize(("key", "person"), PEOPLE)
def test_every_code_of_a_person_is_in_the_code_lists(key, person):
    assert person["part"] in PARTS
    for field, list_name in PERSON_TERMS.items():
        assert person[field] is None or term(list_name, person[field])


@pytest.mark.parametrize(
    "person",
    [person for _, person in PEOPLE if person["nik"]],
    ids=lambda person: person["name"],
)
def test_every_nik_is_well_formed_and_cannot_be_issued(person):
    found = check_nik(person["nik"], sex=person["sex"], birth_date=None, today=TODAY)
    assert not found.errors
    assert found.parsed.serial == "0000"
    assert found.parsed.region.startswith("52.71.")


def test_exactly_one_nik_does_not_fit_its_person():
    odd = []
    for _, person in PEOPLE:
        if person["nik"]:
            born = date.fromisoformat(person["birth_date"])
            nik, sex = person["nik"], person["sex"]
            odd += check_nik(nik, sex=sex, birth_date=born, today=TODAY).warnings and [person]
    assert [person["nik_status"] for person in odd] == ["belum-diverifikasi"]


def test_no_two_people_share_a_nik():
    numbers = [person["nik"] for _, person in PEOPLE if person["nik"]]
    assert len(numbers) == len(set(numbers))


def test_all_reasons_for_having_no_nik_occur():
    reasons = {person["nik_status"] for _, person in PEOPLE if not person["nik"]}
    assert reasons == {"belum-diverifikasi", "tidak-punya", "tidak-diketahui", "wna"}


def test_some_people_have_one_name_only():
    assert sum(" " not in person["name"] for _, person in PEOPLE) >= 5


def test_phones_are_of_the_invented_range():
    phones = [person["phone"] for _, person in PEOPLE if person["phone"]]
    assert len(phones) == len(set(phones))
    for phone in phones:
        assert phone_number(phone) == phone
        assert phone.startswith("+628120000")


def test_one_client_is_known_to_two_teams_under_two_spellings():
    holders = {}
    for key, person in PEOPLE:
        if person["birth_date"]:
            year = int(person["birth_date"][:4])
            for token in match_keys(person["nik"], person["name"], year):
                holders.setdefault(token, set()).add((key, person["name"]))
    shared = {frozenset(found) for found in holders.values() if len(found) > 1}
    assert shared == {frozenset({("k17", "Nurjanah"), ("k18", "Noerdjannah")})}
    leads = {
        member["user"]
        for case in CASES
        for member in case["team"]
        if case["key"] in ("k17", "k18") and member["function"] == "lead"
    }
    assert len(leads) == 2


def test_the_accounts_are_all_there():
    assert list(ACCOUNTS) == [
        "admin",
        "intake1",
        "worker1",
        "worker2",
        "worker3",
        "psychologist1",
        "doctor1",
        "advocate1",
        "advocate2",
        "supervisor1",
        "head1",
        "privacy1",
        "archivist1",
        "operator1",
        "editor1",
    ]
    for account in ACCOUNTS.values():
        assert account["fullname"]
        assert account["email"] == f"{account['id']}@example.org"
        assert account["profession"] in {"social", "psychology", "medicine", "law", "office"}
        assert all(term("functions", function) for function in account["standing"])
