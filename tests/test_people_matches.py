"""Search before create: the same person elsewhere is told of, without the other team's case."""

from baleharum.cases.people.matches import find_matches
from baleharum.cases.people.matches import matches_of
from plone import api
from tests.case_forms import add_person
from tests.case_forms import address
from tests.case_forms import given_to_worker3
from tests.case_forms import names
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.http import Visitor

import pytest
import re
import transaction


MAN = "5271051708850000"
WOMAN = "5271055708120000"


@pytest.fixture
def centre(functional):
    """A site that takes invented people, with a case of worker1 and one of worker3."""
    register = functional["portal"]["perkara"]
    api.portal.set_registry_record("baleharum.sample_niks", True)
    sample_case(register)
    given_to_worker3(sample_case(register))
    transaction.commit()
    return functional["portal"]


@pytest.fixture
def case(centre):
    return centre["perkara"].objectValues()[0]


@pytest.fixture
def elsewhere(centre):
    """The case of the other team."""
    return centre["perkara"].objectValues()[1]


@pytest.fixture
def visit(centre):
    return lambda user_id: Visitor(centre, user_id)


@pytest.fixture
def melati(case):
    person = sample_person(case, nik=WOMAN, nik_state="ada")
    transaction.commit()
    return person


@pytest.fixture
def known_elsewhere(elsewhere):
    person = sample_person(
        elsewhere, author="worker3", name="Lalu Muhammad Contoh", birth_year=1990
    )
    transaction.commit()
    return person


def tells_nothing(text, person) -> bool:
    """Tell whether a text is silent about a person of another team and their case."""
    return person.__parent__.getId() not in text and person.UID() not in text


def test_a_likely_person_of_another_team_stops_the_first_save(case, known_elsewhere, visit):
    answer = add_person(visit("worker1"), case, name="Mohamad Contoh", birth_year="1991")
    assert names(case) == []
    assert "possible match in a case of another team" in answer.text
    assert "Supervisor1" in answer.text
    assert tells_nothing(answer.text, known_elsewhere)
    assert "Lalu Muhammad" not in answer.text


def test_who_has_looked_at_it_goes_on(case, known_elsewhere, visit):
    first = add_person(visit("worker1"), case, name="Mohamad Contoh", birth_year="1991")
    seen = re.search(r'name="matches_seen"\s+type="checkbox"\s+value="(\w+)"', first.text).group(1)
    sent = {"name": "Mohamad Contoh", "birth_year": "1991", "matches_seen": seen}
    assert add_person(visit("worker1"), case, **sent).status == 302
    assert names(case) == ["Mohamad Contoh"]


def test_what_was_seen_for_one_name_does_not_count_for_another(case, known_elsewhere, visit):
    sent = {"name": "Mohamad Contoh", "birth_year": "1991", "matches_seen": "0123456789abcdef"}
    assert "possible match" in add_person(visit("worker1"), case, **sent).text
    assert names(case) == []


def test_searching_saves_nothing(case, known_elsewhere, visit):
    found = add_person(
        visit("worker1"), case, button="search", name="Mohamad Contoh", birth_year="1990"
    )
    assert "possible match" in found.text
    nobody = add_person(
        visit("worker1"), case, button="search", name="Inaq Sari", birth_year="1990"
    )
    assert "Nobody like this is known" in nobody.text
    assert names(case) == []


def test_a_match_that_the_person_may_see_is_linked(case, melati, visit):
    answer = add_person(visit("worker1"), case, name="Baiq Melatie")
    assert f'href="{address(melati)}"' in answer.text
    assert "another team" not in answer.text


def test_the_same_nik_is_a_match_under_any_name(case, elsewhere):
    sample_person(elsewhere, author="worker3", name="Amaq Rahim", nik=MAN)
    with acting("worker1"):
        assert find_matches(case, nik=MAN, name="Inaq Sari").elsewhere
        assert not find_matches(case, nik=WOMAN, name="Inaq Sari")


def test_how_many_there_are_elsewhere_cannot_be_told(case, elsewhere):
    answers = []
    for _once in range(2):
        sample_person(elsewhere, author="worker3", name="Amaq Rahim")
        with acting("worker1"):
            answers.append(find_matches(case, name="Amaq Rahim"))
    assert answers[0] == answers[1]


def test_a_restricted_person_is_no_link_for_who_may_not_read_it(case, melati):
    with acting("supervisor1"):
        api.content.transition(melati, "restrict", comment="Permintaan klien.")
    with acting("worker2"):
        found = find_matches(case, nik=WOMAN, name="")
    assert (found.known, found.elsewhere) == ((), True)


def test_nobody_matches_themselves(melati):
    with acting("worker1"):
        assert not matches_of(melati)


def test_rest_searches_without_a_name_in_the_address(case, known_elsewhere, visit):
    sent = {"name": "Muhammad Contoh", "birth_year": 1990}
    answer = visit("worker1").rest("POST", f"{path(case)}/@matches", sent)
    assert answer.status == 200
    assert answer.json()["known"] == []
    assert "Supervisor1" in answer.json()["elsewhere"]
    assert tells_nothing(answer.text, known_elsewhere)


def test_rest_tells_of_matches_and_oddities_after_adding(case, known_elsewhere, visit):
    sent = {"@type": "CaseSubject", "name": "Muhammad Contoh", "birth_date": "1990-08-17"}
    visitor = visit("worker1")
    sent = {**sent, "nik": MAN, "nik_state": "ada", "matches_seen": True}
    assert visitor.rest("POST", path(case), sent).status == 201
    found = visitor.rest("GET", f"{path(case)}/p1/@matches").json()
    assert "another team" in found["elsewhere"]
    assert "The NIK was issued for the date of birth 17/08/1985" in found["warnings"][0]


@pytest.mark.parametrize("user_id", ["advocate1", "privacy1"])
def test_who_adds_nobody_searches_for_nobody(case, visit, user_id):
    answer = visit(user_id).rest("POST", f"{path(case)}/@matches", {"name": "Amaq Rahim"})
    assert answer.status == 404
