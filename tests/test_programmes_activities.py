"""Activities: who came by number, and reports of what was found on the street."""

from baleharum.cases.moments import today
from baleharum.cases.people.checks import SAMPLES
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.values import Refused
from baleharum.programmes.attendance import entries
from baleharum.programmes.attendance import possible_attendance
from baleharum.programmes.receipts import coder
from datetime import timedelta
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.centre import acting
from tests.http import Visitor
from tests.intake_made import sample_box
from tests.programmes_made import as_csv
from tests.programmes_made import sample_activity
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import some_rows
from tests.programmes_made import take_in
from zExceptions import BadRequest

import pytest
import transaction


@pytest.fixture
def site(functional):
    """A site; what a test commits is forgotten."""
    api.portal.set_registry_record(SAMPLES, True)
    return functional["portal"]


@pytest.fixture
def programme(site):
    """A programme with its folder."""
    return sample_programme(sample_folder(site))


def step(activity, transition, **given):
    """Take a step as an operator."""
    with acting("intake1"):
        api.portal.get_tool("portal_workflow").doActionFor(activity, transition, **given)


def test_numbers_are_written_in_several_ways():
    assert entries("BH-2026-00001, bh-2026-00002\nBH-2026-00001;\n\n") == [
        "BH-2026-00001",
        "BH-2026-00002",
    ]
    assert entries("JSLU-2026-001/17/0a1b2c3d") == ["JSLU-2026-001/17"]
    assert entries(None) == []


def test_who_came_is_noted_by_numbers_that_there_are(site, programme):
    batch = sample_batch(programme)
    take_in(site, batch, as_csv(some_rows(3)))
    processQueue()
    with acting("intake1"):
        assert possible_attendance(f"BH-2026-00001\nJSLU-2026-001/3\n{coder(batch)(2)}")
        for typed in ("Baiq Melati", "JSLU-2026-001/4", "JSLU-2026-009/1", "JSLU-2026-001/0"):
            with pytest.raises(Refused):
                possible_attendance(typed)
        with pytest.raises(Refused):
            possible_attendance("\n".join(f"BH-2026-{n:05d}" for n in range(501)))
    with acting("worker2"), pytest.raises(Refused):
        possible_attendance("JSLU-2026-001/3")


def test_a_case_number_tells_nobody_whether_there_is_such_a_case(site, case):
    with acting("intake1"):
        assert possible_attendance(case.getId()) and possible_attendance("BH-2026-99999")


def test_an_activity_counts_who_came_and_then_stays(programme):
    activity = sample_activity(programme, attendance="BH-2026-00001\nBH-2026-00002")
    assert (activity.getId(), activity.attended) == ("JSLU-K2026-001", 14)
    processQueue()
    with acting("head1"):
        (brain,) = api.content.find(portal_type="GroupActivity", programme_kind="jslu")
    assert (brain.activity_kind, brain.activity_attended) == ("p2k2", 14)
    step(activity, "conclude")
    for name, value in {"topic": "Lain", "findings": "Lain", "others": 1}.items():
        with pytest.raises(BadRequest):
            setattr(activity, name, value)


MISSING = {
    "to come": ({"held_on": today() + timedelta(days=2)}, "still to come"),
    "nobody": ({"others": None}, "who came"),
    "nothing found": ({"kind": "upsk"}, "what was found"),
}


@pytest.mark.parametrize("fields,words", MISSING.values(), ids=MISSING)
def test_what_did_not_take_place_is_not_concluded(programme, fields, words):
    activity = sample_activity(programme, **fields)
    with pytest.raises(TransitionRefused) as caught:
        step(activity, "conclude")
    assert words in str(caught.value)
    with pytest.raises(TransitionRefused):
        step(activity, "cancel")
    step(activity, "cancel", comment="Hujan deras")
    assert api.content.get_state(activity) == "cancelled"


FOUND = "Seorang lansia tidur di emperan toko."


@pytest.fixture
def visit(site, programme):
    """An outreach visit with something found, and an intake box."""
    sample_box(site)
    activity = sample_activity(programme, kind="jalanan", findings=FOUND, sub_district="mataram")
    transaction.commit()
    return activity


def test_a_report_of_an_outreach_visit_begins_with_what_it_says(site, visit):
    officer = Visitor(site, "intake1")
    page = officer.get("program/p1/JSLU-K2026-001")
    address = f"penerimaan/@@enter-report?activity={visit.UID()}"
    assert address in page.text
    form = officer.get(address)
    assert form.status == 200 and FOUND in form.text
    assert 'value="JSLU-K2026-001"' in form.text and visit.UID() in form.text


def test_the_activity_remembers_the_reports_that_were_made_of_it(site, visit):
    officer = Visitor(site, "intake1")
    fields = {"source": "penjangkauan", "outreach": "jalanan", "narrative": FOUND}
    body = {"fields": {**fields, "danger_now": True}, "activity": visit.UID()}
    answer = officer.rest("POST", "penerimaan/@reports", body)
    assert answer.status == 201, answer.text
    shown = officer.rest("GET", "program/p1/JSLU-K2026-001").json()
    assert shown["reports"] == [answer.json()["UID"]]


def test_who_may_not_read_an_activity_takes_nothing_over(site, visit):
    supervisor = Visitor(site, "supervisor1")
    form = supervisor.get(f"penerimaan/@@enter-report?activity={visit.UID()}")
    assert form.status == 200 and FOUND not in form.text
    assert "JSLU-K2026-001" not in form.text


def test_a_training_offers_no_report_and_a_head_without_the_box_neither(site, programme, visit):
    other = sample_activity(programme)
    transaction.commit()
    page = Visitor(site, "intake1").get(f"program/p1/{other.getId()}")
    assert page.status == 200 and "enter-report" not in page.text
    page = Visitor(site, "head1").get("program/p1/JSLU-K2026-001")
    assert page.status == 200 and "enter-report" not in page.text
