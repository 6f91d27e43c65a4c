"""What a letter may not rest on, or tell, once more: a later no, another basis, older minutes."""

from baleharum.consents.policy import Row
from baleharum.consents.policy import void_reasons
from baleharum.referrals import parcels
from baleharum.referrals.api import disclosed_json
from datetime import date
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import withdraw
from tests.http import Visitor
from tests.referrals_made import answer
from tests.referrals_made import hand_over
from tests.referrals_made import led_to
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import reply
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from tests.test_case_rules import put
from tests.test_referral_mended import restricted
from tests.test_referrals_rest import path

import pytest
import transaction


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    return some_partner(portal)


@pytest.fixture
def assessed(case):
    """A case in assessment."""
    case.lawful_basis = "persetujuan"
    return put(case, "triage", "assessment")


def test_who_says_no_takes_an_older_yes_back_first(assessed, partner):
    """Both cannot stand: letters would go out against what was said last."""
    letter = sample_referral(assessed, partner)
    (older,) = (each for each in assessed.objectValues() if each.getId() == "c1")
    newer = sample_draft(assessed, "rujukan", uid(partner))
    assert "still holds" in refused(newer, "worker1", "refuse", comment="Tidak mau.")
    withdraw(older)
    assert api.content.get_state(letter) == "cancelled"
    take(newer, "worker1", "refuse", comment="Tidak mau.")
    assert api.content.get_state(newer) == "refused"


def test_nothing_goes_out_on_another_basis_than_the_letter_says(assessed, partner):
    letter = sample_referral(assessed, partner)
    assert parcels.problems(letter) == []
    letter._rest = ("law", *letter._rest[1:3], "kewajiban-hukum")
    assert any("another basis" in problem.default for problem in parcels.problems(letter))


@pytest.mark.parametrize(
    ("given_on", "void"), [(date(2024, 1, 1), True), (date(2026, 1, 2), False)]
)
def test_a_childs_own_consent_is_void_and_not_made_good_by_time(given_on, void):
    row = Row("in_force", "layanan", given_on=given_on, of_age_on=date(2026, 1, 1))
    assert void_reasons(row) == (("needs_guardian",) if void else ())


def test_minutes_of_an_earlier_referral_are_no_handover_of_this_one(assessed, partner):
    letter = sample_referral(assessed, partner, state="sent", mode="serah-penuh")
    take(assessed, "supervisor1", "refer")
    answer(letter)
    take(letter, "worker1", "accept")
    hand_over(letter)
    reply(letter)
    take(letter, "worker1", "reply")
    assert missing(assessed, "supervisor1", "full_handover") == []
    rows = list(assessed.workflow_history["case_workflow"])
    later = {**rows[-1], "action": "refer", "review_state": "referred"}
    later["time"] = later["time"] + 1
    assessed.workflow_history["case_workflow"] = (*rows, later)
    assert any(
        "full handover" in text for text in missing(assessed, "supervisor1", "full_handover")
    )


@pytest.fixture
def site(functional):
    """The site of the functional layer."""
    sign_settings()
    return functional["portal"]


def test_what_was_written_of_somebody_restricted_is_not_shown(site):
    case, hospital = sample_case(site["perkara"]), some_partner(site)
    sample_consent(case, "rujukan", uid(hospital))
    words = "Baiq Melati tinggal di rumah neneknya."
    letter = led_to(sample_letter(case, hospital, text=words, purpose=words), "signed")
    restricted(client_of(case))
    transaction.commit()
    for user_id, reads in (("worker1", True), ("worker2", False)):
        visitor = Visitor(site, user_id)
        page = visitor.get(f"{path(letter)}/view").text
        told = visitor.rest("GET", path(letter)).text
        assert ("rumah neneknya" in page, "rumah neneknya" in told) == (reads, reads)


def test_a_draft_that_came_back_tells_nothing_of_whom_it_was_about(assessed, partner):
    sample_consent(assessed, "rujukan", uid(partner))
    letter = sample_letter(assessed, partner)
    take(letter, "worker1", "submit")
    assert letter.disclosed
    take(letter, "head1", "return", comment="Orang yang salah.")
    other = sample_person(assessed, name="Lalu Contoh Lain")
    write(letter, about=uid(other))
    with acting("worker1"):
        assert disclosed_json(letter) == {}
