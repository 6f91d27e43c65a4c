"""Who read which report of the intake: alarms, a person's log and a report's, as for cases."""

from baleharum.audit.alarms import alarms
from baleharum.audit.alarms import SERIES
from baleharum.audit.thresholds import SETTING_NAME
from baleharum.audit.watch import HourlyLook
from baleharum.jobs.running import run_pending
from baleharum.team.api import utcnow
from baleharum.trail import actions
from baleharum.trail.row import Draft
from datetime import timedelta
from email import message_from_bytes
from plone import api
from plone.uuid.interfaces import IUUID
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.test_audit_alarms import hour  # noqa: F401 (a fixture)
from tests.test_team_emergency import mail_server
from tests.trail_file import fresh

import pytest
import transaction


OVERSEERS = ("supervisor1", "head1", "privacy1")
OTHERS = ("", "intake1", "operator1", "worker1", "editor1")
MOST = 2
REMARK = "Serah terima piket; sudah ditanyakan."


@pytest.fixture
def reports(functional, trail):
    """One more report than may be read in an hour, and an empty record."""
    portal = functional["portal"]
    box = sample_box(portal)
    api.portal.set_registry_record(SETTING_NAME, MOST)
    found = [sample_report(box) for _ in range(MOST + 1)]
    transaction.commit()
    fresh()
    return found


def row(action, case="", subject="", user="intake1"):
    return Draft(user, action, case, subject or case, "view", "GET", "r", 0, "192.0.2.0/24")


def read(reports, **fields):
    return [row(actions.OPEN, IUUID(report), **fields) for report in reports]


def raised(box):
    now = utcnow() + timedelta(seconds=5)
    return [(a.kind, a.person, a.number) for a in alarms(box, now - timedelta(days=1), now)]


def test_mass_reading_refusals_and_damages_of_a_box(functional, trail, reports, hour):  # noqa: F811
    portal = functional["portal"]
    box = portal["penerimaan"]
    trail.append(read(reports[:MOST]) * 2)
    assert raised(box) == []
    trail.append(read(reports))
    trail.append([row(actions.REFUSE, "", IUUID(box), user="worker1")] * SERIES)
    trail.append([row(actions.DAMAGED, IUUID(reports[0]))])
    assert sorted(raised(box)) == [
        ("damaged", "", 1),
        ("refused", "worker1", SERIES),
        ("reports", "intake1", MOST + 1),
    ]
    assert raised(portal["perkara"]) == []


@pytest.mark.parametrize("page", ["@@alarms", "@@reader-log", "@@reader-log?person=intake1"])
def test_those_who_oversee_a_box_read_its_record(visit, reports, page):
    for user_id in OVERSEERS:
        assert visit(user_id).get(f"penerimaan/{page}").status == 200
        assert visit(user_id).rest("GET", f"penerimaan/{page[1:]}").status == 200
    for user_id in OTHERS:
        missing = visit(user_id).get("penerimaan/@@nothing")
        answer = visit(user_id).get(f"penerimaan/{page}")
        assert (answer.status, answer.body) == (404, missing.body)
        assert visit(user_id).rest("GET", f"penerimaan/{page[1:]}").status == 404


def test_what_an_officer_read_has_numbers_and_an_address_for_who_sees_it(visit, trail, reports):
    trail.append(read(reports[:2]))
    numbers = {report.getId() for report in reports[:2]}
    for user_id, seen in (("supervisor1", True), ("privacy1", False)):
        found = visit(user_id).rest("GET", "penerimaan/@reader-log?person=intake1").json()
        assert {case["number"] for case in found["cases"]} == numbers
        assert {bool(case["@id"]) for case in found["cases"]} == {seen}
        assert {line["case"] for line in found["items"]} == numbers
        page = visit(user_id).get("penerimaan/@@reader-log?person=intake1").text
        assert all(number in page for number in numbers)
        assert ("@@access-log" in page) is seen
        assert (f"@@report-log/{sorted(numbers)[0]}?person=intake1" in page) is not seen


def test_who_read_a_report(visit, trail, reports):
    (first, second, *_more) = reports
    path = f"penerimaan/{first.getId()}"
    trail.append([*read([first]), *read([second], user="supervisor1")])
    page = visit("supervisor1").get(f"{path}/@@access-log")
    assert page.status == 200
    assert "intake1" in page.text
    assert f"{path}/@@access-log" in visit("supervisor1").get(path).text
    found = visit("supervisor1").rest("GET", f"{path}/@access-log").json()
    assert "intake1" in {line["person"] for line in found["items"]}
    assert {one["person"] for one in found["people"]} == {"intake1", "supervisor1"}
    (officer,) = [one for one in found["people"] if one["person"] == "intake1"]
    assert [each["function"] for each in officer["through"]] == ["intake"]
    assert officer["counts"]["opened"] == 1
    for user_id in ("intake1", "head1", "privacy1", "worker1", ""):
        assert visit(user_id).get(f"{path}/@@access-log").status == 404
        assert visit(user_id).rest("GET", f"{path}/@access-log").status == 404


def test_who_oversees_a_box_is_told_who_read_a_report_and_nothing_of_it(visit, trail, reports):
    number = reports[0].getId()
    trail.append([*read(reports[:1]), row(actions.TRANSITION, IUUID(reports[0]))])
    for user_id in OVERSEERS:
        page = visit(user_id).get(f"penerimaan/@@report-log/{number}")
        assert page.status == 200 and "intake1" in page.text
        assert f"@@report-log/{number}" in page.text
        found = visit(user_id).rest("GET", f"penerimaan/@report-log/{number}").json()
        assert {one["person"] for one in found["people"]} >= {"intake1"}
        assert {(line["about"], line["more"], line["@id"]) for line in found["items"]} == {
            ("", "", "")
        }
        asked = visit(user_id).get(f"penerimaan/@@report-log?report={number}")
        assert asked.status == 302 and asked.header("Location").endswith(f"@@report-log/{number}")
        for way in ("@@report-log/L-1999-00001", f"@@report-log/{number}/x", "@report-log"):
            ask = visit(user_id).rest if way.startswith("@r") else None
            answer = (
                ask("GET", f"penerimaan/{way}") if ask else visit(user_id).get(f"penerimaan/{way}")
            )
            assert answer.status == 404
    assert "@@report-log" in visit("privacy1").get("penerimaan").text
    for user_id in OTHERS:
        assert visit(user_id).get(f"penerimaan/@@report-log/{number}").status == 404
        assert visit(user_id).rest("GET", f"penerimaan/@report-log/{number}").status == 404


def test_an_alarm_is_mailed_shown_on_the_desk_and_looked_at(
    functional,
    visit,
    trail,
    reports,
    hour,  # noqa: F811
):
    trail.append(read(reports))
    portal, app = functional["portal"], functional["app"]
    with mail_server(portal) as mailed:
        transaction.commit()
        HourlyLook()()
        run_pending(app)
        letters = [(m["To"], m.get_payload(decode=True)) for m in map(message_from_bytes, mailed)]
    told = [to for to, text in letters if f"read {MOST + 1} reports".encode() in text]
    assert sorted(told) == ["privacy1@example.org", "supervisor1@example.org"]
    privacy = visit("privacy1")
    assert "penerimaan/@@alarms" in privacy.get("@@desk").text
    assert "Intake1" in privacy.get("penerimaan/@@alarms").text
    (item,) = privacy.rest("GET", "penerimaan/@alarms").json()["items"]
    assert item["kind"] == "reports"
    data = {"key": item["key"], "remark": REMARK}
    assert visit("intake1").rest("POST", "penerimaan/@alarms", data).status == 404
    assert privacy.rest("POST", "penerimaan/@alarms", data).status == 200
    (item,) = privacy.rest("GET", "penerimaan/@alarms").json()["items"]
    assert item["acknowledged"]["remark"] == REMARK
