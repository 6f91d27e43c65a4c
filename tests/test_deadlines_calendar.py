"""The calendar: an address that is a secret, good while its person works here; no names in it."""

from baleharum.deadlines import ical
from baleharum.deadlines.rows import Row
from baleharum.guard.accesslog import written
from baleharum.login import calendars
from baleharum.login.throttle import FREE
from baleharum.team.api import revoke
from baleharum.team.api import revoke_all
from baleharum.team.records import book
from baleharum.trail import actions
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from plone import api
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_person
from tests.door import Clock
from tests.http import Visitor
from tests.test_deadlines import hold
from urllib.parse import urlsplit

import pytest
import re
import transaction


pytestmark = pytest.mark.usefixtures("login_store")

SETTINGS = "@@deadline-settings"
NEW = "sama sekali lain 42 kuda"
NOW = datetime(2026, 11, 29, 4, tzinfo=UTC)


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    found = sample_case(site["perkara"])
    sample_person(found, name="Baiq Melati")
    hold(found, 3)
    transaction.commit()
    return found


def press(visitor, action):
    return visitor.post(
        SETTINGS, {"action": action, "_authenticator": visitor.authenticator(SETTINGS)}
    )


def made(visitor):
    """Let somebody make an address; returns its path."""
    found = re.search(
        r'value="(http[^"]+/@@deadlines-calendar/[^"]+)"', press(visitor, "calendar").text
    )
    return urlsplit(found[1]).path


@pytest.fixture
def path(site, case):
    return made(Visitor(site, "worker1", cookie=True))


def events(answer):
    return [part for part in Calendar.from_ical(answer.text).walk() if part.name == "VEVENT"]


def test_a_program_without_a_login_gets_numbers_and_kinds(site, case, path):
    answer = Visitor(site).get(path)
    assert answer.status == 200
    assert answer.header("Content-Type") == "text/calendar; charset=utf-8"
    assert "no-store" in answer.header("Cache-Control")
    (event,) = events(answer)
    assert str(event["SUMMARY"]).startswith(f"{case.getId()} – ")
    assert "Melati" not in answer.text and "orker1" not in answer.text
    assert "perkara" not in answer.text and "http" not in answer.text
    assert event["DTSTART"].params["TZID"] == "Asia/Makassar"
    assert "BEGIN:VTIMEZONE" in answer.text and "TZID:Asia/Makassar" in answer.text
    assert str(event["UID"]) == str(events(Visitor(site).get(path))[0]["UID"])
    assert api.content.get_uuid(case) not in answer.text


def test_the_moment_is_that_of_mataram(integration):
    at = datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC)
    row = Row(at, "review", "BH-2026-00001", "", "", "", "k")
    text = ical.calendar([row], NOW, "en").decode()
    assert "DTSTART;TZID=Asia/Makassar:20261201T235959" in text
    assert "TZOFFSETTO:+0800" in text


def test_two_rows_of_one_thing_are_two_events(integration):
    rows = [
        Row(NOW + timedelta(days=day), "review", "BH-2026-00001", "", "", "", "k") for day in (1, 2)
    ]
    text = ical.calendar(rows, NOW, "id").decode()
    assert len(set(re.findall(r"UID:(\S+)", text))) == 2


def gone(site, path):
    """Tell whether an address answers exactly as what is not there."""
    answers = [Visitor(site).get(each) for each in (path, "/plone/perkara/BH-2026-99999")]
    return answers[0].status == 404 and answers[0].body == answers[1].body


def test_a_wrong_address_is_the_constant_404(site, path):
    for wrong in (
        f"{path}x",
        path.replace(".ics", ""),
        path.rpartition("/")[0],
        f"{path}/more",
        "/plone/@@deadlines-calendar",
        "/plone/@@deadlines-calendar//deadlines.ics",
        re.sub("calendar/[^/]+", "calendar/none", path),
        path.replace("calendar/", "calendar//"),
        path.replace("calendar/", "calendar/./"),
        path.replace("calendar/", "calendar/x/../"),
        path.replace("/deadlines.ics", "//deadlines.ics"),
        path.replace("/plone/", "//plone/"),
        path.replace("/plone/", "/plone/perkara/"),
        path.replace("@@deadlines", "++view++deadlines"),
        path.replace("@@", ""),
    ):
        assert gone(site, wrong), wrong


def test_a_new_address_ends_the_old_one(site, path):
    newer = made(Visitor(site, "worker1", cookie=True))
    assert gone(site, path)
    assert Visitor(site).get(newer).status == 200


def test_a_virtual_host_stands_before_it(site, path):
    manage_addVirtualHostMonster(site.getPhysicalRoot(), "virtual_hosting")
    transaction.commit()
    hosted = (
        f"/VirtualHostBase/https/contoh.example:443/plone/VirtualHostRoot{path[len('/plone') :]}"
    )
    assert Visitor(site).get(hosted).status == 200
    assert Visitor(site).get(hosted.replace("calendar/", "calendar//")).status == 404


def test_a_new_password_ends_it_and_says_so(site, path):
    visitor = Visitor(site, "worker1", cookie=True)
    form = {
        "form.widgets.current_password": PASSWORD,
        "form.widgets.new_password": NEW,
        "form.widgets.new_password_ctl": NEW,
        "form.buttons.reset_passwd": "Change",
        "_authenticator": visitor.authenticator("@@change-password"),
    }
    told = visitor.post("@@change-password", form).text
    assert "address of your calendar is good no more" in told
    assert gone(site, path)
    again = Visitor(site, "worker1", NEW, cookie=True)
    assert 'id="revoke-calendar"' not in again.get(SETTINGS).text
    assert Visitor(site).get(made(again)).status == 200


def test_a_password_that_somebody_else_gives_ends_it(site, path):
    with api.env.adopt_roles(["Manager"]):
        api.user.get(userid="worker1").setSecurityProfile(password=NEW)
    transaction.commit()
    assert gone(site, path)


def test_it_ends_with_the_other_sessions(site, path, trail):
    visitor = Visitor(site, "worker1", cookie=True)
    page = "@@my-login"
    form = {"action": "end_others", "_authenticator": visitor.authenticator(page)}
    visitor.post(page, form)
    assert "address of your calendar is good no more" in visitor.get(page).text
    assert gone(site, path)
    assert "calendar-revoked" in {row.detail for row in trail.rows(actions=(actions.SETTING,))}


def test_its_owner_revokes_it(site, path):
    visitor = Visitor(site, "worker1", cookie=True)
    assert press(visitor, "revoke").status == 302
    assert gone(site, path)
    assert 'id="revoke-calendar"' not in visitor.get(SETTINGS).text


def test_it_is_shown_once(site, path):
    token = path.split("/")[-2]
    visitor = Visitor(site, "worker1", cookie=True)
    assert token not in visitor.get(SETTINGS).text


def test_the_store_does_not_know_it(site, path, login_store):
    assert path.split("/")[-2].encode() not in login_store.content()


def test_it_ends_with_the_last_function(site, case, path):
    with acting("head1"):
        revoke_all(case, "Selesai.")
        for number, record in list(book(site["perkara"]).items()):
            if record.principal == "worker1":
                revoke(site["perkara"], number, "Pindah.")
    transaction.commit()
    assert gone(site, path)


def test_it_ends_with_the_account(site, path):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="worker1")
    transaction.commit()
    assert gone(site, path)


def test_a_new_account_of_the_same_name_does_not_inherit_it(site, path):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="worker1")
        api.user.create(username="worker1", email="w@example.org", password=PASSWORD)
    transaction.commit()
    assert not calendars.exists("/plone:worker1")
    assert gone(site, path)


def test_who_guesses_waits(site, path, monkeypatch):
    clock = Clock(monkeypatch)
    wrong = re.sub("calendar/[^/]+", "calendar/none", path)
    for _try in range(FREE):
        assert Visitor(site).get(wrong).status == 404
    assert gone(site, path)
    clock.forward(seconds=61)
    assert Visitor(site).get(path).status == 200


def test_every_fetch_is_one_row_of_the_record(site, case, path, trail):
    Visitor(site).get(path)
    (row,) = trail.rows()
    assert (row.action, row.user, row.subject) == (actions.EXPORT, "worker1", "worker1")
    assert (row.detail, row.view) == ("calendar,hits=1", "deadlines-calendar")
    assert row.cases == (case.UID(),)


def test_a_wrong_address_is_in_the_record_as_well(site, path, trail):
    Visitor(site).get(re.sub("calendar/[^/]+", "calendar/none", path))
    assert [row.action for row in trail.rows()] == [actions.REFUSE]


def test_making_and_revoking_are_in_the_record(site, case, trail):
    visitor = Visitor(site, "worker1", cookie=True)
    made(visitor)
    press(visitor, "revoke")
    details = [row.detail for row in trail.rows() if row.action == actions.SETTING]
    assert details == ["calendar-revoked", "calendar-made"]


def test_another_person_sees_their_own_cases_alone(site, case):
    answer = Visitor(site).get(made(Visitor(site, "worker3", cookie=True)))
    assert (answer.status, events(answer)) == (200, [])


@pytest.mark.parametrize("verb", ["POST", "PATCH", "DELETE"])
def test_it_is_only_read(site, path, verb):
    assert Visitor(site).ask(verb, path).status == 404


def test_strangers_have_no_settings(site):
    answer = Visitor(site).post(SETTINGS, {"action": "calendar"})
    assert "deadlines-calendar" not in answer.text


def test_without_the_token_of_the_form_nothing_happens(site, path):
    visitor = Visitor(site, "worker1", cookie=True)
    assert visitor.post(SETTINGS, {"action": "calendar"}).status == 403
    assert visitor.post(SETTINGS, {"action": "revoke"}).status == 403
    assert Visitor(site).get(path).status == 200


@pytest.mark.parametrize(
    "address,log",
    [
        ("/@@deadlines-calendar/Zm9v/deadlines.ics?a=b", "/@@deadlines-calendar/-/deadlines.ics"),
        ("/plone/%40%40deadlines-calendar/Zm9v/x", "/plone/@@deadlines-calendar/-/-"),
        ("/a/@@deadlines-calendar//Zm9v/deadlines.ics", "/a/@@deadlines-calendar//-/deadlines.ics"),
        ("/a/%2B%2Bview%2B%2Bdeadlines-calendar/Zm9v", "/a/++view++deadlines-calendar/-"),
        ("/a/@@deadlines-calendar/./Zm9v/", "/a/@@deadlines-calendar/-/-/"),
        ("/plone/passwordreset/abc?userid=worker1", "/plone/passwordreset/-"),
        ("/plone/berita%20baru/x", "/plone/berita%20baru/x"),
        ("/plone/perkara?q=Melati", "/plone/perkara"),
    ],
)
def test_the_access_log_leaves_secrets_out(address, log):
    assert written(address) == log
