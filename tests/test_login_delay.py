"""A guesser waits, in one network; nobody else does; and nothing tells which accounts there are."""

from baleharum.jobs import queue
from baleharum.jobs import running
from baleharum.login import hashing
from baleharum.login.events import LoginFailed
from baleharum.login.resets import JOB
from baleharum.login.throttle import delay
from plone import api
from Products.CMFPlone.tests.utils import MockMailHost
from Products.MailHost.interfaces import IMailHost
from tests.centre import PASSWORD
from tests.door import Clock
from tests.door import listening
from tests.door import logged_in
from tests.door import try_login
from tests.http import Visitor
from zope.component import getSiteManager

import pytest
import re
import transaction


# Wherever logins are kept.
pytestmark = pytest.mark.usefixtures("login_store")


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def hour(monkeypatch, site):
    return Clock(monkeypatch)


class From(Visitor):
    """A visitor from another address."""

    address = "203.0.113.7"

    def _environ(self, *parts):
        return {**super()._environ(*parts), "REMOTE_ADDR": self.address}


def text_of(answer):
    """Return what a page says, without what differs from request to request."""
    return re.sub(r'value="[0-9a-f]{40,}"|worker1|unknown1', "", answer.text)


def test_the_delay_grows_to_a_minute_and_no_further():
    assert [int(delay(n)) for n in range(1, 9)] == [0, 0, 8, 16, 32, 60, 60, 60]


def test_fifty_wrong_ones_are_slowed_down_and_the_right_one_waits_too(hour, site):
    visitor = Visitor(site)
    with listening(LoginFailed) as heard:
        for _number in range(50):
            try_login(visitor, "worker1", "wrong")
    assert [e.detail for e in heard] == ["password"] * 3 + ["wait"] * 47
    answer = try_login(visitor, "worker1")
    assert (answer.status, answer.header("Retry-After")) == (200, "8")
    assert not logged_in(visitor)
    hour.forward(seconds=9)
    try_login(visitor, "worker1")
    assert logged_in(visitor)


def test_others_and_other_networks_do_not_wait(hour, site):
    for _number in range(10):
        try_login(Visitor(site), "worker1", "wrong")
    neighbour, elsewhere = Visitor(site), From(site)
    try_login(neighbour, "worker2")
    try_login(elsewhere, "worker1")
    assert logged_in(neighbour)
    assert logged_in(elsewhere)


def test_another_address_of_the_same_network_waits(hour, site):
    for _number in range(3):
        try_login(From(site), "worker1", "wrong")
    near = From(site)
    near.address = "203.0.113.200"
    try_login(near, "worker1")
    assert not logged_in(near)


def test_a_success_forgets_the_failures(hour, site):
    for _round in range(3):
        for _number in range(2):
            try_login(Visitor(site), "worker1", "wrong")
        visitor = Visitor(site)
        try_login(visitor, "worker1")
        assert logged_in(visitor)


def test_basic_auth_and_rest_share_the_delay_of_the_form(hour, site):
    for _number in range(2):
        assert not logged_in(Visitor(site, "worker1", "wrong"))
    body = {"login": "worker1", "password": "wrong"}
    assert Visitor(site).rest("POST", "@login", body).status == 401
    assert not logged_in(Visitor(site, "worker1"))
    answer = Visitor(site).rest("POST", "@login", {**body, "password": PASSWORD})
    assert (answer.status, answer.header("Retry-After")) == (429, "8")
    hour.forward(seconds=9)
    assert logged_in(Visitor(site, "worker1"))


def test_the_form_answers_alike_for_unknown_names(hour, site):
    pages = {}
    for name in ("worker1", "unknown1"):
        pages[name] = [try_login(Visitor(site), name, "wrong") for _number in range(4)]
    for known, unknown in zip(pages["worker1"], pages["unknown1"], strict=True):
        assert known.status == unknown.status
        assert text_of(known) == text_of(unknown)


def test_rest_answers_alike_for_unknown_names(hour, site):
    for _number in range(4):
        answers = [
            Visitor(site).rest("POST", "@login", {"login": name, "password": "wrong"})
            for name in ("worker1", "unknown1")
        ]
        assert answers[0].status == answers[1].status
        assert answers[0].body == answers[1].body


def test_an_unknown_name_costs_one_hash_as_a_known_one_does(site, monkeypatch):
    checked = []
    validate = hashing.Argon2Scheme.validate

    def counting(self, reference, attempt):
        checked.append(reference)
        return validate(self, reference, attempt)

    monkeypatch.setattr(hashing.Argon2Scheme, "validate", counting)
    source = site.acl_users.source_users
    for name in ("worker1", "unknown1"):
        checked.clear()
        assert source.authenticateCredentials({"login": name, "password": "wrong"}) is None
        assert len(checked) == 1, name
        assert "$argon2id$" in str(checked[0])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reset_token": "x", "new_password": "gunung-tenang-sepatu-3"},
        {"reset_token": "x", "new_password": "short"},
        {"old_password": "x", "new_password": "gunung-tenang-sepatu-3"},
        {"old_password": "x"},
        {"new_password": "x"},
    ],
    ids=str,
)
@pytest.mark.parametrize("who", ["", "operator1"])
def test_users_of_rest_are_not_found_out_by_their_passwords(site, who, body):
    answers = [
        Visitor(site, who).rest("POST", f"@users/{name}/reset-password", body)
        for name in ("worker1", "unknown1")
    ]
    assert answers[0].status == answers[1].status < 500
    assert answers[0].text.replace("worker1", "") == answers[1].text.replace("unknown1", "")


@pytest.mark.parametrize("who", ["", "operator1"])
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_users_of_rest_are_not_found_out_by_asking(site, who, method):
    answers = [
        Visitor(site, who).rest(method, f"@users/{name}", {} if method == "PATCH" else None)
        for name in ("worker1", "unknown1")
    ]
    assert answers[0].status == answers[1].status
    assert answers[0].text.replace("worker1", "") == answers[1].text.replace("unknown1", "")


def test_nobody_registers_themselves(site):
    body = {"username": "worker1", "email": "a@example.org", "sendPasswordReset": True}
    unknown = {**body, "username": "unknown1"}
    answers = [Visitor(site).rest("POST", "@users", fields) for fields in (body, unknown)]
    assert answers[0].status == answers[1].status == 403
    assert answers[0].body == answers[1].body
    assert Visitor(site).get("@@register").status != 200


class TestReset:
    @pytest.fixture
    def mails(self, site):
        host = MockMailHost("MailHost")
        site._original_MailHost = site.MailHost
        site.MailHost = host
        manager = getSiteManager(site)
        manager.unregisterUtility(provided=IMailHost)
        manager.registerUtility(host, provided=IMailHost)
        api.portal.set_registry_record("plone.smtp_host", "localhost")
        api.portal.set_registry_record("plone.email_from_address", "centre@example.org")
        transaction.commit()
        return host

    def ask(self, site, name):
        form = {"form.widgets.reset_password": name, "form.buttons.reset": "Reset your password"}
        return Visitor(site).post("login-help", form)

    def test_both_ways_answer_alike_and_promise_a_job(self, site):
        for name in ("worker1", "unknown1"):
            queue_before = len(queue.jobs(kind=JOB))
            pages = [self.ask(site, name), Visitor(site).post("mail_password", {"userid": name})]
            assert [page.status for page in pages] == [200, 302]
            assert len(queue.jobs(kind=JOB)) == queue_before + 2
        assert text_of(self.ask(site, "worker1")) == text_of(self.ask(site, "unknown1"))

    def test_the_worker_mails_who_is_there_and_nobody_else(self, functional, site, mails):
        for name in ("worker1", "unknown1"):
            self.ask(site, name)
        assert "worker1" not in str([job.payload for job in queue.jobs(kind=JOB)])
        running.run_pending(functional["app"])
        assert len(mails.messages) == 1
        assert b"http://localhost/plone/passwordreset/" in mails.messages[0]
        assert {job.state for job in queue.jobs(kind=JOB)} == {"done"}
