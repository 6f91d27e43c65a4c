"""The pages and services of court procedures, as people and programs use them."""

from baleharum.cases.dues import dues_of
from baleharum.cases.moments import today
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import VIEW
from baleharum.trail.api import rows
from datetime import timedelta
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.court_made import hear
from tests.court_made import lead
from tests.court_made import sample_proceeding
from tests.http import Visitor
from tests.referrals_made import uid
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    case = sample_case(site["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def procedure(site, case):
    context = lead(sample_proceeding(case), "report", "investigate")
    transaction.commit()
    return context


def sent(**fields):
    """Return fields as a form sends them."""
    widgets = {f"form.widgets.{name.replace('__', '-')}": value for name, value in fields.items()}
    return widgets | {"form.buttons.save": "1"}


def test_an_advocate_begins_a_procedure_and_writes_what_comes(site, case):
    client = uid(client_of(case))
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    tab = f"{path(case)}/litigation"
    assert "Begin a court procedure" in visitor.get(tab).text
    assert "Begin a court procedure" not in Visitor(site, "worker1").get(tab).text
    fields = sent(
        **{
            "matter": "Penganiayaan",
            "about:list": client,
            "role:list": "korban",
            "offence:list": "fisik",
            "regime__empty-marker": "1",
            "max_years": "",
            "decided_on": "",
            "decision": "",
        }
    )
    send(visitor, f"{path(case)}/++add++CourtProceeding", **fields)
    transaction.begin()
    assert (case["h1"].matter, case["h1"].role) == ("Penganiayaan", "korban")
    day = today().isoformat()
    page = f"{path(case['h1'])}/@@police"
    answer = send(visitor, page, **sent(report_no="LP/1", reported_on=day, asked_on="9999-01-01"))
    assert "This day is yet to come" in answer.text
    send(visitor, page, **sent(report_no="LP/1", reported_on=day, asked_on=day, asked_time="08:00"))
    transaction.begin()
    assert case["h1"].report_no == "LP/1"
    text = visitor.get(path(case["h1"])).text
    assert "LP/1" in text and "PP 65/2015 art. 13(2)" in text
    assert "Penganiayaan" in visitor.get(tab).text


def test_hearings_are_written_on_the_page_and_said_what_came_of_them(site, procedure):
    visitor, page = Visitor(site, "advocate1"), f"{path(procedure)}/view"
    day = (today() + timedelta(days=3)).isoformat()
    given = {"day": day, "time": "09:30", "what": "saksi", "room": "Ruang 2", "who": "klien"}
    send(visitor, page, action="add", **given)
    wrong = send(visitor, page, action="add", **given | {"time": "9"})
    assert "Write hours and minutes" in wrong.text and 'value="Ruang 2"' in wrong.text
    transaction.begin()
    (row,) = procedure.rows
    assert (row.room, row.who, row.state) == ("Ruang 2", ("klien",), "planned")
    send(
        visitor,
        f"{path(procedure)}/@@hearing",
        "?number=1",
        action="save",
        number="1",
        **given | {"state": "held", "note": "Saksi didengar."},
    )
    transaction.begin()
    assert procedure.rows[0].state == "held" and not dues_of(procedure)
    send(visitor, f"{path(procedure)}/@@hearing", "?number=1", action="remove", number="1")
    transaction.begin()
    assert procedure.rows == ()
    assert visitor.get(f"{path(procedure)}/@@hearing?number=1").status == 404


def test_others_read_the_procedure_and_change_nothing(site, procedure):
    hear(procedure)
    transaction.commit()
    for user_id in ("worker1", "supervisor1"):
        visitor = Visitor(site, user_id)
        text = visitor.get(path(procedure)).text
        assert "Ruang Sidang Anak" in text and "LP/B/12/2026" in text
        assert 'name="action"' not in text and "@@police" not in text
        assert visitor.get(f"{path(procedure)}/@@police").status == 404
    assert Visitor(site, "psychologist1").get(path(procedure)).status == 404


def test_what_is_over_shows_no_form(site, procedure):
    lead(procedure, "discontinue")
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    assert "Stopped by police or prosecutor" in visitor.get(path(procedure)).text
    assert visitor.get(f"{path(procedure)}/@@police").status == 404


def test_the_next_hearing_is_on_the_case_the_desk_and_the_calendar(site, case, procedure):
    hear(procedure, in_days=2)
    transaction.commit()
    for user_id in ("advocate1", "worker1"):
        visitor = Visitor(site, user_id)
        for page in (path(case), "@@desk", f"{path(case)}/@@deadlines"):
            text = visitor.get(page).text
            assert f"{path(procedure)}" in text and "Hearing" in text, page
        assert 'id="next-hearing"' in visitor.get(path(case)).text
        assert 'id="next-hearing"' not in visitor.get(f"{path(case)}/litigation").text
        assert 'id="hearings-block"' in visitor.get("@@desk").text
    other = Visitor(site, "psychologist1")
    assert path(procedure) not in other.get("@@desk").text
    assert "next-hearing" not in other.get(path(case)).text


def test_the_desk_looks_two_weeks_ahead(site, procedure):
    hear(procedure, in_days=20)
    transaction.commit()
    assert "hearings-block" not in Visitor(site, "advocate1").get("@@desk").text


def test_services_do_what_the_pages_do(site, case, procedure):
    advocate, base = Visitor(site, "advocate1"), path(procedure)
    fields = {"matter": "Pencurian", "about": procedure.about, "role": "saksi", "offence": "harta"}
    made = advocate.rest("POST", path(case), {"@type": "CourtProceeding", **fields})
    assert made.status == 201 and made.json()["review_state"] == "preparation"
    asked = {"asked_on": (today() - timedelta(days=9)).isoformat()}
    assert advocate.rest("PATCH", base, asked).status == 204
    (clock,) = advocate.rest("GET", f"{base}/@clocks").json()["items"]
    assert (clock["what"], clock["state"]) == ("social-report", "late")
    given = {"day": (today() + timedelta(days=3)).isoformat(), "time": "10:00", "who": ["klien"]}
    added = advocate.rest("POST", f"{base}/@hearings", given)
    assert added.json()["next"] == 1
    changed = advocate.rest("PATCH", f"{base}/@hearings/1", {"state": "cancelled"})
    assert changed.json()["items"][0]["state"] == "cancelled" and changed.json()["next"] is None
    assert advocate.rest("POST", f"{base}/@hearings/1/remove", {}).json()["items"] == []
    listed = advocate.rest("GET", f"{path(case)}/@litigation").json()["proceedings"]
    assert [row["id"] for row in listed] == ["h2", "h1"]
    found = advocate.rest("GET", f"{base}/@transitions").json()["items"]
    (prosecute,) = (row for row in found if row["id"] == "prosecute")
    assert [row["@id"].partition("/h1/")[2] for row in prosecute["missing"]] == ["@@prosecution"]


@pytest.mark.parametrize(
    "fields",
    [
        {"matter": 3},
        {"max_years": "5"},
        {"max_years": True},
        {"represented": "ya"},
        {"role": "hakim"},
        {"asked_time": "25:00"},
        {"about": "0" * 32},
        {"report_proof": "0" * 32},
    ],
)
def test_what_is_of_another_kind_is_refused(site, procedure, fields):
    assert Visitor(site, "advocate1").rest("PATCH", path(procedure), fields).status == 400


def test_what_a_step_keeps_is_not_set_by_hand(site, case, procedure):
    advocate = Visitor(site, "advocate1")
    given = {"@type": "CourtProceeding", "matter": "x", "about": procedure.about, "role": "saksi"}
    sent = {**given, "offence": "harta", "ended_why": "damai"}
    assert advocate.rest("POST", path(case), sent).status == 400
    # What was read is sent back.
    whole = advocate.rest("GET", path(procedure)).json()
    again = {name: whole[name] for name in ("matter", "past_diversions", "ended_why")}
    assert advocate.rest("PATCH", path(procedure), again).status == 204


def test_who_reads_and_writes_is_in_the_record(site, procedure, trail):
    Visitor(site, "worker1").get(path(procedure))
    advocate = Visitor(site, "advocate1")
    advocate.rest("PATCH", path(procedure), {"court": "Pengadilan Contoh"})
    told = {(row.user, row.action) for row in rows() if row.subject == uid(procedure)}
    assert {("worker1", VIEW), ("advocate1", EDIT)} <= told
    assert "Pengadilan" not in repr(rows())


def test_the_timeline_tells_its_steps(site, case, procedure):
    text = Visitor(site, "worker1").get(f"{path(case)}/timeline").text
    assert "began the court procedure" in text
    assert "court procedure" in text and "Note that the investigation began" in text
