"""Case conferences and mediations, and the bar of mediation after violence."""

from baleharum.cases.moments import today
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step
from baleharum.cases.steps import steps
from baleharum.plans import policy
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.plans_made import quiet_case
from tests.plans_made import sample_conference
from tests.plans_made import sample_mediation
from tests.plans_made import take
from zExceptions import BadRequest
from zope.i18n import translate

import pytest


@pytest.fixture
def quiet(register):
    """A case in which nothing bars a mediation."""
    return quiet_case(register)


def state(content) -> str:
    return api.content.get_state(content)


def missing(content, user_id, transition) -> list[str]:
    with acting(user_id):
        return [translate(row.message) for row in step(content, transition).missing]


def test_who_met_and_what_was_decided_is_sealed(case):
    conference = sample_conference(case)
    assert (conference.getId(), state(conference)) == ("k1", "draft")
    stored = repr(sorted(conference.__dict__.items()))
    assert not [word for word in ("Ratna", "supervisor1", "Kunjungan", "membaik") if word in stored]
    ((number, text, responsible, due),) = conference.decisions
    assert (number, text, responsible) == (1, "Kunjungan rumah tiap pekan.", "worker1")
    assert due == today() + timedelta(days=7)


def test_minutes_need_people_and_content_and_somebody_else_endorses_them(case):
    conference = sample_conference(
        case, "supervisor1", participants=("supervisor1",), guests=(), decisions=(), discussion=None
    )
    assert missing(conference, "supervisor1", "approve") == [
        "Name two participants at least.",
        "Write what was discussed or decided.",
        "Nobody approves what they have written themselves. Ask a colleague who may.",
    ]
    conference.participants, conference.discussion = ("supervisor1", "worker1"), "Membaik."
    with pytest.raises(TransitionRefused):
        take(conference, "approve", "supervisor1")
    assert state(take(conference, "approve", "head1")) == "approved"


@pytest.mark.parametrize(
    ("user_id", "offered"),
    [("worker1", []), ("advocate1", []), ("supervisor1", ["approve"]), ("head1", ["approve"])],
)
def test_minutes_are_approved_by_who_reviews(case, user_id, offered):
    conference = sample_conference(case)
    with acting(user_id):
        assert [s.id for s in steps(conference)] == offered


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("participants", ()),
        ("guests", ("Lain",)),
        ("discussion", "Lain."),
        ("decisions", ()),
        ("held_on", today() - timedelta(days=3)),
    ],
)
def test_approved_minutes_are_changed_by_no_script(case, name, value):
    conference = take(sample_conference(case), "approve", "supervisor1")
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest, match="stay as they are"):
        setattr(conference, name, value)


@pytest.mark.parametrize(
    ("facts", "bars"),
    [
        ({}, []),
        ({"categories": ("kbsp", "fakir-miskin")}, []),
        ({"harm": ("seksual",)}, ["bar_sexual"]),
        ({"harm": ("psikis",)}, ["bar_violence"]),
        ({"harm": ("seksual", "fisik")}, ["bar_sexual", "bar_violence"]),
        ({"kdrt": True}, ["bar_domestic"]),
        ({"child": True}, ["bar_child"]),
        ({"categories": ("kbsp", "korban-kekerasan")}, ["bar_violence"]),
        ({"categories": ("korban-trafficking",)}, ["bar_violence"]),
        ({"maltreatment": ("eksploitasi",)}, ["bar_maltreatment"]),
        ({"perpetrator": True}, ["bar_perpetrator"]),
    ],
)
def test_what_bars_a_mediation(facts, bars):
    told = {"child": False, "kdrt": False, "harm": (), "categories": ("kbsp",), **facts}
    assert [str(reason) for reason in policy.bars(**told)] == bars


BARRED = [
    {"harm": ("seksual",)},
    {"kdrt": True},
    {"harm": ("fisik",)},
    {"categories": ("korban-kekerasan",)},
    {"categories": ("anak-telantar",)},
    {"maltreatment": ("penelantaran",)},
]


@pytest.mark.parametrize("fields", BARRED)
def test_no_mediation_is_filed_where_it_is_barred(register, fields):
    case = sample_case(register, **{"categories": ("kbsp",), **fields})
    with pytest.raises(BadRequest, match="No mediation"):
        sample_mediation(case)
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest, match="No mediation"):
        sample_mediation(case, "supervisor1")
    assert not [c for c in case.objectValues() if c.portal_type == "Mediation"]


@pytest.mark.parametrize("fields", BARRED)
def test_a_mediation_goes_no_further_when_the_case_becomes_one_of_violence(quiet, fields):
    mediation = sample_mediation(quiet, result="sepakat")
    assert missing(mediation, "supervisor1", "conclude") == []
    for name, value in fields.items():
        setattr(quiet, name, value)
    assert any("No mediation" in text for text in missing(mediation, "head1", "conclude"))
    for user_id in ("supervisor1", "head1"):
        with pytest.raises(TransitionRefused, match="No mediation"):
            take(mediation, "conclude", user_id)
    assert state(mediation) == "draft"
    take(mediation, "stop", "worker1", "Kasus kekerasan.")
    assert state(mediation) == "stopped"


def test_a_child_who_becomes_known_bars_it(quiet):
    mediation = sample_mediation(quiet, result="sepakat")
    sample_person(quiet, birth_date=today() - timedelta(days=3650))
    with pytest.raises(TransitionRefused, match="is or may be a child"):
        take(mediation, "conclude", "supervisor1")


def test_an_alleged_perpetrator_in_the_case_bars_it(quiet):
    mediation = sample_mediation(quiet, result="sepakat")
    person = sample_person(quiet, name="Amaq Rahim", part="family")
    assert missing(mediation, "supervisor1", "conclude") == []
    person.part = "alleged_perpetrator"
    with pytest.raises(TransitionRefused, match="alleged perpetrator"):
        take(mediation, "conclude", "supervisor1")
    with pytest.raises(BadRequest, match="alleged perpetrator"):
        sample_mediation(quiet)


def test_a_mediation_is_concluded_by_a_colleague_with_its_result(quiet):
    mediation = sample_mediation(quiet, parties=("Inaq Sari",), held_on=today() + timedelta(days=1))
    assert missing(mediation, "supervisor1", "conclude") == [
        "The result is not chosen.",
        "Name two parties at least.",
        "The day of the mediation is yet to come.",
    ]
    mediation.result, mediation.held_on = "tidak-sepakat", today()
    mediation.parties = ("Inaq Sari", "Amaq Rahim")
    take(mediation, "conclude", "supervisor1")
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest, match="has ended"):
        mediation.agreement = "Lain."


def test_stopping_needs_a_reason(quiet):
    mediation = sample_mediation(quiet)
    with pytest.raises(TransitionRefused, match="A reason is missing"):
        take(mediation, "stop", "worker1")
