"""Changing a state: what is offered, what a refusal says, and that it changes nothing."""

from baleharum.cases.moments import today
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step
from baleharum.cases.steps import steps
from baleharum.cases.steps import steps_of_others
from baleharum.cases.timeline import entries
from baleharum.team.api import assign
from datetime import timedelta
from plone import api
from tests.case_forms import address
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import take
from zope.i18n import translate

import pytest
import transaction


@pytest.fixture
def filed(functional):
    """A committed case in its first state, with a person in it."""
    case = sample_case(functional["portal"]["perkara"])
    sample_person(case)
    transaction.commit()
    return case


def change(visitor, context, transition, comment="", **more):
    """Send the form that confirms a step."""
    place = f"{path(context)}/@@change-state"
    # Who is not offered the step can still get a token, from the form for notes.
    token = visitor.authenticator(f"{place}?transition={transition}") or visitor.authenticator(
        f"{path(context)}/notes"
    )
    form = {"transition": transition, "comment": comment, "_authenticator": token}
    return visitor.post(place, {**form, **more})


def state(context) -> str:
    return api.content.get_state(context)


def ready(case):
    """Put everything into a case that the triage needs."""
    case.lawful_basis = "tugas-publik"
    case.summary = "Tetangga melaporkan lewat telepon."
    take(sample_document(case, kind="form-penerimaan"), "submit", "worker1")
    transaction.commit()


@pytest.mark.parametrize(
    ("user_id", "offered"),
    [
        ("worker1", ["start_triage"]),
        ("supervisor1", ["decline", "hold", "emergency"]),
        ("head1", ["emergency"]),
        ("advocate1", []),
        ("privacy1", []),
    ],
)
def test_everybody_is_offered_the_steps_that_are_theirs(case, user_id, offered):
    with acting(user_id):
        assert sorted(s.id for s in steps(case)) == sorted(offered)


def test_the_step_onward_is_shown_also_to_who_may_not_take_it(case):
    with acting("advocate1"):
        assert [(s.id, s.mine) for s in steps_of_others(case)] == [("start_triage", False)]
    with acting("worker1"):
        assert steps_of_others(case) == []


def test_a_step_tells_all_that_it_needs(case):
    with acting("worker1"):
        rows = step(case, "start_triage").missing
    assert [row.mend for row in rows] == ["edit", "edit", "documents"]


def test_all_ways_back_from_hold_are_one_step_with_one_name(case):
    with acting("supervisor1"):
        case.review_on = today() + timedelta(days=30)
        api.content.transition(case, "hold", comment="Klien sakit.")
        found = steps(case)
    assert [(s.id, translate(s.label)) for s in found] == [("resume_intake", "Resume")]


def test_a_get_changes_nothing(filed, visit):
    ready(filed)
    answer = visit("worker1").get(f"{path(filed)}/@@change-state?transition=start_triage")
    assert answer.status == 200
    assert state(filed) == "intake"


def test_confirming_does_it_and_keeps_the_comment(filed, visit):
    ready(filed)
    answer = change(visit("worker1"), filed, "start_triage", "Data lengkap.")
    assert (answer.status, answer.header("Location")) == (302, address(filed))
    assert state(filed) == "triage"
    newest = entries(filed, limit=1)[0][1]
    assert (newest.what, newest.text) == ("transition:start_triage", "Data lengkap.")


def test_a_refusal_lists_all_with_links_and_changes_nothing(filed, visit):
    before = len(entries(filed))
    answer = change(visit("worker1"), filed, "start_triage", "Sudah siap.")
    assert answer.status == 200
    assert "Nothing has changed" in answer.text
    assert "The lawful basis of processing is not set" in answer.text
    assert "Intake form" in answer.text
    assert f'href="{address(filed)}/edit"' in answer.text
    assert "Sudah siap." in answer.text
    assert (state(filed), len(entries(filed))) == ("intake", before)


def test_a_reason_is_asked_for_where_the_list_says_so(filed, visit):
    answer = change(visit("supervisor1"), filed, "decline", "   ")
    assert "A reason is missing" in answer.text
    assert state(filed) == "intake"
    change(visit("supervisor1"), filed, "decline", "Bukan warga binaan.", reason_code="lisan")
    assert state(filed) == "declined"


def test_a_forged_form_changes_nothing(filed, visit):
    ready(filed)
    form = {"transition": "start_triage", "comment": ""}
    answer = visit("worker1").post(f"{path(filed)}/@@change-state", form)
    assert answer.status == 403
    assert state(filed) == "intake"


def test_nobody_takes_a_step_of_somebody_else(filed, visit):
    ready(filed)
    answer = change(visit("advocate1"), filed, "decline", "Mau saya tolak.")
    assert "This step is not open" in answer.text
    assert state(filed) == "intake"


def test_who_loses_the_case_with_the_step_is_not_sent_into_a_dead_end(filed, visit):
    assign(filed, "worker3", "supervisor")
    transaction.commit()
    answer = change(visit("worker3"), filed, "decline", "Bukan wewenang.", reason_code="lisan")
    assert state(filed) == "declined"
    assert answer.header("Location") == "http://localhost/plone"


def test_a_document_is_submitted_in_the_same_way(filed, visit):
    document = sample_document(filed)
    transaction.commit()
    answer = change(visit("worker1"), document, "submit")
    assert answer.header("Location").startswith(address(document))
    assert state(document) == "submitted"


def test_restricting_a_person_leads_its_supervisor_back_to_the_case(filed, visit):
    person = filed["p1"]
    answer = change(visit("supervisor1"), person, "restrict", "Permintaan klien.")
    assert state(person) == "restricted"
    assert answer.header("Location") == address(filed)


@pytest.mark.parametrize("comment", ["", "   ", None])
def test_restricting_a_person_and_lifting_it_need_a_reason_on_every_path(filed, visit, comment):
    person, workflow = filed["p1"], api.portal.get_tool("portal_workflow")
    taken = (
        ("supervisor1", "restrict", "active", "restricted"),
        ("privacy1", "lift_restriction", "restricted", "active"),
    )
    for user_id, name, before, after in taken:
        data = {} if comment is None else {"comment": comment}
        answer = visit(user_id).rest("POST", f"{path(person)}/@workflow/{name}", data)
        assert answer.status == 400
        error = answer.json()["error"]
        assert error["type"] == "TransitionRefused"
        (row,) = error["missing"]
        assert row["@id"].endswith(f"/@@change-state?transition={name}#comment")
        assert change(visit(user_id), person, name, comment or "").status == 200
        with acting(user_id), pytest.raises(TransitionRefused):
            workflow.doActionFor(person, name, comment=comment or "")
        assert state(person) == before
        data = {"comment": "Permintaan klien."}
        assert visit(user_id).rest("POST", f"{path(person)}/@workflow/{name}", data).status == 200
        assert state(person) == after


def test_rest_refuses_with_everything_that_is_missing(filed, visit):
    answer = visit("worker1").rest("POST", f"{path(filed)}/@workflow/start_triage", {})
    assert answer.status == 400
    error = answer.json()["error"]
    assert error["type"] == "TransitionRefused"
    url = address(filed)
    places = [f"{url}/edit", f"{url}/edit", f"{url}/documents"]
    assert [row["@id"] for row in error["missing"]] == places
    assert all(row["message"] in error["message"] for row in error["missing"])
    assert state(filed) == "intake"


def test_rest_takes_a_step_and_leaves_the_inside_alone(filed, visit):
    ready(filed)
    sent = {"comment": "Lengkap.", "include_children": True, "effective": "2030-01-01T00:00:00"}
    answer = visit("worker1").rest("POST", f"{path(filed)}/@workflow/start_triage", sent)
    assert (answer.status, answer.json()["title"]) == (200, "Rapid assessment")
    assert state(filed) == "triage"
    assert state(filed["p1"]) == "active"
    assert filed.effective_date is None


@pytest.mark.parametrize("name", ["close", "no-such-step", "resume_intake"])
def test_rest_says_in_words_that_a_step_is_not_open(filed, visit, name):
    answer = visit("worker1").rest("POST", f"{path(filed)}/@workflow/{name}", {})
    assert answer.status == 400
    message = answer.json()["error"]["message"]
    assert message.startswith(f"The step '{name}' is not open to you in the state 'Intake'.")
    assert "${" not in message and "@transitions" in message


def test_rest_lists_the_steps_of_the_person_alone(filed, visit):
    listed = visit("worker1").rest("GET", f"{path(filed)}/@transitions").json()
    assert (listed["state"], listed["title"]) == ("intake", "Intake")
    (only,) = listed["items"]
    assert (only["id"], only["target"], only["reason_required"]) == (
        "start_triage",
        "Rapid assessment",
        False,
    )
    assert len(only["missing"]) == 3
    assert listed["others"] == []
    reader = visit("privacy1").rest("GET", f"{path(filed)}/@transitions").json()
    assert (reader["items"], [step["id"] for step in reader["others"]]) == ([], ["start_triage"])


def test_outside_of_the_team_there_is_no_such_page(filed, visit):
    for user_id in ("worker3", "operator1"):
        assert visit(user_id).get(f"{path(filed)}/@@change-state").status == 404
        assert visit(user_id).rest("GET", f"{path(filed)}/@transitions").status == 404
