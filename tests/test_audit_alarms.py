"""Alarms: their thresholds to the row, their acknowledgement, and the mails about them."""

from baleharum.audit.alarms import alarms
from baleharum.audit.alarms import SERIES
from baleharum.audit.seen import acknowledge
from baleharum.audit.seen import acknowledgement
from baleharum.audit.seen import KEY
from baleharum.audit.thresholds import SETTING_NAME
from baleharum.audit.watch import HourlyLook
from baleharum.interfaces import IPeriodic
from baleharum.jobs import queue
from baleharum.jobs.running import run_pending
from baleharum.login.events import BY_OWNER
from baleharum.login.events import SecondFactorRemoved
from baleharum.team import api as team
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.trail import actions
from baleharum.trail.row import Draft
from datetime import timedelta
from email import message_from_bytes
from plone import api as plone_api
from plone.uuid.interfaces import IUUID
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.test_team_emergency import mail_server
from tests.trail_file import fresh
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.event import notify

import pytest
import re
import time
import transaction


REASON = "Klien dalam bahaya malam ini."
REMARK = "Rapat kasus; sudah ditanyakan."
MOST = 4


@pytest.fixture
def cases(register, trail):
    """Some more cases than may be read in an hour, and an empty record."""
    plone_api.portal.set_registry_record(SETTING_NAME, MOST)
    found = [sample_case(register) for _ in range(MOST + 2)]
    fresh()
    return found


def row(action, case="", user="worker2", subject="", network="192.0.2.0/24", detail=""):
    return Draft(user, action, case, subject, "view", "GET", "r", 0, network, detail)


def views(cases, user="worker2", action=actions.VIEW):
    return [row(action, IUUID(case), user) for case in cases]


def found(register, kind, days=1):
    now = utcnow() + timedelta(seconds=5)
    return [a for a in alarms(register, now - timedelta(days=days), now) if a.kind == kind]


def tries(number, detail="publish:name", user="editor1"):
    return [row(actions.REFUSE, user=user, subject="page", detail=detail) for _ in range(number)]


@pytest.fixture
def hour():
    """Wait while an hour ends: what a test writes at once belongs to one hour."""
    if time.time() % 3600 > 3580:
        time.sleep(25)


class TestMassReading:
    def test_exactly_as_many_as_are_allowed_are_no_alarm(self, register, trail, cases, hour):
        trail.append(views(cases[:MOST]) * 3)
        assert found(register, "mass") == []

    def test_one_more_is_one_alarm(self, register, trail, cases, hour):
        trail.append(views(cases[: MOST + 1]) * 3)
        (alarm,) = found(register, "mass")
        assert (alarm.person, alarm.number) == ("worker2", MOST + 1)
        assert (alarm.at.minute, alarm.at.second) == (0, 0)

    def test_two_people_are_not_added_up(self, register, trail, cases, hour):
        trail.append(views(cases[:3]) + views(cases[3:], "worker1"))
        assert found(register, "mass") == []

    def test_changes_and_refusals_are_no_reading(self, register, trail, cases, hour):
        trail.append(views(cases, action=actions.EDIT))
        assert found(register, "mass") == []

    def test_cases_of_somewhere_else_do_not_count(self, register, trail, cases, hour):
        trail.append(views(cases[:MOST]) + [row(actions.VIEW, c * 32) for c in "abcdef"])
        assert found(register, "mass") == []

    def test_before_the_period_is_not_told(self, register, trail, cases, hour):
        trail.append(views(cases))
        later = utcnow() + timedelta(days=2)
        assert alarms(register, later - timedelta(days=1), later) == []


class TestSeries:
    @pytest.mark.parametrize("number,alarms_raised", [(SERIES - 1, 0), (SERIES, 1)])
    def test_refusals(self, register, trail, cases, hour, number, alarms_raised):
        trail.append([row(actions.REFUSE, IUUID(cases[0]))] * number)
        assert len(found(register, "refused")) == alarms_raised

    def test_refusals_of_missing_cases_count_for_the_register(self, register, trail, cases, hour):
        trail.append([row(actions.REFUSE, subject=IUUID(register))] * SERIES)
        (alarm,) = found(register, "refused")
        assert (alarm.person, alarm.number) == ("worker2", SERIES)

    def test_refusals_elsewhere_do_not_count(self, register, trail, cases, hour):
        trail.append([row(actions.REFUSE, "f" * 32)] * SERIES)
        assert found(register, "refused") == []

    def test_strangers_are_told_apart_by_network(self, register, trail, cases, hour):
        uid = IUUID(cases[0])
        far, near = "198.51.100.0/24", "192.0.2.0/24"
        trail.append([row(actions.REFUSE, uid, "", network=far)] * (SERIES - 1))
        assert found(register, "refused") == []
        trail.append([row(actions.REFUSE, uid, "", network=near)] * SERIES)
        (alarm,) = found(register, "refused")
        assert (alarm.person, alarm.network, alarm.number) == ("", near, SERIES)

    @pytest.mark.parametrize("number,alarms_raised", [(SERIES - 1, 0), (SERIES, 1)])
    def test_failed_logins(self, register, trail, cases, hour, number, alarms_raised):
        trail.append([row(actions.LOGIN_FAILED, detail="form")] * number)
        assert len(found(register, "login")) == alarms_raised

    def test_accounts_that_are_not_of_this_register_are_not_told(
        self, register, trail, cases, hour
    ):
        trail.append([row(actions.LOGIN_FAILED, user="editor1")] * SERIES)
        assert found(register, "login") == []

    def test_accounts_that_do_not_exist(self, register, trail, cases, hour):
        trail.append([row(actions.LOGIN_FAILED, user="")] * SERIES)
        (alarm,) = found(register, "login")
        assert (alarm.person, alarm.network) == ("", "192.0.2.0/24")


class TestEmergency:
    def test_how_much_was_read_under_it(self, functional, trail):
        register = functional["portal"]["perkara"]
        case = sample_case(register)
        transaction.commit()
        uid = IUUID(case)
        trail.append(views([case], "worker3"))
        record = team.break_glass(case, "worker3", REASON, 4)
        transaction.commit()
        trail.append([row(actions.VIEW, uid, "worker3", subject) for subject in ("a", "a", "b")])
        trail.append([row(actions.EDIT, uid, "worker3", "c")])
        (alarm,) = found(register, "emergency")
        assert (alarm.person, alarm.case) == ("worker3", uid)
        assert (alarm.number, alarm.things) == (3, 2)
        team.revoke(case, record.number, "Sudah aman")
        transaction.commit()
        trail.append([row(actions.VIEW, uid, "worker3", "d")])
        (alarm,) = found(register, "emergency")
        assert alarm.number == 3


@pytest.mark.parametrize(
    "rows,raised",
    [(tries(SERIES), 1), (tries(SERIES - 1), 0), (tries(SERIES, "publish"), 0)],
)
def test_who_tries_out_names_on_public_pages(register, trail, cases, hour, rows, raised):
    trail.append(rows)
    assert [a.person for a in found(register, "tried")] == ["editor1"] * raised


def test_changes_of_settings(register, trail, cases):
    changed = ["permissions:manage_permission", "settings:plone.smtp_host"]
    trail.append([row(actions.ADMINISTER, user="siteadmin", detail=name) for name in changed])
    (alarm,) = found(register, "setting")
    assert (alarm.person, alarm.detail) == ("siteadmin", ",".join(changed))


def test_what_people_do_about_their_own_login_is_no_alarm(register, trail, cases):
    names = ("factor-enrolled", "step-up", "pledge:3", "recovery-code:7", "factor-removed")
    trail.append([row(actions.SETTING, detail=name) for name in names])
    assert found(register, "setting") == []


def test_a_second_factor_that_somebody_else_resets_is_an_alarm(register, trail, cases):
    notify(SecondFactorRemoved("worker1", "", "siteadmin"))
    notify(SecondFactorRemoved("worker2", "", BY_OWNER))
    (alarm,) = found(register, "setting")
    assert (alarm.person, alarm.detail) == ("siteadmin", "factor-removed worker1")


class TestAcknowledgement:
    @pytest.fixture
    def alarm(self, register, trail, cases, hour):
        trail.append(views(cases[: MOST + 1]))
        (alarm,) = found(register, "mass")
        return alarm

    def test_it_is_kept_with_a_sealed_remark(self, register, trail, cases, alarm):
        assert acknowledgement(register, alarm) is None
        with acting("privacy1"):
            acknowledge(register, alarm, f"  {REMARK} ")
            seen = acknowledgement(register, alarm)
        assert (seen.by, seen.number, seen.remark) == ("privacy1", MOST + 1, REMARK)
        kept = IAnnotations(register)[KEY]["seen"][alarm.key]
        assert REMARK.encode() not in kept[-1]
        assert REMARK not in repr(kept)

    def test_it_is_open_again_when_the_number_has_grown(self, register, trail, cases, alarm):
        with acting("privacy1"):
            acknowledge(register, alarm, REMARK)
        trail.append(views(cases))
        (grown,) = found(register, "mass")
        assert grown.key == alarm.key
        assert acknowledgement(register, grown) is None

    @pytest.mark.parametrize("remark", ["", "  ok ", "x" * 1001])
    def test_without_a_sentence_it_is_refused(self, register, alarm, remark):
        with acting("privacy1"), pytest.raises(TeamRefused):
            acknowledge(register, alarm, remark)
        assert acknowledgement(register, alarm) is None

    def test_nobody_looks_at_an_alarm_about_themselves(self, register, alarm):
        with acting("worker2"), pytest.raises(TeamRefused):
            acknowledge(register, alarm, REMARK)


class TestPage:
    @pytest.fixture
    def alarmed(self, functional, trail, hour):
        register = functional["portal"]["perkara"]
        plone_api.portal.set_registry_record(SETTING_NAME, 1)
        cases = [sample_case(register) for _ in range(2)]
        transaction.commit()
        fresh()
        trail.append(views(cases))
        return register

    def test_it_is_looked_at_and_folds_away(self, visit, alarmed):
        privacy = visit("privacy1")
        page = privacy.get("perkara/@@alarms")
        assert "Worker2 (worker2)" in page.text
        assert 'id="alarms-closed"' not in page.text
        (item,) = privacy.rest("GET", "perkara/@alarms").json()["items"]
        form = {"action": "acknowledge", "key": item["key"], "remark": REMARK}
        assert privacy.post("perkara/@@alarms", form).status == 403
        form["_authenticator"] = privacy.authenticator("perkara/@@alarms")
        assert privacy.post("perkara/@@alarms", {**form, "remark": "x"}).status == 200
        assert privacy.post("perkara/@@alarms", form).status == 302
        page = privacy.get("perkara/@@alarms").text
        assert REMARK in page[page.index('id="alarms-closed"') :]
        (item,) = privacy.rest("GET", "perkara/@alarms").json()["items"]
        assert item["acknowledged"]["remark"] == REMARK
        assert visit("worker2").post("perkara/@@alarms", form).status == 404

    def test_rest_acknowledges_too(self, visit, alarmed):
        head = visit("head1")
        (item,) = head.rest("GET", "perkara/@alarms").json()["items"]
        data = {"key": item["key"], "remark": REMARK}
        assert visit("worker1").rest("POST", "perkara/@alarms", data).status == 404
        assert head.rest("POST", "perkara/@alarms", {**data, "remark": ""}).status == 400
        assert head.rest("POST", "perkara/@alarms", {**data, "key": "x"}).status == 400
        assert head.rest("POST", "perkara/@alarms", data).status == 200
        (item,) = head.rest("GET", "perkara/@alarms").json()["items"]
        assert item["acknowledged"]["by"] == "head1"

    def test_no_alarm_has_a_sentence(self, visit, functional, trail):
        page = visit("head1").get("perkara/@@alarms?days=1")
        assert 'class="bh-empty"' in page.text
        assert re.search(r'@@alarms\?days=1"\s+aria-current="true"', page.text)
        assert not re.search(r'@@alarms\?days=7"\s+aria-current', page.text)


class TestMails:
    def test_privacy_officer_and_supervisor_are_told_once(self, functional, trail, hour):
        portal, app = functional["portal"], functional["app"]
        register = portal["perkara"]
        plone_api.portal.set_registry_record(SETTING_NAME, 1)
        cases = [sample_case(register) for _ in range(2)]
        sample_person(cases[0], name="Kenari Rahasia")
        transaction.commit()
        fresh()
        trail.append(views(cases))
        trail.append(views(cases, "supervisor1"))
        with mail_server(portal) as mailed:
            transaction.commit()
            HourlyLook()()
            run_pending(app)
            assert queue.jobs(states=["waiting", "failed"]) == ()
            letters = {m["To"]: m for m in map(message_from_bytes, mailed)}
            assert set(letters) == {"privacy1@example.org", "supervisor1@example.org"}
            assert len(mailed) == 2
            texts = {to: m.get_payload(decode=True).decode() for to, m in letters.items()}
            assert "worker2" in texts["supervisor1@example.org"]
            assert "supervisor1" not in texts["supervisor1@example.org"]
            assert "supervisor1" in texts["privacy1@example.org"]
            assert "Kenari" not in "".join(texts.values())
            HourlyLook()()
            run_pending(app)
            assert len(mailed) == 2

    def test_what_was_looked_at_is_not_mailed(self, functional, trail, hour):
        portal, app = functional["portal"], functional["app"]
        register = portal["perkara"]
        plone_api.portal.set_registry_record(SETTING_NAME, 1)
        cases = [sample_case(register) for _ in range(2)]
        transaction.commit()
        fresh()
        trail.append(views(cases))
        (alarm,) = found(register, "mass")
        with acting("head1"):
            acknowledge(register, alarm, REMARK)
        with mail_server(portal) as mailed:
            transaction.commit()
            # That the site has a mail server now is a change as well.
            fresh()
            trail.append(views(cases))
            HourlyLook()()
            run_pending(app)
            assert mailed == []

    def test_the_worker_does_it_every_hour(self, integration):
        assert getUtility(IPeriodic, name="alarms").every == 3600
