"""People in a case: numbers behind a mask, what cannot be refused, what is odd warned about."""

from baleharum.cases.moments import today
from plone import api
from tests.case_forms import add_person
from tests.case_forms import address
from tests.case_forms import names
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.http import Visitor
from zExceptions import Unauthorized

import pytest
import transaction


MAN = "5271051708850000"
WOMAN = "5271055708120000"
MASK = "5271••••••••0000"


@pytest.fixture
def centre(functional):
    """A site that takes invented people, with a case of worker1."""
    api.portal.set_registry_record("baleharum.sample_niks", True)
    sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return functional["portal"]


@pytest.fixture
def case(centre):
    return next(iter(centre["perkara"].objectValues()))


@pytest.fixture
def visit(centre):
    return lambda user_id: Visitor(centre, user_id)


@pytest.fixture
def melati(case):
    person = sample_person(
        case, nik=WOMAN, nik_state="ada", phone="0812 3456 7890", safe_contact="Pesan singkat."
    )
    transaction.commit()
    return person


def test_the_list_shows_what_is_needed_to_make_contact_and_masks_the_nik(case, melati, visit):
    page = visit("worker1").get(f"{path(case)}/people").text
    for shown in ("Baiq Melati", "Client", MASK, "Pesan singkat.", "+6281234567890"):
        assert shown in page
    assert WOMAN not in page


@pytest.mark.parametrize("user_id", ["worker1", "advocate1", "supervisor1"])
def test_the_page_of_a_person_masks_the_nik_for_all(melati, visit, user_id):
    page = visit(user_id).get(path(melati)).text
    assert MASK in page
    assert WOMAN not in page


@pytest.mark.parametrize(("user_id", "shown"), [("worker1", True), ("supervisor1", False)])
def test_who_edits_the_record_may_ask_for_the_number(melati, visit, user_id, shown):
    visitor = visit(user_id)
    token = visitor.authenticator(f"{path(melati.__parent__)}/notes")
    page = visitor.post(f"{path(melati)}/view", {"_authenticator": token})
    assert page.status == 200
    assert (WOMAN in page.text) is shown


def test_the_number_is_not_shown_to_a_forged_form(melati, visit):
    assert visit("worker1").post(f"{path(melati)}/view", {}).status == 403


@pytest.mark.parametrize(("user_id", "nik"), [("worker1", WOMAN), ("advocate1", MASK)])
def test_rest_masks_like_the_page(case, melati, visit, user_id, nik):
    visitor = visit(user_id)
    assert visitor.rest("GET", path(melati)).json()["nik"] == nik
    (listed,) = visitor.rest("GET", f"{path(case)}/@people").json()["items"]
    assert (listed["nik"], listed["name"]) == (MASK, "Baiq Melati")


def test_a_restricted_person_is_in_no_list_but_of_who_may_still_read(case, melati, visit):
    with acting("supervisor1"):
        api.content.transition(melati, "restrict", comment="Permintaan klien.")
    transaction.commit()
    assert "Baiq Melati" in visit("worker1").get(f"{path(case)}/people").text
    for user_id in ("worker2", "supervisor1"):
        assert "Baiq Melati" not in visit(user_id).get(f"{path(case)}/people").text
        assert visit(user_id).get(path(melati)).status == 404


def test_only_social_workers_of_the_case_are_offered_the_form(case, visit):
    assert "++add++CaseSubject" in visit("worker1").get(f"{path(case)}/people").text
    assert "++add++CaseSubject" not in visit("advocate1").get(f"{path(case)}/people").text


def test_a_person_with_one_name_and_nothing_else_is_filed(case, visit):
    answer = add_person(visit("worker1"), case, name="Mahsun")
    assert answer.header("Location").startswith(f"{address(case)}/p1")
    assert names(case) == ["Mahsun"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nik": "123"}, "This number has 16 digits"),
        ({"nik": "5271057208120000"}, "Digits 7 to 12 of a NIK"),
        ({"family_card": "12"}, "This number has 16 digits"),
        ({"phone": "halo"}, "This is not a phone number"),
        ({"nik_state_list": "ada"}, "Write the NIK, or choose why there is none"),
        ({"birth_date": "2199-01-01"}, "This day is yet to come"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_to_do(case, visit, fields, said):
    answer = add_person(visit("worker1"), case, name="Mahsun", **fields)
    assert said in answer.text
    assert names(case) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nik", "123", "This number has 16 digits"),
        ("phone", "halo", "This is not a phone number"),
        ("nik_state", "ada", "Write the NIK"),
    ],
)
def test_rest_refuses_the_same(case, visit, field, value, said):
    sent = {"@type": "CaseSubject", "name": "Mahsun", field: value}
    answer = visit("worker1").rest("POST", path(case), sent)
    assert answer.status == 400
    assert said in answer.text


def test_invented_people_are_taken_only_where_the_site_says_so(case, visit):
    api.portal.set_registry_record("baleharum.sample_niks", False)
    transaction.commit()
    answer = add_person(visit("worker1"), case, name="Mahsun", nik=MAN, nik_state_list="ada")
    assert "A NIK that ends in 0000" in answer.text
    assert names(case) == []


def test_a_nik_of_the_other_sex_is_kept_and_warned_about(case, visit):
    visitor = visit("worker1")
    answer = add_person(visitor, case, name="Mahsun", nik=WOMAN, sex_list="l")
    assert answer.status == 302
    page = visitor.get(f"{path(case)}/p1").text
    assert "The NIK was issued for the other sex" in page
    assert case["p1"].nik == WOMAN


def test_numbers_are_kept_in_one_form_on_every_path(case):
    person = sample_person(case, nik="5271 0517 0885 0000", phone="0812-3456-7890")
    assert (person.nik, person.phone) == (MAN, "+6281234567890")
    assert person.nik_state == "belum-diverifikasi"


def test_without_a_nik_the_record_does_not_say_that_there_is_one(case):
    assert sample_person(case, nik_state="ada").nik_state == "tidak-diketahui"


def test_only_who_may_add_people_adds_one(case):
    with pytest.raises(Unauthorized):
        sample_person(case, author="advocate1")


def test_an_age_is_told_also_where_only_the_year_is_known(case, visit):
    sample_person(case, name="Inaq Sari", birth_year=today().year - 40)
    transaction.commit()
    assert "± 40 years" in visit("worker1").get(f"{path(case)}/people").text
