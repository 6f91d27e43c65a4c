"""What assessments mean for the steps of a case, for what is due, and for who reviews."""

from baleharum.assessments.policy import emergency_due
from baleharum.assessments.policy import review_due
from baleharum.cases import dues
from baleharum.cases.facts import has_document
from baleharum.cases.policy import ANY
from baleharum.cases.policy import FINAL
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step as step_of
from baleharum.cases.waiting import waiting_for
from baleharum.demo.past import write_history
from baleharum.desk.work import Work
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from tests.assessments_made import endorsed_assessment
from tests.assessments_made import sample_assessment
from tests.assessments_made import step
from tests.assessments_made import submitted_assessment
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import sample_basis
from zope.i18n import translate

import pytest


#: The lawful basis on which an emergency response rests.
VITAL = "kepentingan-vital"


def put(case, *states, action=None):
    """Put a case into a state, as if it had gone through the others; returns it."""
    rows = [
        {"action": action, "actor": "", "comments": "", "review_state": s, "time": DateTime()}
        for s in states
    ]
    write_history(case, "case_workflow", rows)
    case.reindexObject()
    return case


def missing(case, user_id, transition, **details):
    """Return (text, place) of all that is missing for a step of somebody."""
    details = {"comment": "-", "reason_code": None, **details}
    with acting(user_id):
        found = step_of(case, transition, details)
        return [(translate(row.message), row.mend) for row in found.missing]


def approved(case, *kinds):
    """File approved documents."""
    for kind in kinds:
        document = sample_document(case, kind=kind)
        row = {"action": "approve", "actor": "supervisor1", "comments": "", "time": DateTime()}
        write_history(document, "case_document_workflow", [{**row, "review_state": "approved"}])
        document.reindexObject()


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("triage", "asesmen-awal"),
        ("biopsychosocial", "asesmen-biopsikososial"),
    ],
)
def test_an_endorsed_assessment_counts_as_the_paper(case, token, kind):
    assert not has_document(case, kind, ANY)
    made = sample_assessment(case, token)
    assert has_document(case, kind, ANY) and not has_document(case, kind, FINAL)
    step(made, "worker1", "submit")
    assert has_document(case, kind, ANY) and not has_document(case, kind, FINAL)
    step(made, "supervisor1", "endorse")
    assert has_document(case, kind, FINAL)


def test_a_withdrawn_one_counts_for_nothing(case):
    made = sample_assessment(case)
    step(made, "worker1", "withdraw", "Salah.")
    assert not has_document(case, "asesmen-awal", ANY)


@pytest.mark.parametrize("token", ["family", "other-party"])
def test_what_is_no_paper_of_its_own_counts_as_none(case, token):
    endorsed_assessment(case, token)
    assert not has_document(case, "laporan-sosial", (*ANY, *FINAL))


def test_the_assessment_begins_with_an_endorsed_triage(case):
    put(case, "triage")
    case.lawful_basis = "tugas-publik"
    sample_basis(case)
    sample_assessment(case)
    assert [place for _t, place in missing(case, "worker1", "start_assessment")] == ["assessments"]
    endorsed_assessment(case)
    assert missing(case, "worker1", "start_assessment") == []


def test_the_plan_begins_with_an_endorsed_full_assessment(case):
    put(case, "assessment")
    sample_basis(case)
    submitted_assessment(case, "biopsychosocial")
    assert [place for _t, place in missing(case, "worker1", "make_plan")] == ["assessments"]
    endorsed_assessment(case, "biopsychosocial")
    assert missing(case, "worker1", "make_plan") == []


@pytest.mark.parametrize(
    ("of_case", "of_triage", "urgent"),
    [
        ("sedang", "rendah", False),
        ("sedang", "sedang", False),
        ("sedang", "tinggi", True),
        ("rendah", "darurat", True),
        ("tinggi", "rendah", False),
        ("darurat", "sedang", False),
        ("tinggi", None, True),
        ("sedang", None, False),
    ],
)
def test_an_emergency_follows_the_risk_of_the_triage_or_of_the_case_while_it_is_on_paper(
    register, of_case, of_triage, urgent
):
    case = sample_case(register, risk=of_case)
    sample_basis(case, basis=VITAL)
    if of_triage:
        sample_assessment(case, risk=of_triage)
    else:
        sample_document(case, kind="asesmen-awal")
    places = [place for _text, place in missing(case, "supervisor1", "emergency")]
    place = "assessments" if of_triage else "edit"
    assert places == ([] if urgent else [place])
    with acting("supervisor1"):
        workflow = api.portal.get_tool("portal_workflow")
        if urgent:
            workflow.doActionFor(case, "emergency", comment="Kepentingan vital.")
        else:
            with pytest.raises(TransitionRefused, match="risk"):
                workflow.doActionFor(case, "emergency", comment="Kepentingan vital.")
    assert api.content.get_state(case) == ("intervention" if urgent else "intake")


def test_a_withdrawn_triage_is_no_emergency(case):
    made = sample_assessment(case, risk="darurat")
    sample_basis(case, basis=VITAL)
    step(made, "worker1", "withdraw", "Salah.")
    sample_document(case, kind="asesmen-awal")
    assert [place for _t, place in missing(case, "supervisor1", "emergency")] == ["edit"]


@pytest.fixture
def emergency(case):
    """A case after an emergency response, on a draft."""
    sample_assessment(case, risk="darurat")
    sample_basis(case, basis=VITAL)
    # Only the assessment is left to be made up for.
    sample_basis(case)
    with acting("supervisor1"):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(case, "emergency", comment="Kepentingan vital.")
    return case


def found(content):
    """Return the rows of what is due that the catalog remembers, and the first moment."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=api.content.get_uuid(content))
    return brain.dues, catalog.getIndexDataForRID(brain.getRID())["due_at"]


@pytest.mark.parametrize("token", ["triage", "biopsychosocial"])
def test_an_emergency_is_assessed_within_three_days(emergency, token):
    begun = emergency.workflow_history["case_workflow"][-1]["time"].asdatetime()
    due = dues.Due(begun + timedelta(hours=72), "emergency-assessment")
    assert dues.dues_of(emergency) == [due]
    assert found(emergency)[0] == ((due.at.isoformat(), due.what),)
    made = submitted_assessment(emergency, token)
    assert dues.dues_of(emergency) == [due], "A submitted one is not endorsed yet."
    step(made, "supervisor1", "endorse")
    assert dues.dues_of(emergency) == []
    assert found(emergency) == ((), "")


@pytest.mark.parametrize("token", ["family", "medical"])
def test_other_kinds_do_not_make_up_for_it(emergency, token):
    with acting("supervisor1"):
        assign(emergency, "doctor1", "clinician")
    endorsed_assessment(emergency, token)
    assert [due.what for due in dues.dues_of(emergency)] == ["emergency-assessment"]


@pytest.mark.parametrize("made_as", ["paper", "record"])
def test_what_was_endorsed_before_the_emergency_does_not_make_up_for_it(register, made_as):
    case = sample_case(register, risk="darurat")
    if made_as == "paper":
        approved(case, "asesmen-awal")
    else:
        endorsed_assessment(case, risk="darurat")
    sample_basis(case, basis=VITAL)
    with acting("head1"):
        api.content.transition(case, "emergency", comment="Kepentingan vital.")
    assert [due.what for due in dues.dues_of(case)].count("emergency-assessment") == 1
    endorsed_assessment(case, "biopsychosocial")
    assert "emergency-assessment" not in [due.what for due in dues.dues_of(case)]


def test_the_work_does_not_end_while_the_assessment_is_open(emergency):
    rows = emergency.workflow_history["case_workflow"]
    last = {**rows[-1], "action": None, "review_state": "monitoring"}
    write_history(emergency, "case_workflow", [*rows, last])
    approved(emergency, "laporan-monev")
    places = [p for _t, p in missing(emergency, "worker1", "propose_termination")]
    assert places == ["assessments"]
    with acting("worker1"), pytest.raises(TransitionRefused, match="emergency response"):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(
            emergency, "propose_termination", comment="Selesai.", reason_code="pindah"
        )
    endorsed_assessment(emergency)
    assert missing(emergency, "worker1", "propose_termination") == []


def test_without_an_emergency_nothing_is_put_off(case):
    put(case, "monitoring")
    approved(case, "laporan-monev")
    assert dues.dues_of(case) == []
    assert missing(case, "worker1", "propose_termination") == []


def test_what_is_submitted_is_due_within_a_week(case):
    made = sample_assessment(case)
    assert found(made) == ((), "")
    step(made, "worker1", "submit")
    begun = made.workflow_history["assessment_workflow"][-1]["time"].asdatetime()
    until = begun + timedelta(days=7)
    assert found(made)[0] == ((until.isoformat(), "assessment-review"),)
    step(made, "supervisor1", "return", "Lengkapi.")
    ((_until, what),) = found(made)[0]
    assert what == "assessment-returned"
    step(made, "worker1", "submit")
    assert [what for _until, what in found(made)[0]] == ["assessment-review"]
    step(made, "supervisor1", "endorse")
    assert found(made) == ((), "")


MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)


def rows(*told):
    """Return a workflow history of (action, state, hours after Monday)."""
    return [
        {
            "action": action,
            "review_state": state,
            "time": DateTime((MONDAY + timedelta(hours=hours)).timestamp(), "UTC"),
        }
        for action, state, hours in told
    ]


def test_the_clocks_follow_the_history():
    submitted = rows((None, "draft", 0), ("submit", "submitted", 1))
    assert review_due(submitted) == MONDAY + timedelta(hours=1, days=7)
    assert review_due(submitted[:1]) is None and review_due([]) is None
    again = rows((None, "draft", 0), ("submit", "submitted", 1), ("submit", "submitted", 5))
    assert review_due(again) == MONDAY + timedelta(hours=5, days=7)
    begun = rows((None, "intake", 0), ("emergency", "intervention", 2), ("x", "monitoring", 9))
    assert emergency_due(begun) == MONDAY + timedelta(hours=74)
    assert emergency_due(begun[:1]) is None


@pytest.fixture
def team(register):
    """A case with two psychologists, the second of whom may endorse what the first has written."""
    api.user.create(
        email="psychologist2@example.org",
        username="psychologist2",
        password=PASSWORD,
        properties={"profession": "psychology", "fullname": "Psychologist2"},
    )
    assign(register, "psychologist2", "staff", granted_by="system")
    case = sample_case(register)
    with acting("supervisor1"):
        assign(case, "psychologist2", "clinician")
        assign(case, "doctor1", "clinician")
    return case


#: person -> kinds of assessment of others that wait for them.
WAITS = {
    "supervisor1": {"triage", "biopsychosocial", "medical", "family"},
    "head1": {"triage"},
    "psychologist2": {"psychological"},
    "psychologist1": set(),
    "doctor1": set(),
    "worker1": set(),
    "worker2": set(),
    "advocate1": set(),
    "privacy1": set(),
    "operator1": set(),
}


def test_what_waits_is_shown_to_those_who_decide(team, register):
    tokens = ("triage", "biopsychosocial", "psychological", "medical", "family")
    made = {token: submitted_assessment(team, token) for token in tokens}
    sample_assessment(team)
    for user_id, expected in WAITS.items():
        uids = {made[token].UID() for token in expected}
        with acting(user_id):
            user = api.user.get_current()
            assert {b.UID for b in waiting_for(user)} == uids, user_id
            lines = Work(user, utcnow()).to_review()
            assert {line.url for line in lines.lines} == {
                made[token].absolute_url() for token in expected
            }, user_id
            assert lines.total == len(expected)


def test_what_is_decided_waits_no_longer(case):
    made = submitted_assessment(case)
    step(made, "supervisor1", "endorse")
    with acting("supervisor1"):
        assert waiting_for(api.user.get_current()) == []


def test_the_queue_is_narrowed_to_a_place(case, register):
    submitted_assessment(case)
    other = sample_case(register)
    mine = submitted_assessment(other)
    with acting("supervisor1"):
        path = "/".join(other.getPhysicalPath())
        assert [b.UID for b in waiting_for(api.user.get_current(), path)] == [mine.UID()]
