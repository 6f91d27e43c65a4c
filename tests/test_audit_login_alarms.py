"""Failed log-ins anywhere in a site are told to those who look after it; what was typed is not."""

from baleharum.audit.logins import caretakers
from baleharum.audit.logins import login_alarms
from baleharum.audit.logins import LOGINS
from baleharum.audit.logins import PERMISSION
from baleharum.audit.logins import SPREAD
from baleharum.audit.seen import KEY
from baleharum.audit.watch import HourlyLook
from baleharum.jobs import queue
from baleharum.jobs.running import run_pending
from baleharum.team.api import utcnow
from baleharum.trail import actions
from baleharum.trail import api as record
from datetime import timedelta
from email import message_from_bytes
from plone import api
from tests.door import try_login
from tests.http import Visitor
from tests.test_audit_alarms import found as found_in
from tests.test_audit_alarms import hour  # noqa: F401
from tests.test_audit_alarms import row
from tests.test_audit_alarms import SERIES
from tests.test_team_emergency import mail_server
from tests.trail_file import fresh
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


#: Accounts that are in no register, and one that is.
OTHERS = ("editor1", "operator1")
NEAR, FAR = "192.0.2.0/24", "198.51.100.0/24"
TYPED = "kunci-rumah-rahasia"
ADMIN = ("siteadmin", "correct horse battery")

pytestmark = pytest.mark.usefixtures("hour")


def failed(*users, network=NEAR):
    return [row(actions.LOGIN_FAILED, "", user, network=network) for user in users]


def came_in(*users, network=NEAR):
    return [row(actions.LOGIN, "", user, network=network) for user in users]


def found():
    now = utcnow() + timedelta(seconds=5)
    return login_alarms(now - timedelta(days=1), now)


@pytest.mark.parametrize("user", [*OTHERS, "worker1", "siteadmin"])
@pytest.mark.parametrize(("number", "told"), [(SERIES - 1, 0), (SERIES, 1)])
def test_a_series_at_an_account_whether_it_has_a_function_or_not(
    register, trail, user, number, told
):
    fresh()
    trail.append(failed(*[user] * number))
    assert [(a.kind, a.person, a.number) for a in found()] == [("login", user, number)] * told
    # Who reads the alarms of the register is told of its own people alone.
    assert len(found_in(register, "login")) == (told if user == "worker1" else 0)


def test_a_series_at_names_that_nobody_has(register, trail):
    fresh()
    trail.append(failed(*[""] * SERIES))
    trail.append(failed(*[""] * (SERIES - 1), network=FAR))
    assert [(a.kind, a.person, a.network) for a in found()] == [("login", "", NEAR)]


FIVE = ("worker1", "worker2", "worker3", *OTHERS)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (failed(*FIVE), (5, 5)),
        (failed(*FIVE, *FIVE[:3]), (8, 5)),
        (failed(*FIVE[:2], "", "", ""), (5, 5)),
        (failed(*FIVE[1:]), None),
        (failed(*FIVE[1:], *FIVE[1:3]), None),
        # At one account, or at names that nobody has, it is a series or nothing.
        (failed("worker1", "worker1", "worker1", "worker1"), None),
        (failed(*FIVE[:3]) + failed(*FIVE[3:], network=FAR), None),
        # People of an office who mistype get in.
        (failed(*FIVE) + came_in("worker1"), None),
        (failed(*FIVE, "supervisor1") + came_in("worker1"), (5, 5)),
        (failed(*FIVE) + came_in("worker1", network=FAR), (5, 5)),
    ],
    ids=range(10),
)
def test_one_network_that_tries_one_account_after_the_other(register, trail, rows, told):
    assert SPREAD == 5
    fresh()
    trail.append(rows)
    expected = [] if told is None else [("spread", "", NEAR, *told)]
    assert [(a.kind, a.person, a.network, a.number, a.things) for a in found()] == expected


def test_what_is_typed_at_the_form_stands_nowhere(functional, trail):
    site = functional["portal"]
    fresh()
    for name in (TYPED, f"{TYPED}-2", "worker1", "editor1", "supervisor1"):
        assert try_login(Visitor(site), name, "wrong").status == 200
    rows = record.rows(actions=(actions.LOGIN_FAILED,))
    assert sorted(each.user for each in rows) == ["", "", "editor1", "supervisor1", "worker1"]
    assert TYPED not in repr(rows)
    (alarm,) = found()
    assert (alarm.kind, alarm.number, alarm.things, alarm.person) == ("spread", 5, 5, "")


class TestWhoIsTold:
    @pytest.fixture
    def site(self, functional, trail):
        site = functional["portal"]
        with api.env.adopt_roles(["Manager"]):
            api.user.create("care@example.org", "caretaker1", "kapal-teduh-embun-7")
            api.user.create("care2@example.org", "caretaker2", "kapal-teduh-embun-7")
            api.user.grant_roles(username="caretaker1", roles=["Site Administrator"])
            api.group.add_user(groupname="Administrators", username="caretaker2")
        transaction.commit()
        fresh()
        return site

    def test_who_may_see_the_page_alone_or_in_a_group(self, site):
        assert {"caretaker1", "caretaker2"} <= set(caretakers(site))
        assert not {"worker1", "privacy1", *OTHERS, "Administrators"} & set(caretakers(site))
        for person in caretakers(site):
            assert api.user.has_permission(PERMISSION, username=person, obj=site), person

    def test_once_by_mail_and_not_about_themselves(self, site, functional, trail):
        with mail_server(site) as mailed:
            transaction.commit()
            fresh()
            trail.append(failed(*["editor1"] * SERIES, *["caretaker2"] * SERIES))
            for _look in range(2):
                HourlyLook()()
                run_pending(functional["app"])
            letters = {m["To"]: m for m in map(message_from_bytes, mailed)}
        texts = {to: m.get_payload(decode=True).decode() for to, m in letters.items()}
        assert {"care@example.org", "care2@example.org"} <= set(texts)
        assert len(mailed) == len(letters)
        assert "editor1" in texts["care@example.org"] and "caretaker2" in texts["care@example.org"]
        assert "caretaker2" not in texts["care2@example.org"]
        assert "supervisor1@example.org" not in texts
        assert set(IAnnotations(site)[KEY]["told"]) == {a.key for a in found()}
        assert queue.jobs(states=["waiting"]) == ()

    def test_the_page_and_its_service(self, site, trail):
        trail.append(failed(*FIVE))
        admin = Visitor(site, *ADMIN, cookie=True)
        page = admin.get("@@login-alarms?days=1")
        assert page.status == 200 and NEAR in page.text
        (item,) = admin.rest("GET", "@login-alarms").json()["items"]
        assert (item["kind"], item["number"], item["network"]) == ("spread", 5, NEAR)
        assert item["text"] in page.text
        for who in ("", "privacy1", "supervisor1", "operator1"):
            assert Visitor(site, who).get("@@login-alarms").status in (302, 401)
            assert Visitor(site, who).rest("GET", "@login-alarms").status in (401, 404)
        assert "security-login-alarms" in admin.get("@@security-check").text
        (seen,) = record.rows(actions=(actions.LIST,), user="siteadmin", limit=1)
        assert seen.detail == "login-alarms=1"

    def test_nothing_has_a_sentence(self, site):
        admin = Visitor(site, *ADMIN, cookie=True)
        assert 'class="bh-empty"' in admin.get("@@login-alarms?days=1").text

    def test_the_security_check_advises_to_look(self, site, trail):
        assert list(LOGINS.check(site)) == [] and not LOGINS.required
        trail.append(failed(*FIVE))
        (line,) = LOGINS.check(site)
        assert NEAR in line and LOGINS.link == "@@login-alarms"
