"""An alleged perpetrator is never asked, also where the same person is filed twice."""

from baleharum.consents.api import basis_for
from baleharum.consents.grounds import Grounds
from plone import api
from tests.centre import acting
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.referrals_made import missing
from tests.test_consents import child_and_mother
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


NIK = "5271051708850000"
OTHER = "5271055708120000"
FATHER = {"name": "Amaq Rahim", "sex": "l", "nik": NIK, "nik_state": "ada"}
ACCUSED = {**FATHER, "name": "Rahim", "part": "alleged_perpetrator"}


def by_father(case, make, **fields):
    """Return a consent of a child by its father, who is the guardian P2."""
    given = child_and_mother(case)
    father = Grounds(case).people[given["givers"][0]]
    with acting("worker1"):
        for name, value in {**FATHER, **fields}.items():
            setattr(father, name, value)
        notify(ObjectModifiedEvent(father))
    return make(case, **given)


def test_who_is_filed_a_second_time_as_the_perpetrator_has_consented_to_nothing(case):
    consent = by_father(case, sample_consent)
    assert basis_for(case, "layanan")
    sample_person(case, **ACCUSED)
    assert (api.content.get_state(consent), consent.voided_why) == ("void", "perpetrator")
    assert basis_for(case, "layanan") is None


def test_a_second_record_that_becomes_the_perpetrators_counts_as_well(case):
    consent = by_father(case, sample_consent)
    double = sample_person(case, **{**ACCUSED, "part": "other"})
    assert api.content.get_state(consent) == "in_force"
    with acting("worker1"):
        double.part = "alleged_perpetrator"
        notify(ObjectModifiedEvent(double))
    assert api.content.get_state(consent) == "void"


def test_such_a_guardian_is_not_asked_again(case):
    sample_person(case, **ACCUSED)
    draft = by_father(case, sample_draft)
    assert any("alleged perpetrator is never asked" in t for t in missing(draft, "worker1", "give"))


@pytest.mark.parametrize(
    ("fields", "stopped"),
    [
        ({"nik": None, "nik_state": "tidak-diketahui"}, True),
        ({"nik": OTHER}, False),
        ({"nik": None, "nik_state": "tidak-diketahui", "birth_year": 1950}, False),
    ],
    ids=["unknown", "another NIK", "another year"],
)
def test_a_namesake_of_the_perpetrator_is_told_apart_first(case, fields, stopped):
    sample_person(case, **{**ACCUSED, "name": "AMAQ RAHIM", "birth_year": 1985})
    draft = by_father(case, sample_draft, birth_year=fields.pop("birth_year", 1985), **fields)
    told = [text for text in missing(draft, "worker1", "give") if "name of the alleged" in text]
    assert bool(told) is stopped


def test_nobody_else_is_held_up(case):
    sample_person(case, **ACCUSED)
    consent = sample_consent(case, person=api.content.get_uuid(client_of(case)))
    assert api.content.get_state(consent) == "in_force"
