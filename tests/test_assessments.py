"""Assessments: who writes, submits, sends back and endorses them, and that nothing changes then."""

from baleharum.assessments.content import Rating
from baleharum.assessments.kinds import kind as kind_of
from baleharum.assessments.kinds import kinds
from baleharum.assessments.making import add_assessment
from baleharum.assessments.making import new_version
from baleharum.assessments.people import writable
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step as step_of
from baleharum.cases.steps import steps
from baleharum.team.api import assign
from baleharum.terms.lists import terms
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.assessments_made import endorsed_assessment
from tests.assessments_made import full_ratings
from tests.assessments_made import LICENCE
from tests.assessments_made import PEOPLE
from tests.assessments_made import sample_assessment
from tests.assessments_made import step
from tests.assessments_made import submitted_assessment
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.i18n import translate

import pytest


TOKENS = [kind.token for kind in kinds()]


@pytest.fixture
def case(register):
    """A case with two psychologists and a doctor in its team."""
    api.user.create(
        email="psychologist2@example.org",
        username="psychologist2",
        password=PASSWORD,
        properties={"profession": "psychology", "fullname": "Psychologist2"},
    )
    assign(register, "psychologist2", "staff", granted_by="system")
    made = sample_case(register)
    with acting("supervisor1"):
        assign(made, "psychologist2", "clinician")
        assign(made, "doctor1", "clinician")
    return made


def state(assessment):
    return api.content.get_state(assessment)


def missing(assessment, user_id, transition):
    """Return (text, place) of all that is missing for a step of somebody."""
    with acting(user_id):
        found = step_of(assessment, transition)
        return [(translate(row.message), row.mend) for row in found.missing]


def test_every_kind_stands_for_a_document_and_asks_something():
    documents = {term.token for term in terms("document-kinds")}
    professions = {term.token for term in terms("professions")}
    for kind in kinds():
        assert kind.document in documents and kind.mandatory
        assert not kind.author or kind.author in professions
    asked = [term.extra["kind"] for term in terms("assessment-domains")]
    assert set(asked) == set(TOKENS)


@pytest.mark.parametrize(
    ("token", "level", "profession"),
    [
        ("triage", "confidential", "social"),
        ("biopsychosocial", "secret", "social"),
        ("psychological", "secret", "psychology"),
        ("medical", "secret", "medicine"),
        ("family", "secret", "social"),
        ("other-party", "secret", "social"),
        ("dispensasi", "secret", "social"),
    ],
)
def test_level_and_profession_follow_the_kind(case, token, level, profession):
    made = sample_assessment(case, token)
    assert (made.level, made.profession) == (level, profession)
    for name in ("level", "profession"):
        with pytest.raises(AttributeError):
            setattr(made, name, "restricted")


#: person -> kinds that they may write.
WRITERS = {
    "worker1": {"triage", "biopsychosocial", "family", "other-party", "dispensasi"},
    "worker2": {"triage", "biopsychosocial", "family", "other-party", "dispensasi"},
    "psychologist1": {"triage", "psychological"},
    "doctor1": {"triage", "medical"},
    "advocate1": set(),
    "supervisor1": set(),
    "head1": set(),
    "worker3": set(),
    "intake1": set(),
    "operator1": set(),
}


@pytest.mark.parametrize("user_id", WRITERS)
def test_who_writes_which_kind(case, user_id):
    with acting(user_id):
        assert {kind.token for kind in writable(case)} == WRITERS[user_id]
        for token in set(TOKENS) - WRITERS[user_id]:
            with pytest.raises((BadRequest, Unauthorized), match="not yours|Cannot create"):
                add_assessment(case, token)
    assert not [name for name in case.objectIds() if name.startswith("a")]


#: person -> kinds that they read, once endorsed; what the table of team/policy.py allows.
READERS = {
    "worker1": set(TOKENS),
    "worker2": set(TOKENS),
    "psychologist1": {"triage", "psychological"},
    "psychologist2": {"triage", "psychological"},
    "doctor1": {"triage", "medical"},
    "advocate1": {"triage"},
    "supervisor1": set(TOKENS),
    "head1": {"triage"},
    "privacy1": set(),
    "archivist1": set(),
    "intake1": set(),
    "worker3": set(),
    "operator1": set(),
}


def test_the_profession_rule_holds_for_everybody(case):
    made = {token: endorsed_assessment(case, token) for token in TOKENS}
    for user_id, expected in READERS.items():
        with acting(user_id):
            seen = {t for t, one in made.items() if api.user.has_permission("View", obj=one)}
            listed = {b.UID for b in api.content.find(portal_type="Assessment")}
        assert seen == expected, user_id
        assert listed == {made[token].UID() for token in expected}, user_id


@pytest.mark.parametrize("token", TOKENS)
def test_from_draft_to_endorsed(case, token):
    author, endorser = PEOPLE[token]
    made = sample_assessment(case, token)
    assert state(made) == "draft" and made.getId() == "a1"
    step(made, author, "submit")
    assert state(made) == "submitted"
    assert made.author_profession in ("social", "psychology", "medicine")
    step(made, endorser, "endorse")
    assert state(made) == "endorsed"
    assert not made.__ac_local_roles__


#: (kind, person) -> whether they may endorse and send back what somebody else has submitted.
DECIDERS = [
    ("triage", "supervisor1", True, True),
    ("triage", "head1", True, True),
    ("triage", "worker2", False, False),
    ("triage", "psychologist1", False, False),
    ("triage", "advocate1", False, False),
    ("biopsychosocial", "supervisor1", True, True),
    ("biopsychosocial", "head1", False, False),
    ("biopsychosocial", "worker2", False, False),
    ("psychological", "psychologist2", True, True),
    ("psychological", "supervisor1", False, True),
    ("psychological", "worker1", False, False),
    ("psychological", "doctor1", False, False),
    ("psychological", "head1", False, False),
    ("medical", "supervisor1", True, True),
    ("medical", "psychologist1", False, False),
    ("medical", "worker1", False, False),
    ("family", "supervisor1", True, True),
    ("family", "head1", False, False),
    ("other-party", "supervisor1", True, True),
    ("other-party", "worker2", False, False),
]


@pytest.mark.parametrize(("token", "user_id", "endorses", "returns"), DECIDERS)
def test_who_decides(case, token, user_id, endorses, returns):
    made = submitted_assessment(case, token)
    with acting(user_id):
        workflow = api.portal.get_tool("portal_workflow")
        found = {row["id"] for row in workflow.getTransitionsFor(made)}
    assert ("endorse" in found, "return" in found) == (endorses, returns)
    if not endorses:
        with pytest.raises(WorkflowException):
            step(made, user_id, "endorse")
        assert state(made) == "submitted"


def test_nobody_endorses_their_own(case):
    made = submitted_assessment(case, "psychological", "psychologist1")
    ((text, place),) = missing(made, "psychologist1", "endorse")
    assert ("their own" in text, place) == (True, "team")
    with pytest.raises(TransitionRefused):
        step(made, "psychologist1", "endorse")
    assert state(made) == "submitted"


def test_a_supervisor_who_wrote_it_as_worker_does_not_endorse_it(case, register):
    with acting("head1"):
        assign(case, "supervisor1", "worker")
    made = submitted_assessment(case, "triage", "supervisor1")
    with pytest.raises(TransitionRefused, match="their own"):
        step(made, "supervisor1", "endorse")
    step(made, "head1", "endorse")
    assert state(made) == "endorsed"


@pytest.mark.parametrize("token", TOKENS)
def test_all_that_is_missing_is_listed_at_once(case, token):
    author = PEOPLE[token][0]
    made = sample_assessment(case, token, ratings=(), conclusion="", licence="", risk=None)
    rules = kind_of(token)
    places = [place for _text, place in missing(made, author, "submit")]
    fields = [*(["risk"] if rules.risk else []), *(f"score-{d}" for d in rules.mandatory)]
    assert places == [f"a1/edit#{name}" for name in (*fields, "conclusion", "licence")]
    with pytest.raises(TransitionRefused) as refused:
        step(made, author, "submit")
    assert len(refused.value.missing) == len(places)
    assert state(made) == "draft" and made.frozen_files == ()


@pytest.mark.parametrize(("score", "text"), [(None, "Ada luka."), (0, ""), (0, "   "), (None, "")])
def test_a_domain_needs_score_and_text(case, score, text):
    rows = [Rating("awal-keselamatan", score, text), *full_ratings("triage")[1:]]
    made = sample_assessment(case, "triage", ratings=rows)
    places = [place for _text, place in missing(made, "worker1", "submit")]
    assert places == ["a1/edit#score-awal-keselamatan"]


def test_domains_that_are_not_mandatory_may_stay_empty(case):
    wanted = kind_of("triage").mandatory
    rows = [row for row in full_ratings("triage", 0) if row.domain in wanted]
    made = sample_assessment(case, "triage", ratings=rows)
    assert missing(made, "worker1", "submit") == []


def test_only_its_author_submits(case):
    made = sample_assessment(case, "triage", "worker1")
    ((text, place),) = missing(made, "worker2", "submit")
    assert ("Only its author" in text, place) == (True, "assessments")
    with pytest.raises(TransitionRefused):
        step(made, "worker2", "submit")


def test_who_has_no_practising_profession_needs_no_licence(case):
    with acting("supervisor1"):
        assign(case, "archivist1", "worker")
    made = sample_assessment(case, "triage", "archivist1", licence="")
    assert missing(made, "archivist1", "submit") == []


def test_sending_back_takes_a_reason_and_opens_it_again(case):
    made = submitted_assessment(case)
    with pytest.raises(TransitionRefused, match="reason"):
        step(made, "supervisor1", "return")
    step(made, "supervisor1", "return", "Lengkapi risiko berulang.")
    assert state(made) == "draft"
    made.conclusion = "Dilengkapi."
    step(made, "worker1", "submit")
    assert made.conclusion == "Dilengkapi."


def test_a_draft_is_withdrawn_with_a_reason(case):
    made = sample_assessment(case)
    with pytest.raises(TransitionRefused, match="reason"):
        step(made, "worker1", "withdraw")
    step(made, "worker1", "withdraw", "Salah perkara.")
    assert state(made) == "withdrawn"
    with acting("worker1"):
        assert steps(made) == []
    with acting("advocate1"):
        assert not api.user.has_permission("View", obj=made)


#: state -> steps that lead out of it, over all people.
ROWS = {
    "draft": {"submit", "withdraw"},
    "submitted": {"return", "endorse"},
    "endorsed": set(),
    "superseded": set(),
    "withdrawn": set(),
}


def test_the_workflow_has_these_rows_and_no_other(case):
    found = {name: set() for name in ROWS}
    for name in ROWS:
        made = in_state(case, name)
        for user_id in ("worker1", "worker2", "supervisor1", "head1", "psychologist1"):
            with acting(user_id):
                workflow = api.portal.get_tool("portal_workflow")
                found[name] |= {row["id"] for row in workflow.getTransitionsFor(made)}
    assert found == ROWS


def in_state(case, name):
    """Return an assessment in a state, reached as people reach it."""
    if name in ("draft", "withdrawn"):
        made = sample_assessment(case)
        return step(made, "worker1", "withdraw", "Salah.") if name == "withdrawn" else made
    if name == "submitted":
        return submitted_assessment(case)
    made = endorsed_assessment(case)
    if name == "superseded":
        newer(made)
    return made


def newer(made, author="worker1", by="supervisor1"):
    """Begin, submit and endorse the next version; returns it."""
    with acting(author):
        later = new_version(made)
        later.licence = LICENCE
    step(later, author, "submit")
    return step(later, by, "endorse")


def test_a_new_version_takes_the_place_when_it_is_endorsed(case):
    first = endorsed_assessment(case)
    with acting("worker2"):
        second = new_version(first)
    assert (second.series, second.version) == (first.series, 2)
    assert second.rated() == first.rated() and second.Creator() == "worker2"
    assert not second.licence, "The licence is that of another author."
    assert (state(first), state(second)) == ("endorsed", "draft")
    second.licence = LICENCE
    step(second, "worker2", "submit")
    assert state(first) == "endorsed"
    step(second, "supervisor1", "endorse")
    assert (state(first), state(second)) == ("superseded", "endorsed")


def test_one_version_at_a_time(case):
    first = endorsed_assessment(case)
    with acting("worker1"):
        new_version(first)
        with pytest.raises(BadRequest, match="No new version"):
            new_version(first)
    submitted = submitted_assessment(case)
    with acting("worker1"), pytest.raises(BadRequest):
        new_version(submitted)
    withdrawn = in_state(case, "withdrawn")
    with acting("worker1"), pytest.raises(BadRequest):
        new_version(withdrawn)


def test_a_colleague_goes_on_with_the_draft_of_who_has_left(case):
    first = sample_assessment(case, "biopsychosocial", "worker2")
    with acting("worker1"):
        second = new_version(first)
        second.licence = LICENCE
    assert (state(first), state(second)) == ("withdrawn", "draft")
    step(second, "worker1", "submit")
    assert state(second) == "submitted"


@pytest.mark.parametrize("user_id", ["advocate1", "supervisor1", "worker3", "psychologist1"])
def test_who_does_not_write_the_kind_begins_no_version(case, user_id):
    first = endorsed_assessment(case, "biopsychosocial")
    with acting(user_id), pytest.raises(BadRequest, match="No new version"):
        new_version(first)


def test_a_version_belongs_to_an_earlier_one_of_its_kind(case):
    first = endorsed_assessment(case)
    other = endorsed_assessment(sample_case(case.__parent__))
    bad = [
        {"series": first.series, "version": 1},
        {"series": other.series, "version": 2},
        {"series": "nothing", "version": 2},
        {"version": 7},
    ]
    for fields in bad:
        with pytest.raises(BadRequest, match="version"):
            sample_assessment(case, **fields)
    with pytest.raises(BadRequest, match="version"):
        sample_assessment(case, "biopsychosocial", series=first.series, version=2)


def test_what_describes_a_person_lies_sealed(case):
    text = "Kanariasesmen menangis semalaman"
    made = endorsed_assessment(
        case,
        ratings=full_ratings("triage", 3, text),
        conclusion=text,
        recommendations=text,
        licence="KANARI-STR",
    )
    stored = repr({k: v for k, v in made.__dict__.items() if not k.startswith("_v_")})
    assert "Kanari" not in stored and "KANARI" not in stored
    assert "awal-keselamatan" not in stored
    assert made.rated()["awal-keselamatan"] == Rating("awal-keselamatan", 3, text)


def test_documents_are_of_the_case_and_frozen_when_it_is_submitted(case):
    document = sample_document(case)
    made = sample_assessment(case, files=(document.UID(),))
    assert made.frozen_files == ()
    step(made, "worker1", "submit")
    assert made.frozen_files == ((document.UID(), 1, document.sha256),)


def test_documents_of_another_case_and_withdrawn_ones_are_refused(case, register):
    foreign = sample_document(sample_case(register))
    gone = sample_document(case)
    with acting("worker1"):
        api.content.transition(gone, "withdraw", comment="Salah.")
    for uid in (foreign.UID(), gone.UID(), "deadbeef" * 4):
        with pytest.raises(BadRequest, match="not of this case"):
            sample_assessment(case, files=(uid,))


def test_a_document_that_was_withdrawn_meanwhile_stops_the_submission(case):
    document = sample_document(case)
    made = sample_assessment(case, files=(document.UID(),))
    with acting("worker1"):
        api.content.transition(document, "withdraw", comment="Salah.")
    ((_text, place),) = missing(made, "worker1", "submit")
    assert place == "a1/edit#files"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([Rating("bps-fisik", 1, "x")], "domain"),
        ([Rating("awal-keselamatan", 5, "x")], "score"),
        ([Rating("awal-keselamatan", True, "x")], "score"),
        ([Rating("awal-keselamatan", 1, 7)], "text"),
    ],
)
def test_a_script_is_refused_what_no_form_sends(case, rows, words):
    with pytest.raises(BadRequest, match=words):
        sample_assessment(case, ratings=rows)


def test_nothing_changes_in_a_case_that_is_over(case):
    made = submitted_assessment(case)
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan wewenang kami.", reason_code="lisan")
    with pytest.raises(TransitionRefused, match="closed"):
        step(made, "supervisor1", "endorse")
