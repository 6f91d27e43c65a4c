"""Step-up: export and emergency access ask once more who sits there."""

from baleharum.login.events import StepUp
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.door import answer_step
from tests.door import Clock
from tests.door import code_of
from tests.door import demand
from tests.door import enrol
from tests.door import listening
from tests.door import try_login
from tests.http import Visitor
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
import transaction


# Wherever logins are kept.
pytestmark = pytest.mark.usefixtures("login_store")


GUARDED = ("perkara/@@export?format=csv", "@@break-glass")


@pytest.fixture
def hour(monkeypatch, functional):
    return Clock(monkeypatch)


@pytest.fixture
def site(hour, functional):
    sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return functional["portal"]


def number_of(site):
    """The number of the one case."""
    return next(iter(site["perkara"].objectIds()))


def prove(visitor, proof, back=""):
    token = visitor.authenticator("@@step-up")
    form = {"action": "prove", "proof": proof, "back": back, "_authenticator": token}
    return visitor.post("@@step-up", form)


@pytest.mark.parametrize("path", GUARDED)
def test_ten_minutes_after_the_login_the_password_is_asked_for(hour, site, path):
    visitor = Visitor(site, "worker1", cookie=True)
    assert visitor.get(path).status == 200
    hour.forward(minutes=10)
    answer = visitor.get(path)
    assert answer.status == 302
    address = urlsplit(answer.header("Location"))
    assert address.path == "/plone/@@step-up"
    back = parse_qs(address.query)["back"][0]
    assert back == f"http://localhost/plone/{path}"
    with listening(StepUp) as heard:
        assert prove(visitor, "wrong", back).status == 200
        assert visitor.get(path).status == 302
        assert prove(visitor, PASSWORD, back).header("Location") == back
    assert [(e.user_id, e.detail) for e in heard] == [("worker1", "password")]
    assert visitor.get(path).status == 200


def test_who_has_a_factor_shows_a_code_and_not_the_password(hour, site):
    demand()
    secret, codes = enrol("worker1")
    visitor = Visitor(site)
    try_login(visitor, "worker1")
    answer_step(visitor, "code", code_of(secret))
    hour.forward(minutes=11)
    assert prove(visitor, PASSWORD).status == 200
    assert visitor.get(GUARDED[0]).status == 302
    assert prove(visitor, code_of(secret)).status == 302
    assert visitor.get(GUARDED[0]).status == 200
    hour.forward(minutes=11)
    assert prove(visitor, codes[3]).status == 302
    assert visitor.get(GUARDED[0]).status == 200


def test_the_page_leads_back_into_the_site_only(hour, site):
    visitor = Visitor(site, "worker1", cookie=True)
    answer = prove(visitor, PASSWORD, "https://evil.example/")
    assert answer.header("Location") == "http://localhost/plone"


def test_a_form_that_was_open_too_long_is_not_taken(hour, site):
    visitor = Visitor(site, "worker3", cookie=True)
    token = visitor.authenticator("@@break-glass")
    hour.forward(minutes=11)
    form = {
        "action": "open",
        "number": number_of(site),
        "reason": "The client is in danger right now.",
        "hours": "2",
        "_authenticator": token,
    }
    assert visitor.post("@@break-glass", form).status == 302
    assert visitor.get(f"perkara/{number_of(site)}").status == 404


def test_rest_is_told_what_to_do_and_does_it(hour, site):
    visitor = Visitor(site)
    body = {"login": "worker3", "password": PASSWORD}
    token = visitor.rest("POST", "@login", body).json()["token"]
    visitor.authorization = f"Bearer {token}"
    hour.forward(minutes=11)
    case = {"number": number_of(site), "reason": "The client is in danger now.", "hours": 2}
    refused = visitor.rest("POST", "@break-glass", case)
    assert (refused.status, refused.json()["type"]) == (401, "Unauthorized")
    assert "insufficient_user_authentication" in refused.header("WWW-Authenticate")
    assert "@step-up" in refused.json()["message"]
    assert visitor.rest("POST", "@step-up", {"password": "wrong"}).status == 401
    assert visitor.rest("POST", "@break-glass", case).status == 401
    assert visitor.rest("POST", "@step-up", {"password": PASSWORD}).status == 204
    assert visitor.rest("POST", "@break-glass", case).status == 201


def test_proofs_are_slowed_down_too(hour, site):
    visitor = Visitor(site, "worker1", cookie=True)
    hour.forward(minutes=11)
    for _number in range(3):
        prove(visitor, "wrong")
    assert prove(visitor, PASSWORD).status == 200
    hour.forward(seconds=9)
    assert prove(visitor, PASSWORD).status == 302


def leads_to_the_question(answer):
    return urlsplit(answer.header("Location")).path == "/plone/@@step-up"


def test_the_record_of_a_case_is_handed_out_after_a_proof(hour, site):
    path = f"perkara/{number_of(site)}/@@access-log?export=csv"
    visitor = Visitor(site, "privacy1", cookie=True)
    assert visitor.get(path).status == 200
    hour.forward(minutes=10)
    assert leads_to_the_question(visitor.get(path))
    prove(visitor, PASSWORD)
    assert visitor.get(path).status == 200


@pytest.mark.parametrize("action", ["prepare", "carry-out"])
def test_nothing_is_destroyed_without_a_proof(hour, site, action):
    visitor = Visitor(site, "archivist1", cookie=True)
    page = "perkara/@@disposal"

    def send():
        token = visitor.authenticator(page)
        form = {"action": action, "list": "2026-1", "_authenticator": token}
        return visitor.post(page, form)

    assert not leads_to_the_question(send())
    hour.forward(minutes=10)
    assert leads_to_the_question(send())
    prove(visitor, PASSWORD)
    assert not leads_to_the_question(send())
