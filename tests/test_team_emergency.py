"""Emergency access: short, in everybody's sight, and never hindered by what reports it."""

from baleharum.cases.team.emergency import take_access
from baleharum.jobs import queue
from baleharum.jobs.interfaces import PermanentFailure
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.running import run_pending
from baleharum.team import api as team
from baleharum.team.api import TeamRefused
from baleharum.team.emergency import recipients
from baleharum.team.mail import SendMail
from baleharum.team.policy import BREAK_GLASS_HOURS
from baleharum.team.records import book
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.CMFPlone.tests.utils import MockMailHost
from Products.MailHost.interfaces import IMailHost
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.http import Visitor
from zope.component import getSiteManager

import logging
import pytest
import transaction


REASON = "Klien dalam bahaya malam ini."
NAME = "Baiq Melati"
MANAGER = ("siteadmin", "correct horse battery")


@contextmanager
def mail_server(portal):
    """Give a site a mail server and an address; yields the mails that it sends."""
    host, before = MockMailHost("MailHost"), portal.MailHost
    components = getSiteManager(portal)
    portal.MailHost = host
    components.unregisterUtility(provided=IMailHost)
    components.registerUtility(host, provided=IMailHost)
    api.portal.set_registry_record("plone.smtp_host", "localhost")
    api.portal.set_registry_record("plone.email_from_address", "situs@example.org")
    yield host.messages
    components.unregisterUtility(host, provided=IMailHost)
    components.registerUtility(before, provided=IMailHost)
    portal.MailHost = before


@pytest.fixture
def mailed(portal):
    """The mails that the site sends."""
    with mail_server(portal) as messages:
        yield messages


def emergency(case):
    """Return who has emergency access now."""
    now = team.utcnow()
    return [r.principal for r in team.current(case, now) if r.cause == "break_glass"]


@pytest.mark.parametrize("hours", [0, -1, BREAK_GLASS_HOURS + 1])
def test_hours_beyond_the_limit_are_refused(register, case, hours):
    with acting("worker3"), pytest.raises(TeamRefused):
        take_access(register, case.getId(), REASON, hours)
    assert emergency(case) == []


@pytest.mark.parametrize("reason", ["", "Perlu.", " " * 40])
def test_a_reason_is_a_sentence(register, case, reason):
    with acting("worker3"), pytest.raises(TeamRefused):
        take_access(register, case.getId(), reason, 1)
    assert emergency(case) == []


@pytest.mark.parametrize("hours", [1, BREAK_GLASS_HOURS])
def test_it_lets_read_for_some_hours(register, case, hours):
    with acting("worker3"):
        _case, record = take_access(register, f" {case.getId().lower()} ", REASON, hours)
    assert (record.function, record.granted_by) == ("reader", "worker3")
    assert (record.expires - record.starts).total_seconds() == hours * 3600
    with acting("worker3"):
        assert api.user.has_permission("View", obj=case)
        assert not api.user.has_permission("Modify portal content", obj=case)


@pytest.mark.parametrize("number", ["BH-2026-99999", "", "../perkara", "index_html", "acl_users"])
def test_a_number_without_a_case_is_recorded_by_account(register, case, caplog, number):
    with acting("worker3"), caplog.at_level(logging.WARNING), pytest.raises(TeamRefused):
        take_access(register, number, REASON, 1)
    assert [r.getMessage() for r in caplog.records] == [
        "emergency access refused to worker3: no such case"
    ]


def test_what_is_wrong_with_the_request_comes_before_the_number(register, case):
    said = set()
    for number in (case.getId(), "BH-2026-99999"):
        with acting("worker3"), pytest.raises(TeamRefused) as refused:
            take_access(register, number, "Perlu.", 1)
        said.add(refused.value.args[0])
    assert len(said) == 1


def test_it_is_not_taken_twice_at_a_time(register, case):
    with acting("worker3"):
        take_access(register, case.getId(), REASON, 1)
        with pytest.raises(TeamRefused):
            take_access(register, case.getId(), REASON, 2)
    assert emergency(case) == ["worker3"]


def test_who_is_told(case):
    assert recipients(case) == ["privacy1", "supervisor1", "worker1"]


def test_everyone_gets_one_mail_that_names_no_client(functional):
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    sample_person(case, name=NAME)
    with mail_server(portal) as mailed:
        team.break_glass(case, "worker3", REASON, 4)
        transaction.commit()
        assert len(queue.jobs(kind="mail", states=["waiting"])) == 3
        run_pending(functional["app"])
        assert queue.jobs(kind="mail", states=["waiting"]) == ()
        letters = [message_from_bytes(found) for found in mailed]
    assert {letter["To"] for letter in letters} == {
        "privacy1@example.org",
        "supervisor1@example.org",
        "worker1@example.org",
    }
    for letter in letters:
        subject = decode_header(letter["Subject"])[0][0]
        text = letter.get_payload(decode=True).decode()
        assert case.getId() in str(subject)
        assert case.getId() in text
        assert "worker3" in text
        assert NAME not in text
        assert REASON not in text


def test_without_a_mail_server_the_job_says_so_and_waits(functional):
    case = sample_case(functional["portal"]["perkara"])
    team.break_glass(case, "worker3", REASON, 4)
    transaction.commit()
    assert emergency(case) == ["worker3"]
    run_pending(functional["app"])
    jobs = queue.jobs(kind="mail", states=["waiting"])
    assert {(job.attempts, str(job.message)) for job in jobs} == {(1, "job_no_mail_server")}


def test_an_account_without_an_address_fails_for_good(case, mailed, portal):
    record = team.break_glass(case, "worker3", REASON, 4)
    api.user.get(userid="privacy1").setMemberProperties({"email": ""})
    payload = {"uid": case.UID(), "number": record.number, "to": "privacy1"}
    with pytest.raises(PermanentFailure, match="privacy1"):
        SendMail()(portal, payload, print)
    assert mailed == []


def test_a_mail_without_its_case_has_nothing_to_do(case, mailed, portal):
    for uid, number in (("0" * 32, 1), (case.UID(), 99)):
        SendMail()(portal, {"uid": uid, "number": number, "to": "privacy1"}, print)
    assert mailed == []


def test_a_failing_mail_server_is_an_error_of_the_job(case, mailed, portal, monkeypatch):
    record = team.break_glass(case, "worker3", REASON, 4)
    monkeypatch.setattr(MockMailHost, "send", refuse_connection)
    payload = {"uid": case.UID(), "number": record.number, "to": "privacy1"}
    with pytest.raises(ConnectionRefusedError):
        SendMail()(portal, payload, print)
    api.portal.set_registry_record("plone.smtp_host", "")
    with pytest.raises(TemporaryFailure):
        SendMail()(portal, payload, print)


def refuse_connection(*args, **kwargs):
    raise ConnectionRefusedError


def test_a_missing_queue_does_not_hinder_the_access(functional, monkeypatch, caplog, tmp_path):
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("BALEHARUM_JOBS", str(file / "jobs.sqlite3"))
    team.break_glass(case, "worker3", REASON, 4)
    transaction.commit()
    assert emergency(case) == ["worker3"]
    assert "nobody is told by mail" in caplog.text


def test_a_manager_gets_in_through_the_site_and_is_seen(functional):
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    transaction.commit()
    path = f"perkara/{case.getId()}"
    manager = Visitor(portal, *MANAGER, cookie=True)
    assert manager.get(path).status == 404
    assert manager.get("perkara").status == 404
    form = {"action": "open", "number": case.getId(), "reason": REASON, "hours": "4"}
    token = {"_authenticator": manager.authenticator("@@break-glass")}
    assert manager.post("@@break-glass", form).status == 403
    answer = manager.post("@@break-glass", {**form, **token})
    assert answer.status == 302
    assert answer.header("Location").endswith(f"/{path}")
    page = manager.get(path)
    assert page.status == 200
    assert 'id="emergency-mine"' in page.text
    assert manager.get("perkara").status == 404
    team_page = Visitor(portal, "worker1").get(f"{path}/@@team")
    assert 'id="emergency-others"' in team_page.text
    assert REASON in team_page.text
    assert 'id="emergency-mine"' not in team_page.text
    record = next(r for r in book(case).values() if r.principal == MANAGER[0])
    team.revoke(case, record.number, "Sudah aman")
    transaction.commit()
    assert manager.get(path).status == 404


def test_the_account_of_the_zope_root_is_told_to_use_another(functional):
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    transaction.commit()
    owner = Visitor(portal, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    data = {"number": case.getId(), "reason": REASON, "hours": 4}
    answer = owner.rest("POST", "@break-glass", data)
    assert answer.status == 400
    assert "kept outside of this site" in answer.json()["message"]


@pytest.mark.parametrize("user_id", ["operator1", "editor1"])
def test_who_is_not_staff_finds_no_emergency_page(functional, user_id):
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    transaction.commit()
    person = Visitor(portal, user_id)
    assert person.get("@@break-glass").status == 404
    data = {"number": case.getId(), "reason": REASON, "hours": 4}
    assert person.rest("POST", "@break-glass", data).status == 404
    assert Visitor(portal).rest("POST", "@break-glass", data).status == 401
    assert emergency(case) == []
