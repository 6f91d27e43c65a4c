"""The confidentiality pledge: asked of who works on cases, once a version, before anything else."""

from baleharum.login import pledge
from baleharum.login.events import PledgeAccepted
from tests.centre import PASSWORD
from tests.door import answer_step
from tests.door import code_of
from tests.door import demand
from tests.door import enrol
from tests.door import listening
from tests.door import logged_in
from tests.door import try_login
from tests.http import Visitor

import pytest


@pytest.fixture
def site(functional):
    demand(factor=False, pledge=1)
    return functional["portal"]


def test_nothing_is_reachable_before_it_is_accepted(site):
    visitor = Visitor(site)
    try_login(visitor, "worker1")
    page = visitor.get("@@login-step")
    assert 'id="pledge-text"' in page.text
    assert visitor.get("perkara").status == 404
    assert not logged_in(visitor)
    with listening(PledgeAccepted) as heard:
        answer_step(visitor, "pledge")
    assert [(e.user_id, e.detail) for e in heard] == [("worker1", "1")]
    assert visitor.get("perkara").status == 200
    assert list(pledge.acceptances("worker1")) == [1]


def test_it_is_asked_once_and_again_when_its_text_changes(site):
    visitor = Visitor(site)
    try_login(visitor, "worker1")
    answer_step(visitor, "pledge")
    again = Visitor(site)
    try_login(again, "worker1")
    assert logged_in(again)
    demand(factor=False, pledge=2)
    # Who is there at the moment comes in anew.
    assert not logged_in(visitor)
    try_login(again, "worker1")
    assert not logged_in(again)
    answer_step(again, "pledge")
    assert logged_in(again)
    assert sorted(pledge.acceptances("worker1")) == [1, 2]


def test_programs_do_not_pass_by_it(site):
    assert not logged_in(Visitor(site, "worker1"))
    body = {"login": "worker1", "password": PASSWORD}
    answer = Visitor(site).rest("POST", "@login", body)
    assert answer.json()["error"]["type"] == "Pledge not accepted"


def test_who_has_no_function_is_not_asked(site):
    assert logged_in(Visitor(site, "operator1"))


def test_it_does_not_stand_in_for_the_code(site):
    demand(factor=True, pledge=1)
    secret, _codes = enrol("worker1")
    visitor = Visitor(site)
    try_login(visitor, "worker1")
    answer_step(visitor, "pledge")
    assert not pledge.accepted("worker1")
    answer_step(visitor, "code", code_of(secret))
    assert not logged_in(visitor)
    answer_step(visitor, "pledge")
    assert logged_in(visitor)


def test_it_is_there_in_both_languages(site):
    assert "rahasia" in pledge.text("id")
    assert "secret" in pledge.text("en")
    assert pledge.text("fr") == pledge.text("id")
