"""The tab Plan, its forms and pages, as people use them."""

from baleharum.cases.moments import today
from baleharum.desk.work import Work
from baleharum.team.api import utcnow
from datetime import timedelta
from plone import api
from tests.case_forms import opened
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.plans_made import approved_plan
from tests.plans_made import goal
from tests.plans_made import quiet_case
from tests.plans_made import sample_conference
from tests.plans_made import sample_mediation
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from tests.plans_made import take

import pytest
import transaction


DUE = (today() + timedelta(days=30)).isoformat()


@pytest.fixture
def filed(functional):
    """A committed case."""
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


def send(visitor, place, **fields):
    """Open a form and send it; names of fields without their prefix, a list ends in `_list`."""
    form = {f"form.widgets.{n.replace('_list', ':list')}": v for n, v in fields.items()}
    return visitor.post(place, {**opened(visitor, place), **form})


def rows(name, *cells):
    """Return the inputs of rows."""
    found = {f"{name}.count": str(len(cells) + 1)}
    for line, row in enumerate(cells):
        found.update({f"{name}.{line}.{column}": value for column, value in row.items()})
    return found


GOAL = {
    "text": "Klien merasa aman.",
    "service": "pemulihan-psikososial",
    "responsible": "worker1",
    "due": DUE,
}


def test_a_plan_is_written_edited_and_submitted_by_forms(filed, visit):
    worker = visit("worker1")
    assert "There is no care plan here yet" in worker.get(f"{path(filed)}/plan").text
    sent = send(
        worker,
        f"{path(filed)}/++add++CarePlan",
        approach_list="keluarga",
        services_list="pemulihan-psikososial",
        **rows("goals", GOAL, {**GOAL, "text": "Klien bekerja lagi."}),
    )
    assert (sent.status, sent.header("Location")) == (
        302,
        f"http://localhost/plone/{path(filed)}/r1/view",
    )
    plan = filed["r1"]
    assert [(g.number, g.text) for g in plan.goal_list()] == [
        (1, "Klien merasa aman."),
        (2, "Klien bekerja lagi."),
    ]
    sent = send(
        worker,
        f"{path(plan)}/edit",
        approach_list="keluarga",
        services_list="pemulihan-psikososial",
        **rows("goals", {**GOAL, "number": "2"}, {**GOAL, "text": "Klien punya KTP."}),
    )
    assert sent.status == 302
    assert [row[0] for row in plan.goals] == [2, 3]
    page = worker.get(f"{path(plan)}/view").text
    assert "Klien punya KTP." in page and "Submit the plan" in page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**GOAL, "text": " "}, "Row 1, Goal: Write something here."),
        ({**GOAL, "due": "besok"}, "Write the day as 2026-12-31."),
        ({**GOAL, "service": "sulap"}, "Choose one from the list."),
        ({**GOAL, "responsible": "worker3"}, "This person is not in the team"),
        ({**GOAL, "number": "7"}, "There is no row of this number"),
    ],
)
def test_a_goal_that_is_not_right_is_named_and_what_was_typed_stays(filed, visit, row, said):
    worker = visit("worker1")
    answer = send(
        worker, f"{path(filed)}/++add++CarePlan", **rows("goals", {"indicator": "Tidur.", **row})
    )
    assert answer.status == 200
    assert said in answer.text
    assert 'value="Tidur."' in answer.text
    assert list(filed.objectIds()) == []


def test_there_is_one_form_for_the_first_plan(filed, visit):
    sample_plan(filed)
    transaction.commit()
    answer = visit("worker1").get(f"{path(filed)}/++add++CarePlan")
    assert answer.header("Location").endswith(f"{path(filed)}/plan")
    assert "++add++CarePlan" not in visit("worker1").get(f"{path(filed)}/plan").text


def test_a_new_version_is_one_click_and_takes_a_token(filed, visit):
    plan = approved_plan(filed)
    transaction.commit()
    worker = visit("worker1")
    place = f"{path(plan)}/@@new-version"
    assert worker.get(place).status == 400
    assert worker.post(place, {}).status == 403
    token = worker.authenticator(f"{path(plan)}/view")
    answer = worker.post(place, {"_authenticator": token})
    assert answer.header("Location").endswith(f"{path(filed)}/r2/edit")
    assert filed["r2"].version == 2
    page = worker.get(f"{path(filed)}/plan").text
    assert "A new version is in the making" in page
    worker.post(place, {"_authenticator": token})
    assert sorted(filed.objectIds()) == ["r1", "r2"]


def test_progress_is_told_in_words_beside_the_bar(filed, visit):
    approved_plan(filed)
    sample_record(filed, goal="1", outcome="tercapai")
    sample_record(filed, goal="2", outcome="belum", minutes=15)
    transaction.commit()
    html = visit("worker1").get(f"{path(filed)}/plan").text
    assert "1 of 2 goals are achieved." in " ".join(html.split())
    assert html.count("<progress") == 2
    assert 'value="100"' in html and "Achieved" in html and "No change yet" in html
    assert 'aria-labelledby="goal-1-outcome"' in html
    only = visit("worker1").get(f"{path(filed)}/plan?goal=2").text
    assert 'id="records"' in only and "S2" in only and '/s1"' not in only


def test_an_overdue_goal_is_named_so(filed, visit):
    approved_plan(filed, goals=[goal(days=-1)])
    transaction.commit()
    assert "Overdue" in visit("worker1").get(f"{path(filed)}/plan").text


def test_a_record_is_filed_by_the_form_for_the_goal_of_the_address(filed, visit):
    approved_plan(filed)
    transaction.commit()
    doctor = visit("psychologist1")
    place = f"{path(filed)}/++add++ServiceRecord"
    html = doctor.get(f"{place}?goal=2").text
    assert 'selected="selected" value="2"' in html
    assert 'selected="selected" value="pemulihan-psikososial"' in html
    assert 'selected="selected" value="psychologist1"' in html
    # Nobody files an outcome that they have not chosen.
    assert 'selected="selected" value="tercapai"' not in html
    answer = send(
        doctor,
        place,
        kind_list="konseling",
        service_list="pemulihan-psikososial",
        goal_list="2",
        text="Sesi kedua.",
        happened_on=today().isoformat(),
        minutes="50",
        done_by_list="psychologist1",
        outcome_list="sebagian",
    )
    assert answer.status == 302
    record = filed["s1"]
    assert (record.goal, record.minutes, record.done_by) == ("2", 50, "psychologist1")
    page = doctor.get(f"{path(record)}").text
    assert "Sesi kedua." in page and "++add++ServiceRecord?corrects=s1" in page
    assert doctor.get(f"{path(record)}/edit").status != 200


def test_a_record_without_an_outcome_is_not_filed(filed, visit):
    worker = visit("worker1")
    place = f"{path(filed)}/++add++ServiceRecord"
    answer = send(
        worker,
        place,
        kind_list="konseling",
        service_list="--NOVALUE--",
        outcome_list="--NOVALUE--",
        text="Sesi kedua.",
        happened_on=today().isoformat(),
        minutes="50",
    )
    assert (answer.status, answer.text.count("Required input is missing")) == (200, 2)
    assert list(filed.objectIds()) == []


def test_a_long_list_of_records_is_paged(filed, visit):
    for number in range(27):
        sample_record(filed, text=f"Catatan layanan {number:02}.")
    transaction.commit()
    first, second = (visit("worker1").get(f"{path(filed)}/plan{q}").text for q in ("", "?start=25"))
    assert "layanan 26" in first and "layanan 01" not in first
    assert "layanan 01" in second and "layanan 02" not in second
    for odd in ("?start=x", "?start=-3", "?goal=%00", "?goal=1&goal=2"):
        assert visit("worker1").get(f"{path(filed)}/plan{odd}").status == 200


def test_a_conference_is_filed_and_shown(filed, visit):
    supervisor = visit("supervisor1")
    answer = send(
        supervisor,
        f"{path(filed)}/++add++CaseConference",
        held_on=today().isoformat(),
        participants_list="supervisor1",
        guests="Ibu Ratna, RSUD Contoh\nBapak Made, Sekolah Contoh",
        discussion="Keadaan membaik.",
        **rows(
            "decisions", {"text": "Kunjungan tiap pekan.", "responsible": "worker1", "due": DUE}
        ),
    )
    assert answer.status == 302
    take(filed["k1"], "approve", "head1")
    transaction.commit()
    html = visit("worker1").get(f"{path(filed)}/k1").text
    for text in ("Supervisor1", "Bapak Made, Sekolah Contoh", "Kunjungan tiap pekan.", "Worker1"):
        assert text in html
    assert "?decision=k1.1" in html


def test_a_barred_mediation_has_no_form_and_the_tab_says_why(filed, visit):
    for user_id in ("worker1", "supervisor1"):
        visitor = visit(user_id)
        html = visitor.get(f"{path(filed)}/plan").text
        assert "No mediation: the case is one of violence" in html
        assert "++add++Mediation" not in html
        answer = visitor.get(f"{path(filed)}/++add++Mediation")
        assert answer.header("Location").endswith("/plan")
        token = visitor.authenticator(f"{path(filed)}/notes")
        form = {
            "form.widgets.parties": "A\nB",
            "form.buttons.save": "Save",
            "_authenticator": token,
        }
        visitor.post(f"{path(filed)}/++add++Mediation", form)
    assert list(filed.objectIds()) == []


def test_a_mediation_whose_case_has_changed_is_only_stopped(functional, visit):
    case = quiet_case(functional["portal"]["perkara"])
    mediation = sample_mediation(case)
    transaction.commit()
    worker = visit("worker1")
    assert worker.get(f"{path(mediation)}/edit").status == 200
    case.harm = ("seksual",)
    transaction.commit()
    html = worker.get(f"{path(mediation)}").text
    assert "sexual violence is never settled" in html and f"{path(mediation)}/edit" not in html
    assert worker.get(f"{path(mediation)}/edit").status == 302
    change = f"{path(mediation)}/@@change-state"
    html = visit("supervisor1").get(f"{change}?transition=conclude").text
    assert "sexual violence is never settled" in html


@pytest.mark.parametrize("user_id", ["supervisor1", "head1"])
def test_who_may_approve_finds_what_waits_on_the_desk(case, user_id):
    plan = take(sample_plan(case), "submit", "worker1")
    minutes = sample_conference(case)
    document = take(sample_document(case), "submit", "worker1")
    with acting(user_id):
        found = Work(api.user.get_current(), utcnow()).to_review()
        numbers = {line.number for line in found.lines}
    assert numbers == {content.title for content in (plan, minutes, document)}


def test_what_is_ones_own_or_decided_waits_for_nobody(case):
    take(take(sample_plan(case), "submit", "worker1"), "approve", "supervisor1")
    sample_conference(case, "supervisor1")
    with acting("supervisor1"):
        assert Work(api.user.get_current(), utcnow()).to_review().lines == []
    with acting("worker1"):
        assert Work(api.user.get_current(), utcnow()).to_review().lines == []


def test_the_timeline_tells_of_it_in_words(filed, visit):
    plan = take(sample_plan(filed), "submit", "worker1")
    take(plan, "return", "supervisor1", "Sasaran belum terukur.")
    sample_record(filed)
    take(sample_conference(filed), "approve", "supervisor1")
    transaction.commit()
    html = " ".join(visit("worker1").get(f"{path(filed)}/timeline").text.split())
    for text in (
        "Worker1 wrote the care plan R1",
        "care plan R1: Return",
        "Sasaran belum terukur.",
        "Worker1 recorded the service S1",
        "case conference K1: Approve the minutes",
    ):
        assert text in html
