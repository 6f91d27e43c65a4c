"""The daily mail: at seven, to whom something is due, once a day, without a name in it."""

from baleharum.deadlines import mail
from baleharum.deadlines.rows import Row
from baleharum.interfaces import IPeriodic
from baleharum.jobs import queue
from baleharum.jobs.running import run_pending
from baleharum.team import clock as team_clock
from baleharum.trail import actions
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email import message_from_bytes
from email.header import decode_header
from plone import api
from tests.centre import sample_case
from tests.centre import sample_person
from tests.http import Visitor
from tests.test_deadlines import hold
from tests.test_deadlines_calendar import press
from tests.test_team_emergency import mail_server
from zope.component import getUtility

import pytest
import transaction


NOW = datetime(2026, 11, 29, 4, tzinfo=UTC)


class Clock:
    def __init__(self, monkeypatch):
        # A morning on which everybody has been appointed.
        morning = datetime.now(mail.WITA) + timedelta(days=1)
        self.at = morning.replace(hour=6, minute=59, second=0).astimezone(UTC)
        monkeypatch.setattr(team_clock, "now", lambda: self.at)
        monkeypatch.setattr(mail, "utcnow", lambda: self.at)

    def forward(self, **more):
        self.at += timedelta(**more)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def case(functional, clock):
    found = sample_case(functional["portal"]["perkara"])
    sample_person(found, name="Baiq Melati")
    hold(found, 3)
    transaction.commit()
    return found


@pytest.fixture
def worker(functional, clock, trail):
    """One turn of the worker: what it repeats, then its jobs."""
    app = functional["app"]

    class Open:
        _p_jar = type("Jar", (), {"close": lambda self: None})()

        def objectValues(self, *args):
            return app.objectValues(*args)

    def turn():
        mail.DailyMails(lambda: Open())()
        run_pending(app)

    return turn


@pytest.fixture
def mailed(functional):
    with mail_server(functional["portal"]) as found:
        transaction.commit()
        yield found


def recipients(mailed):
    return sorted(message_from_bytes(each)["To"] for each in mailed)


TEAM = ["advocate1", "psychologist1", "worker1", "worker2"]


def test_it_goes_at_seven_to_those_for_whom_something_is_due(case, worker, mailed, clock):
    worker()
    assert mailed == []
    clock.forward(minutes=1)
    worker()
    assert recipients(mailed) == [f"{name}@example.org" for name in TEAM]


def test_it_goes_once_a_day_however_often_the_worker_begins(case, worker, mailed, clock):
    clock.forward(minutes=5)
    worker()
    for _restart in range(3):
        clock.forward(hours=1)
        worker()
    assert len(mailed) == len(TEAM)
    clock.forward(days=1)
    worker()
    assert len(mailed) == 2 * len(TEAM)


def test_a_worker_that_comes_late_sends_it_late(case, worker, mailed, clock):
    clock.forward(hours=9)
    worker()
    assert len(mailed) == len(TEAM)


def test_a_job_that_is_run_again_sends_no_second_mail(case, worker, mailed, clock, functional):
    clock.forward(minutes=5)
    worker()
    today = clock.at.astimezone(mail.WITA).date().isoformat()
    queue.enqueue(mail.MAIL, {"to": "worker1", "day": today})
    queue.enqueue(mail.ROUND, {})
    transaction.commit()
    run_pending(functional["app"])
    assert len(mailed) == len(TEAM)


def test_a_mail_that_could_not_go_is_tried_again(
    case, worker, mailed, clock, monkeypatch, functional
):
    def refused(*_args, **_more):
        raise OSError("The server of mails does not answer.")

    clock.forward(minutes=5)
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", refused)
        worker()
    assert mailed == []
    waiting = queue.jobs(kind=mail.MAIL, states=["waiting"])
    assert len(waiting) == len(TEAM)
    for job in waiting:
        queue.cancel(job.id)
        assert queue.retry(job.id)
    run_pending(functional["app"])
    assert len(mailed) == len(TEAM)


def test_without_a_mail_server_the_job_waits(case, worker, clock):
    clock.forward(minutes=5)
    worker()
    jobs = queue.jobs(kind=mail.MAIL, states=["waiting"])
    assert {str(job.message) for job in jobs} == {"job_no_mail_server"}
    assert len(jobs) == len(TEAM)


def test_a_mail_of_yesterday_is_not_sent(case, mailed, clock, functional):
    clock.forward(hours=2)
    yesterday = (clock.at.astimezone(mail.WITA).date() - timedelta(days=1)).isoformat()
    queue.enqueue(mail.MAIL, {"to": "worker1", "day": yesterday})
    transaction.commit()
    run_pending(functional["app"])
    assert mailed == []


def test_who_wants_none_gets_none(case, worker, mailed, clock, functional):
    visitor = Visitor(functional["portal"], "worker1", cookie=True)
    assert press(visitor, "no_mail").status == 302
    clock.forward(minutes=5)
    worker()
    assert "worker1@example.org" not in recipients(mailed)
    assert len(mailed) == len(TEAM) - 1
    assert press(visitor, "mail").status == 302
    clock.forward(days=1)
    worker()
    assert "worker1@example.org" in recipients(mailed)


def test_what_is_far_away_is_not_mailed(functional, clock, worker, mailed):
    hold(sample_case(functional["portal"]["perkara"]), 20)
    transaction.commit()
    clock.forward(minutes=5)
    worker()
    assert mailed == []


def text_of(message):
    return message.get_payload(decode=True).decode()


@pytest.mark.parametrize("language,word", [("id", "Dalam 7 hari"), ("en", "Within 7 days")])
def test_it_speaks_the_language_of_its_reader_and_names_nobody(
    case, worker, mailed, clock, language, word
):
    with api.env.adopt_roles(["Manager"]):
        api.user.get(userid="worker1").setMemberProperties({"language": language})
        api.portal.set_registry_record(mail.ADDRESS, "https://kasus.example.org")
    transaction.commit()
    clock.forward(minutes=5)
    worker()
    (mine,) = [m for m in map(message_from_bytes, mailed) if m["To"] == "worker1@example.org"]
    text = text_of(mine)
    assert word in text and case.getId() in text
    assert "https://kasus.example.org/@@desk" in text
    subject = decode_header(mine["Subject"])[0][0]
    for names in (text, str(subject)):
        assert "Melati" not in names and "Worker" not in names


def test_without_an_address_of_the_site_there_is_no_link(integration):
    rows = [Row(NOW, "review", "BH-2026-00001", "", "", "", "k")]
    subject, body = mail.letter(rows, NOW, "en")
    assert subject == "Deadlines: 1"
    assert "http" not in body and "BH-2026-00001: Review of a case on hold" in body


def test_each_mail_is_a_row_of_the_record(case, worker, mailed, clock, trail):
    clock.forward(minutes=5)
    worker()
    rows = [row for row in trail.rows() if row.action == actions.EXPORT]
    assert sorted(row.user for row in rows) == TEAM
    today = clock.at.astimezone(mail.WITA).date()
    assert {(row.detail, row.case) for row in rows} == {(f"mail,{today},plone,hits=1", "")}
    assert {row.cases for row in rows} == {(case.UID(),)}


def test_the_worker_looks_every_few_minutes(integration):
    assert getUtility(IPeriodic, name=mail.ROUND).every == 300


@pytest.mark.parametrize(
    "hour,last,due",
    [
        ("06:59", "", False),
        ("07:00", "", True),
        ("07:00", "2026-11-28", True),
        ("23:59", "2026-11-29", False),
        ("07:00", "2026-11-30", False),
    ],
)
def test_when_a_round_is_due(hour, last, due):
    now = datetime.fromisoformat(f"2026-11-29T{hour}:00+08:00")
    assert mail.due_now(now, last) is due
