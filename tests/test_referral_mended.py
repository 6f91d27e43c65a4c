"""What a letter and its case may not do: come back from hold nowhere, go out under a closed record."""

from AccessControl.users import system
from baleharum.cases.moments import today
from baleharum.cases.waiting import waiting_for
from baleharum.letters.refusals import LetterRefused
from baleharum.referrals import downloads
from baleharum.referrals import parcels
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.referrals_made import answer
from tests.referrals_made import dispatch
from tests.referrals_made import led_to
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_case_rules import put

import pytest


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    return some_partner(portal)


@pytest.fixture
def assessed(case):
    """A case in assessment."""
    case.lawful_basis = "persetujuan"
    return put(case, "triage", "assessment")


def test_a_referral_that_was_on_hold_comes_back_where_it_was(assessed, partner):
    letter = sample_referral(assessed, partner)
    take(assessed, "supervisor1", "refer")
    with acting("supervisor1"):
        assessed.review_on = today() + timedelta(days=7)
    take(assessed, "supervisor1", "hold", comment="Mitra libur.")
    take(assessed, "supervisor1", "resume_referred")
    answer(letter)
    take(letter, "worker1", "refuse", comment="Penuh.")
    take(assessed, "worker1", "referral_failed_assessment", comment="Penuh.")
    assert api.content.get_state(assessed) == "assessment"


def restricted(person):
    """Close the record of somebody to all but lead and privacy officer (art. 41)."""
    with acting("supervisor1"):
        api.content.transition(person, "restrict", comment="Diminta.")


def test_nothing_of_somebody_whose_data_is_restricted_goes_out(assessed, partner):
    letter = sample_referral(assessed, partner, "signed")
    restricted(client_of(assessed))
    dispatch(letter)
    assert "is restricted" in refused(letter, "worker1", "send")
    with acting("worker1"):
        assert any("restricted" in problem.default for problem in parcels.problems(letter))


def test_a_signed_letter_that_was_cancelled_is_not_handed_out(assessed, partner):
    consent = sample_consent(assessed, "rujukan", uid(partner))
    letter = led_to(sample_letter(assessed, partner), "signed")
    downloads.stopped(letter)
    withdraw(consent)
    assert api.content.get_state(letter) == "cancelled"
    with pytest.raises(LetterRefused):
        downloads.stopped(letter)


def expire(consent):
    """Let the time of a consent pass, as the worker does."""
    consent._keep("valid_until", today() - timedelta(days=1))
    with api.env.adopt_user(user=system):
        api.content.transition(consent, "expire")


@pytest.mark.parametrize("state,then", [("signed", "cancelled"), ("sent", "sent")])
def test_what_went_out_while_the_consent_held_stays_sent(assessed, partner, state, then):
    consent = sample_consent(assessed, "rujukan", uid(partner))
    letter = led_to(sample_letter(assessed, partner), state)
    expire(consent)
    assert api.content.get_state(letter) == then


def test_a_consent_does_not_hold_for_what_the_partner_became(assessed, partner):
    sample_consent(assessed, "rujukan", uid(partner))
    letter = led_to(sample_letter(assessed, partner), "submitted")
    partner.title = "Kantor Lain"
    partner.reindexObject()
    assert any("called otherwise" in row for row in missing(letter, "head1", "sign"))


def test_services_whose_consent_was_withdrawn_do_not_go_on(assessed):
    consent = sample_consent(assessed)
    withdraw(consent)
    assert any("was withdrawn" in row for row in missing(assessed, "worker1", "make_plan"))
    sample_basis(assessed)
    assert not any("withdrawn" in row for row in missing(assessed, "worker1", "make_plan"))


def test_a_letter_for_the_signature_waits_for_the_head_alone(assessed, partner):
    letter = sample_referral(assessed, partner, "submitted")
    found = {}
    for who in ("head1", "supervisor1", "worker2"):
        with acting(who):
            found[who] = [brain.UID for brain in waiting_for(api.user.get_current())]
    assert found == {"head1": [uid(letter)], "supervisor1": [], "worker2": []}
