"""What comes back from the provider and is not believed: every case is answered alike."""

from baleharum.login.events import LoginFailed
from baleharum.login.oidc.claims import verified
from baleharum.login.oidc.provider import is_secure
from baleharum.login.oidc.refused import Refused
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from tests.door import Clock
from tests.door import listening
from tests.door import logged_in
from tests.http import Visitor
from tests.oidc import arrive
from tests.oidc import begin
from tests.oidc import bend
from tests.oidc import change
from tests.oidc import come_back
from tests.oidc import LOGIN
from tests.oidc import Person
from tests.oidc import query_of
from tests.oidc import SITE
from tests.oidc import STEP

import jwt
import pytest
import time


#: Moments, from the moment of the test.
A_MINUTE_AGO, LONG_AGO = timedelta(minutes=-1), timedelta(minutes=-10)
LATER = timedelta(minutes=15)


@pytest.fixture
def nobody(oidc_site):
    return Visitor(oidc_site)


@pytest.fixture
def hour(monkeypatch, oidc_site):
    return Clock(monkeypatch)


def refusal(visitor, go):
    """Return why somebody does not come in; what they are told is looked at."""
    with listening(LoginFailed) as heard:
        answer = go()
    assert answer.status == 302
    assert answer.header("Location") == LOGIN
    assert "__ac" not in visitor.cookies
    assert visitor.cookies.get("__bh_step", '""').strip('"') in ("", "deleted")
    assert "The login came to nothing" in visitor.get("login").text
    assert not logged_in(visitor)
    (event,) = heard
    return event.detail


def test_what_is_right_comes_in(nobody):
    assert arrive(nobody, "worker1").header("Location") == STEP


@pytest.mark.parametrize("how", ["altered", "unsigned", "shared", "strange"])
def test_a_signature_that_is_not_the_providers(nobody, issuer, how):
    bend(issuer, how)
    assert refusal(nobody, lambda: arrive(nobody, "worker1")) == "oidc-token"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": ""},
        {"exp": A_MINUTE_AGO},
        {"exp": None},
        {"iat": LATER},
        {"iss": "https://example.com"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": None},
        {"azp": "another-client"},
        {"auth_time": LONG_AGO},
        {"auth_time": None},
        {"auth_time": "now"},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"nbf": LATER},
    ],
    ids=str,
)
def test_a_well_signed_token_for_something_else(nobody, issuer, claims):
    bend(issuer, **{name: moment(value) for name, value in claims.items()})
    assert refusal(nobody, lambda: arrive(nobody, "worker1")) == "oidc-token"


def moment(value):
    """Return when something is that is so far from now, anything else as it is."""
    return time.time() + value.total_seconds() if isinstance(value, timedelta) else value


def test_several_audiences_name_whom_the_token_is_made_for(nobody, oidc_site, issuer):
    mine = oidc_site.acl_users.oidc.client_id
    bend(issuer, aud=[mine, "another-client"])
    assert refusal(nobody, lambda: arrive(nobody, "worker1")) == "oidc-token"
    bend(issuer, aud=[mine, "another-client"], azp=mine)
    assert arrive(nobody, "worker1").header("Location") == STEP


def test_an_answer_counts_once(nobody):
    address = Person().log_in(begin(nobody), "worker1")
    cookie = dict(nobody.cookies)
    assert come_back(nobody, address).header("Location") == STEP
    other = Visitor.__new__(Visitor)
    other.__dict__.update(vars(nobody), cookies=cookie)
    assert refusal(other, lambda: come_back(other, address)) == "oidc-state"


def test_a_code_counts_once(nobody):
    first = Person().log_in(begin(nobody), "worker1")
    come_back(nobody, first)
    nobody.cookies.clear()
    second = query_of(begin(nobody))["state"]
    old = f"{SITE}/oidc-callback?code={query_of(first)['code']}&state={second}"
    assert refusal(nobody, lambda: come_back(nobody, old)) == "oidc-code"


def test_a_code_is_worth_nothing_in_another_login(oidc_site):
    """The code of one browser, injected into the login of another: PKCE."""
    victim, thief = Visitor(oidc_site), Visitor(oidc_site)
    stolen = query_of(Person().log_in(begin(victim), "worker1"))["code"]
    state = query_of(begin(thief))["state"]
    injected = f"{SITE}/oidc-callback?code={stolen}&state={state}"
    assert refusal(thief, lambda: come_back(thief, injected)) == "oidc-code"


def test_an_answer_of_another_browser(oidc_site):
    """Somebody is given an address that would log them in as somebody else."""
    thief, victim = Visitor(oidc_site), Visitor(oidc_site)
    address = Person().log_in(begin(thief), "worker2")
    assert refusal(victim, lambda: come_back(victim, address)) == "oidc-state"
    begin(victim)
    assert refusal(victim, lambda: come_back(victim, address)) == "oidc-state"


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=", "?code=x&state=y", "?state=%00"]
)
def test_an_answer_without_the_right_state(nobody, query):
    begin(nobody)
    assert refusal(nobody, lambda: nobody.get(f"oidc-callback{query}")) == "oidc-state"


def test_an_answer_that_comes_too_late(nobody, hour):
    address = Person().log_in(begin(nobody), "worker1")
    hour.forward(minutes=11)
    assert refusal(nobody, lambda: come_back(nobody, address)) == "oidc-state"


def test_an_answer_of_another_provider(nobody):
    address = Person().log_in(begin(nobody), "worker1")
    mixed = f"{address.partition('&iss=')[0]}&iss=https%3A%2F%2Fexample.com"
    assert refusal(nobody, lambda: come_back(nobody, mixed)) == "oidc-state"


def test_who_gives_up_at_the_provider(nobody):
    state = query_of(begin(nobody))["state"]
    path = f"oidc-callback?error=access_denied&state={state}"
    assert refusal(nobody, lambda: nobody.get(path)) == "oidc-denied"


def test_who_is_no_account_and_comes_again_and_again_waits(nobody, hour, oidc_site):
    # The provider lives in our time, and so must what it is asked.
    hour.moment = datetime.now(UTC)
    why = [refusal(nobody, lambda: arrive(nobody, "orang-luar")) for _time in range(4)]
    assert why == ["oidc-person"] * 3 + ["oidc-wait"]
    other = Visitor(oidc_site)
    assert arrive(other, "worker1").header("Location") == STEP


def test_a_provider_that_cannot_be_reached(nobody, oidc_site, hour):
    # The port is that of nobody, on every machine.
    change(oidc_site, issuer="http://127.0.0.1:1")
    assert refusal(nobody, lambda: nobody.get("oidc-login")) == "oidc-provider"
    assert "bh-other-door" in nobody.get("login").text


def test_a_provider_that_says_that_it_is_another(nobody, oidc_site, issuer):
    change(oidc_site, issuer=issuer.replace("127.0.0.1", "localhost"))
    assert refusal(nobody, lambda: nobody.get("oidc-login")) == "oidc-provider"


def test_a_wrong_secret_of_the_client(nobody, oidc_site):
    change(oidc_site, client_secret="wrong")  # noqa: S106
    assert refusal(nobody, lambda: arrive(nobody, "worker1")) == "oidc-code"


def test_without_https_there_is_no_such_way_in(nobody, oidc_site):
    change(oidc_site, issuer="http://masuk.example.org")
    assert nobody.get("oidc-login").status == 404
    assert "bh-other-door" not in nobody.get("login").text


@pytest.mark.parametrize(
    "address,secure",
    [
        ("https://masuk.example.org", True),
        ("http://127.0.0.1:9000", True),
        ("http://masuk.example.org", False),
        ("http://127.0.0.1.example.org", False),
        ("http://127.0.0.1@example.org", False),
        ("ftp://127.0.0.1", False),
        ("", False),
    ],
)
def test_which_addresses_are_safe_to_talk_to(address, secure):
    assert is_secure(address) is secure


@pytest.mark.parametrize("keys", [[], [{"kty": "oct", "k": "c2VjcmV0", "kid": "a"}], [{}]])
def test_keys_that_are_none_verify_nothing(keys):
    token = jwt.encode({"sub": "worker1"}, "secret" * 6, "HS256", {"kid": "a"})
    with pytest.raises(Refused):
        verified(token, keys, issuer="https://i", client_id="c", nonce="n", began=0)


def test_every_refusal_is_a_row_without_what_was_typed(nobody, issuer, trail):
    bend(issuer, nonce="another")
    arrive(nobody, "worker1")
    bend(issuer)
    arrive(nobody, "orang-luar")
    nobody.get("oidc-callback?code=x&state=rahasia")
    rows = [row for row in trail.rows() if row.action == "login-failed"]
    assert sorted(row.detail for row in rows) == ["oidc-person", "oidc-state", "oidc-token"]
    assert "orang-luar" not in repr(rows)
